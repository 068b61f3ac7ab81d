"""Two runs of a campaign side by side: what corresponds, what moved, and which terms moved it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from proposals.core.compare import (
    TO_PLACE,
    Agreement,
    Counts,
    Side,
    Turn,
    Turned,
    agreement,
    corresponding,
    moves,
    turned,
)
from proposals.core.lists import Lists, lists_from
from proposals.core.terms import Reader
from proposals.models import Cluster, Placement, Proposal, Run
from proposals.queries.runs import Found, Outcome, found_of, outcome_of
from proposals.queries.starts import start_of
from proposals.queries.tables import priors_of, rows_of
from proposals.queries.wordings import words_read

SIGNS_SHOWN = 160
TERMS_SHOWN = 5
# The place of a text in the first run, and in the second one, which the query joins to it.
HERE = Case(When(state=Placement.State.PLACED, then=F("cluster")), default=Value(TO_PLACE))
THERE = Case(
    When(proposal__placements__state=Placement.State.PLACED, then=F("proposal__placements__cluster")),
    default=Value(TO_PLACE),
)


@dataclass(frozen=True, slots=True)
class Corresponding:
    """A cluster of the first run and the one of the second that corresponds to it; None on a side for
    one without counterpart. `stay` texts are in both; `left` went elsewhere, `came` from elsewhere.
    """

    first: Found | None
    second: Found | None
    stay: int
    left: int
    came: int


@dataclass(frozen=True, slots=True)
class Move:
    """So many texts went from a cluster of the first run to one of the second; None is "to be placed"."""

    first: Found | None
    second: Found | None
    texts: int


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that both runs do not share."""

    name: str
    first: int | None
    second: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two runs that are done, `first` before `second`. Places in `counts` are cluster numbers, 0 for
    texts that were left to be placed; texts that only one run read are counted apart.
    """

    first: Run
    second: Run
    counts: Counts
    pairs: Mapping[int, int]
    agreement: Agreement
    correspondence: tuple[Corresponding, ...]
    moves: tuple[Move, ...]
    only_first: int
    only_second: int
    settings: tuple[Setting, ...]
    same_lists: bool

    @property
    def moved(self) -> int:
        """The texts that are no longer in the corresponding place."""
        return self.agreement.texts - self.agreement.stay

    @property
    def columns(self) -> list[int]:
        """The second run's places in the order of the first run's, so that what stays is a diagonal."""
        ours = [self.pairs[number] for number in sorted(self.pairs) if number != TO_PLACE]
        others = sorted({second for _, second in self.counts} - {*ours, TO_PLACE})
        return [*ours, *others, TO_PLACE]

    @property
    def rows(self) -> list[int]:
        """The first run's places: those with a counterpart first, in the order of `columns`."""
        paired = sorted(number for number in self.pairs if number != TO_PLACE)
        others = sorted({first for first, _ in self.counts} - {*paired, TO_PLACE})
        return [*paired, *others, TO_PLACE]


@dataclass(frozen=True, slots=True)
class Beside:
    """A rival run beside the official one: what moves, what each places, and the words that it leaves out
    (`added`), counts (`removed`) or counts together besides.
    """

    sides: Compared
    official: Outcome
    added: tuple[str, ...]
    removed: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A text that moved, with where from and where to (None is "to be placed"), and why.

    `why` tells how its old place led over its new one in each run, and each term's part in that; where
    the place is the same and only the doubt changed, over `rival`. None where a run had no sum.
    """

    name: str
    title: str
    start: str
    first: Found | None
    second: Found | None
    why: Turned | None
    rival: Found | None

    @property
    def strongest(self) -> tuple[Turn, ...]:
        """The terms that turned most towards where the text went."""
        return self.why.turns[:TERMS_SHOWN] if self.why else ()

    @property
    def others(self) -> Turn | None:
        """What all other terms turned together."""
        rest = self.why.turns[TERMS_SHOWN:] if self.why else ()
        if not rest:
            return None
        return Turn("", "", sum(turn.before for turn in rest), sum(turn.after for turn in rest))


def compared(first: Run, second: Run) -> Compared:
    """The comparison of two runs of one campaign. Five queries, however many texts there are."""
    counts: Counter[tuple[int, int]] = Counter()
    both = _in_both(first, second).annotate(here=HERE, there=THERE)
    for here, there, texts in both.order_by().values_list("here", "there").annotate(Count("pk")):
        counts[here, there] += texts
    pairs = corresponding(counts)
    found = _clusters(first), _clusters(second)
    shared = counts.total()
    return Compared(
        first=first,
        second=second,
        counts=counts,
        pairs=pairs,
        agreement=agreement(counts),
        correspondence=tuple(_correspondence(counts, pairs, *found)),
        moves=tuple(Move(found[0].get(a), found[1].get(b), texts) for a, b, texts in moves(counts)),
        only_first=Placement.objects.filter(run=first).count() - shared,
        only_second=Placement.objects.filter(run=second).count() - shared,
        settings=tuple(_settings(first, second)),
        same_lists=first.lists == second.lists,
    )


def beside_official(run: Run) -> Beside:
    """A rival run that is done beside the run it challenges. Ten queries."""
    official = run.rival.challenged
    theirs, ours = lists_from(official.lists), lists_from(run.lists)
    before, after = _words_left_out(theirs), _words_left_out(ours)
    return Beside(
        sides=compared(official, run),
        official=outcome_of(official),
        added=tuple(sorted(after - before)),
        removed=tuple(sorted(before - after)),
        synonyms=tuple(group for group in ours.edits.synonyms if group not in theirs.edits.synonyms),
    )


def texts_moved(sides: Compared, *, here: int | None = None, there: int | None = None) -> QuerySet[Placement]:
    """The first run's placements of the open texts that moved, with their texts: from one place, to one
    place, or all.
    """
    both = _in_both(sides.first, sides.second).annotate(here=HERE, there=THERE)
    rows = both.filter(proposal__state=Proposal.State.OPEN)
    stay = Q(pk=None)
    for first, second in sides.pairs.items():
        stay |= Q(here=first, there=second)
    rows = rows.filter(~stay)
    if here is not None:
        rows = rows.filter(here=here)
    if there is not None:
        rows = rows.filter(there=there)
    return rows.select_related("proposal").order_by("pk")


def moved_of(sides: Compared, rows: Sequence[Placement]) -> list[Moved]:
    """Each text that moved, with why. Nine queries at most, however many there are."""
    texts = [row.proposal for row in rows]
    then = {row.proposal_id: row for row in rows}
    now = {row.proposal_id: row for row in Placement.objects.filter(run=sides.second, proposal__in=texts)}
    left = _sides(sides.first, texts, then)
    right = _sides(sides.second, texts, now)
    found = _clusters(sides.first), _clusters(sides.second)
    return [
        _moved(sides, text, then[text.pk], now[text.pk], left.get(text.pk), right.get(text.pk), *found)
        for text in texts
    ]


def _words_left_out(lists: Lists) -> set[str]:
    """The words that count for nothing, in any of the languages."""
    words = set(lists.edits.added).union(*(of.stop_words for of in lists.languages))
    return words - set(lists.edits.removed)


def _in_both(first: Run, second: Run) -> QuerySet[Placement]:
    """The first run's placements of texts that both read."""
    return Placement.objects.filter(run=first, proposal__placements__run=second)


def _clusters(run: Run) -> dict[int, Found]:
    return {row.number: found_of(row) for row in Cluster.objects.filter(run=run).defer("drafts")}


def _correspondence(
    counts: Counts, pairs: Mapping[int, int], first: Mapping[int, Found], second: Mapping[int, Found]
) -> list[Corresponding]:
    rows, columns = Counter[int](), Counter[int]()
    for (here, there), texts in counts.items():
        rows[here] += texts
        columns[there] += texts
    lines = []
    for number, found in first.items():
        pair = pairs.get(number)
        stay = counts.get((number, pair), 0) if pair is not None else 0
        came = columns[pair] - stay if pair is not None else 0
        lines.append(Corresponding(found, second.get(pair or 0), stay, rows[number] - stay, came))
    new = [number for number in second if number not in pairs.values()]
    return [*lines, *(Corresponding(None, second[number], 0, 0, columns[number]) for number in new)]


def _settings(first: Run, second: Run) -> list[Setting]:
    names = sorted({*first.settings, *second.settings})
    values = [(name, first.settings.get(name), second.settings.get(name)) for name in names]
    return [Setting(*value) for value in values if value[1] != value[2]]


def _sides(run: Run, texts: Sequence[Proposal], placed: Mapping[int, Placement]) -> dict[int, Side]:
    """Each text as a run saw it; left out where its wording of then is no longer kept."""
    reader = Reader(lists_from(run.lists))
    words = words_read((text, placed[text.pk].version) for text in texts)
    counts = {key: reader.counts(read, placed[key].language) for key, read in words.items()}
    table = rows_of(run, {stem for held in counts.values() for stem in held})
    prior = tuple(priors_of(run))
    return {
        key: Side(held, {stem: table[stem] for stem in held if stem in table}, prior)
        for key, held in counts.items()
    }


def _moved(
    sides: Compared,
    text: Proposal,
    then: Placement,
    now: Placement,
    left: Side | None,
    right: Side | None,
    first: Mapping[int, Found],
    second: Mapping[int, Found],
) -> Moved:
    back = {there: here for here, there in sides.pairs.items()}
    why: Turned | None = None
    rival: Found | None = None
    if left and right and then.cluster is not None and now.cluster is not None:
        old, new = (then.cluster, sides.pairs.get(then.cluster)), (back.get(now.cluster), now.cluster)
        if old == new and now.second is not None:
            # The same place, but no longer, or not yet, for sure: over the second, what changed?
            rival, new = second.get(now.second), (back.get(now.second), now.second)
        why = turned(left, right, old, new)
    return Moved(
        name=text.name,
        title=text.title,
        start=start_of(text.title, text.body, SIGNS_SHOWN),
        first=first.get(then.cluster or 0) if then.state == Placement.State.PLACED else None,
        second=second.get(now.cluster or 0) if now.state == Placement.State.PLACED else None,
        why=why,
        rival=rival,
    )
