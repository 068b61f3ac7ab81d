"""Reading the organisation's register of members from CSV: every wrong line is named, none is guessed."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO

from deliberation.core.errors import RuleBroken

HEADER = ("email", "name", "reference", "group", "joined_on", "left_on")
# A register may end with these, each where it has it: what a file does not say stays as it was.
OPTIONAL = ("paid_until", "phone")
LONGEST = {"email": 254, "name": 80, "reference": 40, "group": 120, "phone": 40}
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
    """Nothing was taken from the register; `wrong` names every wrong line."""

    def __init__(self, wrong: list[WrongLine]) -> None:
        super().__init__(f"{len(wrong)} wrong lines")
        self.wrong = wrong


def read_register(text: str) -> list[Row]:
    """The members of a register in CSV; empty lines are left out.

    Raises RuleBroken 'register.wrong-header' (facts: expected, found) or 'register.empty', and
    WrongRegister with every wrong line: 'register.columns', 'register.address', 'register.name',
    'register.too-long', 'register.control-sign', 'register.day', 'register.days-crossed', 'register.twice'.
    """
    lines = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    wrong: list[WrongLine] = []
    rows: list[Row] = []
    seen: dict[tuple[str, str], int] = {}
    try:
        header = tuple(cell.strip().lower() for cell in next(lines, []))
        optional = header[len(HEADER) :]
        if header[: len(HEADER)] != HEADER or list(optional) != [
            each for each in OPTIONAL if each in optional
        ]:
            raise RuleBroken("register.wrong-header", expected=",".join(HEADER), found=",".join(header)[:200])
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            try:
                row = _row(lines.line_num, cells, header)
                _check_new(row, seen)
                rows.append(row)
            except RuleBroken as refusal:
                wrong.append(WrongLine(lines.line_num, refusal))
    except csv.Error as error:
        wrong.append(WrongLine(lines.line_num, RuleBroken("register.not-csv", reason=str(error))))
    if wrong:
        raise WrongRegister(wrong)
    if not rows:
        raise RuleBroken("register.empty")
    return rows


def group_slug(name: str) -> str:
    """The address of a group made from its name: ASCII letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].rstrip("-")


def _row(line: int, cells: list[str], header: tuple[str, ...]) -> Row:
    if len(cells) != len(header):
        raise RuleBroken("register.columns", expected=len(header), found=len(cells))
    values = dict(zip(header, (unicodedata.normalize("NFC", cell.strip()) for cell in cells), strict=True))
    for column, longest in LONGEST.items():
        if column not in values:
            continue
        if len(values[column]) > longest:
            raise RuleBroken("register.too-long", column=column, most=longest)
        if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in values[column]):
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


def _check_new(row: Row, seen: dict[tuple[str, str], int]) -> None:
    """One address and one reference belong to one line."""
    for key in _keys(row):
        if key in seen:
            raise RuleBroken("register.twice", column=key[0], found=key[1], first=seen[key])
    for key in _keys(row):
        seen[key] = row.line


def _keys(row: Row) -> Iterator[tuple[str, str]]:
    yield ("email", row.email)
    if row.reference:
        yield ("reference", row.reference)
