"""Reading the organisation's register of members from CSV: wrong lines are named, none is guessed."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from deliberation.core.errors import RuleBroken

HEADER = ("email", "name", "reference", "group", "joined_on", "left_on")
# A register may end with these, each where it has it: what a file does not say stays as it was.
OPTIONAL = ("paid_until", "phone")
LONGEST = {"email": 254, "name": 80, "reference": 40, "group": 120, "phone": 40}
# So many wrong lines are named; a file saved in another encoding has as many as it has accents.
WRONG_LINES_NAMED = 20
# One @, something on both sides, a dot after it: the rest is between the member and the mail server.
_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s.,;<>\"]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Row:
    """One member as the register says; `line` is the number of its line in the file, the header is 1."""

    line: int
    email: str
    name: str
    reference: str
    group: str
    joined_on: date
    left_on: date | None
    paid_until: date | None = None
    says_paid: bool = False
    phone: str = ""
    says_phone: bool = False


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line that cannot be taken, and why."""

    line: int
    refusal: RuleBroken


class WrongRegister(Exception):
    """Nothing was taken from the register; `wrong` names the first wrong lines, `more` counts the others."""

    def __init__(self, wrong: list[WrongLine], more: int = 0) -> None:
        super().__init__(f"{len(wrong) + more} wrong lines")
        self.wrong = wrong
        self.more = more


class WrongLines:
    """Collects the wrong lines of a register while it goes by."""

    def __init__(self) -> None:
        self._named: list[WrongLine] = []
        self._more = 0

    def __bool__(self) -> bool:
        return bool(self._named)

    def add(self, line: int, refusal: RuleBroken) -> None:
        """Note one: the first are named, all are counted."""
        if len(self._named) < WRONG_LINES_NAMED:
            self._named.append(WrongLine(line, refusal))
        else:
            self._more += 1

    def check(self) -> None:
        """Raise WrongRegister if there was one."""
        if self._named:
            raise WrongRegister(self._named, self._more)


@dataclass(frozen=True, slots=True)
class Register:
    """The rows of a file that is opened afresh each time they are gone through: none is kept."""

    open: Callable[[], AbstractContextManager[Iterable[str]]]

    def __iter__(self) -> Iterator[Row]:
        with self.open() as lines:
            yield from read_register(lines)


def read_register(lines: Iterable[str]) -> Iterator[Row]:
    """The members of a register in CSV, as its lines come; empty lines are left out.

    `lines` keep their ends, and bytes that are not UTF-8 as lone surrogates (`surrogateescape`). What is
    wrong is told after the last line: only a reader who came to the end may keep what was read. Raises
    RuleBroken 'register.wrong-header' (facts: expected, found) or 'register.empty', and WrongRegister
    with the wrong lines: 'register.not-utf8', 'register.not-csv', 'register.columns', 'register.address',
    'register.name', 'register.too-long', 'register.control-sign', 'register.group', 'register.day',
    'register.days-crossed', 'register.twice'.
    """
    table = csv.reader(_without_mark(lines), strict=True)
    wrong, seen, some = WrongLines(), _Seen({}, {}), False
    try:
        header = _header(next(table, []))
        for cells in table:
            if not any(map(str.strip, cells)):
                continue
            some = True
            try:
                row = _row(table.line_num, cells, header)
                seen.check_new(row)
            except RuleBroken as refusal:
                wrong.add(table.line_num, refusal)
            else:
                yield row
    except csv.Error as error:
        wrong.add(table.line_num, RuleBroken("register.not-csv", reason=str(error)))
    wrong.check()
    if not some:
        raise RuleBroken("register.empty")


@lru_cache(maxsize=4096)
def group_slug(name: str) -> str:
    """The address of a group made from its name: ASCII letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].rstrip("-")


def _without_mark(lines: Iterable[str]) -> Iterator[str]:
    """The lines without the byte order mark that some programs begin a file with."""
    coming = iter(lines)
    for first in coming:
        yield first.removeprefix("\ufeff")
        break
    yield from coming


def _header(cells: list[str]) -> tuple[str, ...]:
    try:
        _check_encoding(cells)
    except RuleBroken as refusal:
        raise WrongRegister([WrongLine(1, refusal)]) from refusal
    header = tuple(cell.strip().lower() for cell in cells)
    optional = header[len(HEADER) :]
    if header[: len(HEADER)] != HEADER or list(optional) != [each for each in OPTIONAL if each in optional]:
        raise RuleBroken("register.wrong-header", expected=",".join(HEADER), found=",".join(header)[:200])
    return header


def _row(line: int, cells: list[str], header: tuple[str, ...]) -> Row:
    _check_encoding(cells)
    if len(cells) != len(header):
        raise RuleBroken("register.columns", expected=len(header), found=len(cells))
    values = dict(zip(header, (unicodedata.normalize("NFC", cell.strip()) for cell in cells), strict=True))
    for column, longest in LONGEST.items():
        if column not in values:
            continue
        if len(values[column]) > longest:
            raise RuleBroken("register.too-long", column=column, most=longest)
        if _has_control_sign(values[column]):
            raise RuleBroken("register.control-sign", column=column)
    if not _ADDRESS.fullmatch(values["email"]):
        raise RuleBroken("register.address", found=values["email"][:80])
    if not values["name"]:
        raise RuleBroken("register.name")
    if values["group"] and not group_slug(values["group"]):
        raise RuleBroken("register.group", found=values["group"])
    joined, left = _day("joined_on", values), _day("left_on", values) if values["left_on"] else None
    if left and left < joined:
        raise RuleBroken("register.days-crossed", joined=values["joined_on"], left=values["left_on"])
    return Row(
        line=line,
        email=values["email"].lower(),
        name=values["name"],
        reference=values["reference"],
        group=values["group"],
        joined_on=joined,
        left_on=left,
        paid_until=_day("paid_until", values) if values.get("paid_until") else None,
        says_paid="paid_until" in header,
        phone=values.get("phone", ""),
        says_phone="phone" in header,
    )


def _day(column: str, values: dict[str, str]) -> date:
    try:
        if _DAY.fullmatch(values[column]):
            return date.fromisoformat(values[column])
    except ValueError:
        pass
    raise RuleBroken("register.day", column=column, found=values[column][:20])


def _check_encoding(cells: list[str]) -> None:
    """Lone surrogates stand for bytes that are no UTF-8."""
    for cell in cells:
        if not cell.isprintable() and any(unicodedata.category(sign) == "Cs" for sign in cell):
            raise RuleBroken("register.not-utf8")


def _has_control_sign(value: str) -> bool:
    # What is printable is none of these, and told at once; the rest may still be a wide space.
    return not value.isprintable() and any(
        unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in value
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """The lines that addresses and references stand on: one of each belongs to one line."""

    emails: dict[str, int]
    references: dict[str, int]

    def check_new(self, row: Row) -> None:
        """Take a row in, or refuse it as 'register.twice'."""
        for column, value, lines in (
            ("email", row.email, self.emails),
            ("reference", row.reference, self.references),
        ):
            if value in lines:
                raise RuleBroken("register.twice", column=column, found=value, first=lines[value])
        self.emails[row.email] = row.line
        if row.reference:
            self.references[row.reference] = row.line
