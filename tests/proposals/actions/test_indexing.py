"""The index of similar texts: built when it is missing, broken or behind, and left alone otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from deliberation import store
from proposals.actions.indexing import build_similar, renew_similar
from proposals.core.similarfile import open_index
from proposals.models import Campaign, Proposal
from proposals.queries.shelves import KIND
from tests.proposals.builders import DAY, make_campaign, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(settings: Settings, tmp_path: Path) -> Campaign:
    settings.STORE = tmp_path
    campaign = make_campaign()
    for number in range(3):
        make_proposal(campaign, title=f"Les fuites, {number}")
    return campaign


def place(campaign: Campaign) -> Path:
    return store.place_of_name(KIND, campaign.slug)


def test_what_is_built_holds_the_open_texts(campaign: Campaign) -> None:
    make_proposal(campaign, state="withdrawn")
    make_proposal(campaign, state="hidden")
    make_proposal(make_campaign())
    assert build_similar(campaign.pk) == 3
    index, about = open_index(place(campaign))
    assert index.keys.tolist() == sorted(campaign.proposals.filter(state="open").values_list("pk", flat=True))
    assert about.campaign == campaign.slug


def test_an_index_is_built_once_and_again_when_it_is_behind(campaign: Campaign) -> None:
    assert renew_similar() == 1
    assert renew_similar() == 0
    for number in range(20):
        make_proposal(campaign, title=f"Des bancs, {number}")
    assert renew_similar() == 0
    make_proposal(campaign)
    assert renew_similar() == 1
    assert len(open_index(place(campaign))[0]) == 24


def test_withdrawn_and_edited_texts_put_it_behind_too(campaign: Campaign) -> None:
    for number in range(30):
        make_proposal(campaign, title=f"Des bancs, {number}")
    renew_similar()
    rows = Proposal.objects.filter(title__startswith="Des bancs")
    rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:15])).update(state="withdrawn")
    assert renew_similar() == 0
    rows.filter(state="open").update(edited_at=campaign.closing_at + DAY)
    assert renew_similar() == 1


@pytest.mark.parametrize("content", [b"", b"nothing of ours", b"livret-similar-1\n{}\n"])
def test_a_broken_file_is_built_anew(campaign: Campaign, content: bytes) -> None:
    renew_similar()
    place(campaign).write_bytes(content)
    assert renew_similar() == 1
    assert len(open_index(place(campaign))[0]) == 3


def test_the_file_of_another_database_is_not_ours(campaign: Campaign) -> None:
    renew_similar()
    newest = campaign.proposals.order_by("-pk")[0]
    Proposal.objects.filter(pk=newest.pk).update(name="another")
    assert renew_similar() == 1


def test_a_campaign_without_texts_has_no_index(settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path
    campaign = make_campaign()
    assert renew_similar() == 0
    assert build_similar(campaign.pk) == 0
    assert not place(campaign).exists()
