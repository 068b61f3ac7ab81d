"""A rival run as it is filed: the sheet of a run that somebody made at home, with the word lists it used.

It comes from anyone: its size is limited before it is read, and nothing in it is believed but replayed.
"""

from __future__ import annotations

from dataclasses import dataclass

from deliberation.core.canonical import Json, NotCanonical, canonical, digest, parse
from deliberation.core.errors import RuleBroken
from proposals.core.lists import Lists, lists_from
from proposals.core.runsheet import RunSheet, sheet_from
from proposals.core.starts import COLD, start_as_json

FORMAT = "livret-rival-1"
LARGEST = 4 * 2**20
COLD_START = digest(start_as_json(COLD))
# Lists are short: with more stop words, or more synonyms, reading a corpus would take for ever.
MOST_LANGUAGES = 8


@dataclass(frozen=True, slots=True)
class Rival:
    """A rival run as filed: what its author says came out, and with which lists."""

    sheet: RunSheet
    lists: Lists

    @property
    def is_cold(self) -> bool:
        """Whether it starts from nothing."""
        return self.sheet.start == COLD_START


def rival_bytes(sheet: RunSheet, lists: Lists) -> bytes:
    """The file: canonical JSON with the format's name, the lists and the sheet."""
    return canonical({"format": FORMAT, "lists": lists.as_json(), "sheet": sheet.as_json()})


def rival_from(content: bytes) -> Rival:
    """Read a file as it was filed.

    Refuses `rival.too-large` (most), `rival.not-canonical`, `rival.not-a-rival`, lists that are not
    those of the sheet (`rival.other-lists`), and what sheets, settings and lists refuse.
    """
    if len(content) > LARGEST:
        raise RuleBroken("rival.too-large", most=LARGEST // 2**20)
    try:
        read: Json = parse(content.strip())
    except NotCanonical as error:
        raise RuleBroken("rival.not-canonical") from error
    match read:
        case {"format": "livret-rival-1", "lists": lists_read, "sheet": sheet_read, **others} if not others:
            sheet, lists = sheet_from(sheet_read), lists_from(lists_read)
        case _:
            raise RuleBroken("rival.not-a-rival")
    if len(lists.languages) > MOST_LANGUAGES or lists.digest() != sheet.lists:
        raise RuleBroken("rival.other-lists")
    return Rival(sheet, lists)


def check_rival(rival: Rival, official: RunSheet) -> None:
    """Whether a rival run can be set beside an official one.

    It reads the same texts (`rival.other-corpus`), starts where that one did or from nothing
    (`rival.other-start`), and changes something (`rival.same-run`).
    """
    sheet = rival.sheet
    if sheet.corpus != official.corpus:
        raise RuleBroken("rival.other-corpus")
    if sheet.start != official.start and not rival.is_cold:
        raise RuleBroken("rival.other-start")
    if (sheet.settings, sheet.lists, sheet.start) == (official.settings, official.lists, official.start):
        raise RuleBroken("rival.same-run")
