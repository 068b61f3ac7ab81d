"""A campaign starts with dates in order, once per address, and the journal says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deliberation.core.actors import Actor
from deliberation.journal import queries as journal
from frontend.wording import entry_sentence
from proposals.actions.campaigning import create_campaign
from proposals.models import Campaign
from tests.people import make_group
from tests.proposals.builders import make_dates
from tests.proposals.refusing import refuses

INES = Actor("organiser", "Inès Valmont")


def create(**changed: Any) -> Campaign:
    given: dict[str, Any] = {
        "slug": "automne",
        "title": "Convention d’automne 2026",
        "introduction": "",
        "dates": make_dates(),
    }
    return create_campaign(INES, **(given | changed))


def test_a_campaign_starts_and_the_journal_says_so(db: None) -> None:
    campaign = create(group=make_group("Mende"))
    entry = journal.head()
    assert entry is not None
    assert (entry.code, entry.actor, entry.office) == ("campaign.created", "Inès Valmont", "organiser")
    assert entry.facts["slug"] == campaign.slug
    assert entry.facts["group"] == "Mende"
    assert "Convention d’automne 2026" in entry_sentence(entry)


def test_dates_out_of_order_start_nothing(db: None) -> None:
    dates = make_dates()
    with refuses("campaign.dates-not-in-order"):
        create(dates=replace(dates, freezing_at=dates.replying_at))
    assert not Campaign.objects.exists()
    assert journal.head() is None


def test_an_address_serves_one_campaign(db: None) -> None:
    create()
    with refuses("campaign.slug-taken"):
        create(title="Une autre")
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"booklets_wanted": 1}, "campaign.booklets-out-of-range"),
        ({"booklets_wanted": 61}, "campaign.booklets-out-of-range"),
        ({"most_signs": 199}, "campaign.signs-out-of-range"),
        ({"most_signs": 20_001}, "campaign.signs-out-of-range"),
        ({"title": "  "}, "text.title-empty"),
        ({"title": "Vote\u202e!"}, "text.hidden-sign"),
        ({"introduction": "a" * 5001}, "text.body-too-long"),
    ],
)
def test_what_a_campaign_cannot_be(db: None, changed: dict[str, Any], code: str) -> None:
    with refuses(code):
        create(**changed)
