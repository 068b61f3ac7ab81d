"""The journal's public pages: the list, one entry, the whole chain, and a head somebody noted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from deliberation.core.canonical import canonical
from deliberation.core.chain import Link
from deliberation.journal import queries
from deliberation.journal.forms import NotedHead

A_PAGE = 20
A_PART = 500
LONGEST_NUMBER = 16


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """The entries, newest first, of one family of codes when `?family=` says so."""
    families = queries.families()
    family = request.GET.get("family", "")
    family = family if family in families else ""
    rows = queries.entries(f"{family}." if family else "")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "families": families, "family": family, "here": "journal"}
    return render(request, "journal/journal.html", context)


@require_safe
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """One entry with all its facts, and the very bytes its digest is taken over."""
    found = queries.get_entry(seq)
    last, _ = queries.head_digest()
    body = canonical(found.link().body()).decode()
    context = {"entry": found, "last": last, "body": body, "here": "journal"}
    return render(request, "journal/entry.html", context)


@require_safe
def noted(request: HttpRequest) -> HttpResponse:
    """Where a noted head stands in the chain, or that it stands nowhere."""
    form = NotedHead(request.GET if "digest" in request.GET else None)
    asked = form.is_bound and form.is_valid()
    found = queries.where_noted(form.cleaned_data["digest"]) if asked else None
    context = {"form": form, "asked": asked, "found": found, "here": "journal"}
    return render(request, "journal/noted.html", context, status=422 if form.errors else 200)


@require_safe
def download(request: HttpRequest) -> StreamingHttpResponse:
    """The whole chain, oldest first, one canonical JSON object a line: what the verifier reads.

    `?after=41` leaves out the first 41 entries, for who keeps those already.
    """
    last, _ = queries.head_digest()
    asked = request.GET.get("after", "0")
    after = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < LONGEST_NUMBER else 0
    lines = _lines_later(after, last) if isinstance(request, ASGIRequest) else _lines(after, last)
    answer = StreamingHttpResponse(lines, content_type="application/x-ndjson")
    answer["Content-Disposition"] = 'attachment; filename="journal.jsonl"'
    return answer


def _lines(after: int, last: int) -> Iterator[bytes]:
    for link in queries.chain(until=last, after=after):
        yield _line(link)


async def _lines_later(after: int, last: int) -> AsyncIterator[bytes]:
    # Part by part, so that a long journal never stands in memory whole.
    while after < last:
        links = await sync_to_async(queries.chain_part)(after, min(A_PART, last - after))
        yield b"".join(map(_line, links))
        after = links[-1].seq


def _line(link: Link) -> bytes:
    return canonical(link.published()) + b"\n"
