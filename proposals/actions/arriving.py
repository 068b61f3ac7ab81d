"""Putting a text that came, or was edited, after the run on the board that stands: one step of the act
that stores the text, in its transaction.
"""

from __future__ import annotations

from collections.abc import Sequence

from deliberation import clock, live
from proposals.models import Arrival, Campaign, MeasureSource, Proposal, Sorting
from proposals.queries.arrivals import arrivals_of, homes_of

BATCH = 500
SAID = ["version", "language", "state", "cluster", "score", "second", "second_score", "margin", "at"]
MOVED = ["place", "booklet", "margin", "version"]


def put_on_board(campaign: Campaign, texts: Sequence[Proposal]) -> None:
    """Place texts by the frozen table of the board's run: what it says is kept for each, and each goes to
    its booklet or is to be placed. Nothing without a board.

    The caller holds the campaign's row, so that no other run is adopted meanwhile. Where a person put
    a text, by moving it or by giving it to a measure, it stays; what the table says is kept all the same.
    """
    run = campaign.run
    read = [text for text in texts if campaign.reads_answers or text.kind == Proposal.Kind.PROPOSAL]
    if run is None or not read:
        return
    arrivals = arrivals_of(run, read, clock.now())
    Arrival.objects.bulk_create(
        arrivals, BATCH, update_conflicts=True, unique_fields=["run", "proposal"], update_fields=SAID
    )
    homes = homes_of(campaign, run)
    known = {row.proposal_id: row for row in _rows(read)}
    settled = _settled(read)
    new, again = [], []
    for arrival in arrivals:
        sure = arrival.state == "placed" and arrival.cluster in homes
        booklet = homes[arrival.cluster] if sure and arrival.cluster is not None else None
        row = known.get(arrival.proposal_id)
        if row is None:
            new.append(row := Sorting(campaign=campaign, proposal=arrival.proposal))
        elif row.by_hand or arrival.proposal_id in settled:
            continue
        else:
            row.version += 1
            again.append(row)
        row.place = Sorting.Place.BOOKLET if booklet else Sorting.Place.TO_PLACE
        row.booklet, row.margin = booklet, arrival.margin
    Sorting.objects.bulk_create(new, BATCH)
    Sorting.objects.bulk_update(again, MOVED, BATCH)
    _leave_measures_elsewhere(again)
    live.announce(f"campaign.{campaign.slug}", "texts-arrived")


def _rows(texts: Sequence[Proposal]) -> list[Sorting]:
    keys = [text.pk for text in texts]
    parts = (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
    return [row for part in parts for row in Sorting.objects.filter(proposal__in=part)]


def _settled(texts: Sequence[Proposal]) -> set[int]:
    """The texts that a person gave to a measure: they stay in its booklet."""
    keys = [text.pk for text in texts]
    parts = (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
    return {
        key
        for part in parts
        for key in MeasureSource.objects.filter(proposal__in=part, by_hand=True).values_list(
            "proposal", flat=True
        )
    }


def _leave_measures_elsewhere(rows: Sequence[Sorting]) -> None:
    """A text that left a booklet leaves its measures too."""
    for row in rows:
        sources = MeasureSource.objects.filter(proposal=row.proposal_id)
        if row.booklet_id is not None:
            sources = sources.exclude(measure__booklet=row.booklet_id)
        sources.delete()
