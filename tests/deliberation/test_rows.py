"""Rows of statements written by hand are what the models would have read."""

from __future__ import annotations

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from deliberation.members.models import Member
from deliberation.rows import Columns
from tests.votes.builders import make_open, make_voters
from votes.models import Vote

ALL = "SELECT {columns} FROM votes_vote AS vote WHERE vote.id = %s"
pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_each_value_is_as_its_field_reads_it() -> None:
    """A vote has moments, days, flags, lists and texts: what SQLite keeps as words and numbers among them."""
    make_voters(1)
    vote = make_open()
    columns = Columns(Vote)
    with connection.cursor() as cursor:
        cursor.execute(ALL.format(columns=columns.of("vote")), [vote.pk])
        read = columns.read(cursor.fetchone())
    stored, told = Vote.objects.get(pk=vote.pk), vars(read)
    for field in Vote._meta.concrete_fields:
        assert told[field.attname] == getattr(stored, field.attname), field.name
        assert type(told[field.attname]) is type(getattr(stored, field.attname)), field.name


def test_what_was_not_asked_for_is_read_when_it_is(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    (member,) = make_voters(1)
    columns = Columns(Member, ("id", "display_name"))
    assert len(columns) == 2
    read = columns.read([member.pk, member.display_name])
    assert read.display_name == member.display_name
    with django_assert_num_queries(1):
        assert read.email == member.email
