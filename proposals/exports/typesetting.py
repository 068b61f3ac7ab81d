"""A document in words set as a PDF/UA by typst, in a child process with limits; same words, same bytes.

Nothing that people wrote becomes typst source: the template is one file of ours, the words reach it as
one JSON value. Signs that the fonts inside typst cannot show would make PDF/UA refuse the whole file:
they are written as their code points, and the file says so.
"""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from deliberation.core.canonical import Json, canonical
from deliberation.core.errors import RuleBroken
from proposals.core.printed import Printed

CHILD = Path(__file__).with_name("typesetter.py")
# More than the child's own limit on computing time: it may wait for a core.
SECONDS = 120
CODES_SHOWN = 4
# What the fonts of typst 0.15 show, scripts written from the left only; `tests/proposals/exports/
# shown_signs.py` finds them out by asking typst, and a test holds this list to the installed version.
SHOWN = (
    "20-7E A0-AC AE-377 37A-37F 384-38A 38C 38E-3A1 3A3-4FF 510-513 51A-51D 531-556 559-58A 58D-58F "
    "1D00-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D 1F5F-1F7D 1F80-1FB4 1FB6-1FC4 "
    "1FC6-1FD3 1FD6-1FDB 1FDD-1FEF 1FF2-1FF4 1FF6-1FFE 2000-200A 2010-2027 202F-2040 2042 2044-2052 "
    "2054-205F 2070-2071 2074-208E 2090-209C 20A0-20C0 20D0-20F0 2100-211E 2120 2122 2124 2126-2151 "
    "2153-2184 2189 2190-23FF 2422-2423 2460-2606 2609-262F 2638-268B 2690-269C 26A0-26A7 26AA-26AF "
    "26B2 2701-2704 2706-2709 270C-2714 2717-2726 272A-274B 274D 274F-2752 2756 2758-275E 2761-277F "
    "2794 2798-27AF 27B1-2B73 2B76-2B95 2B97-2BFF 2C60-2CF3 2CF9-2CFF 2E02-2E05 2E08-2E0A 2E17-2E18 "
    "2E1F 2E22-2E25 2E2E A640-A641 A648-A649 A656-A657 A708-A716 A71B-A727 A72D A730 A735 A765 "
    "A789-A78E A790-A791 A793 A7AA A7F8-A7F9 AB52 AB66 FB00-FB06 FB13-FB17 1D400-1D454 1D456-1D49C "
    "1D49E-1D49F 1D4A2 1D4A5-1D4A6 1D4A9-1D4AC 1D4AE-1D4B9 1D4BB 1D4BD-1D4C3 1D4C5-1D505 1D507-1D50A "
    "1D50D-1D514 1D516-1D51C 1D51E-1D539 1D53B-1D53E 1D540-1D544 1D546 1D54A-1D550 1D552-1D6A5 "
    "1D6A8-1D7CB 1D7CE-1D7FF"
)
# Surely shown together, whatever stands beside what: for a second try.
SURELY_SHOWN = "20-7E A0-AC AE-17F 2010-2015 2018-201E 2020-2022 2026 202F 20AC"
# Joiners and selectors that shape emoji: without a glyph of their own, and nothing to say alone.
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f]")
_BLANKS = re.compile("[\t\n\r\u2028\u2029]")
_BEFORE = re.compile(r"(?<=\S) (?=[:;!?»](?:\s|$))")
_AFTER = re.compile(r"(?<=«) (?=\S)")


def pdf_of(printed: Printed, template: Path) -> bytes:
    """The PDF of a document. Refuses with `printing.failed` (reason) and `printing.too-long`.

    A few signs are shown alone and not together (an accent of one font on a letter of another): then
    it is set again with only the plainest signs as they are.
    """
    try:
        return _set(printed, template, SHOWN)
    except RuleBroken as refusal:
        if refusal.code != "printing.failed":
            raise
        return _set(printed, template, SURELY_SHOWN)


def drawn_with(template: Path) -> list[Json]:
    """What else the bytes of a PDF depend on: for the stamp of files that are kept."""
    return [version("typst"), template.read_text(), SHOWN]


def showable(text: str, shown: re.Pattern[str], language: str = "") -> str:
    """The text with what cannot be shown written as code points: `[U+1F600]`; a long row is cut short.

    In French, the blanks before `: ; ! ? »` and after `«` keep their sign with its word.
    """
    text = _BLANKS.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))
    if language == "fr":
        text = _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text))
    return shown.sub(lambda row: _codes(row[0]), text)


def not_shown(ranges: str) -> re.Pattern[str]:
    """Rows of signs outside these ranges, for `showable`."""
    parts = (found.partition("-") for found in ranges.split())
    inside = "".join(f"\\U{int(low, 16):08x}-\\U{int(high or low, 16):08x}" for low, _dash, high in parts)
    return re.compile(f"[^{inside}]+")


def _codes(row: str) -> str:
    codes = [f"U+{ord(sign):04X}" for sign in row]
    if len(codes) > CODES_SHOWN:
        codes = [*codes[:CODES_SHOWN], f"… ×{len(row)}"]
    return f"[{' '.join(codes)}]"


def _set(printed: Printed, template: Path, ranges: str) -> bytes:
    value = _showable(printed.as_json(), not_shown(ranges), printed.language)
    try:
        done = subprocess.run(  # noqa: S603  (our own script, by our own interpreter)
            [sys.executable, "-I", str(CHILD), str(template)],
            input=canonical(value),
            capture_output=True,
            timeout=SECONDS,
            env={},
            cwd=template.parent,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RuleBroken("printing.too-long", seconds=SECONDS) from None
    if done.returncode < 0:  # ended by a signal: the child's own limit on computing time
        raise RuleBroken("printing.too-long", seconds=SECONDS)
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        reason = done.stderr.decode(errors="replace").strip().splitlines()
        raise RuleBroken("printing.failed", reason=(reason or ["?"])[-1][:200])
    return done.stdout


def _showable(value: Json, shown: re.Pattern[str], language: str) -> Json:
    """Every word of a value as it can be shown; addresses of links stay, they are not drawn."""
    if isinstance(value, str):
        return showable(value, shown, language)
    if isinstance(value, Mapping):
        return {
            name: inner
            if name in ("to", "kind", "key", "style")
            else _lines(name, inner, value, shown, language)
            for name, inner in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_showable(inner, shown, language) for inner in value]
    return value


def _lines(name: str, inner: Json, value: Mapping[str, Json], shown: re.Pattern[str], language: str) -> Json:
    """Words typed as they stand keep their line ends."""
    if name == "text" and value.get("kind") == "verbatim" and isinstance(inner, str):
        return "\n".join(showable(line, shown) for line in inner.split("\n"))
    return _showable(inner, shown, language)
