"""The register of members as a file: read whole, or refused line by line."""

from __future__ import annotations

from datetime import date

import pytest

from deliberation.core.errors import RuleBroken
from deliberation.core.register import Row, WrongRegister, group_slug, read_register

HEAD = "email,name,reference,group,joined_on,left_on\n"


def reasons(lines: str) -> list[tuple[int, str]]:
    with pytest.raises(WrongRegister) as caught:
        read_register(HEAD + lines)
    return [(wrong.line, wrong.refusal.code) for wrong in caught.value.wrong]


def test_a_register_is_read() -> None:
    text = (
        "\ufeff"
        + HEAD
        + 'A@Example.org,"Camille, R.",M-1,Mende,2024-05-01,\r\n\r\n'
        + "b@example.org,Tom,,,2020-02-29,2026-01-01\r\n"
    )
    assert read_register(text) == [
        Row(2, "a@example.org", "Camille, R.", "M-1", "Mende", date(2024, 5, 1), None),
        Row(4, "b@example.org", "Tom", "", "", date(2020, 2, 29), date(2026, 1, 1)),
    ]


@pytest.mark.parametrize(
    "text", ["", "name,email\n", "email;name;reference;group;joined_on;left_on\n", "\x00"]
)
def test_a_wrong_header_says_the_right_one(text: str) -> None:
    with pytest.raises((RuleBroken, WrongRegister)) as caught:
        read_register(text)
    assert isinstance(caught.value, RuleBroken)
    assert caught.value.code == "register.wrong-header"
    assert caught.value.facts["expected"] == "email,name,reference,group,joined_on,left_on"


def test_a_register_without_members() -> None:
    with pytest.raises(RuleBroken, match=r"register\.empty"):
        read_register(HEAD + "\n ,\n")


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


def test_the_address_of_a_group() -> None:
    assert group_slug("Saint-Étienne & alentours") == "saint-etienne-alentours"
    assert group_slug("???") == ""
