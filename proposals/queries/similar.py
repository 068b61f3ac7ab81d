"""Texts near to what somebody types, each with why: the hint while typing, the step before publishing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from deliberation.markup import plain
from deliberation.members.access import Person
from proposals.access import open_proposals_for
from proposals.core.languages import detected
from proposals.core.likeness import Likeness, Pieces, likeness, marked, quoted
from proposals.core.texts import LONGEST_TITLE, corpus_words
from proposals.models import Campaign, Proposal
from proposals.queries.shelves import shelf_of, stem_of, stems_of, words_of
from proposals.queries.support import cosigned_by, cosigners_of, with_cosigners

MOST_SHOWN = 5
CANDIDATES = 10  # own texts, and those too far, are left out of these
FEWEST_STEMS = 3  # of what is typed; before that anything is near
LONGEST_READ = 6_000  # signs of what is typed
LONGEST_QUOTED_FROM = 4_000  # signs of a text, in which its quote is looked for
SIGNS_QUOTED = 220


@dataclass(frozen=True, slots=True)
class Similar:
    """A near text with what it shares; title and quote are cut into (piece, is a shared term).

    `cosigned` says that the person does; `difference` is what was typed about it so far.
    """

    proposal: Proposal
    likeness: Likeness
    title: Pieces
    quote: Pieces
    cosigners: int
    cosigned: bool
    difference: str


def similar_to(
    person: Person, campaign: Campaign, title: str, body: str, differing: Mapping[str, str]
) -> list[Similar]:
    """The open proposals of others nearest to a typed text, nearest first; those about which the person
    already typed a sentence (`differing`, by name) stay in the list whatever else is typed.

    At most three queries beyond those of the shelf, whatever is typed.
    """
    words_typed = corpus_words(title[:LONGEST_TITLE], body[:LONGEST_READ])
    typed = stems_of(words_typed, detected(words_typed, campaign.language))
    shelf = shelf_of(campaign)
    hits = shelf.nearest(typed, CANDIDATES, proposals_only=True) if len(typed) >= FEWEST_STEMS else []
    rank = {hit.key: at for at, hit in enumerate(hits)}
    others = open_proposals_for(person, campaign).exclude(author=person.member)
    rows = list(with_cosigners(others.filter(pk__in=rank)).defer("folded"))
    if missing := set(differing) - {row.name for row in rows}:
        rows += with_cosigners(others.filter(name__in=missing)).defer("folded")
    cosigned = cosigned_by(person, rows)
    found: list[Similar] = []
    for row in sorted(rows, key=lambda row: (rank.get(row.pk, CANDIDATES), row.pk)):
        words = words_of(corpus_words(row.title, row.body), row.language)
        like = likeness(typed, words, shelf.rarities(typed.union(stem for stem, _ in words)))
        if row.name in differing or (like.is_near and len(found) < MOST_SHOWN):
            found.append(_shown(row, like, row.pk in cosigned, differing.get(row.name, "")))
    return found


def named_in(person: Person, campaign: Campaign, differing: Mapping[str, str]) -> list[tuple[Proposal, str]]:
    """The open proposals of others that the sentences are about, each with its own. One query."""
    rows = open_proposals_for(person, campaign).exclude(author=person.member).filter(name__in=differing)
    return [(row, differing[row.name]) for row in rows.order_by("pk")]


def _shown(row: Proposal, like: Likeness, cosigned: bool, difference: str) -> Similar:
    weights = {term.stem: term.weight for term in like.shared}
    read = partial(stem_of, language=row.language)
    return Similar(
        proposal=row,
        likeness=like,
        title=marked(row.title, weights, read),
        quote=quoted(plain(row.body[:LONGEST_QUOTED_FROM]), weights, read, SIGNS_QUOTED),
        cosigners=cosigners_of(row),
        cosigned=cosigned,
        difference=difference,
    )
