"""The demo's co-signatures: the same for the same seed, nobody's own, and an index beside."""

from __future__ import annotations

import pytest

from deliberation import store
from frontend.demo.support import support
from proposals.models import CoSignature
from proposals.queries.shelves import KIND
from tests.people import make_member
from tests.proposals.builders import make_campaign, make_proposal

pytestmark = pytest.mark.django_db


def test_members_co_sign_some_texts_of_others() -> None:
    campaign = make_campaign()
    members = [make_member(f"Membre {number}") for number in range(9)]
    for number in range(50):
        make_proposal(campaign, members[number % 9], title=f"Demande {number}", nonce=f"n{number}")
    assert support(campaign, "seed") == CoSignature.objects.count() > 40
    assert all(row.member_id != row.proposal.author_id for row in CoSignature.objects.all())
    assert store.place_of_name(KIND, campaign.slug).exists()
    first = set(CoSignature.objects.values_list("member", "proposal"))
    CoSignature.objects.all().delete()
    support(campaign, "seed")
    assert set(CoSignature.objects.values_list("member", "proposal")) == first
