"""The rules of a message: what it may hold, and how fast it may be followed by the next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deliberation.core.errors import RuleBroken
from deliberation.rooms.core.messages import Bucket, check_body, check_client_id, check_pace, take

NOW = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "stored"),
    [(" Bonjour \r\n", "Bonjour"), ("a\r\nb\rc", "a\nb\nc"), ("e\u0301te\u0301", "été"),
     ("x" * 1000, "x" * 1000),
     ("a\tb", "a\tb"), ("<b>&amp;</b>", "<b>&amp;</b>"), ("😀" * 1000, "😀" * 1000), ("שלום", "שלום")],
)  # fmt: skip
def test_a_message_is_stored_in_one_form(sent: str, stored: str) -> None:
    assert check_body(sent) == stored


@pytest.mark.parametrize(
    ("sent", "code"),
    [("", "empty"), (" \n\t ", "empty"), ("x" * 1001, "too-long"), ("a\x00b", "control-characters"),
     ("a\x1b[31m", "control-characters"), ("\ud800", "control-characters"),
     ("a\u202eb", "control-characters"),
     ("a\u2066b", "control-characters"), ("a\x7f", "control-characters")],
)  # fmt: skip
def test_a_message_is_refused(sent: str, code: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_body(sent)
    assert broken.value.code == f"message.{code}"


@pytest.mark.parametrize("name", ["", "short", "x" * 41, "a b c d e f", "é" * 10])
def test_a_sending_has_a_name(name: str) -> None:
    with pytest.raises(RuleBroken, match=r"message\.unnamed"):
        check_client_id(name)


def test_ten_messages_in_ten_seconds_and_no_eleventh() -> None:
    latest = [NOW - timedelta(seconds=n) for n in range(9)]
    check_pace(latest, NOW)
    with pytest.raises(RuleBroken, match=r"message\.too-often"):
        check_pace([*latest, NOW], NOW)
    check_pace([*latest, NOW - timedelta(seconds=10)], NOW)


def test_a_bucket_gives_a_burst_and_then_one_a_second() -> None:
    bucket, given = Bucket(3, 0.0), []
    for now in (0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 1.1, 2.1):
        bucket, there = take(bucket, now, most=3, per_second=1)
        given.append(there)
    assert given == [True, True, True, False, False, True, False, True]


def test_a_bucket_never_holds_more_than_its_burst() -> None:
    bucket, there = take(Bucket(3, 0.0), 1000.0, most=3, per_second=1)
    assert (bucket.tokens, there) == (2.0, True)
