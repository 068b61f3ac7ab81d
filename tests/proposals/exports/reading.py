"""Reading a PDF back: its words as one copies them, its tag tree in reading order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_CODE = r"<([0-9A-Fa-f]+)>\s*"
BYTES_A_GLYPH = 2


def words_of(content: bytes) -> str:
    """The words of a PDF, by the tables with which it says what its glyphs mean; no blank is sure."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return "".join(piece for page in pdf.pages for piece in _words_on(page))


def tree_of(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every element of the tag tree, in reading order."""
    waiting: list[Any] = [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if "/S" in node:
            yield node
        kids: Any = node.get("/K", [])
        inside = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += reversed([kid for kid in inside if isinstance(kid, pikepdf.Dictionary)])


def _words_on(page: pikepdf.Page) -> Iterator[str]:
    fonts = {name: _meanings(font) for name, font in page.resources.get("/Font", {}).items()}
    meanings: dict[int, str] = {}
    for step in pikepdf.parse_content_stream(page):
        if str(step.operator) == "Tf":
            meanings = fonts[str(step.operands[0])]
        elif str(step.operator) in ("Tj", "TJ"):
            shown: Any = step.operands[0]
            for piece in shown if isinstance(shown, pikepdf.Array) else [shown]:
                if isinstance(piece, pikepdf.String):
                    yield from _glyphs(bytes(piece), meanings)


def _glyphs(codes: bytes, meanings: dict[int, str]) -> Iterator[str]:
    for at in range(0, len(codes), BYTES_A_GLYPH):
        yield meanings.get(int.from_bytes(codes[at : at + BYTES_A_GLYPH]), "")


def _meanings(font: pikepdf.Object) -> dict[int, str]:
    table = bytes(font.ToUnicode.read_bytes()).decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, meaning in re.findall(_CODE * 2, block):
            found[int(code, 16)] = bytes.fromhex(meaning).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, meaning in re.findall(_CODE * 3, block):
            sign = ord(bytes.fromhex(meaning).decode("utf-16-be"))
            found |= {at: chr(sign + at - int(first, 16)) for at in range(int(first, 16), int(last, 16) + 1)}
    return found
