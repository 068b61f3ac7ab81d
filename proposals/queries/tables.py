"""Reading a run's frozen table, and what it says of each text: as the run read it, or as it came since."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from proposals.core.placements import TermRow
from proposals.models import Arrival, Cluster, Placement, Run, RunTerm

# What says where a run puts a text: the run itself, or its table since.
Placing = Placement | Arrival
# A statement takes so many parameters on any database.
AT_ONCE = 900


def priors_of(run: Run) -> list[int]:
    """The prior of each cluster, in number order. One query."""
    return list(Cluster.objects.filter(run=run).order_by("number").values_list("prior", flat=True))


def rows_of(run: Run, stems: Collection[str]) -> dict[str, TermRow]:
    """The rows of the frozen table for some stems, by stem. One query for each nine hundred stems."""
    wanted = sorted(stems)
    columns = ("term", "surface", "family", "total", "held", "weights")
    return {
        stem: TermRow(stem, surface, family or stem, total, tuple(held), tuple(weights))
        for start in range(0, len(wanted), AT_ONCE)
        for stem, surface, family, total, held, weights in RunTerm.objects.filter(
            run=run, term__in=wanted[start : start + AT_ONCE]
        ).values_list(*columns)
    }


def placings_of(run: Run, texts: Collection[int]) -> dict[int, Placing]:
    """What a run says of each text (by key): its arrival where it came or was edited since, else the
    run's own placement. Two queries for each nine hundred texts.
    """
    found: dict[int, Placing] = {}
    for keys in in_parts(texts):
        found |= {row.proposal_id: row for row in Placement.objects.filter(run=run, proposal__in=keys)}
        found |= {row.proposal_id: row for row in Arrival.objects.filter(run=run, proposal__in=keys)}
    return found


def in_parts(keys: Collection[int]) -> Iterator[list[int]]:
    """The keys, sorted, as many at a time as one statement takes."""
    wanted = sorted(keys)
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]
