"""Where an act needs two people, two accounts that may be one person are not enough (T3)."""

from __future__ import annotations

import pytest

from deliberation import clock
from deliberation.members.access import person_for
from deliberation.members.models import Double, Member
from tests.people import make_officer
from tests.proposals.refusing import refuses
from tests.votes.builders import make_scheduled, make_voters, two_organisers
from votes.actions.rolling import freeze_roll, prepare_roll
from votes.actions.scheduling import confirm_vote

pytestmark = pytest.mark.django_db


def test_two_accounts_that_may_be_one_person_are_not_two_signatures() -> None:
    make_voters(3)
    first, second = two_organisers()
    vote = make_scheduled(by=first)
    pair = Double.objects.create(kept=first.known, other=second.known, traits=["phone"], found_at=clock.now())
    with refuses("double.signers"):
        confirm_vote(second, vote)
    Double.objects.filter(pk=pair.pk).update(verdict=Double.Verdict.DIFFERENT, settled_at=clock.now())
    confirm_vote(second, vote)
    prepare_roll(first, vote)
    Double.objects.filter(pk=pair.pk).update(verdict=Double.Verdict.SAME)
    with refuses("double.signers"):
        freeze_roll(second, vote)


@pytest.mark.parametrize("other", ["Valmont Ines", "INÈS  VALMONT", "Inès V\u0430lmont"])
def test_one_name_written_otherwise_does_not_sign_twice(other: str) -> None:
    first, second = (person_for(make_officer("organiser", name)) for name in ("Inès Valmont", "Tom Arrieta"))
    vote = make_scheduled(by=first)
    Member.objects.filter(pk=second.known.pk).update(display_name=other)
    with refuses("double.signers"):
        confirm_vote(person_for(Member.objects.get(pk=second.known.pk)), vote)
