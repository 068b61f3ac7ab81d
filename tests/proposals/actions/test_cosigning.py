"""Co-signing: who may, when, which wording, once; and that nothing finer than the day is kept."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from deliberation import clock
from deliberation.journal.models import Entry
from deliberation.members.models import Member
from proposals.actions.cosigning import cosign, take_back_cosignature
from proposals.actions.writing import edit_proposal
from proposals.models import Campaign, CoSignature, Proposal
from tests.people import as_person, make_group, make_member
from tests.proposals.builders import make_campaign, make_proposal
from tests.proposals.refusing import refuses

pytestmark = pytest.mark.database


@pytest.fixture
def proposal(db: None) -> Proposal:
    return make_proposal(make_campaign(), make_member("Paule B."))


def test_a_member_co_signs_the_wording_of_the_day(member: Member, proposal: Proposal) -> None:
    signed = cosign(as_person(member), proposal)
    assert (signed.member, signed.proposal, signed.version) == (member, proposal, 1)
    assert signed.signed_on == timezone.localdate(clock.now())
    assert not Entry.objects.exists()


def test_twice_is_once_and_brings_an_old_signature_up_to_date(member: Member, proposal: Proposal) -> None:
    cosign(as_person(member), proposal)
    cosign(as_person(member), proposal)
    author = Member.objects.get(display_name="Paule B.")
    edit_proposal(as_person(author), proposal, title="Neuf", body="d’autres mots", seen_version=1)
    assert CoSignature.objects.get().version == 1
    cosign(as_person(member), proposal)
    assert CoSignature.objects.get().version == 2


def test_the_database_holds_one_a_member_and_keeps_no_order(member: Member, proposal: Proposal) -> None:
    cosign(as_person(member), proposal)
    with pytest.raises(IntegrityError), transaction.atomic():
        CoSignature.objects.create(member=member, proposal=proposal, version=1, signed_on="2026-01-01")
    names = {field.name: field.get_internal_type() for field in CoSignature._meta.get_fields()}
    assert "DateTimeField" not in names.values()
    cosign(as_person(make_member("Luc D.")), proposal)
    assert min(CoSignature.objects.values_list("pk", flat=True)) > 1000


def test_a_co_signature_is_taken_back(member: Member, proposal: Proposal) -> None:
    cosign(as_person(member), proposal)
    cosign(as_person(make_member("Luc D.")), proposal)
    for _ in range(2):
        take_back_cosignature(as_person(member), proposal)
    assert CoSignature.objects.get().member.display_name == "Luc D."
    Proposal.objects.update(state="withdrawn")
    take_back_cosignature(as_person(CoSignature.objects.get().member), Proposal.objects.get())
    assert not CoSignature.objects.exists()


@pytest.mark.parametrize(
    ("phase", "code"),
    [
        ("draft", "cosignature.closed"),
        ("contributing", ""),
        ("sorting", ""),
        ("replying", "cosignature.closed"),
        ("frozen", "cosignature.closed"),
    ],
)
def test_it_is_open_until_the_drafts_are_published(member: Member, phase: str, code: str) -> None:
    proposal = make_proposal(make_campaign(phase))
    if not code:
        cosign(as_person(member), proposal)
        return take_back_cosignature(as_person(member), proposal)
    with refuses(code):
        cosign(as_person(member), proposal)
    with refuses(code):
        take_back_cosignature(as_person(member), proposal)


def test_only_proposals_of_others_that_are_open(member: Member, proposal: Proposal) -> None:
    campaign: Campaign = proposal.campaign
    for text, code in (
        (make_proposal(campaign, member), "cosignature.own-text"),
        (make_proposal(campaign, parent=proposal), "cosignature.an-answer"),
        (make_proposal(campaign, state="withdrawn"), "cosignature.text-gone"),
        (make_proposal(campaign, state="hidden"), "cosignature.text-gone"),
        (make_proposal(make_campaign(group=make_group("Mende"))), "proposal.not-in-scope"),
    ):
        with refuses(code):
            cosign(as_person(member), text)
    assert not CoSignature.objects.exists()


def test_it_goes_with_the_member_and_with_the_text(member: Member, proposal: Proposal) -> None:
    cosign(as_person(member), proposal)
    cosign(as_person(make_member("Luc D.")), proposal)
    member.delete()
    assert CoSignature.objects.count() == 1
    proposal.delete()
    assert not CoSignature.objects.exists()
