"""Why a text is where it is: the machine's sum, redone from what is stored, and what people changed since."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from proposals.core.explain import Explanation, Line, Part, explain, scores_of
from proposals.core.lists import lists_from
from proposals.core.placements import TermRow
from proposals.core.settings import Settings, settings_from
from proposals.core.terms import Reader
from proposals.core.texts import corpus_words
from proposals.models import (
    Arrival,
    Campaign,
    Cluster,
    Edit,
    Measure,
    Placement,
    Proposal,
    Run,
    Sorting,
    Version,
)
from proposals.queries.runs import Found, found_of
from proposals.queries.tables import Placing, placings_of, rows_of

STRONGEST_FOR = 10
STRONGEST_AGAINST = 5
TOTALS_SHOWN = 3
SIGNS_QUOTED = 900
_PIECE = re.compile(r"[^\W\d_]+|[\W\d_]+")

# What there is to tell: a sum (placed, to-place), or why there is none.
Ground = Literal["placed", "to-place", "no-terms", "no-clusters", "not-read", "no-run", "words-gone"]


@dataclass(frozen=True, slots=True)
class Word:
    """One term of a family: `part.count` times in the text, `bits` each for its cluster (1/4096 bit).

    `held` of its `total` words in the corpus stand in the cluster; `mostly` is the cluster where it is most
    frequent, when that is another one.
    """

    part: Part
    bits: int
    total: int
    held: int
    mostly: Found | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the sum: the words of one family, which count together."""

    line: Line
    words: tuple[Word, ...]

    @property
    def total(self) -> int:
        """How many words of the family stand in the corpus."""
        return sum(word.total for word in self.words)

    @property
    def held(self) -> int:
        """How many of them stand in the cluster."""
        return sum(word.held for word in self.words)

    @property
    def is_family(self) -> bool:
        """Whether the text holds several terms of the family, to be shown one by one."""
        return len(self.words) > 1


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a text for its cluster: prior + every reason + nothing else = score.

    `exact` says that it is the stored score (it would not be if the stemmer had changed since).
    `own` is what the text's own words account for; margin = score - own - second_score.
    `totals` are the best clusters with their scores, the text's own first.
    """

    explained: Explanation
    reasons: tuple[Reason, ...]
    totals: tuple[tuple[Found, int], ...]
    exact: bool
    own: int
    margin: int

    @property
    def strongest_for(self) -> tuple[Reason, ...]:
        """The terms that bring most, strongest first."""
        return tuple(reason for reason in self.reasons if reason.line.here > 0)[:STRONGEST_FOR]

    @property
    def strongest_against(self) -> tuple[Reason, ...]:
        """The terms that take most away, strongest last."""
        return tuple(reason for reason in self.reasons if reason.line.here < 0)[-STRONGEST_AGAINST:]

    @property
    def others(self) -> tuple[Reason, ...]:
        """The terms in between."""
        shown = {reason.line.family for reason in (*self.strongest_for, *self.strongest_against)}
        return tuple(reason for reason in self.reasons if reason.line.family not in shown)

    @property
    def others_bring(self) -> int:
        """What the terms in between bring together."""
        return sum(reason.line.here for reason in self.others)

    @property
    def after_four(self) -> int:
        """The prior and everything but the four strongest terms: what a short example sums up in one line."""
        return self.explained.score - sum(reason.line.here for reason in self.strongest_for[:4])

    @property
    def gap(self) -> int:
        """Score less the second score, own words still in."""
        return self.explained.score - self.explained.second_score

    @property
    def second_reasons(self) -> tuple[Line, ...]:
        """The terms of the second sum, strongest first."""
        return tuple(sorted(self.explained.lines, key=lambda line: (-line.there, line.family)))

    @property
    def reach(self) -> tuple[int, int]:
        """The lowest and the highest single contribution, for one scale of all bars."""
        brought = [reason.line.here for reason in self.reasons]
        return min([0, *brought]), max([0, *brought])


@dataclass(frozen=True, slots=True)
class Words:
    """The wording that the run read, cut into (piece, is a term of the sum); `is_cut` when not all of it.

    `is_older` says that its author edited the text since.
    """

    pieces: tuple[tuple[str, bool], ...]
    is_cut: bool
    is_older: bool


@dataclass(frozen=True, slots=True)
class Why:
    """What the machine did with a text. The fields after `run` are there as far as `ground` allows."""

    ground: Ground
    run: Run | None = None
    adopted: bool = False
    settings: Settings | None = None
    placement: Placing | None = None
    found: Found | None = None
    second: Found | None = None
    sum: Sum | None = None
    words: Words | None = None

    @property
    def arrived(self) -> bool:
        """Whether the text came, or was edited, after the run: its table placed it then."""
        return isinstance(self.placement, Arrival)


@dataclass(frozen=True, slots=True)
class Since:
    """What people did with a text since: where it stands, the measures it carries, and every edit."""

    sorting: Sorting | None
    measures: tuple[Measure, ...]
    edits: tuple[Edit, ...]


def why(proposal: Proposal) -> Why:
    """What the run that the board was made from, or else the newest one, did with a text.

    At most six queries, unless the text has more than nine hundred terms.
    """
    campaign = proposal.campaign
    run = _run_to_tell(campaign)
    if run is None:
        return Why("no-run")
    told = Why("not-read", run, run.pk == campaign.run_id, settings_from(run.settings))
    placement = placings_of(run, [proposal.pk]).get(proposal.pk)
    if placement is None:
        return told
    told = replace(told, placement=placement)
    wording = _wording(proposal, placement.version)
    if wording is None:
        return replace(told, ground="words-gone")
    reader = Reader(lists_from(run.lists))
    counts = reader.counts(wording, placement.language)
    table = rows_of(run, counts)
    is_older = placement.version < proposal.version
    words = _words(wording, reader, placement.language, set(table), is_older)
    told = replace(told, words=words)
    if placement.cluster is None:
        return replace(told, ground="no-terms" if placement.state == "no-terms" else "no-clusters")
    clusters = list(Cluster.objects.filter(run=run).defer("drafts"))
    found = [found_of(cluster) for cluster in clusters]
    return replace(
        told,
        ground="placed" if placement.state == Placement.State.PLACED else "to-place",
        found=found[placement.cluster - 1],
        second=found[placement.second - 1] if placement.second is not None else None,
        sum=_sum(placement, counts, table, [cluster.prior for cluster in clusters], found),
    )


def has_read(proposal: Proposal) -> bool:
    """Whether the run that `why` tells of read a text. Three queries at most."""
    run = _run_to_tell(proposal.campaign)
    return run is not None and bool(placings_of(run, [proposal.pk]))


def since(proposal: Proposal, sees_board: bool) -> Since:
    """What people did with a text; edits are in the journal, hence everyone's, but the board is not
    before it is published. One query, or three with the board.
    """
    edits = tuple(Edit.objects.filter(proposal=proposal))
    if not sees_board:
        return Since(None, (), edits)
    measures = Measure.objects.filter(sources__proposal=proposal).select_related("booklet")
    sorting = Sorting.objects.filter(proposal=proposal).select_related("booklet").first()
    return Since(sorting, tuple(measures), edits)


def _run_to_tell(campaign: Campaign) -> Run | None:
    done = Run.objects.filter(campaign=campaign, kind=Run.Kind.OFFICIAL, state=Run.State.DONE).defer("sheet")
    return done.filter(pk=campaign.run_id).first() if campaign.run_id else done.first()


def _wording(proposal: Proposal, version: int) -> str | None:
    """The words that a run read; None when that wording is no longer kept."""
    if proposal.version == version:
        return corpus_words(proposal.title, proposal.body)
    kept = Version.objects.filter(proposal=proposal, number=version).first()
    return corpus_words(kept.title, kept.body) if kept else None


def _words(wording: str, reader: Reader, language: str, terms: set[str], is_older: bool) -> Words:
    """The beginning of a wording with its terms marked; cut at a word."""
    quoted = wording[:SIGNS_QUOTED]
    is_cut = len(wording) > SIGNS_QUOTED
    if is_cut:
        quoted = quoted.rsplit(" ", 1)[0] + "…"
    pieces = ((piece, reader.stem(piece.lower(), language) in terms) for piece in _PIECE.findall(quoted))
    return Words(tuple(pieces), is_cut, is_older)


def _sum(
    placement: Placing,
    counts: Mapping[str, int],
    table: Mapping[str, TermRow],
    prior: Sequence[int],
    found: Sequence[Found],
) -> Sum:
    here = (placement.cluster or 1) - 1
    explained = explain(counts, table.values(), prior, here + 1, placement.second)
    all_scores = scores_of(counts, table.values(), prior)
    best = sorted(range(len(found)), key=lambda at: (-all_scores[at], at))[:TOTALS_SHOWN]
    reasons = (
        Reason(line, tuple(_word(part, table[part.stem], here, found) for part in line.parts))
        for line in explained.lines
    )
    return Sum(
        explained=explained,
        reasons=tuple(reasons),
        totals=tuple((found[at], all_scores[at]) for at in best),
        exact=(explained.score, explained.second_score) == (placement.score, placement.second_score),
        own=placement.score - placement.second_score - placement.margin if placement.second else 0,
        margin=placement.margin,
    )


def _word(part: Part, row: TermRow, here: int, found: Sequence[Found]) -> Word:
    most = row.bits.index(max(row.bits))
    mostly = found[most] if row.bits[most] > row.bits[here] else None
    return Word(part, row.bits[here], row.total, row.held[here], mostly)
