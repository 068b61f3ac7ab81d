"""Building the demo: the same acts that people do on the pages, done by invented people at invented dates.

The clock starts in the past and is only moved forward, so that the journal reads as if it had been
written day by day. One campaign is finished, with a vote anybody can recount; one is open, with its
first run done, its later texts, and a second edition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from deliberation import clock
from deliberation.core.actors import OPERATOR
from deliberation.core.register import Row
from deliberation.members.access import Person, person_for
from deliberation.members.actions import appoint
from deliberation.members.importing import import_members
from deliberation.members.models import Member
from deliberation.models import ClockOffset
from frontend import typography
from frontend.demo import deciding, editions, objecting, siding, sorting, unusual, voting
from frontend.demo.people import OFFICERS, demo_people
from frontend.demo.support import support
from frontend.demo.writing import Text, demo_texts
from proposals.actions.campaigning import create_campaign
from proposals.actions.founding import adopt_run
from proposals.actions.importing import import_proposals
from proposals.actions.publishing import freeze_booklets, publish_drafts
from proposals.actions.running import do_run, request_run
from proposals.core.phases import Dates
from proposals.core.settings import Settings
from proposals.core.textfiles import TextRow
from proposals.models import Campaign, Run

SEED = "rives communes"
# How long ago the demo’s history starts: its finished vote is still within its thirty days of appeal.
START = timedelta(days=67)
DAY = timedelta(days=1)
SUMMER = ("eau", "logement", "ecole", "sante", "transports", "agriculture")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How large a demo is: members, texts of the open campaign, of the finished one, voters, booklets.

    Without texts for a finished campaign there is none; with `more`, it is followed by other votes.
    """

    members: int
    texts: int
    past_texts: int
    voters: int
    booklets: int = 20
    more: bool = False


SIZES = {
    "full": Size(600, 1500, 500, 240, more=True),
    "small": Size(60, 500, 0, 0, 8),
    # Little to read, every vote: for the browser tests.
    "votes": Size(80, 60, 120, 40, 4, more=True),
}


def build(size: Size, rows: Sequence[TextRow] | None, say: Say) -> None:
    """Build the demo in an empty database; `rows` are somebody's own texts instead of ours."""
    ClockOffset.objects.update_or_create(pk=1, defaults={"seconds": -int(START.total_seconds())})
    now = clock.now()
    say(f"{size.members} members, {len(OFFICERS)} of them with an office…")
    _people(size, now)
    first, second = (person_for(Member.objects.get(email=email)) for email, _name, _office in OFFICERS[:2])
    if size.past_texts:
        _finished_campaign(first, second, size, say)
    if size.more:
        _go_to(now + START - 17 * DAY)
        _votes_of_autumn(first, second)
    _go_to(now + START - 12 * DAY)
    _open_campaign(first, size, rows, say)
    if size.more:
        _go_to(now + START - DAY / 2)
        unusual.announce_vote(first, second, _summer(), SEED)
    # From here on the demo's clock is the real one.
    ClockOffset.objects.filter(pk=1).update(seconds=0)


def _dates(now: datetime, days: tuple[int, ...]) -> Dates:
    """Dates that many days from now: contributing opens in the morning, all else changes in the evening."""
    today = timezone.localdate(now)
    hours = (9, *[20] * 5)
    moments = [
        datetime.combine(today + day * DAY, time(hour), timezone.get_current_timezone())
        for day, hour in zip(days, hours, strict=True)
    ]
    return Dates(*moments)


def _people(size: Size, now: datetime) -> None:
    today = timezone.localdate(now)
    officers = [Row(0, email, name, "", "", today - 1000 * DAY, None) for email, name, _office in OFFICERS]
    # Joined before the history starts, but for those who come in its last fortnight.
    people = demo_people(size.members - len(officers), timezone.localdate(now + START), SEED)
    rows = [
        Row(0, someone.email, someone.name, someone.reference, someone.group, someone.joined_on, None)
        for someone in people
    ]
    import_members(OPERATOR, [*officers, *rows])
    for email, _name, office in OFFICERS:
        appoint(OPERATOR, email=email, kind=office)


def _finished_campaign(first: Person, second: Person, size: Size, say: Say) -> None:
    """A campaign of two months ago, from its texts to a published result."""
    dates = _dates(clock.now(), (1, 15, 19, 26, 33, 41))
    campaign = create_campaign(
        first.acting_as("organiser"),
        slug="assemblee-d-ete",
        title="Assemblée d’été 2026",
        introduction="Six thèmes pour préparer l’automne : ce que nous demandons d’abord.",
        dates=dates,
        booklets_wanted=6,
    )
    say(f"A finished campaign of {size.past_texts} texts…")
    texts = _summer_texts(size.past_texts)
    _go_to(dates.contributing_at + 10 * DAY)
    import_proposals(OPERATOR, campaign, [_row(text) for text in texts], seed=SEED)
    _go_to(dates.sorting_at + timedelta(hours=2))
    _run_and_adopt(first, campaign)
    publish_drafts(first, Campaign.objects.get(pk=campaign.pk))
    objecting.object_and_answer(first, second, campaign)
    _go_to(dates.freezing_at)
    freeze_booklets(second, Campaign.objects.get(pk=campaign.pk))
    say(f"Its vote, with {size.voters} voters…")
    voting.hold_vote(first, second, campaign, size.voters, SEED)
    if size.more:
        observer = person_for(Member.objects.get(email=OFFICERS[2][0]))
        deciding.hold_ranked_vote(first, second, observer, campaign, SEED)
        unusual.hold_urgent_vote(first, second, campaign, SEED)


def _votes_of_autumn(first: Person, second: Person) -> None:
    """A rehearsal, and the vote that it rehearsed: open when the demo's clock is the real one."""
    rehearsal = unusual.prepare_rehearsal(first, second, _summer())
    deciding.open_vote(first, second, _summer(), SEED)
    unusual.rehearse(rehearsal, SEED)


def _summer() -> Campaign:
    return Campaign.objects.get(slug="assemblee-d-ete")


def _summer_texts(count: int) -> list[Text]:
    """So many texts of six themes, an answer to nine proposals where there are enough."""
    # Six themes are a quarter of all: five times as many texts surely hold enough of them.
    found = [text for text in demo_texts(5 * count, f"{SEED} ete") if text.key.split("/")[0] in SUMMER]
    proposals = [text for text in found if text.kind == "proposal"]
    answers = [text for text in found if text.kind == "answer"][: count // 10]
    return proposals[: count - len(answers)] + answers


def _open_campaign(organiser: Person, size: Size, rows: Sequence[TextRow] | None, say: Say) -> None:
    """The campaign that is open now, with a first run whose booklets wait on the board."""
    dates = _dates(clock.now(), (1, 22, 29, 43, 50, 58))
    texts = rows if rows is not None else [_row(text) for text in demo_texts(size.texts, SEED)]
    ours = rows is None
    campaign = create_campaign(
        organiser.acting_as("organiser"),
        slug="convention-d-automne" if ours else "consultation",
        title="Convention d’automne 2026"
        if ours
        else f"Consultation de {typography.number(len(texts))} textes",
        introduction="Que demandons-nous ensemble ? Chacun écrit avec ses mots ; les textes qui se recoupent "
        "font les livrets, et tout le monde vote sur l’ordre des mesures.",
        dates=dates,
        booklets_wanted=size.booklets if ours else 12,
        language=Counter(row.language or "fr" for row in texts).most_common(1)[0][0],
    )
    say(f"An open campaign of {len(texts)} texts…")
    _go_to(dates.contributing_at + 9 * DAY)
    first, late = editions.late_ones(texts)
    import_proposals(OPERATOR, campaign, first, seed=SEED)
    say(f"{support(campaign, SEED)} co-signatures, and its first run…")
    _run_and_adopt(organiser, campaign)
    if ours:
        sorting.set_aside(organiser, campaign)
        siding.sort_some(organiser, campaign)
    editions.go_on(organiser, campaign, late, SEED, say)


def _row(text: Text) -> TextRow:
    return TextRow(0, text.key, text.body, text.kind, text.parent, "fr", text.title)


def _run_and_adopt(organiser: Person, campaign: Campaign) -> None:
    campaign.refresh_from_db()
    run = request_run(organiser, campaign, Settings(booklets=campaign.booklets_wanted))
    do_run(run.pk)
    run = Run.objects.select_related("campaign").get(pk=run.pk)
    if run.state != Run.State.DONE:
        raise RuntimeError(f"the run failed: {run.failure}")
    adopt_run(organiser, run)


def _go_to(moment: datetime) -> None:
    """Move the clock to a moment, if it is still to come."""
    now = clock.now()
    if moment > now:
        clock.move(moment - now + timedelta(seconds=1))
