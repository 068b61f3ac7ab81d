"""The only way from Markdown to HTML: rendered, then cut down to a fixed list of harmless tags."""

from __future__ import annotations

import re
from html import escape, unescape

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
DEEPEST = 12
_MARK = r"[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])"
_DEEP = re.compile(rf"^((?:{_MARK}){{{DEEPEST}}})(?:{_MARK})+", re.MULTILINE)
# A heading or a rule inside a block makes the renderer read the rest of the block again: each on its own.
_ALONE = re.compile(r"^ {0,3}(?:#{1,6}.*|([-*_])(?:[ \t]*\1){2,}[ \t]*)$", re.MULTILINE)
# Brackets: the renderer looks for the other end of each. Only those of a whole link on one
# line reach it; the others pass as a sign that no text may hold, and come back afterwards.
_BRACKET = "\ue0f0"
_ADDRESS = r"(?:[^()\s]|\([^()\s]{0,200}\)){0,500}(?:\s\"[^\"\n]{0,200}\")?"
_LOOSE = re.compile(rf"\[(?![^\[\]\n]{{0,300}}\]\({_ADDRESS}\))")


def html(text: str) -> SafeString:
    """The safe HTML of a Markdown text; links lead to http, https, mailto or this site only.

    HTML in the text is shown as it was typed. The time grows in step with the length: tests hold
    5,000 signs of any one construct under 0.2 s.
    """
    flat = _DEEP.sub(r"\1", text.replace(_BRACKET, "").replace("\r\n", "\n"))
    flat = _LOOSE.sub(_BRACKET, _ALONE.sub(r"\n\g<0>\n", flat))
    try:
        rendered = _renderer().convert(flat)
    except RecursionError:
        rendered = f"<p>{escape(flat)}</p>"
    lowered = _HEADING.sub(lambda found: f"<{found[1]}h{min(6, int(found[2]) + 2)}>", rendered)
    clean = nh3.clean(
        lowered,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer ugc",
    )
    return mark_safe(clean.replace(_BRACKET, "["))  # noqa: S308  (nh3 has just cleaned it)


def _renderer() -> markdown.Markdown:
    """A renderer for one text: HTML is not read as HTML, and references are not looked up."""
    renderer = markdown.Markdown(extensions=["sane_lists", "nl2br"], output_format="html")
    renderer.preprocessors.deregister("html_block")
    renderer.inlinePatterns.deregister("html")
    # A title underlined by === or ---: few mean it, and a row of them costs more than linear time.
    renderer.parser.blockprocessors.deregister("setextheader")
    return renderer


def first_words(text: str, signs: int = 110) -> str:
    """The first words of a text in one line, as a title for one that has none."""
    line = " ".join(plain(text).split())
    if len(line) <= signs:
        return line
    cut = line[: signs + 1].rsplit(" ", 1)[0]
    return (cut if signs // 2 < len(cut) <= signs else line[:signs]).rstrip(" ,.;:") + "…"


def plain(text: str) -> str:
    """The text without Markdown's signs, for quotes and titles."""
    return unescape(nh3.clean(html(text), tags=set()))
