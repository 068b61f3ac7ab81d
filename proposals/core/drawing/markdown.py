"""A document in words as Markdown that any reader renders alike, whatever signs its words hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from proposals.core.bodies import Body, Node
from proposals.core.printed import Block, Digest, Figure, Line, Printed, Prose, Section, Table

# What Markdown may take for its own, anywhere in a line; HTML and entities become entities.
_SIGNS = re.compile(r"[\\`*_\[\]|~]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_HTML = re.compile("[&<>]")
# What Markdown may take for its own where a line begins.
_STARTS = re.compile(r"^( {0,3})([-+#=]|\d{1,9}(?=[.)]))")
_ADDRESS_SIGNS = re.compile(r"[\s()<>\\\"'`\[\]*_|&]")
_LINK_LEVELS = 6


def markdown_of(printed: Printed) -> str:
    """The document, with one line feed a line and one at its end."""
    cover = [
        f"# {_words(printed.title)}",
        _words(printed.kicker),
        f"**{_words(printed.lead)}**" if printed.lead else "",
        _words(printed.state),
        *(_words(line) for line in printed.meta),
    ]
    parts = [part for part in cover if part]
    for section in printed.sections:
        parts += _section(section, 2)
    return "\n\n".join(parts) + "\n"


def body_markdown(body: Body, level: int = 0) -> str:
    """A body as Markdown; `level` is that of the title it stands under, and its headings go below."""
    return "\n\n".join("\n".join(_block(node, level)) for node in body)


def _section(section: Section, level: int) -> Iterator[str]:
    title = " ".join(part for part in (f"{section.number}." if section.number else "", section.title) if part)
    yield f"{'#' * min(level, _LINK_LEVELS)} {_words(title).replace('#', chr(92) + '#')}"
    if section.margin:
        yield f"*{_words(section.margin)}*"
    for block in section.blocks:
        drawn = _drawn(block, level)
        if drawn:
            yield drawn
    for inner in section.inside:
        yield from _section(inner, level + 1)


def _drawn(block: Block, level: int) -> str:
    match block:
        case Prose(body):
            return body_markdown(body, level)
        case Line(text, style):
            return f"**{_line(text)}**" if style == "lead" else _line(text)
        case Figure(text):
            return f"**{_words(text)}**"
        case Digest(label, value):
            return f"{_words(label)}\n\n    {value}"
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    titles = table.titles()
    head = "| " + " | ".join(_words(title) for title, _ in titles) + " |"
    rule = "| " + " | ".join("---:" if number else "---" for _, number in titles) + " |"
    rows = ["| " + " | ".join(_words(cell) for cell in row) + " |" for row in table.rows]
    caption = [f"{_words(table.caption)}", ""] if table.caption else []
    return "\n".join([*caption, head, rule, *rows])


def _block(node: Node, level: int) -> list[str]:
    """The lines of a block of a body."""
    match node.kind:
        case "heading":
            return [f"{'#' * min(level + node.number, _LINK_LEVELS)} {_inline(node.inside, one_line=True)}"]
        case "quote":
            return _behind("> ", _blocks(node.inside, level))
        case "bullets":
            return [line for item in node.inside for line in _item("- ", item, level)]
        case "numbers":
            numbered = enumerate(node.inside, max(node.number, 0))
            return [line for at, item in numbered for line in _item(f"{at}. ", item, level)]
        case "verbatim":
            return [f"    {line}" for line in node.text.split("\n")]
        case "rule":
            return ["* * *"]
        case _:
            return _inline(node.inside).split("\n")


def _blocks(nodes: Iterable[Node], level: int) -> list[str]:
    lines: list[str] = []
    for node in nodes:
        lines += [*([""] if lines else []), *_block(node, level)]
    return lines


def _item(mark: str, item: Node, level: int) -> list[str]:
    """An item; what follows its first line stands four blanks in, which every Markdown reads as inside."""
    lines = _blocks(item.inside, level) or [""]
    first = f"{mark}{lines[0].strip() if item.inside and item.inside[0].kind != 'verbatim' else lines[0]}"
    return [first, *(f"    {line}" if line else "" for line in lines[1:])]


def _behind(mark: str, lines: list[str]) -> list[str]:
    return [f"{mark}{line}".rstrip() for line in lines]


def _inline(nodes: Iterable[Node], *, one_line: bool = False) -> str:
    """What stands in a line. A break is a line of its own; in a heading it is a blank."""
    drawn = "".join(_piece(node, one_line) for node in nodes)
    return "\n".join(_STARTS.sub(r"\1\\\2", line) if not one_line else line for line in drawn.split("\n"))


def _piece(node: Node, one_line: bool) -> str:
    inside = "".join(_piece(inner, one_line) for inner in node.inside)
    match node.kind:
        case "strong":
            return _marked("**", inside)
        case "em":
            return _marked("*", inside)
        case "code":
            return _code(node.text)
        case "link":
            return f"[{inside}]({_ADDRESS_SIGNS.sub(_percent, node.to)})"
        case "break":
            return " " if one_line else "  \n"
        case _:
            return _escaped(node.text)


def _marked(mark: str, inside: str) -> str:
    """Marks stand against words, blanks outside of them."""
    words = inside.strip()
    if not words:
        return inside
    before, after = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
    return f"{before}{mark}{words}{mark}{after}"


def _code(text: str) -> str:
    """Words as typed between as many marks as they need."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{' '.join(text.split(chr(10)))}{room}{fence}"


def _percent(sign: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in sign[0].encode()) if sign[0] != "&" else "&amp;"


def _escaped(text: str) -> str:
    return _HTML.sub(lambda sign: _ENTITIES[sign[0]], _SIGNS.sub(r"\\\g<0>", text))


def _words(text: str) -> str:
    """Words of one line, none of them Markdown."""
    return _escaped(" ".join(text.split(" "))).replace("\n", " ")


def _line(text: str) -> str:
    return _STARTS.sub(r"\1\\\2", _words(text))
