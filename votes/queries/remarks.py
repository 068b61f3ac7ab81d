"""The formal remarks of a vote's observers."""

from __future__ import annotations

from votes.core.remarks import Remark as PlainRemark
from votes.models import Remark, Vote


def remarks_on(vote: Vote) -> list[Remark]:
    """All remarks, by number, for pages. One query."""
    return list(Remark.objects.filter(vote=vote).order_by("number"))


def sealed_remarks(vote: Vote) -> list[PlainRemark]:
    """The remarks that the journal announced before it sealed the vote: those of its pack. One query."""
    rows = Remark.objects.filter(vote=vote, seq__lte=vote.sealed_seq).order_by("number")
    return [PlainRemark(row.number, row.at, row.author, row.text) for row in rows]
