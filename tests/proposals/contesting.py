"""Builders of what questions a run: a change that was tried, and the file of a rival run made at home."""

from __future__ import annotations

import io

from deliberation.core.names import random_name
from deliberation.members.access import person_for
from deliberation.members.models import Member
from proposals.actions.challenging import file_rival
from proposals.actions.rewording import try_change
from proposals.actions.running import do_run
from proposals.core.bundle import read_bundle
from proposals.core.lists import Lists
from proposals.core.rivals import rival_bytes
from proposals.core.settings import Settings
from proposals.exports import bundle_bytes
from proposals.models import Campaign, Rival, Run, WordChange
from proposals.replay.rerunning import rerun


def tried(
    organiser: Member, campaign: Campaign, act: str = "leave-out", words: tuple[str, ...] = ("trains",)
) -> WordChange:
    """A change that was asked for and tried."""
    change = try_change(person_for(organiser), campaign, act=act, words=words, reason="Un mot trop vague.")
    assert change.trial is not None
    do_run(change.trial.pk)
    return WordChange.objects.select_related("trial", "campaign").get(pk=change.pk)


def made_at_home(run: Run, settings: Settings | None = None, lists: Lists | None = None) -> bytes:
    """The file that the replay command writes from a run's bundle with other settings or lists."""
    bundle = read_bundle(io.BytesIO(bundle_bytes(run)))
    lists = lists or bundle.lists
    sheet, _ = rerun(bundle, settings or bundle.sheet.settings, lists)
    return rival_bytes(sheet, lists)


def filed(member: Member, run: Run, content: bytes) -> Rival:
    """A rival run that was filed."""
    return file_rival(
        person_for(member), run, content=content, why="Trois thèmes suffisent.", nonce=random_name(20)
    )


def replayed(member: Member, run: Run, content: bytes) -> Run:
    """A rival run that was filed and repeated here."""
    rival = filed(member, run, content)
    do_run(rival.run_id)
    return Run.objects.select_related("campaign", "rival__challenged").get(pk=rival.run_id)
