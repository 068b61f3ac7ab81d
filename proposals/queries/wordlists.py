"""Reading a campaign's word lists: what is in force, what people changed, and what a change would move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from deliberation.core.canonical import Json
from proposals.core.corpus import LANGUAGES
from proposals.core.folding import fold
from proposals.core.lists import Lists, lists_for
from proposals.core.wordedits import NO_EDITS, Edits, edits_from
from proposals.models import Campaign, Proposal, WordChange


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A word that counts for nothing: in which languages' lists it stands, whether people put it there."""

    word: str
    languages: tuple[str, ...]
    added: bool


@dataclass(frozen=True, slots=True)
class EffectMove:
    """So many texts go from one cluster to another by a change of words; empty names are "to be placed"."""

    before: str
    after: str
    texts: int


@dataclass(frozen=True, slots=True)
class EffectText:
    """A text that a change of words moves."""

    name: str
    title: str
    before: str
    after: str


def edits_in_force(campaign: Campaign) -> Edits:
    """What people changed in the word lists so far. One query."""
    last = WordChange.objects.filter(campaign=campaign, state=WordChange.State.CONFIRMED)
    kept = last.order_by("-decided_at", "-pk").first()
    return edits_kept(kept.after) if kept is not None else NO_EDITS


def edits_kept(kept: Mapping[str, Json]) -> Edits:
    """Edits as a row keeps them; none for an empty row."""
    return edits_from(kept) if kept else NO_EDITS


def lists_in_force(campaign: Campaign) -> Lists:
    """The lists that the next run would read with, for the languages there are now. Two queries."""
    written = Proposal.objects.filter(campaign=campaign, state=Proposal.State.OPEN)
    found = written.order_by().values_list("language", flat=True).distinct()
    languages = {campaign.language, *found} & set(LANGUAGES)
    return lists_for(*languages, edits=edits_in_force(campaign))


def left_out(lists: Lists, language: str, asked: str) -> list[LeftOut]:
    """The words that count for nothing, by alphabet: of one language or all, those with what is asked."""
    several = {of.language: set(of.stop_words) for of in lists.languages}
    added, removed = set(lists.edits.added), set(lists.edits.removed)
    wanted = several.get(language, set().union(*several.values())) | added
    part = fold(asked.strip())
    return [
        LeftOut(
            word,
            tuple(code for code, words in several.items() if word in words),
            word in added,
        )
        for word in sorted(wanted - removed)
        if part in word
    ]


def changes_of(campaign: Campaign) -> QuerySet[WordChange]:
    """The changes that were confirmed, the newest first."""
    rows = WordChange.objects.filter(campaign=campaign, state=WordChange.State.CONFIRMED)
    return rows.order_by("-decided_at", "-pk")


def change_asked(campaign: Campaign) -> WordChange | None:
    """The newest change that waits for its trial or for a decision, if any."""
    rows = WordChange.objects.filter(campaign=campaign, state=WordChange.State.ASKED)
    return rows.select_related("trial").first()


def moves_of(change: WordChange) -> list[EffectMove]:
    """What a change moves, most texts first. No query."""
    before, after = change.clusters.get("before", {}), change.clusters.get("after", {})
    return [
        EffectMove(before.get(str(here), ""), after.get(str(there), ""), texts)
        for here, there, texts in change.moves
    ]


def examples_of(change: WordChange) -> list[EffectText]:
    """The first texts that a change moves and that are still open. One query."""
    before, after = change.clusters.get("before", {}), change.clusters.get("after", {})
    names: Sequence[str] = [name for name, _, _ in change.examples]
    rows = Proposal.objects.filter(name__in=names, state=Proposal.State.OPEN)
    titles = dict(rows.values_list("name", "title"))
    return [
        EffectText(name, titles[name], before.get(str(here), ""), after.get(str(there), ""))
        for name, here, there in change.examples
        if name in titles
    ]
