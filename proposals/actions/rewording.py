"""Changes of the word lists: tried first, with their effect shown, then confirmed with it or dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Max

from deliberation import clock, jobs, live
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.actions.preparing import Prepared
from proposals.core.analysis import Result, analyse
from proposals.core.booklets import check_reason, name_of
from proposals.core.compare import TO_PLACE, Effect, effect
from proposals.core.lists import lists_for
from proposals.core.runs import JOB, check_request
from proposals.core.settings import Settings
from proposals.core.wordchanges import Act, change_of, changed
from proposals.models import Campaign, Run, WordChange
from proposals.queries.editions import settings_of_edition
from proposals.queries.runs import count_of_texts
from proposals.queries.wordlists import edits_in_force, edits_kept, lists_in_force

GOING = (Run.State.WAITING, Run.State.RUNNING)
# What the journal calls each act.
ENTRIES = {
    Act.LEAVE_OUT: "words.left-out",
    Act.COUNT: "words.counted",
    Act.JOIN: "words.joined",
    Act.PART: "words.parted",
}
MOST_EXAMPLES = 100
MOST_MOVES = 500


@transaction.atomic
def try_change(
    person: Person, campaign: Campaign, *, act: str, words: Iterable[str], reason: str
) -> WordChange:
    """Ask what a change of the word lists would move; a worker finds out after the commit.

    While runs may be asked for (`run.too-early`, `run.too-late`, `corpus.empty`), one at a time: not
    beside one that is still tried (`words.already-trying`). Refuses what `change_of`, `changed` and
    `check_reason` refuse. Nothing changes yet, so the journal says nothing.
    """
    actor = person.acting_as("organiser", campaign.group_id)
    asked = change_of(act, words)
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    reason, now = check_reason(reason), clock.now()
    published = locked.drafts_published_at is not None
    check_request(locked.stage(now).phase, published, texts := count_of_texts(locked), 0)
    trials = Run.objects.filter(campaign=locked, kind=Run.Kind.TRIAL)
    if trials.filter(state__in=GOING).exists():
        raise RuleBroken("words.already-trying")
    lists = lists_in_force(locked)
    edits = changed(lists, asked)
    settings = settings_of_edition(locked) if locked.run_id else Settings(booklets=locked.booklets_wanted)
    run = Run.objects.create(
        campaign=locked, kind=Run.Kind.TRIAL, number=(trials.aggregate(last=Max("number"))["last"] or 0) + 1,
        requested_by=person.known, requested_at=now, settings=settings.as_json(), texts=texts,
        previous=locked.run, edits=edits.as_json(),
    )  # fmt: skip
    # One that waits for a decision was tried upon the same lists: it gives way.
    waiting = WordChange.objects.filter(campaign=locked, state=WordChange.State.ASKED)
    waiting.update(state=WordChange.State.DROPPED, decided_at=now)
    change = WordChange.objects.create(
        campaign=locked, act=asked.act, words=list(asked.words), reason=reason, by=person.known,
        by_name=actor.name, asked_at=now, before=lists.edits.as_json(), after=edits.as_json(), trial=run,
    )  # fmt: skip
    jobs.enqueue("slow", JOB, run.pk)
    return change


@transaction.atomic
def confirm_change(person: Person, change: WordChange) -> None:
    """Make a change whose effect was shown: the next run reads with it. The journal says what it moves.

    Refuses one that is decided already (`words.decided`), not tried to the end (`words.not-tried`), or
    tried upon lists that changed since (`words.changed-meanwhile`), and any once no run may be asked for.
    """
    actor = person.acting_as("organiser", change.campaign.group_id)
    campaign = Campaign.objects.select_for_update().get(pk=change.campaign_id)
    now = clock.now()
    published = campaign.drafts_published_at is not None
    check_request(campaign.stage(now).phase, published, count_of_texts(campaign), 0)
    known = WordChange.objects.select_related("trial", "campaign").get(pk=change.pk)
    if known.state != WordChange.State.ASKED:
        raise RuleBroken("words.decided")
    if known.moved is None or known.trial is None:
        raise RuleBroken("words.not-tried")
    if edits_in_force(campaign) != edits_kept(known.before):
        raise RuleBroken("words.changed-meanwhile")
    entry = record(
        actor, ENTRIES[Act(known.act)], campaign=campaign.slug, words=list(known.words),
        reason=known.reason, texts=known.texts, moved=known.moved, corpus=known.trial.corpus_digest,
        result=known.trial.result_digest, edits=edits_kept(known.after).as_json(),
    )  # fmt: skip
    known.state, known.decided_at, known.journal_seq = WordChange.State.CONFIRMED, now, entry.seq
    known.save(update_fields=["state", "decided_at", "journal_seq"])
    live.announce(f"campaign.{campaign.slug}", "words-changed")


@transaction.atomic
def drop_change(person: Person, change: WordChange) -> None:
    """Give up a change that was not made; refuses one that is decided already (`words.decided`)."""
    person.acting_as("organiser", change.campaign.group_id)
    waiting = WordChange.objects.filter(pk=change.pk, state=WordChange.State.ASKED)
    if not waiting.update(state=WordChange.State.DROPPED, decided_at=clock.now()):
        raise RuleBroken("words.decided")


def effect_of(
    change: WordChange, ready: Prepared, after: Result, progress: Callable[[str, int, int], None]
) -> dict[str, object]:
    """What a change moves by itself: the same run is made with the lists as they were, and both compared.

    The columns of the change's row that say so.
    """
    lists = lists_for(*(of.language for of in ready.lists.languages), edits=edits_kept(change.before))
    before = analyse(ready.corpus, ready.settings, lists, progress, ready.start)
    found: Effect = effect(_places(before), _places(after))
    moves = Counter((here, there) for _, here, there in found.moved)
    return {
        "texts": found.texts,
        "moved": len(found.moved),
        "moves": [[here, there, texts] for (here, there), texts in moves.most_common(MOST_MOVES)],
        "examples": [list(move) for move in found.moved[:MOST_EXAMPLES]],
        "clusters": {"before": _names(before), "after": _names(after)},
    }


def _places(result: Result) -> dict[str, int]:
    return {
        found.id: found.cluster if found.state == "placed" and found.cluster is not None else TO_PLACE
        for found in result.placements
    }


def _names(result: Result) -> dict[str, str]:
    return {str(found.number): name_of([term.surface for term in found.terms]) for found in result.clusters}
