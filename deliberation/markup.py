"""The only way from Markdown to HTML: rendered, then cut down to a fixed list of harmless tags."""

from __future__ import annotations

import re

import markdown
import nh3
from django.utils.safestring import SafeString, mark_safe

TAGS = {
    "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr",
    "h3", "h4", "h5", "h6",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
# A text is a part of a page whose h1 and h2 are taken: its own headings start at h3.
_HEADING = re.compile(r"<(/?)h([1-6])>")
# Deep nesting of quotes and lists costs the renderer more than linear time, and nobody reads it.
DEEPEST_QUOTE = 12
_DEEP = re.compile(rf"^((?:[ \t]*>){{{DEEPEST_QUOTE}}})(?:[ \t]*>)+", re.MULTILINE)


def html(text: str) -> SafeString:
    """The safe HTML of a Markdown text; links lead to http, https, mailto or this site only."""
    flat = _DEEP.sub(r"\1", text)
    rendered = markdown.markdown(flat, extensions=["sane_lists", "nl2br"], output_format="html")
    lowered = _HEADING.sub(lambda found: f"<{found[1]}h{min(6, int(found[2]) + 2)}>", rendered)
    clean = nh3.clean(
        lowered,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer ugc",
    )
    return mark_safe(clean)  # noqa: S308  (nh3 has just cleaned it)


def first_words(text: str, signs: int = 110) -> str:
    """The first words of a text in one line, as a title for one that has none."""
    line = " ".join(plain(text).split())
    if len(line) <= signs:
        return line
    cut = line[: signs + 1].rsplit(" ", 1)[0]
    return (cut if len(cut) > signs // 2 else line[:signs]).rstrip(" ,.;:") + "…"


def plain(text: str) -> str:
    """The text without Markdown's signs, for quotes and titles."""
    return nh3.clean(html(text), tags=set()).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
