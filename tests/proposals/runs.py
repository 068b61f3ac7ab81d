"""Builders of runs: a campaign with five themes to tell apart, and runs over it."""

from __future__ import annotations

from typing import Any

from deliberation.members.access import person_for
from deliberation.members.models import Member
from proposals.actions.running import do_run, request_run
from proposals.core.settings import Settings
from proposals.models import Campaign, Proposal, Run
from tests.proposals.builders import make_campaign, make_proposal
from tests.proposals.core.texts import THEMES


def fill(campaign: Campaign, author: Member | None = None) -> list[Proposal]:
    """Fifty texts over five themes, and one without any term of the corpus."""
    texts = [
        make_proposal(campaign, author, title=f"{theme.title()} {number}", body=body)
        for theme, bodies in THEMES.items()
        for number, body in enumerate(bodies)
    ]
    return [*texts, make_proposal(campaign, author, title="Ornithorynque", body="Zut.")]


def filled_campaign(**fields: Any) -> Campaign:
    """A campaign with its texts, in the sorting phase unless told otherwise."""
    campaign = make_campaign(**({"phase": "sorting"} | fields))
    fill(campaign)
    return campaign


def waiting_run(organiser: Member, campaign: Campaign, booklets: int = 5, **settings: int) -> Run:
    """A cold run that was asked for."""
    # The reason is for a board that stands, and left out where none does.
    asked = Settings(booklets=booklets, **settings)
    return request_run(person_for(organiser), campaign, asked, reason="Pour voir.")


def done_run(organiser: Member, campaign: Campaign, booklets: int = 5, **settings: int) -> Run:
    """A run that was asked for and done, here and now."""
    run = waiting_run(organiser, campaign, booklets, **settings)
    do_run(run.pk)
    run.refresh_from_db()
    assert run.state == Run.State.DONE, run.failure
    return run
