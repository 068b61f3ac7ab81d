"""Reading the journal: everyone may."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from deliberation.core.chain import GENESIS, Link
from deliberation.journal.models import Entry, Head


def head() -> Link | None:
    """The newest entry, or None while nothing has happened. One query."""
    entry = Entry.objects.first()
    return entry.link() if entry else None


def head_digest() -> tuple[int, str]:
    """Number and digest of the newest entry; (0, GENESIS) for an empty journal. One query."""
    row = Head.objects.filter(pk=1).values_list("seq", "digest").first()
    return row or (0, GENESIS)


def entries(code: str = "") -> QuerySet[Entry]:
    """The entries, newest first; only those of one code, or of a family (`vote.`), when given."""
    rows = Entry.objects.all()
    if code.endswith("."):
        return rows.filter(code__startswith=code)
    return rows.filter(code=code) if code else rows


def chain(until: int | None = None) -> Iterator[Link]:
    """The whole chain, oldest first, up to and including entry `until`."""
    rows = Entry.objects.order_by("seq")
    if until is not None:
        rows = rows.filter(seq__lte=until)
    for entry in rows.iterator(chunk_size=2000):
        yield entry.link()
