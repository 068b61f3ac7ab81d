"""Processes that serve the same campaign see each other's new texts in the hint, within five seconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytest_django import Settings

from deliberation.members.models import Member
from proposals.actions.indexing import build_similar
from tests.people import make_member
from tests.proposals.builders import make_campaign, make_proposal

ROOT = Path(__file__).resolve().parents[3]
TYPED = "Une passerelle de bois pour cyclistes"


@pytest.mark.database
def test_a_text_written_here_is_in_the_hint_of_other_processes_within_five_seconds(
    shared_database: str, settings: Settings
) -> None:
    campaign, member = make_campaign(), make_member("Lise Ferrand")
    make_proposal(campaign, title="Des bancs publics sur la place")
    build_similar(campaign.pk)
    looking = [_who_types(shared_database, settings, campaign.slug, member) for _ in range(2)]
    try:
        assert [process.stdout.readline() for process in looking if process.stdout] == ["nothing\n"] * 2
        make_proposal(campaign, title="Une passerelle de bois pour les cyclistes")
        written_at = time.time()
        found = [json.loads(process.communicate(timeout=40)[0]) for process in looking]
    finally:
        for process in looking:
            process.kill()
            process.wait()
    assert [hint["title"] for hint in found] == ["Une passerelle de bois pour les cyclistes"] * 2
    assert max(hint["at"] - written_at for hint in found) < 5


def _who_types(database: str, settings: Settings, slug: str, member: Member) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "deliberation.settings",
        "LIVRET_FOLDER": str(settings.FOLDER),
    }
    command = [sys.executable, "-m", "tests.proposals.queries.looking", slug, str(member.pk), TYPED]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
