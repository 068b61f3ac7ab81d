"""What the next edition does to a board that stands: which texts move, which measures stay, what is new.

A person's decision stays as long as what it was about is unchanged; everything else is the run's. The rule
is told in `docs/mechanisms/editions.md`. A place is the number of a booklet, or one of the two below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from deliberation.core.canonical import Json, digest

TO_PLACE = 0
ASIDE = -1


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a text stands on the board. `decided` says that a person put it there, by moving it or by
    giving it to a measure, and that its words are still those that the person read.
    """

    place: int
    decided: bool = False


@dataclass(frozen=True, slots=True)
class TextMove:
    """A text that an edition moves; `before` is None for one that was on no board."""

    text: str
    before: int | None
    after: int


@dataclass(frozen=True, slots=True)
class StandingMeasure:
    """A measure as it stands: `touched` by a person (words, sources, verdicts) or still the run's draft."""

    number: int
    touched: bool
    sources: frozenset[str]


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A draft measure of the new run: the text that names it, how that text is called, its sources."""

    title: str
    medoid: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasurePlan:
    """What becomes of the measures of one booklet. `kept` keep words and sources, as people left them;
    `renewed` keep their number and take the draft of that place in the list; `added` are drafts to add;
    `dropped` are numbers that go.
    """

    kept: tuple[int, ...] = ()
    renewed: tuple[tuple[int, int], ...] = ()
    added: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """What adopting a run as the next edition would do.

    `homes` gives the booklet of each cluster, `fresh` the clusters that become new booklets (their
    numbers come after those there are), `closing` the booklets that go: without texts, and never touched.
    `moves` are all texts that change place, new ones included; `against` counts those that stay where a
    person put them though the run says otherwise; `measures` is by booklet.
    """

    run: str
    homes: Mapping[int, int]
    fresh: tuple[int, ...]
    closing: tuple[int, ...]
    stay: int
    against: int
    moves: tuple[TextMove, ...]
    measures: Mapping[int, MeasurePlan] = field(default_factory=dict)

    @property
    def moved(self) -> int:
        """Texts that were on the board and change place."""
        return sum(move.before is not None for move in self.moves)

    @property
    def new(self) -> int:
        """Texts that were on no board."""
        return sum(move.before is None for move in self.moves)

    def counts(self) -> Counter[tuple[int | None, int]]:
        """How many texts go from where to where."""
        return Counter((move.before, move.after) for move in self.moves)

    def digest(self) -> str:
        """What a confirmation carries: another plan has another digest."""
        said: list[Json] = [
            self.run,
            [[cluster, number] for cluster, number in sorted(self.homes.items())],
            [*self.fresh],
            [*self.closing],
            [[move.text, move.before, move.after] for move in sorted(self.moves, key=lambda move: move.text)],
            [
                [number, [*plan.kept], [list(pair) for pair in plan.renewed], [*plan.added], [*plan.dropped]]
                for number, plan in sorted(self.measures.items())
            ],
        ]
        return digest(said)


def homes_of(
    was: Mapping[int, int | None], booklets: Collection[int], held: Mapping[tuple[int, int], int]
) -> dict[int, int]:
    """The booklet of each cluster: the one it started as; where that is gone, the one that now holds most
    of its texts (`held`: texts by cluster and booklet; ties, the smaller number); else none.
    """
    homes: dict[int, int] = {}
    for cluster, number in was.items():
        if number is not None and number in booklets:
            homes[cluster] = number
            continue
        most = [(-texts, home) for (other, home), texts in held.items() if other == cluster and texts]
        if most:
            homes[cluster] = min(most)[1]
    return homes


def text_moves(
    standing: Mapping[str, Standing], found: Mapping[str, int | None], homes: Mapping[int, int]
) -> tuple[tuple[TextMove, ...], int, int]:
    """(moves in text order, texts that stay, of those the ones that stay against the run).

    `found` is the run's cluster of each text it read and that is still open, None for what it was not
    sure of; a text it did not read stays where it is.
    """
    moves: list[TextMove] = []
    stay = against = 0
    for text in sorted({*standing, *found}):
        now = standing.get(text)
        wanted = now.place if now and text not in found else homes.get(found[text] or 0, TO_PLACE)
        if now is None:
            moves.append(TextMove(text, None, wanted))
        elif now.decided or now.place == wanted:
            stay += 1
            against += now.place != wanted
        else:
            moves.append(TextMove(text, now.place, wanted))
    return tuple(moves), stay, against


def measure_plan(
    measures: Sequence[StandingMeasure],
    drafts: Sequence[NewDraft],
    inside: Collection[str],
    removed: Collection[str],
    most: int,
) -> MeasurePlan:
    """What becomes of the measures of a booklet that will hold the texts `inside`.

    Touched ones are kept. A draft speaks of what no kept measure carries yet, is not one that a person
    removed (its title is in `removed`, folded), and renews the untouched measure with which it shares
    most texts, half of the smaller one's at least; else it is added, as long as there are not `most`.
    """
    kept = [row for row in measures if row.touched]
    carried = {text for row in kept for text in row.sources}
    fresh = [row for row in measures if not row.touched]
    speaks = {
        at: {text for text in draft.sources if text in inside and text not in carried}
        for at, draft in enumerate(drafts)
        if draft.medoid not in carried and draft.title.casefold() not in removed
    }
    speaks = {at: texts for at, texts in speaks.items() if texts}
    renewed = _renewed(fresh, speaks)
    room = most - len(kept) - len(renewed)
    taken = set(renewed.values())
    added = [at for at in speaks if at not in taken][: max(room, 0)]
    return MeasurePlan(
        kept=tuple(row.number for row in kept),
        renewed=tuple(sorted(renewed.items())),
        added=tuple(added),
        dropped=tuple(row.number for row in fresh if row.number not in renewed),
    )


def _renewed(measures: Sequence[StandingMeasure], drafts: Mapping[int, set[str]]) -> dict[int, int]:
    """The draft of each measure: the pair that shares most texts first; ties, the smaller numbers."""
    shared = [
        (-len(row.sources & texts), row.number, at)
        for row in measures
        for at, texts in drafts.items()
        if 2 * len(row.sources & texts) >= min(len(row.sources), len(texts)) > 0
    ]
    pairs: dict[int, int] = {}
    for _, number, at in sorted(shared):
        if number not in pairs and at not in pairs.values():
            pairs[number] = at
    return pairs
