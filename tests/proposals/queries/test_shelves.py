"""What a process sees of a campaign's texts: the built file, and what came, changed or went since."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from deliberation import clock, store
from proposals.actions.indexing import build_similar
from proposals.models import Campaign, Proposal
from proposals.queries import shelves
from proposals.queries.shelves import KIND, forget_shelves, shelf_of, stems_of
from tests.proposals.builders import make_campaign, make_proposal

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def campaign(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Campaign:
    settings.STORE = tmp_path
    monkeypatch.setattr(shelves, "LOOKED_AGAIN_AFTER", 0.0)
    return make_campaign()


def found(campaign: Campaign, words: str) -> list[str]:
    hits = shelf_of(campaign).holding_all(stems_of(words, "fr"))
    return [Proposal.objects.get(pk=hit.key).title for hit in hits]


@pytest.mark.parametrize("built", [False, True])
def test_a_text_is_found_whether_a_file_was_built_or_not(campaign: Campaign, built: bool) -> None:
    make_proposal(campaign, title="Des bancs publics")
    make_proposal(make_campaign(), title="Des bancs ailleurs")
    if built:
        build_similar(campaign.pk)
    assert found(campaign, "banc public") == ["Des bancs publics"]


def test_what_came_since_the_building_is_found(campaign: Campaign) -> None:
    make_proposal(campaign, title="Des bancs")
    build_similar(campaign.pk)
    assert found(campaign, "tramway") == []
    make_proposal(campaign, title="Un tramway")
    assert found(campaign, "tramways") == ["Un tramway"]
    build_similar(campaign.pk)
    assert found(campaign, "tramways") == ["Un tramway"]
    assert len(shelf_of(campaign).indexes) == 1


def test_an_edited_text_is_found_by_its_new_words_only(campaign: Campaign) -> None:
    text = make_proposal(campaign, title="Des bancs", body="Partout.")
    make_proposal(campaign, title="Encore des bancs", body="Ici.")
    build_similar(campaign.pk)
    assert len(found(campaign, "banc")) == 2
    Proposal.objects.filter(pk=text.pk).update(title="Un tramway", version=2, edited_at=clock.now())
    assert found(campaign, "tramway") == ["Un tramway"]
    assert found(campaign, "banc") == ["Encore des bancs"]
    Proposal.objects.filter(pk=text.pk).update(title="Un musée", version=3, edited_at=clock.now())
    assert found(campaign, "musée") == ["Un musée"]
    assert found(campaign, "tramway") == []


def test_a_new_text_withdrawn_is_forgotten(campaign: Campaign) -> None:
    text = make_proposal(campaign, title="Un tramway")
    assert found(campaign, "tramway") == ["Un tramway"]
    Proposal.objects.filter(pk=text.pk).update(state="withdrawn")
    assert found(campaign, "tramway") == []


def test_a_text_with_a_smaller_key_that_was_stored_later_is_found(campaign: Campaign) -> None:
    first = make_proposal(campaign, title="Des bancs")
    early = first.pk
    first.delete()
    make_proposal(campaign, title="Un musée")
    build_similar(campaign.pk)
    make_proposal(campaign, title="Un tramway", pk=early)
    assert found(campaign, "tramway") == ["Un tramway"]


def test_a_broken_file_costs_nothing_but_the_building(campaign: Campaign) -> None:
    make_proposal(campaign, title="Des bancs")
    build_similar(campaign.pk)
    assert found(campaign, "banc") == ["Des bancs"]
    store.renew(KIND, campaign.slug, b"nothing of ours")
    assert found(campaign, "banc") == ["Des bancs"]
    build_similar(campaign.pk)
    assert found(campaign, "banc") == ["Des bancs"]


def test_memory_holds_the_newest_when_there_is_no_file(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "MOST_SINCE", 3)
    for number in range(5):
        make_proposal(campaign, title=f"Des bancs, {number}")
    assert sorted(found(campaign, "banc")) == ["Des bancs, 2", "Des bancs, 3", "Des bancs, 4"]
    build_similar(campaign.pk)
    assert len(found(campaign, "banc")) == 5


def test_few_campaigns_are_kept_in_memory(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "MOST_SHELVES", 2)
    others = [make_campaign() for _ in range(3)]
    for each in (campaign, *others):
        make_proposal(each, title="Des bancs")
        assert found(each, "banc") == ["Des bancs"]
    assert set(shelves._kept) == {others[1].pk, others[2].pk}


def test_looking_is_bounded_and_not_repeated_within_seconds(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        make_proposal(campaign, title=f"Des bancs, {number}")
    build_similar(campaign.pk)
    make_proposal(campaign, title="Un tramway")
    forget_shelves()
    monkeypatch.setattr(shelves, "LOOKED_AGAIN_AFTER", 3.0)
    with django_assert_num_queries(4):  # whose file it is, written since, edited since, their words
        shelf_of(campaign)
    with django_assert_num_queries(0):
        shelf_of(campaign)
    monkeypatch.setattr(shelves, "LOOKED_AGAIN_AFTER", 0.0)
    with django_assert_num_queries(2):
        shelf_of(campaign)


@pytest.mark.django_db(transaction=True)
def test_another_process_maps_the_same_file(campaign: Campaign) -> None:
    make_proposal(campaign, title="Des bancs publics")
    build_similar(campaign.pk)
    script = (
        "import sys; from pathlib import Path; from proposals.core.similarfile import open_index;"
        "index, about = open_index(Path(sys.argv[1]));"
        "print(len(index), about.campaign, index.place_of('banc'))"
    )
    path = store.place_of_name(KIND, campaign.slug)
    told = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert told.stdout.split()[:2] == ["1", campaign.slug]
    assert "slice(" in told.stdout
