"""Rival runs: a member files what came out at home; a worker repeats it, and only what repeats is shown."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from deliberation import clock, jobs
from deliberation.core.errors import RuleBroken
from deliberation.members.access import Person
from proposals.core.rivals import check_rival, rival_from
from proposals.core.runs import JOB
from proposals.core.runsheet import RunSheet, sheet_from
from proposals.core.texts import check_body
from proposals.exports import check_done
from proposals.models import Campaign, Rival, Run

LONGEST_WHY = 1000
MOST_WAITING = 20
GOING = (Run.State.WAITING, Run.State.RUNNING)


@transaction.atomic
def file_rival(person: Person, challenged: Run, *, content: bytes, why: str, nonce: str) -> Rival:
    """File a rival run beside an official one; the same one for a form sent twice. A worker repeats it.

    For members of the scope (`rival.not-in-scope`), beside an official run that is done (`run.not-done`,
    `rival.not-official`), one a member a day (`rival.one-a-day`), and not more than twenty that wait
    (`rival.queue-full`). Refuses what `rival_from`, `check_rival` and `check_body` refuse. A member's own
    act: the journal says nothing.
    """
    known = Rival.objects.filter(nonce=nonce, by=person.known).select_related("run").first()
    if known is not None:
        return known
    if not person.belongs_to(challenged.campaign.group_id):
        raise RuleBroken("rival.not-in-scope")
    check_done(challenged)
    if challenged.kind != Run.Kind.OFFICIAL:
        raise RuleBroken("rival.not-official")
    filed = rival_from(content)
    check_rival(filed, sheet_from(challenged.sheet))
    why = check_body(why, LONGEST_WHY)
    campaign = Campaign.objects.select_for_update().get(pk=challenged.campaign_id)
    rivals, now = Run.objects.filter(campaign=campaign, kind=Run.Kind.RIVAL), clock.now()
    if rivals.filter(state__in=GOING).count() >= MOST_WAITING:
        raise RuleBroken("rival.queue-full", most=MOST_WAITING)
    last = rivals.aggregate(last=Max("number"))["last"] or 0
    run = Run(
        campaign=campaign, kind=Run.Kind.RIVAL, number=last + 1,
        requested_by=person.known, requested_at=now, settings=filed.sheet.settings.as_json(),
        lists=filed.lists.as_json(), texts=challenged.texts,
        previous=None if filed.is_cold else challenged.previous,
    )  # fmt: skip
    rival = Rival(
        run=run, challenged=challenged, by=person.known, by_name=person.known.display_name, why=why,
        sheet=filed.sheet.as_json(), nonce=nonce, at=now, on=timezone.localdate(now),
    )  # fmt: skip
    try:
        with transaction.atomic():
            run.save(force_insert=True)
            rival.save(force_insert=True)
    except IntegrityError:
        again = Rival.objects.filter(nonce=nonce, by=person.known).select_related("run").first()
        if again is None:
            raise RuleBroken("rival.one-a-day") from None
        return again
    jobs.enqueue("slow", JOB, run.pk)
    return rival


def check_claims(run: Run, sheet: RunSheet) -> None:
    """A rival run is shown only if the digest that its author filed comes out: `rival.other-result`."""
    filed = Rival.objects.get(run=run).sheet["digests"]
    if filed["result"] != sheet.result:
        raise RuleBroken("rival.other-result", stated=filed["result"], found=sheet.result)
