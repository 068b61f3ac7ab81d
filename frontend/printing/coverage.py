"""What a printed booklet carries of its texts and what it leaves out: coverage, authors, silences."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontend.typography import number, percent
from proposals.core.documents import BookletDocument, Silent
from proposals.core.printed import Block, Figure, Line, Section, Table

SILENCES_PRINTED = 20


def carried(document: BookletDocument) -> Section:
    """How much of the booklet's texts its measures carry, who wrote them, and what is in no booklet."""
    found = document.carried
    counts = {"carried": number(found.carried), "texts": number(found.texts)}
    share = percent(Fraction(found.carried, found.texts or 1))
    said = (
        ngettext(
            "%(carried)s texte sur %(texts)s est porté par une mesure.",
            "%(carried)s textes sur %(texts)s sont portés par une mesure.",
            found.carried,
        )
        % counts
    )
    rows = (
        (_("Demandent une mesure"), found.core),
        (_("Proches d’une mesure"), found.near),
        (_("Portés par aucune"), found.texts - found.carried),
        (_("Déplacés à la main"), found.by_hand),
    )
    return Section(
        "coverage",
        _("Ce qui est porté, ce qui ne l’est pas"),
        (
            Figure(share, found.carried, found.texts, said),
            Line(said, "lead"),
            Table(
                _("Les textes de ce livret"),
                (_("Textes"), f"#{_('Part')}", f"#{_('Nombre')}"),
                tuple(
                    (name, percent(Fraction(count, found.texts or 1)), number(count)) for name, count in rows
                ),
            ),
            *_written(document),
            *_outside(document),
        ),
    )


def _outside(document: BookletDocument) -> list[Block]:
    """What of the whole campaign is in no booklet."""
    found = document.carried
    said = []
    if found.aside:
        aside = ngettext(
            "Dans toute la campagne, %(shown)s texte a été mis de côté, avec un motif public.",
            "Dans toute la campagne, %(shown)s textes ont été mis de côté, chacun avec un motif public.",
            found.aside,
        )
        said.append(aside % {"shown": number(found.aside)})
    if found.to_place:
        waiting = ngettext(
            "Dans toute la campagne, %(shown)s texte reste à classer.",
            "Dans toute la campagne, %(shown)s textes restent à classer.",
            found.to_place,
        )
        said.append(waiting % {"shown": number(found.to_place)})
    return [Line(sentence) for sentence in said]


def _written(document: BookletDocument) -> list[Block]:
    """Who wrote the texts; a group only where it is large enough not to give anybody away."""
    found = document.carried
    said = ngettext(
        "Les %(texts)s textes sont d’une seule personne.",
        "Les %(texts)s textes sont de %(authors)s personnes.",
        found.authors,
    ) % {"texts": number(found.texts), "authors": number(found.authors)}
    if not found.authors:
        return []
    if not found.groups:
        return [Line(said)]
    rows = [(name or _("Sans groupe"), number(authors)) for name, authors in found.groups]
    if found.other_groups:
        rows.append((_("Tous les autres groupes"), number(found.other_groups)))
    return [
        Line(said),
        Table(_("Auteurs par groupe"), (_("Groupe"), f"#{_('Auteurs')}"), tuple(rows)),
        Line(_("Un groupe de moins de dix auteurs n’est jamais montré seul."), "note"),
    ]


def silences(document: BookletDocument) -> Section | None:
    """The terms of the booklet that many wrote and no measure of it carries, the most written first."""
    if document.silences is None:
        return None
    if not document.silences:
        none = Line(_("Tous les termes propres à ce livret se trouvent dans une de ses mesures."))
        return Section("silences", _("Liste des silences"), (none,))
    listed = len(document.silences)
    said = ngettext(
        "%(shown)s terme propre à ce livret revient sous plusieurs plumes, et aucune de ses mesures ne "
        "l’emploie.",
        "%(shown)s termes propres à ce livret reviennent sous plusieurs plumes, et aucune de ses mesures ne "
        "les emploie.",
        listed,
    ) % {"shown": number(listed)}
    table = Table(
        _("Les plus écrits d’abord, en nombre d’auteurs"),
        (_("Terme"), f"#{_('Auteurs')}", f"#{_('Textes')}"),
        tuple(
            (_silent(found), number(found.authors), number(found.texts))
            for found in document.silences[:SILENCES_PRINTED]
        ),
    )
    asks = _(
        "Un silence n’est pas une faute : c’est une question posée à qui écrit les mesures. La règle et la "
        "liste entière sont sur le site."
    )
    return Section("silences", _("Liste des silences"), (Line(said), table, Line(asks, "note")))


def _silent(found: Silent) -> str:
    return _("%(term)s (dans un autre livret)") % {"term": found.term} if found.elsewhere else found.term
