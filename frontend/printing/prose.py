"""What several sections of a printed booklet say alike: a text's words, and what stands behind a measure."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deliberation.markup import html
from frontend.typography import number
from proposals.core.bodies import body_of
from proposals.core.documents import BookletDocument, PrintedMeasure
from proposals.core.printed import Prose


def prose(text: str, document: BookletDocument) -> tuple[Prose, ...]:
    """The words of a text as blocks; none for an empty one."""
    body = body_of(html(text), document.address) if text.strip() else ()
    return (Prose(body),) if body else ()


def behind(measure: PrintedMeasure) -> str:
    """Which side it is of two, how many texts demand it, how many stand near, by which terms."""
    if not measure.sources:
        return _("Aucun texte ne porte encore cette mesure.")
    said = ngettext(
        "%(core)s texte la demande", "%(core)s textes la demandent", measure.core
    ) % {"core": number(measure.core)}  # fmt: skip
    if measure.near:
        said += ngettext(", %(near)s proche", ", %(near)s proches", measure.near) % {
            "near": number(measure.near)
        }
    if measure.terms:
        said = _("%(said)s : %(terms)s") % {"said": said, "terms": ", ".join(measure.terms)}
    said = f"{said}."
    sides = {"for": _("Côté pour."), "against": _("Côté contre.")}
    return f"{sides[measure.side]} {said}" if measure.side else said
