"""A body as a small tree: what its safe HTML holds, so that every printed form draws the same thing.

Bodies are Markdown; `deliberation.markup` makes safe HTML of them for pages. Files are drawn from the
tree of that HTML, never from the Markdown: a text means the same in a page, a PDF and a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal
from urllib.parse import urljoin

from deliberation.core.canonical import Json

InlineKind = Literal["text", "strong", "em", "code", "link", "break"]
BlockKind = Literal["paragraph", "heading", "quote", "bullets", "numbers", "item", "verbatim", "rule"]
Kind = InlineKind | BlockKind

# Quotes and lists nested deeper stand at this depth: no reader follows further, nor any page layout.
DEEPEST = 8
DEEPEST_INLINE = 6
LOWEST_HEADING = 3
LONGEST_ADDRESS = 2000
# Tags open at once; those nested deeper count as their content.
MOST_OPEN = 64

_BLOCKS: dict[str, BlockKind] = {
    "p": "paragraph", "blockquote": "quote", "ul": "bullets", "ol": "numbers", "li": "item",
    "pre": "verbatim", "hr": "rule", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
}  # fmt: skip
_INLINES: dict[str, InlineKind] = {"strong": "strong", "em": "em", "code": "code", "a": "link", "br": "break"}
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_CONTAINERS = ("quote", "bullets", "numbers", "item")


@dataclass(frozen=True, slots=True)
class Node:
    """One piece of a body.

    `text` is the words of `text`, `code` and `verbatim`; `to` the address of a link; `number` the level
    of a heading (1 to 3, none skipped) or the first number of a numbered list; `inside` the rest.
    Lists hold items; items and quotes hold blocks; paragraphs and headings hold what stands in a line.
    """

    kind: Kind
    inside: tuple[Node, ...] = ()
    text: str = ""
    to: str = ""
    number: int = 0

    def as_json(self) -> dict[str, Json]:
        """The node for a template that draws it; what is empty is left out."""
        found: dict[str, Json] = {"kind": self.kind}
        if self.inside:
            found["inside"] = [node.as_json() for node in self.inside]
        if self.text:
            found["text"] = self.text
        if self.to:
            found["to"] = self.to
        if self.number:
            found["number"] = self.number
        return found

    def words(self) -> str:
        """The words alone."""
        return self.text + "".join(node.words() for node in self.inside)


Body = tuple[Node, ...]


def body_of(html: str, address: str = "") -> Body:
    """The tree of safe HTML as `deliberation.markup.html` writes it; any other tag counts as its content.

    Links are made whole with `address`, the page they stand on. The time grows with the length.
    """
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    return tuple(_levelled(_blocks(reader.root.inside, 0)))


def plain_body(text: str) -> Body:
    """The tree of words that are no Markdown: a paragraph at each empty line, a break at each other end."""
    paragraphs = (part.strip().split("\n") for part in _EMPTY_LINE.split(text.strip()))
    return tuple(Node("paragraph", tuple(_with_breaks(lines))) for lines in paragraphs if any(lines))


def _with_breaks(lines: list[str]) -> Iterator[Node]:
    for at, line in enumerate(lines):
        if at:
            yield Node("break")
        yield Node("text", text=line)


class _Open:
    """A tag that is not closed yet."""

    def __init__(self, kind: Kind, to: str = "", number: int = 0) -> None:
        self.kind, self.to, self.number = kind, to, number
        self.inside: list[Node] = []
        self.text: list[str] = []

    def closed(self) -> Node:
        """The node, once nothing more comes into it."""
        if self.kind in ("code", "verbatim"):
            return Node(self.kind, text="".join(self.text))
        return Node(self.kind, tuple(self.inside), to=self.to, number=self.number)


class _Reader(HTMLParser):
    """Builds the tree as the tags come; what closes nothing is passed over."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self._address = address
        self.root = _Open("quote")
        self._open = [self.root]
        self._beyond: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind: Kind | None = _BLOCKS.get(tag) or _INLINES.get(tag)
        # The `code` inside a `pre` is the block's own.
        if kind is None or self._open[-1].kind in ("code", "verbatim"):
            return
        given = dict(attrs)
        if kind in ("break", "rule"):
            self._open[-1].inside.append(Node(kind))
        elif self._beyond or len(self._open) > MOST_OPEN:
            self._beyond.append(tag)
        else:
            self._open.append(_Open(kind, self._link(given.get("href")), _number(tag, given.get("start"))))

    def handle_endtag(self, tag: str) -> None:
        kind: Kind | None = _BLOCKS.get(tag) or _INLINES.get(tag)
        if self._beyond:
            if self._beyond[-1] == tag:
                self._beyond.pop()
            return
        if kind is None or kind not in (found.kind for found in self._open[1:]):
            return
        if self._open[-1].kind == "verbatim" and kind == "code":
            return
        while True:
            closed = self._open.pop()
            self._open[-1].inside.append(closed.closed())
            if closed.kind == kind:
                return

    def handle_data(self, data: str) -> None:
        top = self._open[-1]
        if top.kind in ("code", "verbatim"):
            top.text.append(data)
            return
        words = data.replace("\n", " ")
        if top.inside and top.inside[-1].kind == "break":
            words = words.lstrip(" ")
        if words:
            top.inside.append(Node("text", text=words))

    def close(self) -> None:
        """Close what is still open."""
        super().close()
        while len(self._open) > 1:
            closed = self._open.pop()
            self._open[-1].inside.append(closed.closed())

    def _link(self, address: str | None) -> str:
        if not address or len(address) > LONGEST_ADDRESS:
            return ""
        try:
            return urljoin(self._address, address)
        except ValueError:  # an address that only looks like one: its words stay
            return ""


def _number(tag: str, start: str | None) -> int:
    """The first number of a list, or the level of a heading as written."""
    if tag == "ol":
        return min(int(start), 999_999_999) if start and start.isascii() and start.isdigit() else 1
    return int(tag[1]) - 2 if tag in ("h3", "h4", "h5", "h6") else 0


def _blocks(nodes: list[Node] | tuple[Node, ...], depth: int) -> Iterator[Node]:
    """Blocks in order; words that stand between them get a paragraph of their own."""
    line: list[Node] = []
    for node in nodes:
        if node.kind in _INLINES.values() or node.kind == "text":
            line.append(node)
            continue
        yield from _paragraph(line)
        line = []
        yield from _block(node, depth)
    yield from _paragraph(line)


def _block(node: Node, depth: int) -> Iterator[Node]:
    if node.kind in ("verbatim", "rule"):
        if node.kind == "rule" or node.text.strip():
            yield Node(node.kind, text=node.text.strip("\n"))
    elif node.kind in ("paragraph", "heading"):
        # A block inside a line (no Markdown makes one) counts as its words.
        yield from _paragraph([_line(inner) for inner in node.inside], node)
    elif depth >= DEEPEST:
        yield from _blocks(node.inside, depth)
    elif node.kind in ("bullets", "numbers"):
        # What stands in a list outside of any item (no Markdown makes that) is an item of its own.
        items = [inner.inside if inner.kind == "item" else (inner,) for inner in node.inside]
        made = tuple(Node("item", blocks) for item in items if (blocks := tuple(_blocks(item, depth + 1))))
        if made:
            yield Node(node.kind, made, number=node.number)
    elif node.kind == "item":  # outside any list
        yield from _blocks(node.inside, depth)
    else:
        inside = tuple(_blocks(node.inside, depth + 1))
        if inside:
            yield Node(node.kind, inside)


def _line(node: Node) -> Node:
    """The node as a line can hold it: a block there is its words."""
    return node if node.kind in _INLINES.values() or node.kind == "text" else Node("text", text=node.words())


def _paragraph(line: list[Node], like: Node | None = None) -> Iterator[Node]:
    """A paragraph, or a heading, of these; none when they say nothing."""
    kept = _trimmed(_joined(_flattened(node, 0) for node in line))
    if any(node.words().strip() for node in kept):
        yield Node(like.kind, kept, number=like.number) if like else Node("paragraph", kept)


def _flattened(node: Node, depth: int) -> Node:
    """The node with nothing nested deeper than we draw, and no link without an address or words."""
    if node.kind in ("text", "code", "break"):
        return node
    if depth >= DEEPEST_INLINE or (node.kind == "link" and not node.to):
        return Node("text", text=node.words())
    inside = _joined(_flattened(_line(inner), depth + 1) for inner in node.inside)
    return Node(node.kind, inside, to=node.to)


def _joined(nodes: Iterator[Node]) -> tuple[Node, ...]:
    """Neighbouring words as one, blanks as one blank."""
    found: list[Node] = []
    for node in nodes:
        if node.kind == "text" and found and found[-1].kind == "text":
            node = Node("text", text=found.pop().text + node.text)
        found.append(node)
    return tuple(node for node in found if node.kind in ("text", "break") or node.words())


def _trimmed(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Without blanks and breaks at either end."""
    kept = list(nodes)
    while kept and (kept[0].kind == "break" or (kept[0].kind == "text" and not kept[0].text.strip(" "))):
        kept.pop(0)
    while kept and (kept[-1].kind == "break" or (kept[-1].kind == "text" and not kept[-1].text.strip(" "))):
        kept.pop()
    if kept and kept[0].kind == "text":
        kept[0] = Node("text", text=kept[0].text.lstrip(" "))
    if kept and kept[-1].kind == "text":
        kept[-1] = Node("text", text=kept[-1].text.rstrip(" "))
    return tuple(kept)


def _levelled(blocks: Iterator[Node]) -> Iterator[Node]:
    """Headings by their rank among those above them, so that no level is skipped; inside quotes and
    lists, the first level.
    """
    above: list[int] = []
    for node in blocks:
        if node.kind == "heading":
            while above and above[-1] >= node.number:
                above.pop()
            above.append(node.number)
            yield Node("heading", node.inside, number=min(len(above), LOWEST_HEADING))
        elif node.kind in _CONTAINERS:
            yield _with_flat_headings(node)
        else:
            yield node


def _with_flat_headings(node: Node) -> Node:
    """A heading inside a quote or a list is a strong line there: it opens no part of the document."""
    if node.kind == "heading":
        return Node("paragraph", (Node("strong", node.inside),))
    if node.kind not in _CONTAINERS:
        return node
    inside = tuple(_with_flat_headings(inner) for inner in node.inside)
    return Node(node.kind, inside, number=node.number)
