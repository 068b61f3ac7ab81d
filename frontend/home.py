"""What the home page gathers: what is left for a person, and where the campaigns stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.conf import settings
from django.utils.module_loading import import_string

from deliberation.core.left import Left
from deliberation.members.access import Person
from proposals.access import campaigns_for, may_read_booklets, may_read_runs
from proposals.core.phases import Phase
from proposals.core.timeline import Step
from proposals.models import Campaign
from proposals.queries.booklets import Cover, covers_of
from proposals.queries.campaigns import Standing, standings, timeline

MOST_CAMPAIGNS = 6
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Diary:
    """What a person has to do, the nearest deadline first, and what is done already."""

    to_do: tuple[Left, ...]
    done: tuple[Left, ...]

    @property
    def first(self) -> Left | None:
        """The nearest thing that has a deadline."""
        return next((left for left in self.to_do if left.at), None)


@dataclass(frozen=True, slots=True)
class Shown:
    """A campaign as the home page shows it."""

    standing: Standing
    steps: tuple[Step, ...]
    covers: tuple[Cover, ...] = ()


def diary(person: Person, now: datetime) -> Diary:
    """Everything left for a person, asked of each guest of the house, in the order of deadlines."""
    lefts = [left for name in settings.WHAT_IS_LEFT for left in import_string(name)(person, now)]
    lefts.sort(key=lambda left: left.at or LAST)
    return Diary(tuple(left for left in lefts if not left.done), tuple(left for left in lefts if left.done))


def campaigns(person: Person, now: datetime) -> list[Shown]:
    """The newest campaigns that the person may see: those that go on before those that are over.

    The first whose booklets the person may read brings them.
    """
    rows = standings(campaigns_for(person)[:MOST_CAMPAIGNS], now)
    rows.sort(key=lambda standing: standing.stage.phase == Phase.CLOSED)
    shown = [Shown(standing, timeline(standing.campaign, now)) for standing in rows]
    for place, one in enumerate(shown):
        campaign = one.standing.campaign
        if may_read_booklets(person, campaign):
            shown[place] = replace(one, covers=tuple(covers_of(campaign)))
            break
    return shown


def campaigns_explained(person: Person) -> list[Campaign]:
    """The newest campaigns whose method page the person may read. One query."""
    rows = campaigns_for(person).filter(runs__state="done").distinct()[:MOST_CAMPAIGNS]
    return [row for row in rows if may_read_runs(person, row)]
