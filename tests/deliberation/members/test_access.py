"""Who is asking: the member of a session, with the offices held now."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.members.access import Held, member_of_session, person_for
from deliberation.members.models import Office
from tests.people import make_member, make_officer

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_member_comes_with_the_offices_in_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    member = make_officer("organiser", "Deux offices")
    Office.objects.create(member=member, kind="observer", appointed_at=clock.now())
    Office.objects.create(member=member, kind="chair", appointed_at=clock.now(), ended_at=clock.now())
    with django_assert_num_queries(1):
        found = member_of_session(member.pk)
        assert found == member
        person = person_for(found)
    assert set(person.offices) == {Held("organiser", None), Held("observer", None)}


def test_who_holds_none_costs_no_more(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    member = make_member("Sans office")
    with django_assert_num_queries(1):
        found = member_of_session(member.pk)
        assert found is not None
        assert person_for(found).offices == ()


def test_the_offices_are_read_anew_the_second_time() -> None:
    """A long-lived connection asks again for the same member, whose office may have ended meanwhile."""
    member = make_officer("organiser", "Fin d’office")
    found = member_of_session(member.pk)
    assert found is not None
    assert person_for(found).holds("organiser")
    Office.objects.filter(member=member).update(ended_at=clock.now())
    assert not person_for(found).holds("organiser")


def test_nobody_has_an_unknown_key() -> None:
    assert member_of_session(2**40) is None
