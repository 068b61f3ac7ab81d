"""The objections that a booklet prints: by measure, a few under each answer, each change told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from proposals.core.objections import State
from proposals.models import Booklet, Objection
from proposals.queries.shownobjections import Answer, Shown, shown_as, with_contents

# Of many objections under one answer a booklet prints the first, and says how many there are.
SHOWN_UNDER_AN_ANSWER = 3
MOST_IN_A_BOOKLET = 150


@dataclass(frozen=True, slots=True)
class Group:
    """Objections to one thing under one answer, or those still open: the first of them, and how many.

    What was changed because of an answer is told once in a booklet: `told_at` is the number of the measure
    under which it stands, where that is not here.
    """

    answer: Answer | None
    first: tuple[Shown, ...]
    total: int
    told_at: int | None = None

    @property
    def others(self) -> int:
        """How many are not shown."""
        return self.total - len(self.first)


@dataclass(frozen=True, slots=True)
class InBooklet:
    """The objections printed in a booklet: by the number of the measure, and those about none."""

    by_measure: dict[int, tuple[Group, ...]]
    others: tuple[Group, ...]
    total: int
    still_open: int


def in_booklet(booklet: Booklet) -> InBooklet:
    """What a booklet prints: each answer with the first of its objections, and the first of the open ones;
    a name only for who signs. Three queries.
    """
    apart = [F("measure"), F("answer")]
    rows = Objection.objects.filter(booklet=booklet).exclude(state=State.WITHDRAWN)
    rows = rows.annotate(
        at=Window(RowNumber(), partition_by=apart, order_by=F("pk").asc()),
        beside=Window(Count("pk"), partition_by=apart),
    )
    found = with_contents(rows.filter(at__lte=SHOWN_UNDER_AN_ANSWER)).order_by("measure", "answer", "pk")
    groups: dict[tuple[int | None, int | None], list[Objection]] = {}
    for row in found[:MOST_IN_A_BOOKLET]:
        groups.setdefault((row.measure_id, row.answer_id), []).append(row)
    by_measure: dict[int, list[Group]] = {}
    others: list[Group] = []
    for held in groups.values():
        first = tuple(shown_as(row, named=False) for row in held)
        group = Group(first[0].answer, first, vars(held[0])["beside"])
        at = others if held[0].measure is None else by_measure.setdefault(held[0].measure.number, [])
        at.append(group)
    every = [group for listed in (*by_measure.values(), others) for group in listed]
    told: dict[str, int] = {}
    return InBooklet(
        {number: _told_once(by_measure[number], number, told) for number in sorted(by_measure)},
        _told_once(others, 0, told),
        sum(group.total for group in every),
        sum(group.total for group in every if group.answer is None),
    )


def _told_once(groups: Sequence[Group], number: int, told: dict[str, int]) -> tuple[Group, ...]:
    """The groups of a measure (0: of none), each with the measure that tells already what was changed;
    `told` notes under which measure each answer's changes stand.
    """
    found = []
    for group in groups:
        answer = group.answer
        if answer is not None and answer.changes and told.setdefault(answer.name, number) != number:
            group = replace(group, told_at=told[answer.name])
        found.append(group)
    return tuple(found)
