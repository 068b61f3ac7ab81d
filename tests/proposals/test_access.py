"""Who sees which campaign and which text; refused and absent look alike."""

from __future__ import annotations

import pytest
from django.http import Http404

from deliberation.members.access import VISITOR
from deliberation.members.models import Member
from proposals.access import (
    get_campaign_for,
    get_campaign_of_texts_for,
    get_campaign_to_organise,
    get_own_proposal_for,
    get_proposal_for,
)
from tests.people import as_person, make_group, make_member, make_officer
from tests.proposals.builders import make_campaign, make_proposal


def test_a_visitor_sees_the_page_of_an_organisation_s_campaign_but_no_text(db: None) -> None:
    campaign = make_campaign()
    assert get_campaign_for(VISITOR, campaign.slug) == campaign
    with pytest.raises(Http404):
        get_campaign_of_texts_for(VISITOR, campaign.slug)


def test_a_group_s_campaign_is_for_its_members(member: Member) -> None:
    mende = make_group("Mende")
    campaign = make_campaign(group=mende)
    local = make_member("Paule B.", group=mende)
    assert get_campaign_of_texts_for(as_person(local), campaign.slug) == campaign
    for person in (VISITOR, as_person(member)):
        with pytest.raises(Http404):
            get_campaign_for(person, campaign.slug)


@pytest.mark.parametrize("kind", ["organiser", "moderator", "observer", "referent"])
def test_an_office_reads_the_texts_of_its_scope(db: None, kind: str) -> None:
    mende, foix = make_group("Mende"), make_group("Foix")
    campaign = make_campaign(group=mende)
    everywhere = make_officer(kind, "Inès Valmont")
    here, elsewhere = make_officer(kind, "Tom Arrieta", mende), make_officer(kind, "Maud Kerlann", foix)
    assert get_campaign_of_texts_for(as_person(everywhere), campaign.slug) == campaign
    assert get_campaign_of_texts_for(as_person(here), campaign.slug) == campaign
    with pytest.raises(Http404):
        get_campaign_for(as_person(elsewhere), campaign.slug)


def test_only_an_organiser_of_the_scope_organises(organiser: Member, observer: Member) -> None:
    mende = make_group("Mende")
    local = make_officer("organiser", "Tom Arrieta", mende)
    whole, small = make_campaign(), make_campaign(group=mende)
    assert get_campaign_to_organise(as_person(organiser), whole.slug) == whole
    assert get_campaign_to_organise(as_person(organiser), small.slug) == small
    assert get_campaign_to_organise(as_person(local), small.slug) == small
    for person, campaign in ((local, whole), (observer, whole)):
        with pytest.raises(Http404):
            get_campaign_to_organise(as_person(person), campaign.slug)


def test_a_text_is_read_by_members_of_the_scope_and_kept_by_its_author(member: Member) -> None:
    author = make_member("Paule B.")
    proposal = make_proposal(make_campaign(), author)
    assert get_proposal_for(as_person(member), proposal.name) == proposal
    assert get_own_proposal_for(as_person(author), proposal.name) == proposal
    with pytest.raises(Http404):
        get_own_proposal_for(as_person(member), proposal.name)
    with pytest.raises(Http404):
        get_proposal_for(VISITOR, proposal.name)
    with pytest.raises(Http404):
        get_proposal_for(as_person(member), "absent")
