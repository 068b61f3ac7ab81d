"""Publishing the drafts and freezing: when, with which digests, and that nothing moves after."""

from __future__ import annotations

import hashlib
import json

import pytest
from django.http import Http404

from deliberation.core.chain import utc_second
from deliberation.journal import queries as journal
from deliberation.members.models import Member
from frontend.wording import entry_sentence
from proposals.actions.drafting import edit_measure
from proposals.actions.publishing import freeze_booklets, publish_drafts
from proposals.core.booklets import wording_digest
from proposals.core.phases import Phase
from proposals.models import Booklet, Campaign, Measure, MeasureSource, Proposal
from proposals.queries.freezing import form_of
from tests.people import as_person
from tests.proposals.actions.test_drafting import move_campaign_to
from tests.proposals.boards import Board, make_board
from tests.proposals.builders import make_campaign
from tests.proposals.objecting import pass_the_announced_date
from tests.proposals.refusing import refuses

FIRST = "Réparer les fuites"


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_board(organiser)


def frozen_digests(campaign: Campaign) -> dict[str, str]:
    return dict(Booklet.objects.filter(campaign=campaign).values_list("slug", "digest"))


def test_the_drafts_are_published_once_with_their_digests(organiser: Member, board: Board) -> None:
    publish_drafts(as_person(organiser), board.campaign)
    board.campaign.refresh_from_db()
    assert board.campaign.drafts_published_at is not None
    entry = journal.head()
    assert entry is not None
    assert entry.code == "drafts.published"
    assert entry.facts["digests"] == {
        str(booklet.number): form_of(booklet).digest() for booklet in (board.water, board.housing)
    }
    assert "Brouillons de livrets publiés" in entry_sentence(entry)
    with refuses("drafts.not-sorting"):
        publish_drafts(as_person(organiser), board.campaign)


def test_drafts_wait_for_the_sorting_phase_and_for_a_board(organiser: Member, board: Board) -> None:
    with refuses("drafts.no-board"):
        publish_drafts(as_person(organiser), make_campaign("sorting"))
    move_campaign_to(board, "contributing")
    with refuses("drafts.not-sorting"):
        publish_drafts(as_person(organiser), board.campaign)


def test_a_freeze_gives_each_booklet_a_digest_and_a_line(organiser: Member, board: Board) -> None:
    move_campaign_to(board, "replying")
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    board.campaign.refresh_from_db()
    assert board.campaign.frozen_at is not None
    assert board.campaign.stage(board.campaign.frozen_at).phase is Phase.FROZEN
    entries = list(journal.entries("booklet.frozen"))
    assert {str(entry.facts["booklet"]): entry.facts["digest"] for entry in entries} == frozen_digests(
        board.campaign
    )
    with refuses("freeze.not-replying"):
        freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")


def test_the_digest_is_the_one_that_anybody_computes_from_what_is_read(
    organiser: Member, board: Board
) -> None:
    move_campaign_to(board, "replying")
    Booklet.objects.filter(pk=board.water.pk).update(introduction="L’eau d’abord.")
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    carried = [FIRST, "Un plan fuites par commune", "Renouveler le réseau"]
    names = sorted(board.text(title).name for title in carried)
    tariff = "Un tarif social"
    by_hand = {
        "campaign": board.campaign.slug,
        "format": "livret-booklet-1",
        "introduction": "L’eau d’abord.",
        "measures": [
            {"body": "", "number": 1, "sources": names, "title": FIRST},
            {"body": "", "number": 2, "sources": [board.text(tariff).name], "title": tariff},
        ],
        "number": 1,
        "result": "d" * 64,
        "run": board.run.name,
        "slug": "fuites-reseau-tarif",
        "title": "Fuites, réseau, tarif",
    }  # fmt: skip
    written = json.dumps(by_hand, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert frozen_digests(board.campaign)[board.water.slug] == hashlib.sha256(written.encode()).hexdigest()


def test_a_word_changed_changes_the_digest_of_its_booklet_alone(organiser: Member, board: Board) -> None:
    before = {booklet.slug: form_of(booklet).digest() for booklet in (board.water, board.housing)}
    measure = board.measure()
    edit_measure(
        as_person(organiser), measure, title="Réparer les fuites d’eau", body="", reason="plus clair",
        seen=wording_digest(measure.title, measure.body),
    )  # fmt: skip
    assert form_of(board.water).digest() != before[board.water.slug]
    assert form_of(board.housing).digest() == before[board.housing.slug]
    MeasureSource.objects.filter(measure__booklet=board.housing)[0].delete()
    assert form_of(board.housing).digest() != before[board.housing.slug]


def test_what_was_changed_behind_the_app_no_longer_has_the_frozen_digest(
    organiser: Member, board: Board
) -> None:
    move_campaign_to(board, "replying")
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    water = Booklet.objects.get(pk=board.water.pk)
    assert form_of(water).digest() == water.digest
    Measure.objects.filter(booklet=water, number=1).update(body="Un mot de plus.")
    assert form_of(water).digest() != water.digest


def test_a_booklet_without_measures_is_named_and_nothing_is_frozen(organiser: Member, board: Board) -> None:
    move_campaign_to(board, "replying")
    board.housing.measures.all().delete()
    with refuses("freeze.empty-booklet"):
        freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    assert set(frozen_digests(board.campaign).values()) == {""}
    board.campaign.refresh_from_db()
    assert board.campaign.frozen_at is None


def test_a_text_withdrawn_before_the_freeze_is_in_no_measure(organiser: Member, board: Board) -> None:
    move_campaign_to(board, "replying")
    Proposal.objects.filter(name=board.text(FIRST).name).update(state=Proposal.State.WITHDRAWN)
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    assert board.text(FIRST).name not in form_of(board.water).measures[0].sources
    # Hidden after the freeze: the words go, the digest stays.
    digest = frozen_digests(board.campaign)[board.water.slug]
    Proposal.objects.filter(name=board.text("Un tarif social").name).update(state=Proposal.State.HIDDEN)
    assert form_of(board.water).digest() == digest


def test_freezing_waits_for_the_replies(organiser: Member, board: Board) -> None:
    for phase in ("contributing", "sorting", "frozen", "closed"):
        move_campaign_to(board, phase)
        with refuses("freeze.not-replying"):
            freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")


def test_a_freeze_before_the_announced_date_takes_a_public_reason(organiser: Member, board: Board) -> None:
    move_campaign_to(board, "replying")
    for nothing in ("", "  "):
        with refuses("freeze.before-its-date"):
            freeze_booklets(as_person(organiser), board.campaign, nothing)
    freeze_booklets(as_person(organiser), board.campaign, "  plus personne ne conteste ")
    [entry] = journal.entries("freeze.early")
    assert entry.facts["until"] == utc_second(board.campaign.freezing_at)
    assert entry.facts["reason"] == "plus personne ne conteste"
    assert "plus personne ne conteste" in entry_sentence(entry)


def test_a_freeze_from_the_announced_date_on_takes_none(organiser: Member, board: Board) -> None:
    move_campaign_to(board, "replying")
    pass_the_announced_date(board)
    freeze_booklets(as_person(organiser), board.campaign)
    assert not journal.entries("freeze.early").exists()


def test_publishing_and_freezing_are_for_organisers(member: Member, observer: Member, board: Board) -> None:
    for someone in (member, observer):
        with pytest.raises(Http404):
            publish_drafts(as_person(someone), board.campaign)
        with pytest.raises(Http404):
            freeze_booklets(as_person(someone), board.campaign, early="tout a sa réponse")
