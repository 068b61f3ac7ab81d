"""Maps and curves as SVG: the shapes that were laid out in whole numbers, and nothing moved by a browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from frontend import typography
from proposals.core.curves import BOTTOM, HEIGHT, LEFT, RIGHT, WIDTH, Curves, Tick
from proposals.core.maps import Map, Spot

register = template.Library()

NUMBER_DROP = 5
AXIS_GAP = 6


@register.simple_tag
def map_box(drawn: Map) -> str:
    """The view box of a map."""
    return f"0 0 {WIDTH} {drawn.height}"


@register.simple_tag
def curve_box() -> str:
    """The view box of curves."""
    return f"0 0 {WIDTH} {HEIGHT}"


@register.simple_tag
def map_shapes(drawn: Map, hues: Mapping[str, str] | None = None) -> SafeString:
    """Lines, circles and labels of a map. With `hues` each circle is numbered and has its own hue."""
    lines = format_html_join(
        "",
        '<path d="M{} {}Q{} {} {} {}" stroke-width="{}"/>',
        ((*line.start, *line.bend, *line.end, line.width) for line in drawn.lines),
    )
    circles = format_html_join("", '<circle class="{}" cx="{}" cy="{}" r="{}"/>', _circles(drawn.spots, hues))
    numbers = _labels((spot.x, spot.y + NUMBER_DROP, spot.key) for spot in drawn.spots) if hues else ""
    names = _labels((spot.x, spot.label_y, spot.label) for spot in drawn.spots)
    return format_html(
        '<g class="edge">{}</g><g class="node">{}</g><g class="names inside">{}</g><g class="names">{}</g>',
        lines,
        circles,
        numbers,
        names,
    )


@register.simple_tag
def curve_shapes(curves: Curves) -> SafeString:
    """Grid, axis and the two curves: texts drawn full, authors dashed."""
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    grid = format_html_join(
        "",
        '<path class="gridline" d="M{} {}H{}"/><text class="level mute" x="{}" y="{}">{}</text>',
        (
            (LEFT, tick.at, right, LEFT - AXIS_GAP, tick.at + NUMBER_DROP, typography.number(tick.number))
            for tick in curves.levels
        ),
    )
    return format_html(
        '<g>{}</g><path class="base" d="M{} {}H{}"/><path class="line" d="{}"/>'
        '<path class="line dash" d="{}"/><g>{}</g>',
        grid, LEFT, bottom, right, _path(curves.texts), _path(curves.authors), _days(curves.days),
    )  # fmt: skip


def _days(days: Iterable[Tick]) -> SafeString:
    marks = [(tick, typography.short_day(tick.on) if tick.on else "") for tick in days]
    return format_html_join(
        "",
        '<text class="mute {}" x="{}" y="{}">{}</text>',
        (
            ("last" if tick.at > WIDTH // 2 else "first", tick.at, HEIGHT - BOTTOM // 3, words)
            for tick, words in marks
        ),
    )


def _path(points: Iterable[tuple[int, int]]) -> SafeString:
    return format_html("M{}", format_html_join("L", "{} {}", points))


def _circles(spots: Iterable[Spot], hues: Mapping[str, str] | None) -> Iterable[tuple[str, int, int, int]]:
    for spot in spots:
        yield (f"hue-{hues[spot.key]}" if hues else ""), spot.x, spot.y, spot.radius


def _labels(labels: Iterable[tuple[int, int, str]]) -> SafeString:
    return format_html_join("", '<text x="{}" y="{}">{}</text>', labels)
