"""A document in words as one HTML file: every word escaped, its style inside, no script, no picture, and
no outside address but the links that members wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from proposals.core.bodies import Body, Node
from proposals.core.printed import Block, Digest, Figure, Line, Printed, Prose, Section, Table

LOWEST = 6
_TAGS = {"strong": "strong", "em": "em", "quote": "blockquote", "bullets": "ul", "item": "li"}
_SAFE = ("http://", "https://", "mailto:")


# The file lies on somebody's disk: nothing in it may run or ask anything of anyone.
_HEAD = """<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">"""


def page_of(printed: Printed, style: str = "") -> str:
    """The whole file; `style` is our own style sheet."""
    running = escape(printed.running)
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{escape(printed.language)}"><head>{_HEAD}',
            f"<title>{running}</title>\n<style>\n{style}</style></head>",
            f'<body class="hue-{escape(printed.hue)}"><main>',
            *_cover(printed),
            f'<nav class="toc" aria-labelledby="t-toc"><h2 id="t-toc">{escape(printed.contents_title)}</h2>',
            *_contents(printed.sections),
            "</nav>",
            *(line for section in printed.sections for line in _section(section, 2)),
            f"</main><footer><p>{escape(printed.organisation)} · {running}</p></footer></body></html>\n",
        ]
    )


def body_html(body: Body, level: int = 2) -> str:
    """A body; `level` is that of the title it stands under, and its headings go below."""
    return "\n".join(_node(node, level) for node in body)


def _cover(printed: Printed) -> Iterator[str]:
    yield f'<header class="cover"><p class="num" aria-hidden="true">{escape(printed.number)}</p>'
    yield f'<p class="kicker">{escape(printed.kicker)}</p><h1>{escape(printed.title)}</h1>'
    yield f'<p class="lead">{escape(printed.lead)}</p>'
    lines = "<br>".join(escape(line) for line in (printed.state, *printed.meta) if line)
    yield f'<p class="meta">{lines}</p></header>'


def _contents(sections: Iterable[Section]) -> Iterator[str]:
    """Parts and measures; the texts of the annex are too many to list."""
    yield "<ol>"
    for section in sections:
        number = f'<span class="n">{escape(section.number)}</span> ' if section.number else ""
        yield f'<li><a href="#{escape(section.key)}">{number}{escape(section.title)}</a>'
        listed = [inner for inner in section.inside if inner.style == "measure"]
        if listed:
            yield from _contents(listed)
        yield "</li>"
    yield "</ol>"


def _section(section: Section, level: int) -> Iterator[str]:
    key, heading = escape(section.key), f"h{min(level, LOWEST)}"
    yield f'<section class="{escape(section.style)}" id="{key}" aria-labelledby="t-{key}">'
    number = f'<span class="no">{escape(section.number)}</span> ' if section.number else ""
    title = f"<bdi>{escape(section.title)}</bdi>"
    folds = section.style == "annex-part"
    yield f'<{heading} id="t-{key}">{number}{title}</{heading}>'
    if section.margin:
        yield f'<p class="margin">{escape(section.margin)}</p>'
    if folds:  # the texts of one measure, folded until somebody wants them
        yield f"<details><summary>{title}</summary>"
    for block in section.blocks:
        yield _block(block, level)
    for inner in section.inside:
        yield from _section(inner, level + 1)
    yield ("</details>" if folds else "") + "</section>"


def _block(block: Block, level: int) -> str:
    match block:
        case Prose(body):
            return f'<div class="read" dir="auto">{body_html(body, level)}</div>'
        case Line(text, style):
            return f'<p class="{escape(style)}">{escape(text)}</p>'
        case Figure():
            return _figure(block)
        case Digest(label, value):
            return f'<p class="digest">{escape(label)}<br><code>{escape(value)}</code></p>'
        case Table():
            return _table(block)


def _figure(figure: Figure) -> str:
    width = 100 * figure.part // max(figure.whole, 1)
    return (
        f'<p class="figure">{escape(figure.text)}</p>'
        f'<svg class="share" role="img" viewBox="0 0 100 4" preserveAspectRatio="none" '
        f'aria-label="{escape(figure.alt)}"><rect class="track" width="100" height="4"/>'
        f'<rect class="fill" width="{width}" height="4"/></svg>'
    )


def _table(table: Table) -> str:
    titles = table.titles()
    number = [' class="num-cell"' if is_number else "" for _, is_number in titles]
    head = "".join(
        f'<th scope="col"{kind}>{escape(title)}</th>' for (title, _), kind in zip(titles, number, strict=True)
    )
    rows = "".join(f"<tr>{_row(row, number)}</tr>" for row in table.rows)
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(row: tuple[str, ...], number: list[str]) -> str:
    first = f'<th scope="row">{escape(row[0])}</th>'
    rest = zip(row[1:], number[1:], strict=True)
    return first + "".join(f"<td{kind}>{escape(cell)}</td>" for cell, kind in rest)


def _node(node: Node, level: int) -> str:
    match node.kind:
        case "text":
            return escape(node.text)
        case "code":
            return f"<code>{escape(node.text)}</code>"
        case "verbatim":
            return f"<pre><code>{escape(node.text)}</code></pre>"
        case "break":
            return "<br>"
        case "rule":
            return "<hr>"
    inside = "".join(_node(inner, level) for inner in node.inside)
    match node.kind:
        case "link":
            return _link(node.to, inside)
        case "heading":
            tag = f"h{min(level + node.number, LOWEST)}"
        case "numbers":
            start = f' start="{node.number}"' if node.number != 1 else ""
            return f"<ol{start}>{inside}</ol>"
        case _:
            tag = _TAGS.get(node.kind, "p")
    return f"<{tag}>{inside}</{tag}>"


def _link(address: str, inside: str) -> str:
    if not address.lower().startswith(_SAFE):
        return inside
    return f'<a href="{escape(address)}" rel="nofollow noopener noreferrer ugc">{inside}</a>'
