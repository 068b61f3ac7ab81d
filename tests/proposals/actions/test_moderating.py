"""Hiding words: only words go, each act has a public reason, and no argument is won by it."""

from __future__ import annotations

import io

import pytest
from django.http import Http404

from deliberation import store
from deliberation.journal import queries as journal
from deliberation.members.models import Member
from frontend.wording import entry_sentence
from proposals import exports
from proposals.actions.filing import ask_for_campaign_file, make_files
from proposals.actions.moderating import (
    hide_objection,
    hide_rival,
    hide_text,
    show_objection,
    show_rival,
    show_text,
)
from proposals.actions.publishing import freeze_booklets
from proposals.core.bundle import read_bundle
from proposals.core.settings import Settings
from proposals.exports.keeping import PRINTS
from proposals.models import Files, Objection, Proposal, Rival, Sorting
from proposals.queries.documents import document_of
from proposals.queries.freezing import form_of
from tests.people import as_person, make_group, make_member, make_officer
from tests.proposals.actions.test_filing import made, water
from tests.proposals.boards import Board, make_board
from tests.proposals.contesting import filed, made_at_home
from tests.proposals.objecting import answer, make_drafts, object_to_measure
from tests.proposals.refusing import refuses
from tests.proposals.runs import done_run, filled_campaign

WHY = "nomme une personne"
FIRST = "Réparer les fuites"


@pytest.fixture
def moderator(db: None) -> Member:
    return make_officer("moderator", "Odile Fabre")


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_drafts(organiser)


# texts ----------------------------------------------------------------------------------------------
def test_a_text_is_hidden_with_a_public_reason_and_shown_again(moderator: Member, board: Board) -> None:
    person, text = as_person(moderator), board.text(FIRST)
    with refuses("moderation.not-hidden"):
        show_text(person, text, reason="rien à montrer")
    with refuses("reason.empty"):
        hide_text(person, text, reason=" ")
    hide_text(person, text, reason=WHY)
    text.refresh_from_db()
    assert (text.state, text.state_reason) == ("hidden", WHY)
    with refuses("moderation.not-shown"):
        hide_text(person, text, reason=WHY)
    show_text(person, text, reason="le nom est celui d’une rue")
    text.refresh_from_db()
    assert (text.state, text.state_reason) == ("open", "")
    hidden, shown = (journal.entries(code).get() for code in ("text.hidden", "text.shown"))
    assert (hidden.office, hidden.actor) == ("moderator", "Odile Fabre")
    assert hidden.facts == {"campaign": board.campaign.slug, "text": text.name, "reason": WHY}
    assert "le nom est celui d’une rue" in entry_sentence(shown)


def test_a_frozen_booklet_keeps_its_digest_and_its_files_lose_the_words(
    moderator: Member, organiser: Member, board: Board
) -> None:
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    frozen, before = water(board), made(water(board))
    ask_for_campaign_file(board.campaign)
    hide_text(as_person(moderator), board.text(FIRST), reason=WHY)
    # Asked for at once: nobody has to press a button first.
    waiting = [row for row in Files.objects.all() if row.is_asked_for]
    assert {row.booklet_id for row in waiting} >= {frozen.pk, None}
    make_files(before.pk)
    after = Files.objects.get(pk=before.pk)
    page = (store.read(PRINTS, after.held["html"]["digest"], "html") or b"").decode()
    assert "une goutte sur cinq" not in page
    assert WHY in page
    assert store.read(PRINTS, before.held["html"]["digest"], "html") is None
    assert form_of(frozen).digest() == frozen.digest


def test_a_bundle_that_is_handed_out_holds_only_the_digest_of_a_hidden_text(
    moderator: Member, organiser: Member
) -> None:
    run = done_run(organiser, filled_campaign())
    whole = exports.bundle_bytes(run)
    text = Proposal.objects.filter(placements__run=run).order_by("pk")[0]
    assert exports.public_bundle(run) == whole
    hide_text(as_person(moderator), text, reason=WHY)
    handed = exports.public_bundle(run)
    assert text.body.encode() not in handed
    read, before = read_bundle(io.BytesIO(handed)), read_bundle(io.BytesIO(whole))
    assert len(read.corpus.erased) == 1
    assert read.corpus.digest() == before.corpus.digest() == run.corpus_digest
    assert (read.sheet, read.result_digest) == (before.sheet, before.result_digest)
    # What the site itself repeats rival runs from stays whole.
    assert exports.bundle_bytes(run) == whole


def test_a_text_hidden_while_a_board_was_made_is_placed_when_it_is_shown(
    moderator: Member, organiser: Member
) -> None:
    board = make_board(organiser)
    text = board.text(FIRST)
    hide_text(as_person(moderator), text, reason=WHY)
    Sorting.objects.filter(proposal=text).delete()
    show_text(as_person(moderator), text, reason="par erreur")
    assert board.at(FIRST).booklet == board.water


# objections -----------------------------------------------------------------------------------------
def test_an_objection_loses_its_words_and_not_its_claim_to_an_answer(
    moderator: Member, organiser: Member, member: Member, board: Board
) -> None:
    objection = object_to_measure(member, board, body="Le voisin, M. Durand, a tort.", terms="durand")
    hide_objection(as_person(moderator), objection, reason=WHY)
    [contested] = document_of(water(board)).objections or ()
    assert (contested.first[0].body, contested.first[0].hidden) == ("", WHY)
    with refuses("freeze.objections-open"):
        freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    answer(organiser, [objection])
    show_objection(as_person(moderator), objection, reason="par erreur")
    [contested] = document_of(water(board)).objections or ()
    assert (contested.first[0].body, contested.first[0].hidden) == ("Le voisin, M. Durand, a tort.", "")
    assert {entry.code for entry in journal.entries("objection.")} >= {"objection.hidden", "objection.shown"}


def test_a_withdrawn_objection_has_no_words_to_hide(moderator: Member, member: Member, board: Board) -> None:
    objection = object_to_measure(member, board)
    Objection.objects.filter(pk=objection.pk).update(state="withdrawn")
    with refuses("moderation.not-shown"):
        hide_objection(as_person(moderator), objection, reason=WHY)


# rival runs -----------------------------------------------------------------------------------------
def test_the_words_beside_a_rival_run_are_hidden_and_its_numbers_stay(
    moderator: Member, organiser: Member, member: Member
) -> None:
    run = done_run(organiser, filled_campaign())
    rival = filed(member, run, made_at_home(run, Settings(booklets=3)))
    hide_rival(as_person(moderator), rival, reason=WHY)
    with refuses("moderation.not-shown"):
        hide_rival(as_person(moderator), rival, reason=WHY)
    assert Rival.objects.get().hidden_reason == WHY
    show_rival(as_person(moderator), rival, reason="par erreur")
    with refuses("moderation.not-hidden"):
        show_rival(as_person(moderator), rival, reason="par erreur")
    assert Rival.objects.get().hidden_reason == ""


def test_only_a_moderator_of_the_scope_hides(organiser: Member, member: Member, board: Board) -> None:
    elsewhere = make_officer("moderator", "Ailleurs", make_group("Brest"))
    objection = object_to_measure(make_member("Nadia B."), board)
    for someone in (organiser, member, elsewhere):
        with pytest.raises(Http404):
            hide_text(as_person(someone), board.text(FIRST), reason=WHY)
        with pytest.raises(Http404):
            hide_objection(as_person(someone), objection, reason=WHY)
