"""HTML in a text to import, as plain words: other platforms export what their editors made.

What is no tag of a page stays as it is: "if x < 3" is not HTML. What members type here is never read as HTML.
"""

from __future__ import annotations

import re
from html import unescape

_BLOCKS = "p|div|h[1-6]|ul|ol|table|tr|blockquote|pre|section|article|header|footer|figure|hr|dl|dd|dt"
_INLINE = (
    "a|abbr|b|big|center|cite|code|del|em|font|i|img|ins|mark|q|s|small|span|strike|strong|sub|sup|tbody"
    "|thead|tt|u|figcaption|iframe|video|source|li"
)
# Attributes have a value: in "a <b and c> d" there is no tag. Bounded, so that no text takes long.
_REST = (
    r"(?:\s+[\w:-]{1,60}\s*=\s*(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'|[^\s\"'<>]{1,2000})){0,20}\s{0,9}/?"
)
_ANY = re.compile(rf"</?(?:{_BLOCKS}|{_INLINE}|br|td|th){_REST}>|&(?:amp|nbsp|quot|lt|gt|#\d{{1,7}});", re.I)
_UNSEEN = (
    (re.compile("<!--"), re.compile("-->")),
    (re.compile(r"<script\b", re.I), re.compile(r"</script\s{0,9}>", re.I)),
    (re.compile(r"<style\b", re.I), re.compile(r"</style\s{0,9}>", re.I)),
)
_LINE = re.compile(rf"<br{_REST}>", re.I)
_CELL = re.compile(rf"</?t[dh]{_REST}>", re.I)
_ITEM = re.compile(rf"<li{_REST}>", re.I)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS}){_REST}>", re.I)
_LINK = re.compile(
    r"<a\s[^<>]{0,500}?href\s*=\s*[\"']?(https?://[^\s\"'<>]{1,500})[^<>]{0,500}>([^<>]{0,500})</a\s*>", re.I
)
_TAG = re.compile(rf"</?(?:{_INLINE}){_REST}>", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.I)
_BLANKS = re.compile(r"[ \t\u00a0]+")
_LINES = re.compile(r" *\n *")
_GAP = re.compile(r"\n{3,}")


def plain(text: str) -> str:
    """The text without HTML, if it holds any: paragraphs and lines kept, items of lists as Markdown's, of a
    link its words and its address. Entities become their signs. A text without HTML comes back as it was.
    """
    if not _ANY.search(text):
        return text
    for begins, ends in _UNSEEN:
        text = _without(text, begins, ends)
    text = _LINK.sub(_linked, text)
    # Where HTML makes the lines, those of its source are blanks.
    if _BLOCK.search(text) or _LINE.search(text):
        text = text.replace("\r\n", "\n").replace("\n", " ")
    text = _ITEM.sub("\n- ", _LINE.sub("\n", _CELL.sub(" ", text)))
    text = _TAG.sub("", _BLOCK.sub("\n\n", text))
    text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    text = _LINES.sub("\n", _BLANKS.sub(" ", text))
    return _GAP.sub("\n\n", text).strip()


def _without(text: str, begins: re.Pattern[str], ends: re.Pattern[str]) -> str:
    """The text without what stands from `begins` to `ends`; what never ends stays."""
    kept, at = [], 0
    for found in begins.finditer(text):
        if found.start() < at:
            continue
        end = ends.search(text, found.end())
        if end is None:
            break
        kept += [text[at : found.start()], " "]
        at = end.end()
    return "".join([*kept, text[at:]])


def _linked(found: re.Match[str]) -> str:
    """The words of a link, and its address unless they are it."""
    address, words = found[1], found[2]
    return words if address in words else f"{words} ({address})"
