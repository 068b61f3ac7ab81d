"""The formal remarks of a vote's observers."""

from __future__ import annotations

from django.db.models import QuerySet

from votes.core.remarks import Remark as PlainRemark
from votes.models import Remark, Vote


def remarks_on(vote: Vote) -> list[Remark]:
    """All remarks, by number, for pages. One query."""
    return list(Remark.objects.filter(vote=vote).order_by("number"))


def sealed_remarks(vote: Vote) -> list[PlainRemark]:
    """The remarks that the journal announced before it sealed the vote: those of its pack. One query."""
    return _plain(Remark.objects.filter(vote=vote, seq__lte=vote.sealed_seq))


def all_remarks(vote: Vote) -> list[PlainRemark]:
    """All remarks, those filed after the sealing too, as a remarks.jsonl lists them. One query."""
    return _plain(Remark.objects.filter(vote=vote))


def _plain(rows: QuerySet[Remark]) -> list[PlainRemark]:
    rows = rows.order_by("number")
    return [PlainRemark(row.number, row.at, row.author, row.text) for row in rows]
