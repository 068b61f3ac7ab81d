"""The files of a booklet: asked for once, made by a worker, kept by digest, made again when stale."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import Settings

from deliberation import clock, store
from deliberation.core.errors import RuleBroken
from deliberation.journal.queries import entries
from deliberation.members.models import Member
from proposals.actions import filing
from proposals.actions.filing import LOST_AFTER, MOST_TRIES, ask_for_booklet_files, make_files, resume_files
from proposals.actions.publishing import freeze_booklets
from proposals.exports.documents import stamp_of
from proposals.exports.keeping import PRINTS, booklet_files, held_bytes
from proposals.models import Booklet, Files, Proposal
from proposals.queries.documents import document_of
from tests.people import as_person, make_member
from tests.proposals.actions.test_drafting import move_campaign_to
from tests.proposals.boards import Board, make_board


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_board(organiser)


@pytest.fixture
def frozen(organiser: Member, board: Board) -> Booklet:
    move_campaign_to(board, "replying")
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    return water(board)


def water(board: Board) -> Booklet:
    """The booklet as it is now."""
    return Booklet.objects.select_related("campaign__group", "run").get(pk=board.water.pk)


def made(booklet: Booklet) -> Files:
    """Its files, made as a worker would."""
    ask_for_booklet_files(booklet)
    make_files(Files.objects.get(booklet=booklet).pk)
    return Files.objects.get(booklet=booklet)


def test_the_four_files_are_made_and_kept_by_their_digests(board: Board) -> None:
    row = made(water(board))
    assert not row.is_asked_for
    assert row.stamp == stamp_of(document_of(water(board)))
    assert set(row.held) == {"pdf", "html", "md", "json"}
    for ending, file in row.held.items():
        content = store.read(PRINTS, file["digest"], ending)
        assert content is not None
        assert len(content) == file["bytes"]
    standing = booklet_files(water(board), document_of(water(board)))
    assert (held_bytes(standing, "pdf") or b"").startswith(b"%PDF-")


def test_nothing_is_made_twice_for_the_same_words(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    row = made(water(board))
    monkeypatch.setattr(filing, "files_of", lambda document: pytest.fail("made again"))
    ask_for_booklet_files(water(board))
    make_files(row.pk)
    assert Files.objects.get(pk=row.pk).made_at == row.made_at


def test_another_word_makes_other_files_and_takes_the_old_ones_away(board: Board) -> None:
    before = made(water(board))
    Booklet.objects.filter(pk=board.water.pk).update(introduction="L’eau d’abord.")
    standing = booklet_files(water(board), document_of(water(board)))
    assert (standing.held, standing.older) == ((), True)
    after = made(water(board))
    assert after.held["pdf"]["digest"] != before.held["pdf"]["digest"]
    kept = sorted(path.name for path in (settings.STORE / PRINTS).iterdir())
    assert kept == sorted(f"{file['digest']}.{ending}" for ending, file in after.held.items())


@pytest.mark.database
def test_a_freeze_has_the_files_made_and_the_journal_keeps_their_digests(frozen: Booklet) -> None:
    waiting = Files.objects.filter(booklet__campaign=frozen.campaign)
    assert all(row.is_asked_for for row in waiting)
    assert waiting.count() == 2
    row = waiting.get(booklet=frozen)
    make_files(row.pk)
    row.refresh_from_db()
    entry = entries("booklet.printed").get()
    assert entry.facts["digest"] == frozen.digest
    assert entry.facts["files"] == {ending: file["digest"] for ending, file in row.held.items()}


def test_a_frozen_booklet_is_the_same_file_tomorrow(frozen: Booklet) -> None:
    before = made(frozen)
    clock.move(timedelta(days=400))
    Files.objects.filter(pk=before.pk).update(stamp="", asked_at=clock.now())
    make_files(before.pk)
    assert Files.objects.get(pk=before.pk).held == before.held
    assert entries("booklet.printed").count() == 1


def test_a_text_hidden_after_the_freeze_leaves_the_files(frozen: Booklet, board: Board) -> None:
    text = board.text("Réparer les fuites")
    before = made(frozen)
    page = store.read(PRINTS, before.held["html"]["digest"], "html") or b""
    assert "une goutte sur cinq" in page.decode()
    Proposal.objects.filter(pk=text.pk).update(state="hidden", state_reason="nomme une personne")
    assert booklet_files(frozen, document_of(frozen)).held == ()
    after = made(frozen)
    page = store.read(PRINTS, after.held["html"]["digest"], "html") or b""
    assert "une goutte sur cinq" not in page.decode()
    assert "nomme une personne" in page.decode()
    assert store.read(PRINTS, before.held["html"]["digest"], "html") is None
    assert frozen.digest in page.decode().replace(" ", "")
    assert entries("booklet.printed").count() == 2


@pytest.mark.parametrize("ending", ["html", "md", "json"])
def test_only_who_signs_is_named(board: Board, ending: str) -> None:
    author = make_member("Camille Secrète")
    Proposal.objects.filter(pk=board.text("Réparer les fuites").pk).update(author=author)
    Proposal.objects.filter(pk=board.text("Renouveler le réseau").pk).update(
        author=make_member("Nadia B."), signed=True
    )
    row = made(water(board))
    content = (store.read(PRINTS, row.held[ending]["digest"], ending) or b"").decode()
    assert "Camille" not in content
    assert "Nadia B." in content


def test_what_cannot_be_made_says_why_and_may_be_asked_for_again(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(document: object) -> dict[str, bytes]:
        raise RuleBroken("printing.failed", reason="panne")

    with monkeypatch.context() as patch:
        patch.setattr(filing, "files_of", broken)
        row = made(water(board))
    assert (row.failure, row.failure_facts) == ("printing.failed", {"reason": "panne"})
    assert not row.is_asked_for
    assert made(water(board)).held


def test_a_lost_order_is_asked_for_again_then_given_up(board: Board) -> None:
    ask_for_booklet_files(water(board))
    assert resume_files() == 0
    clock.move(LOST_AFTER + timedelta(seconds=1))
    assert resume_files() == 1
    Files.objects.update(tries=MOST_TRIES)
    assert resume_files() == 0
    assert Files.objects.get().failure == "printing.worker-lost"


def test_files_of_a_board_that_was_replaced_meanwhile_are_dropped(board: Board) -> None:
    ask_for_booklet_files(water(board))
    row = Files.objects.get()
    row.delete()
    make_files(row.pk)
    assert not Files.objects.exists()
