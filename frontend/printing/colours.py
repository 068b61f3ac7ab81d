"""The hue of a booklet on paper, read from the one file that names colours."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

TOKENS = Path(__file__).resolve().parent.parent / "static" / "css" / "tokens.css"
_NAMED = re.compile(r"--([a-z]+): (#[0-9a-f]{6});")


@cache
def _hues() -> dict[str, str]:
    # The light scheme stands first in the file; the dark one gives other names (`--lagon-ink`).
    light = TOKENS.read_text().split("@media", 1)[0]
    return dict(_NAMED.findall(light))


def hue_colour(name: str) -> str:
    """The colour of a hue as `#rrggbb`; KeyError for a name that is none."""
    return _hues()[name]
