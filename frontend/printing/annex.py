"""The annex of a printed booklet: every text behind each measure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from frontend.printing.prose import behind, prose
from frontend.typography import number
from proposals.core.documents import BookletDocument, PrintedMeasure, SourceText
from proposals.core.printed import Block, Line, Section


def annex(document: BookletDocument) -> Section | None:
    """Every text behind each measure; one that stands behind several is given once."""
    if not any(measure.sources for measure in document.measures):
        return None
    given: dict[str, PrintedMeasure] = {}
    parts = []
    for measure in document.measures:
        if measure.sources:
            texts = tuple(_text(text, measure, given, document) for text in measure.sources)
            title = _("Mesure %(number)s : %(title)s") % {
                "number": number(measure.number), "title": measure.title,
            }  # fmt: skip
            parts.append(
                Section(f"a{measure.number}", title, inside=texts, margin=behind(measure), style="annex-part")
            )
    about = _(
        "Les mots de celles et ceux qui ont écrit, tels quels. Un nom n’y est que si la personne a choisi de "
        "signer ; le code après chaque titre est l’adresse publique du texte."
    )
    return Section("texts", _("Les textes"), (Line(about, "note"),), tuple(parts), style="annex")


def _text(
    text: SourceText, measure: PrintedMeasure, given: dict[str, PrintedMeasure], document: BookletDocument
) -> Section:
    key = f"a{measure.number}-{text.name}"
    place = _("la demande") if text.core else _("proche")
    margin = " · ".join(part for part in (text.name, place, text.by) if part)
    if text.state == "withdrawn":
        gone = Line(_("Texte retiré par son auteur."), "note")
        return Section(key, _("Texte retiré"), (gone,), margin=margin, style="text")
    if text.state != "open":
        hidden = Line(_("Texte masqué. Motif : %(reason)s") % {"reason": text.reason}, "note")
        return Section(key, _("Texte masqué"), (hidden,), margin=margin, style="text")
    if text.name in given:
        seen = Line(
            _("Ce texte est donné plus haut, à la mesure %(number)s.")
            % {"number": number(given[text.name].number)},
            "note",
        )
        return Section(key, text.title, (seen,), margin=margin, style="text")
    given[text.name] = measure
    blocks: list[Block] = [*prose(text.body, document)]
    if text.cut:
        blocks.append(Line(_("Le début seulement : le texte entier se lit sur le site."), "note"))
    return Section(key, text.title, tuple(blocks), margin=margin, style="text")
