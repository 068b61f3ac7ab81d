"""Filters and tags of our templates: how values become words, fields, bars and links."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.core.paginator import Page
from django.core.signing import Signer
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from deliberation import clock
from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.core.left import Left
from deliberation.markup import html
from frontend import typography, wording
from frontend.typography import Number
from frontend.wording import Recorded

register = template.Library()

# Logarithms to base 2 are kept as integers, 4,096 to one bit (proposals.core.fixedlog).
STEPS_A_BIT = 4096
BAR_WIDTH = 100


@register.filter
def markup(text: str) -> SafeString:
    """Markdown as safe HTML."""
    return html(text or "")


@register.filter
def quoted(words: str) -> str:
    """Words between the quotation marks of the language."""
    return _("« %(words)s »") % {"words": words}


@register.simple_tag
def colon() -> str:
    """A colon as the language sets it: after a blank in French."""
    return _(" :")


@register.simple_tag
def semicolon() -> str:
    """A semicolon as the language sets it."""
    return _(" ;")


@register.filter
def when(value: datetime | str | None, form: str = "") -> str:
    """A moment with its zone; forms: see typography.when. Empty for no moment."""
    return typography.when(value, form) if value else ""


@register.filter
def day(value: date | str | None) -> str:
    """A day: `29 novembre 2026`. Empty for none."""
    return typography.day(value) if value else ""


@register.filter
def tied(value: str) -> str:
    """A title that somebody typed: no line of it starts with a sign."""
    return typography.tied(value)


@register.filter
def remaining(value: datetime | str | None, now: datetime | None = None) -> str:
    """How far a moment is: `dans 5 jours`. One query, or none with `|remaining:now`."""
    return typography.remaining(value, now or clock.now()) if value else ""


@register.filter
def num(value: Number | str | None) -> str:
    """A whole number with narrow spaces for thousands."""
    return "" if value is None else typography.number(value)


@register.filter
def percent(value: Number | str | None) -> str:
    """A part of one as a percentage: 0.225 or "9/40" -> `22,5 %`."""
    return "" if value is None else typography.percent(value)


@register.filter
def bits(value: int | None) -> str:
    """A fixed-point logarithm (4,096 to one bit) with one decimal: `7,8`."""
    return "" if value is None else typography.number(value / STEPS_A_BIT, decimals=1)


@register.filter
def short_digest(digest: str) -> str:
    """The first sixteen letters of a digest, in groups of eight."""
    return typography.grouped(digest, 16)


@register.filter
def digest_groups(digest: str) -> str:
    """A whole digest, in groups of eight."""
    return typography.grouped(digest)


@register.filter
def in_fours(secret: str) -> str:
    """A secret or a code to copy by hand, in groups of four."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


@register.filter
def sentence(entry: Recorded) -> str:
    """A journal entry as a sentence; its code when no words are known for it."""
    return wording.entry_sentence(entry)


@register.filter
def office(kind: str) -> str:
    """The name of an office: `organisateur`."""
    return wording.office_name(kind)


@register.filter
def left_words(left: Left) -> wording.LeftWords:
    """Title, sentence and button of something left to do."""
    return wording.left_words(left)


@register.simple_tag
def bar(value: float, of: float, track: bool = True) -> SafeString:
    """A bar `value` long of `of`; with a track for a part of a whole, without to compare counts."""
    width = f"{max(0.0, min(1.0, float(value) / float(of) if of else 0.0)) * BAR_WIDTH:.1f}"
    behind = SafeString('<rect class="track" width="100" height="10"/>') if track else ""
    return format_html(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '{}<rect class="fill" width="{}" height="10"/></svg>',
        behind, width,
    )  # fmt: skip


@register.simple_tag
def live_topic(topic: str) -> str:
    """The topic, signed, so that a page may only listen to what it was served with."""
    return Signer(salt="live").sign(topic)


@register.inclusion_tag("pieces/_field.html")
def field(bound: BoundField) -> dict[str, object]:
    """A field with its label, help, error and input, in this order, tied together for screen readers.

    A text area whose widget has `data-limit` gets a live count of signs (js/counter.js).
    """
    kinds = {"checkbox": "alone", "radioselect": "choices", "checkboxselectmultiple": "choices"}
    limit = bound.field.widget.attrs.get("data-limit")
    return {
        "field": bound,
        "kind": "hidden" if bound.is_hidden else kinds.get(bound.widget_type, "plain"),
        "limit": limit,
        # A browser sends line ends as two signs and counts them as one.
        "used": len(str(bound.value() or "").replace("\r\n", "\n")) if limit else None,
    }


@register.inclusion_tag("pieces/_form_errors.html")
def form_errors(form: BaseForm, title: str = "") -> dict[str, object]:
    """The summary above the page's title: what is wrong, each line a link to its field."""
    wrong = [(bound, error) for bound in form if not bound.is_hidden for error in bound.errors]
    others = [error for bound in form.hidden_fields() for error in bound.errors]
    return {"title": title, "wrong": wrong, "general": [*form.non_field_errors(), *others]}


@register.inclusion_tag("pieces/_refused.html")
def refused(broken: RuleBroken | wording.Words | None) -> dict[str, object]:
    """The summary above the title when a rule refused the act; nothing for None."""
    return {"words": wording.refusal(broken) if isinstance(broken, RuleBroken) else broken}


@register.inclusion_tag("pieces/_pages.html", takes_context=True)
def page_links(context: Context, page: Page[object]) -> dict[str, object]:
    """Links to the pages of a list, keeping the rest of the query string; nothing for a single page."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()

    def address(wanted: int) -> str:
        query["page"] = str(wanted)
        return "?" + query.urlencode()

    wanted = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [(number, "" if number == "…" else address(int(number))) for number in wanted],
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


@register.simple_block_tag(end_name="end_where_line")
def where_line(content: str) -> str:
    """The line "où je suis", left out where a page says nothing there."""
    if not content.strip():
        return ""
    return format_html(
        '<nav class="where noprint" aria-label="{}"><p>{}</p></nav>', _("Où je suis"), content
    )  # the content comes from a template, escaped already


@register.filter
def fact(value: Json, form: str = "") -> str:
    """One fact of an entry as people read it; digests cut to sixteen letters unless form is `whole`."""
    return wording.readable(value, whole=form == "whole")


@register.filter
def family(name: str) -> str:
    """The name of a family of journal entries: `vote` -> `Scrutins`."""
    return wording.family_name(name)
