"""What several pages of votes share: files, pages that nobody may keep, and the status of a refusal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import wraps
from io import SEEK_END
from typing import Any, BinaryIO

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from deliberation.core.errors import RuleBroken
from deliberation.members.access import View
from proposals.forms.refusals import in_words
from votes.forms.ballots import SIZE_STEP, BallotForm

PIECE = 2**18


def not_kept(view: View) -> View:
    """For pages with a choice, a code or a salt: kept in no cache, shown in no error report, padded.

    `no-transform` asks what stands between not to compress: a compressed page's size tells what is in it.
    """

    @wraps(view)
    @sensitive_post_parameters()
    def quiet(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store, no-transform"
        if isinstance(answer, HttpResponse) and answer["Content-Type"].startswith("text/html"):
            pad(answer, 0)
        return answer

    return quiet


def pad(answer: HttpResponse, spare: int) -> None:
    """Lengthen a page by `spare` bytes, then up to the next step of sizes."""
    opening, closing = b"\n<!-- ", b" -->"
    least = len(answer.content) + len(opening) + len(closing) + spare
    answer.content += opening + b"." * (spare + -least % SIZE_STEP) + closing


def ballot_page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page that shows what is chosen on `ballot`: as long as with the choices that take the most room."""
    answer = render(request, template, context, status=status)
    longest = render(request, template, {**context, "ballot": context["ballot"].longest()}, status=status)
    pad(answer, max(0, len(longest.content) - len(answer.content)))
    return answer


def refused_page(request: HttpRequest, broken: RuleBroken, form: BallotForm) -> HttpResponse:
    """The page of a ballot that the box did not take: why, what to do, and what was chosen, for copying."""
    words, question = in_words(broken), form.question
    context = {"words": words, "ballot": form, "question": question, "vote": question.vote, "here": "votes"}
    return render(request, "votes/refused.html", context, status=words.status)


def file_answer(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to download."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def stream_answer(request: HttpRequest, file: BinaryIO, kind: str, name: str) -> HttpResponseBase:
    """A large file to download, a piece at a time; it is closed at the end."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    if not isinstance(request, ASGIRequest):
        return FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    # An asynchronous server would gather the pieces of a FileResponse before it sends the first.
    answer = StreamingHttpResponse(_pieces(file), content_type=kind)
    answer["Content-Disposition"], answer["Content-Length"] = f'attachment; filename="{name}"', str(size)
    return answer


async def _pieces(file: BinaryIO) -> AsyncIterator[bytes]:
    read = sync_to_async(file.read, thread_sensitive=False)
    with file:
        while piece := await read(PIECE):
            yield piece
