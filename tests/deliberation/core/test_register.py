"""The register of members as a file: read line by line, and refused line by line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import StringIO

import pytest

from deliberation.core.errors import RuleBroken
from deliberation.core.register import (
    WRONG_LINES_NAMED,
    Register,
    Row,
    WrongRegister,
    group_slug,
    read_register,
)

HEAD = "email,name,reference,group,joined_on,left_on\n"


def read(text: str) -> list[Row]:
    return list(read_register(StringIO(text, newline="")))


def reasons(lines: str) -> list[tuple[int, str]]:
    with pytest.raises(WrongRegister) as caught:
        read(HEAD + lines)
    return [(wrong.line, wrong.refusal.code) for wrong in caught.value.wrong]


def test_a_register_is_read() -> None:
    text = (
        "\ufeff"
        + HEAD
        + 'A@Example.org,"Camille, R.",M-1,Mende,2024-05-01,\r\n\r\n'
        + "b@example.org,Tom,,,2020-02-29,2026-01-01\r\n"
    )
    assert read(text) == [
        Row(2, "a@example.org", "Camille, R.", "M-1", "Mende", date(2024, 5, 1), None),
        Row(4, "b@example.org", "Tom", "", "", date(2020, 2, 29), date(2026, 1, 1)),
    ]


@pytest.mark.parametrize(
    "text", ["", "name,email\n", "email;name;reference;group;joined_on;left_on\n", "\x00"]
)
def test_a_wrong_header_says_the_right_one(text: str) -> None:
    with pytest.raises((RuleBroken, WrongRegister)) as caught:
        read(text)
    assert isinstance(caught.value, RuleBroken)
    assert caught.value.code == "register.wrong-header"
    assert caught.value.facts["expected"] == "email,name,reference,group,joined_on,left_on"


def test_a_register_without_members() -> None:
    with pytest.raises(RuleBroken, match=r"register\.empty"):
        read(HEAD + "\n ,\n")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("a@example.org,Tom,,,2020-01-01", "register.columns"),
        ("example.org,Tom,,,2020-01-01,", "register.address"),
        ("a@b,Tom,,,2020-01-01,", "register.address"),
        ("a@example.org,,,,2020-01-01,", "register.name"),
        (f"a@example.org,{'x' * 81},,,2020-01-01,", "register.too-long"),
        ("a@example.org,To\u202em,,,2020-01-01,", "register.control-sign"),
        ("a@example.org,Tom,,,01/02/2020,", "register.day"),
        ("a@example.org,Tom,,,2023-02-29,", "register.day"),
        ("a@example.org,Tom,,,,", "register.day"),
        ("a@example.org,Tom,,,2020-01-01,2019-01-01", "register.days-crossed"),
        ("a@example.org,Tom,,???,2020-01-01,", "register.group"),
        ('a@example.org,"Tom,,,2020-01-01,', "register.not-csv"),
    ],
)
def test_a_wrong_line_says_why(line: str, code: str) -> None:
    assert [found for _line, found in reasons(line)] == [code]


def test_every_wrong_line_is_named() -> None:
    lines = (
        "a@example.org,Tom,M,,2020-01-01,\nx,Tom,,,2020-01-01,\n"
        "A@example.org,Ann,,,2020-01-01,\nc@example.org,Z,M,,2020-01-01,\n"
    )
    assert reasons(lines) == [(3, "register.address"), (4, "register.twice"), (5, "register.twice")]


def test_of_many_wrong_lines_the_first_are_named_and_all_counted() -> None:
    with pytest.raises(WrongRegister) as caught:
        read(HEAD + "x,Tom,,,2020-01-01,\n" * (WRONG_LINES_NAMED + 7))
    assert [wrong.line for wrong in caught.value.wrong] == list(range(2, WRONG_LINES_NAMED + 2))
    assert caught.value.more == 7


def test_rows_come_before_the_rest_is_read_and_what_is_wrong_at_the_end() -> None:
    came = []

    def lines() -> Iterator[str]:
        for line in (HEAD, "a@example.org,Tom,,,2020-01-01,\n", "x,Tom,,,2020-01-01,\n"):
            came.append(line)
            yield line

    rows = read_register(lines())
    assert next(rows).email == "a@example.org"
    assert len(came) == 2
    with pytest.raises(WrongRegister):
        next(rows)


@pytest.mark.parametrize("head", [HEAD, "email,nom affich\udce9\n"])
def test_what_is_not_in_utf_8_is_named_by_its_line(head: str) -> None:
    with pytest.raises(WrongRegister) as caught:
        read(head + "a@example.org,Ren\udce9,,,2020-01-01,\nb@example.org,Ann,,,2020-01-01,\n")
    (wrong,) = caught.value.wrong
    assert (wrong.line, wrong.refusal.code) == (1 if head != HEAD else 2, "register.not-utf8")


def test_a_wide_space_is_a_sign_like_others() -> None:
    assert read(HEAD + "a@example.org,Tom\u00a0Arrieta,,,2020-01-01,\n")[0].name == "Tom\u00a0Arrieta"


def test_a_register_may_be_gone_through_again() -> None:
    opened = []

    @contextmanager
    def afresh() -> Iterator[StringIO]:
        opened.append(StringIO(HEAD + "a@example.org,Tom,,,2020-01-01,\n", newline=""))
        with opened[-1] as lines:
            yield lines

    register = Register(afresh)
    assert list(register) == list(register)
    assert [each.closed for each in opened] == [True, True]


def test_the_address_of_a_group() -> None:
    assert group_slug("Saint-Étienne & alentours") == "saint-etienne-alentours"
    assert group_slug("???") == ""
