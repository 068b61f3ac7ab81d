"""The files of a booklet: Markdown, one HTML page that asks nothing of anyone, JSON, and a PDF."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from deliberation.core.canonical import canonical, digest
from proposals.core.documents import BookletDocument
from proposals.core.drawing.markdown import markdown_of
from proposals.core.drawing.page import page_of
from proposals.core.printed import Printed
from proposals.exports.typesetting import drawn_with, pdf_of

# Raised whenever the same document would be drawn differently: files that are kept are drawn again.
DRAWING = 1
KINDS = ("pdf", "html", "md", "json")


def files_of(document: BookletDocument) -> dict[str, bytes]:
    """Every file of the booklet, by its ending. Seconds of work: for a job, not for a page."""
    printed = in_words(document)
    return {
        "pdf": pdf_of(printed, settings.PRINTED_TEMPLATE),
        "html": page_of(printed, _style()).encode(),
        "md": markdown_of(printed).encode(),
        "json": canonical(document.as_json()),
    }


def stamp_of(document: BookletDocument) -> str:
    """What the files depend on, as one digest: files with this stamp are up to date."""
    return digest([DRAWING, document.digest(), *drawn_with(settings.PRINTED_TEMPLATE), _style()])


def in_words(document: BookletDocument) -> Printed:
    """The document with its sentences, which are frontend's."""
    worded: Callable[[BookletDocument], Printed] = import_string(settings.WORDS_OF_A_DOCUMENT)
    return worded(document)


def _style() -> str:
    return "\n".join(path.read_text() for path in settings.PRINTED_STYLES)
