"""The pages that hand out the verifier, and the journal that says their digests."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from deliberation.journal.models import Entry
from frontend.checking import carried_source
from votes.actions.announcing import FILE_PUBLISHED, announce_files
from votes.verifier.single_file import COMMANDS, single_file

pytestmark = pytest.mark.django_db


def test_each_file_is_served_byte_for_byte_as_its_digest_says(client: Client) -> None:
    for name in COMMANDS:
        answer = client.get(f"/verifier/{name}")
        assert hashlib.sha256(answer.content).hexdigest() == single_file(name).digest
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


def test_the_journal_says_each_file_once_and_the_page_leads_there(client: Client) -> None:
    assert [announce_files(), announce_files()] == [2, 0]
    said = {entry.facts["digest"]: entry.seq for entry in Entry.objects.filter(code=FILE_PUBLISHED)}
    assert set(said) == {single_file(name).digest for name in COMMANDS}
    page = client.get(reverse("verifier")).content.decode()
    for digest, seq in said.items():
        assert " ".join(re.findall("........", digest)) in page
        assert f'href="{reverse("journal-entry", args=[seq])}"' in page


def test_the_page_says_first_what_it_does_not_prove(client: Client) -> None:
    page = client.get(reverse("recount")).content.decode()
    warning, form = page.index("servie par l’hébergeur que vous contrôlez"), page.index("<form class")
    assert warning < page.index("python3 livret-verify.pyz") < form
    words = re.search(r'<script id="recount-words" type="application/json">(.*?)</script>', page)
    assert words is not None
    assert json.loads(words[1])["tally.differs"].startswith("Question {question}")


def test_the_saved_page_needs_nothing_from_anywhere(client: Client) -> None:
    page = client.get(reverse("recount-file")).content.decode()
    assert "src=" not in page
    assert not re.search(r"<link|@import|https?://", page)
    assert not re.search(r"^(?:import|export) ", page, re.MULTILINE)


def test_the_scripts_of_the_saved_page_share_no_name() -> None:
    """They share one scope there, and a name declared twice stops them all."""
    declared = re.findall(
        r"^(?:const|let|class|(?:async )?function\*?) +([\w$]+)", carried_source(), re.MULTILINE
    )
    assert len(declared) > 50
    assert sorted(declared) == sorted(set(declared))
