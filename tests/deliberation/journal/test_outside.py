"""The file outside the database: written each minute, compared before the next, told once."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from deliberation.core.actors import OPERATOR
from deliberation.core.chain import first_break
from deliberation.journal import outside, queries, watching
from deliberation.journal.actions import record
from deliberation.journal.models import Entry, Head, Ticks

pytestmark = pytest.mark.django_db


def write(times: int = 1, name: str = "Ada") -> None:
    for _ in range(times):
        with transaction.atomic():
            record(OPERATOR, "office.given", name=name)


def go_back(to: int, ticks: int) -> None:
    """What a restored backup leaves: fewer entries, an earlier count."""
    Entry.objects.filter(seq__gt=to).delete()
    last = Entry.objects.first()
    assert last is not None
    Head.objects.update(seq=last.seq, digest=last.digest, at=last.at)
    Ticks.objects.update(number=ticks)


def codes() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("code", flat=True))


def test_minutes_are_counted_and_remembered_outside() -> None:
    write(2)
    for minute in (1, 2, 3):
        assert watching.tick_over() is None
        assert outside.known_outside() == outside.reached()
        assert outside.reached().ticks == minute
    assert codes() == ["office.given"] * 2


@pytest.mark.parametrize(("to", "ticks"), [(2, 5), (3, 4)])
def test_a_database_that_went_back_is_told_once_and_goes_on_from_there(to: int, ticks: int) -> None:
    write(3)
    for _ in range(5):
        watching.tick_over()
    known = outside.known_outside()
    assert known is not None
    go_back(to, ticks)
    assert watching.look_and_tell() is not None
    assert watching.look_and_tell() is not None  # found again before the file is written anew
    assert codes()[to:] == ["journal.went-back"]
    facts = Entry.objects.get(code="journal.went-back").facts
    assert facts["known"] == known.told()
    assert (facts["found"]["seq"], facts["found"]["ticks"]) == (to, ticks)
    assert watching.tick_over() is not None
    assert watching.tick_over() is None
    assert codes()[to:] == ["journal.went-back"]
    assert outside.reached().ticks > known.ticks  # the count itself never goes back
    assert first_break(queries.chain()) is None


def test_a_lost_file_is_said_and_locks_nothing(settings: Settings) -> None:
    write()
    watching.tick_over()
    for spoil in (Path.unlink, lambda path: path.write_bytes(b"torn")):
        spoil(settings.KNOWN_HEAD)
        assert watching.tick_over() is None
        assert codes()[-1] == "journal.watch-renewed"
        assert outside.known_outside() == outside.reached()
    assert codes().count("journal.watch-renewed") == 2


def test_another_database_in_the_same_folder_begins_anew(settings: Settings) -> None:
    write(4)
    for _ in range(3):
        watching.tick_over()
    Entry.objects.all().delete()
    Head.objects.all().delete()
    Ticks.objects.all().delete()
    with transaction.atomic():
        record(OPERATOR, "office.given", name="another first entry")
    assert watching.tick_over() is None
    assert codes() == ["office.given"]


def test_pages_look_before_the_first_request_and_ask_nothing_where_nothing_is_known(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    write(3)
    with django_assert_num_queries(0):
        assert outside.look() is None
    watching.tick_over()
    go_back(2, 1)
    assert client.get("/journal/").status_code == 200
    assert codes()[-1] == "journal.went-back"


def test_nothing_is_done_in_a_minute_that_could_not_look(monkeypatch: Any, settings: Settings) -> None:
    settings.DUE_WORK = ["tests.deliberation.management.test_tick.well"]
    settings.KNOWN_HEAD = Path("/proc/nowhere/journal.head")
    with pytest.raises(CommandError, match="some of the work failed"):
        call_command("tick", stdout=StringIO())


def test_a_noted_head_is_looked_up_and_a_missing_one_is_told() -> None:
    write(3)
    link = queries.head()
    assert link is not None
    out = StringIO()
    call_command("compare_head", "3", link.digest[:32], link.digest[32:].upper(), stdout=out)
    assert "is in the journal as it was noted" in out.getvalue()
    go_back(2, 0)
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("compare_head", "3", link.digest, "--look")
    assert codes() == ["office.given"] * 2
    with pytest.raises(CommandError, match="Open votes are suspended"):
        call_command("compare_head", "3", link.digest)
    assert codes() == ["office.given", "office.given", "journal.went-back"]
    for wrong in (("0", link.digest), ("3", "abc")):
        with pytest.raises(CommandError, match="64 letters and digits"):
            call_command("compare_head", *wrong)


@pytest.mark.django_db(transaction=True)
def test_each_act_is_remembered_outside_but_never_over_a_gap(settings: Settings) -> None:
    write()
    assert outside.known_outside() is None  # the first minute begins it
    watching.tick_over()
    write()
    known = outside.known_outside()
    assert known == outside.reached()
    assert known is not None
    assert known.seq == 2
    go_back(1, 1)
    write(name="Bea")  # an act before anybody looked
    assert outside.known_outside() == known
    assert watching.tick_over() is not None
    assert codes() == ["office.given", "office.given", "journal.went-back"]
