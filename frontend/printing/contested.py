"""The objections that a printed booklet holds, each answer with the first of them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontend.typography import number
from frontend.words.objections import KINDS, OUTCOMES
from proposals.core.bodies import plain_body
from proposals.core.documents import BookletDocument, Contested
from proposals.core.printed import Block, Line, Prose, Section


def objections(document: BookletDocument) -> Section | None:
    """The objections with their answers; None before they may come."""
    if document.objections is None:
        return None
    if not document.objections:
        none = Line(_("Personne n’a contesté ce livret."))
        return Section("objections", _("Contestations et réponses"), (none,))
    return Section(
        "objections",
        _("Contestations et réponses"),
        inside=tuple(_contested(at, found) for at, found in enumerate(document.objections, 1)),
    )


def _contested(at: int, found: Contested) -> Section:
    """The first objections under one answer, how many more there are, and the answer."""
    blocks: list[Block] = []
    for objection in found.first:
        about = " · ".join(part for part in (_(KINDS[objection.kind]), objection.by, objection.name) if part)
        blocks.append(Line(about, "note"))
        if objection.hidden:
            why = _("Ses mots sont masqués. Motif : %(reason)s") % {"reason": objection.hidden}
            blocks.append(Line(why, "note"))
            continue
        blocks.append(Prose(plain_body(objection.body)))
        if objection.instead:
            blocks += [Line(_("Demandé à la place :"), "note"), Prose(plain_body(objection.instead))]
    more = found.total - len(found.first)
    if more:
        said = ngettext("Et %(shown)s autre, sur le site.", "Et %(shown)s autres, sur le site.", more)
        blocks.append(Line(said % {"shown": number(more)}, "note"))
    return Section(f"c{at}", _about(found), (*blocks, *_answer(found)), style="text")


def _about(found: Contested) -> str:
    if found.measure is None:
        return ngettext("Le livret, contesté", "Le livret, contesté %(n)s fois", found.total) % {
            "n": number(found.total)
        }
    return ngettext(
        "La mesure %(number)s, contestée", "La mesure %(number)s, contestée %(n)s fois", found.total
    ) % {"number": number(found.measure), "n": number(found.total)}


def _answer(found: Contested) -> list[Block]:
    if not found.outcome:
        return [Line(_("Sans réponse pour l’instant. Les livrets ne se figent pas avant."))]
    said = _("Réponse des organisateurs : %(outcome)s.") % {"outcome": _(OUTCOMES[found.outcome])}
    blocks: list[Block] = [Line(said), Prose(plain_body(found.answer))]
    if found.changes:
        entries = ", ".join(number(seq) for seq in found.changes)
        changed = _("Ce qui a été changé est au journal, nº %(entries)s.") % {"entries": entries}
        blocks.append(Line(changed, "note"))
    return blocks
