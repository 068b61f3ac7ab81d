"""The page that recounts a pack in the browser, saved as one file and opened without any network."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from frontend.checking import carried_source
from tests.votes.core.building import a_story
from tests.votes.verifier.final_ballots import FORGED, final_story
from tests.votes.verifier.forgeries import TAMPERED
from tests.votes.verifier.forging import story
from tests.votes.verifier.random_votes import random_story
from tests.votes.verifier.rewritings import REWRITTEN
from tests.votes.verifier.suspended import FORGED as SUSPENDED_FORGED
from tests.votes.verifier.suspended import members_of_the_reopened
from tests.votes.verifier.tampering import edit_lines, rechain, repacked
from votes.core.codes import in_groups
from votes.core.tally.rules import RULES
from votes.verifier.verifying import verify

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def saved_page(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Path:
    """The page as somebody keeps it; made before a browser runs its loop in this thread."""
    file = tmp_path_factory.mktemp("saved") / "livret-recount.html"
    with django_db_blocker.unblock():
        file.write_bytes(Client().get("/verifier/livret-recount.html").content)
    return file


@pytest.fixture
def page(saved_page: Path, browser: Browser) -> Iterator[Page]:
    """The saved page, opened from the disk by a browser that has no network."""
    context = browser.new_context(offline=True, locale="fr-FR")
    opened, wrong = context.new_page(), list[str]()
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda sent: wrong.append(sent.url) if sent.url.startswith("http") else None)
    opened.goto(saved_page.as_uri())
    yield opened
    context.close()
    assert wrong == []


def recount(page: Page, pack: Path, notes: str = "", tracker: str = "") -> None:
    page.set_input_files("#recount-pack", str(pack))
    page.fill("#recount-notes", notes)
    page.fill("#recount-tracker", tracker)
    page.get_by_role("button", name="Recompter").click()
    expect(page.locator("#recount-shown h2").first).to_be_visible(timeout=60_000)


def test_a_pack_is_recounted_compared_with_notes_and_shows_ones_ballot(page: Page, tmp_path: Path) -> None:
    told, pack = story(), tmp_path / "pack.zip"
    pack.write_bytes(told.pack())
    expect(page.locator(".notice").first).to_contain_text("servie par l’hébergeur que vous contrôlez")
    expect(page.locator(".notice").first).to_contain_text("python3 livret-verify.pyz")
    recount(page, pack)
    expect(page.locator("#recount-shown .notice")).to_contain_text("Cohérent, non ancré")
    ballot = told.box.ballots[0].ballots[3]
    notes = f"root {told.vote.slug} {told.roll.root}\nhead {len(told.journal)} {told.journal[-1].digest}\n"
    recount(page, pack, notes, in_groups(ballot.tracker))
    expect(page.locator("#recount-shown .notice")).to_contain_text("conforme à vos notes (2)")
    expect(page.locator("#recount-shown")).to_contain_text(f"{ballot.tracker}, question 1")
    recount(page, pack, f"root {told.vote.slug} {'0' * 64}")
    expect(page.locator("#recount-shown .notice")).to_contain_text("Incohérent")
    expect(page.locator("#recount-shown")).to_contain_text("anchor.root-differs")
    pack.write_bytes(b"PK\x03\x04 no pack")
    recount(page, pack)
    expect(page.locator("#recount-shown")).to_contain_text("Ce fichier ne peut pas être recompté")


def tampered() -> Iterator[tuple[str, bytes]]:
    """Every tampered pack of the verifier's own tests."""
    for name, forge, _ in TAMPERED:
        members = story().members()
        forge(members)
        yield name, repacked(members)
    for name, rewrite, expected in REWRITTEN:
        members = story().members()
        edit_lines("journal.jsonl", rewrite)(members)
        rechain(members, reseal="sealed.questions-differ" not in expected)
        yield name, repacked(members)
    for name, forge, _ in FORGED:
        members = final_story().members()
        forge(members)
        yield name, repacked(members)
    for name, forge_journal, _ in SUSPENDED_FORGED:
        members = dict(members_of_the_reopened())
        edit_lines("journal.jsonl", forge_journal)(members)
        rechain(members)
        yield name, repacked(members)


def test_it_finds_in_every_tampered_pack_what_the_verifier_finds(browser: Browser) -> None:
    bare = browser.new_page()
    bare.add_script_tag(content=carried_source().replace("self.addEventListener", "(() => {})"))
    count = """(packed) => {
      try {
        const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
        const findings = recount(bytes).groups.flatMap((group) => group.findings);
        return [...new Set(findings.map((each) => each.code))].sort();
      } catch (refused) { return [refused.code ?? String(refused)]; }
    }"""
    differences: dict[str, Any] = {}
    by_rule = [(rule, random_story(seed, rule).pack()) for rule in sorted(RULES) for seed in (1, 2, 3)]
    for name, packed in [("nothing", a_story(3).pack()), *by_rule, *tampered()]:
        found = bare.evaluate(count, base64.b64encode(packed).decode())
        expected = sorted({each.code for each in verify(packed).findings})
        if found != expected:
            differences[name] = (found, expected)
    bare.close()
    assert differences == {}
