"""The memory behind undoing: every row an act touches, as it was before and after.

An action calls `remember` before it writes and `keep` after its entry in the journal is made. Rows are kept
as Django's own serializer writes them, so that a column added later is remembered without a line here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.core import serializers
from django.db.models import Model

from deliberation import clock
from deliberation.core.chain import Link
from deliberation.core.errors import RuleBroken
from deliberation.members.access import Person
from proposals.core.boards import UNDO_FOR
from proposals.models import Booklet, Campaign, Measure, MeasureSource, OldAddress, Sorting, Step
from proposals.queries.tables import in_parts

# "model key" -> its columns.
Picture = dict[str, dict[str, object]]
LONGEST_SAID = 200


@dataclass(frozen=True, slots=True)
class Touched:
    """Keys of rows: texts whose place or sources an act may change, booklets, measures, old addresses."""

    texts: frozenset[int] = frozenset()
    booklets: frozenset[int] = frozenset()
    measures: frozenset[int] = frozenset()
    addresses: frozenset[int] = frozenset()

    def __or__(self, other: Touched) -> Touched:
        return Touched(
            self.texts | other.texts,
            self.booklets | other.booklets,
            self.measures | other.measures,
            self.addresses | other.addresses,
        )

    def as_json(self) -> dict[str, list[int]]:
        """The keys as a step keeps them."""
        return {
            "texts": sorted(self.texts),
            "booklets": sorted(self.booklets),
            "measures": sorted(self.measures),
            "addresses": sorted(self.addresses),
        }


@dataclass(frozen=True, slots=True)
class Memory:
    """What was touched, and the rows as they were before."""

    touched: Touched
    before: Picture = field(repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a step in the list of what can be undone."""

    count: int = 0
    was: str = ""
    now: str = ""


def touch(
    texts: Iterable[int] = (),
    booklets: Iterable[Booklet] = (),
    measures: Iterable[Measure] = (),
    addresses: Iterable[OldAddress] = (),
) -> Touched:
    """The rows that an act touches: texts by key, the others as they are."""
    return Touched(
        frozenset(texts),
        frozenset(row.pk for row in booklets),
        frozenset(row.pk for row in measures),
        frozenset(row.pk for row in addresses),
    )


def remember(touched: Touched) -> Memory:
    """Take the picture before an act, under the campaign's lock."""
    return Memory(touched, picture_of(touched))


def keep(
    memory: Memory,
    person: Person,
    campaign: Campaign,
    entry: Link,
    *,
    said: Said,
    made: Touched | None = None,
    sorts: bool = False,
) -> Step:
    """Keep a step, so that the person can undo it for some minutes; older ones of the campaign go.

    `made` are the rows that the act brought into being. The code and the reason are those of the journal.
    """
    now = clock.now()
    touched = memory.touched | (made or Touched())
    Step.objects.filter(campaign=campaign, at__lte=now - UNDO_FOR).delete()
    reason = str(entry.facts.get("reason", ""))
    return Step.objects.create(
        campaign=campaign, by=person.known, at=now, code=entry.code, count=said.count,
        was=said.was[:LONGEST_SAID], now=said.now[:LONGEST_SAID], reason=reason, journal_seq=entry.seq,
        sorts=sorts, touched=touched.as_json(), before=memory.before, after=picture_of(touched),
    )  # fmt: skip


def touched_from(kept: dict[str, list[int]]) -> Touched:
    """What a step touched, out of what it keeps."""
    return Touched(*(frozenset(kept[name]) for name in ("texts", "booklets", "measures", "addresses")))


def picture_of(touched: Touched) -> Picture:
    """The rows as they are now. Six queries, and two more for each further nine hundred texts."""
    rows: list[Model] = [
        *Booklet.objects.filter(pk__in=touched.booklets),
        *Measure.objects.filter(pk__in=touched.measures),
        *OldAddress.objects.filter(pk__in=touched.addresses),
        *MeasureSource.objects.filter(measure__in=touched.measures),
    ]
    for keys in in_parts(touched.texts):
        rows += [*Sorting.objects.filter(proposal__in=keys), *MeasureSource.objects.filter(proposal__in=keys)]
    found = {f"{row['model']} {row['pk']}": row["fields"] for row in serializers.serialize("python", rows)}
    plain: Picture = json.loads(json.dumps(found, default=_exactly))
    return plain


def _exactly(value: object) -> str:
    """A moment to the microsecond, which Django's own encoder would cut to the millisecond."""
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no plain form of {type(value).__name__}")


def is_as_left(touched: Touched, after: Picture) -> bool:
    """Whether nobody changed any of the rows since: all but the versions of places are compared."""
    return _without_versions(picture_of(touched)) == _without_versions(after)


def check_as_left(touched: Touched, after: Picture) -> None:
    """Refuses to undo what somebody built upon since: `undo.changed-since`."""
    if not is_as_left(touched, after):
        raise RuleBroken("undo.changed-since")


def _without_versions(picture: Picture) -> Picture:
    return {
        key: {name: value for name, value in row.items() if name != "version"} for key, row in picture.items()
    }
