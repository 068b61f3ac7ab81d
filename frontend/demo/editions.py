"""The open campaign goes on: later texts, words left out, a second edition, and a rival run."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import timedelta

from deliberation import clock
from deliberation.core.actors import OPERATOR
from deliberation.members.access import Person, person_for
from deliberation.members.models import Member
from proposals.actions.adopting import adopt_edition
from proposals.actions.challenging import file_rival
from proposals.actions.importing import import_proposals
from proposals.actions.rewording import confirm_change, try_change
from proposals.actions.running import do_run, request_run
from proposals.core.bundle import read_bundle
from proposals.core.folding import fold
from proposals.core.rivals import rival_bytes
from proposals.core.settings import RANGES, Settings
from proposals.core.textfiles import TextRow
from proposals.core.wordchanges import is_left_out
from proposals.exports import bundle_bytes
from proposals.models import Campaign, Run, WordChange
from proposals.queries.editions import planned, settings_of_edition
from proposals.queries.wordlists import lists_in_force
from proposals.replay.rerunning import rerun

LATE_PERCENT = 3
# Beyond so many texts the demo is built without what needs further runs.
MOST_TEXTS = 4000
DURATIONS = ("ans", "jours", "mois", "heures", "semaine")
HOUR = timedelta(hours=1)


def late_ones(rows: Sequence[TextRow]) -> tuple[list[TextRow], list[TextRow]]:
    """(texts that are there for the first run, a few that come after it): proposals that nothing answers, or
    else answers, which then stand by themselves.
    """
    answered = {row.parent for row in rows if row.parent}
    ends = [row for row in rows if row.id not in answered]
    loose = [row for row in ends if row.kind == "proposal"] or ends
    late = {row.id for row in loose[: len(rows) * LATE_PERCENT // 100]} if len(rows) <= MOST_TEXTS else set()
    return [row for row in rows if row.id not in late], [row for row in rows if row.id in late]


def go_on(
    organiser: Person, campaign: Campaign, late: Sequence[TextRow], seed: str, say: Callable[[str], None]
) -> None:
    """What happens to a board while texts keep coming; nothing without late texts."""
    if not late:
        return
    say(f"{len(late)} later texts, a second edition, and a rival run…")
    clock.move(20 * HOUR)
    import_proposals(OPERATOR, campaign, late, seed=f"{seed} late")
    campaign.refresh_from_db()
    clock.move(HOUR)
    _leave_words_out(organiser, campaign)
    run = _next_edition(organiser, campaign)
    clock.move(2 * HOUR)
    _rival(campaign, run)


def _leave_words_out(organiser: Person, campaign: Campaign) -> None:
    """Words that come back in every theme are tried, then left out; in other texts than ours, the one that
    comes back most often.
    """
    if campaign.run is None:
        return
    lists = lists_in_force(campaign)
    often = campaign.run.terms.order_by("-total").values_list("surface", flat=True)
    counted = [word for word in often if not is_left_out(fold(word), lists)]
    words = [word for word in DURATIONS if word in counted]
    reason = "Des mots de durée, qui reviennent dans tous les thèmes"
    if not words:
        words, reason = counted[:1], "Ce mot revient dans tous les thèmes"
    change = try_change(organiser, campaign, act="leave-out", words=words, reason=reason)
    if change.trial is not None:
        do_run(change.trial.pk)
    confirm_change(organiser, WordChange.objects.select_related("campaign").get(pk=change.pk))


def _next_edition(organiser: Person, campaign: Campaign) -> Run:
    asked = request_run(organiser, campaign, settings_of_edition(campaign), campaign.run)
    do_run(asked.pk)
    run = Run.objects.select_related("campaign").get(pk=asked.pk)
    adopt_edition(organiser, run, planned(campaign, run).edition.digest())
    return run


def _rival(campaign: Campaign, official: Run) -> None:
    """A member reruns at home with half as many booklets, and files what comes out."""
    member = person_for(Member.objects.filter(offices=None).order_by("pk")[3])
    bundle = read_bundle(io.BytesIO(bundle_bytes(official)))
    settings = Settings(booklets=max(bundle.sheet.settings.booklets // 2, RANGES["booklets"][0]))
    sheet, _ = rerun(bundle, settings, bundle.lists)
    rival = file_rival(
        member, official, content=rival_bytes(sheet, bundle.lists), nonce="demo-rival",
        why="Moitié moins de livrets : on voit mieux quels thèmes vont ensemble.",
    )  # fmt: skip
    do_run(rival.run_id)
