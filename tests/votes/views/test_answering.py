"""A large file is handed out a piece at a time, by both kinds of server."""

import asyncio
from io import BytesIO

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.test import AsyncRequestFactory, RequestFactory

from votes.views.answering import PIECE, stream_answer

CONTENT = b"0123456789abcdef" * (PIECE // 8)


def handed_out(request: HttpRequest) -> StreamingHttpResponse:
    file = BytesIO(CONTENT)
    file.read(5)  # wherever it stands
    answer = stream_answer(request, file, "application/zip", "livret.zip")
    assert isinstance(answer, StreamingHttpResponse)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="livret.zip"'
    assert answer["Content-Length"] == str(len(CONTENT))
    return answer


def test_by_an_asynchronous_server() -> None:
    async def read(answer: StreamingHttpResponse) -> list[bytes]:
        return [piece async for piece in answer]

    request = AsyncRequestFactory().get("/")
    assert isinstance(request, ASGIRequest)
    pieces = asyncio.run(read(handed_out(request)))
    assert [len(piece) for piece in pieces] == [PIECE, PIECE]
    assert b"".join(pieces) == CONTENT


def test_by_any_other() -> None:
    answer = handed_out(RequestFactory().get("/"))
    assert answer.getvalue() == CONTENT
