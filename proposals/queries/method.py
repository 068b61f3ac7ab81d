"""The figures with which the method is explained: those of the campaign's own run, and none other."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Sum
from django.db.models.functions import Length

from proposals.core.fixedlog import flog_of
from proposals.core.lists import lists_from
from proposals.core.placing import LEAST_SMOOTHING, MOST_SMOOTHING
from proposals.core.settings import Level, Settings, settings_from
from proposals.models import Placement, Proposal, Run, RunTerm, TermTexts
from proposals.queries.kept import kept
from proposals.queries.reasons import Why, why
from proposals.queries.runs import Outcome, outcome_of

# A text short enough to be read at a glance makes the example.
EXAMPLE_SIGNS = 600


@dataclass(frozen=True, slots=True)
class Table:
    """The frozen table in figures: its terms, all words counted (T), and those of each cluster (N_c)."""

    terms: int
    words: int
    held: tuple[int, ...]
    recurring: int


@dataclass(frozen=True, slots=True)
class Worked:
    """One entry of the table computed again: n_tc of N_c words in the cluster, n_t of T in the whole.

    `points` = log(above) - log(cluster) - log(total), in 1/4096 bit, with above = n_tc T + mu n_t and
    cluster = N_c + mu.
    """

    surface: str
    count: int
    held: int
    total: int
    words: int
    in_cluster: int
    smoothing: int
    above: int
    cluster: int
    points: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Method:
    """A run as the method page tells it; `example` is one of its own texts, with `worked` its first term."""

    run: Run
    settings: Settings
    level: Level
    outcome: Outcome
    table: Table
    smoothing: int
    stop_words: int
    example: Proposal | None
    why: Why | None
    worked: Worked | None


def method_of(run: Run) -> Method:
    """The run's figures. Fourteen queries at most."""
    settings = settings_from(run.settings)
    table: Table = kept("table", run, "done", lambda: _table(run))
    # Runs of before did not keep it; theirs was never halved.
    smoothing = run.smoothing or min(
        MOST_SMOOTHING, max(LEAST_SMOOTHING, 2 * table.words // settings.booklets)
    )
    example = _example(run)
    told = why(example) if example else None
    return Method(
        run, settings, settings.corpus_level(run.texts), outcome_of(run), table, smoothing,
        _stop_words(run), example, told, _worked(told, table, smoothing),
    )  # fmt: skip


def _stop_words(run: Run) -> int:
    """How many words the run's lists leave out, in all of its languages."""
    return len({word for own in lists_from(run.lists).languages for word in own.stop_words})


def _table(run: Run) -> Table:
    """Three queries."""
    rows = RunTerm.objects.filter(run=run)
    found = rows.aggregate(terms=Count("pk"), words=Sum("total"))
    held: list[int] = []
    for row in rows.order_by().values_list("held", flat=True).iterator(2000):
        held = [a + b for a, b in zip(held or [0] * len(row), row, strict=True)]
    recurring = TermTexts.objects.filter(run=run).count()
    return Table(found["terms"], found["words"] or 0, tuple(held), recurring)


def _example(run: Run) -> Proposal | None:
    """The proposal whose margin is the middle one among short texts that the run placed. Two queries."""
    placed = Placement.objects.filter(run=run, state=Placement.State.PLACED, second__isnull=False)
    texts = placed.filter(proposal__state=Proposal.State.OPEN, proposal__kind=Proposal.Kind.PROPOSAL)
    short = texts.annotate(signs=Length("proposal__body")).filter(signs__lte=EXAMPLE_SIGNS)
    middle = short.count() // 2
    found = short.order_by("margin", "pk").select_related("proposal__campaign")[middle : middle + 1]
    return next((row.proposal for row in found), None)


def _worked(told: Why | None, table: Table, smoothing: int) -> Worked | None:
    if told is None or told.sum is None or told.found is None or not told.sum.reasons:
        return None
    first = told.sum.reasons[0].words[0]
    in_cluster = table.held[told.found.number - 1]
    above, cluster = first.held * table.words + smoothing * first.total, in_cluster + smoothing
    points = flog_of(above) - flog_of(cluster) - flog_of(first.total)
    return Worked(
        first.part.surface, first.part.count, first.held, first.total, table.words, in_cluster, smoothing,
        above, cluster, points, points == first.bits,
    )  # fmt: skip
