"""Reading the journal: everyone may."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import Http404

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


def chain(until: int | None = None, after: int = 0) -> Iterator[Link]:
    """The chain, oldest first, from the entry that follows `after` up to and including entry `until`."""
    rows = Entry.objects.filter(seq__gt=after).order_by("seq")
    if until is not None:
        rows = rows.filter(seq__lte=until)
    for entry in rows.iterator(chunk_size=2000):
        yield entry.link()


def links_of(code: str) -> Iterator[Link]:
    """The links of one code, or of a family (`vote.`), oldest first."""
    for entry in entries(code).order_by("seq").iterator(chunk_size=2000):
        yield entry.link()


def get_entry(seq: int) -> Entry:
    """One entry by its number; Http404 when there is none."""
    entry = Entry.objects.filter(seq=seq).first()
    if entry is None:
        raise Http404
    return entry


def chain_part(after: int, most: int) -> list[Link]:
    """At most `most` entries that follow entry `after`, oldest first."""
    return [entry.link() for entry in Entry.objects.filter(seq__gt=after).order_by("seq")[:most]]


def families() -> list[str]:
    """The families of codes that occur (`vote` for `vote.roll-frozen`), in order."""
    codes = Entry.objects.order_by().values_list("code", flat=True).distinct()
    return sorted({code.split(".", 1)[0] for code in codes})


def where_noted(digest: str) -> Link | None:
    """The entry whose digest is, or starts with, these lower-case letters; None when there is none.

    The caller sees to it that there are enough letters to mean one entry.
    """
    entry = Entry.objects.filter(digest__startswith=digest).first()
    return entry.link() if entry else None
