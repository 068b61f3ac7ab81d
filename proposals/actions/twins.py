"""The measures that an act is about, read under the campaign's lock, and the ties between two halves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deliberation.core.errors import RuleBroken
from proposals.models import Measure


def still_there(measure: Measure) -> Measure:
    """The measure as it is now, read under the campaign's lock; refuses when it is gone."""
    now = Measure.objects.filter(pk=measure.pk).first()
    if now is None:
        raise RuleBroken("measure.changed-meanwhile")
    return now


def with_twins(measures: Sequence[Measure]) -> list[Measure]:
    """The measures and the other halves of those that are one of two."""
    known = {row.pk for row in measures}
    twins = {row.twin_id for row in measures if row.twin_id is not None} - known
    return [*measures, *Measure.objects.filter(pk__in=twins)]


def untie(measures: Iterable[Measure]) -> None:
    """A half without its other half is a measure like any other."""
    for row in measures:
        if row.twin_id is not None:
            Measure.objects.filter(pk__in=(row.pk, row.twin_id)).update(twin=None, side="")
