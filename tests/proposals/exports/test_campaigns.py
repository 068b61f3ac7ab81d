"""The export of a whole campaign: what it holds, what it never holds, the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from deliberation.members.models import Member
from proposals.actions.founding import adopt_run
from proposals.actions.moderating import hide_objection
from proposals.actions.publishing import freeze_booklets
from proposals.actions.sorting import move_texts
from proposals.core.opentables import (
    MANIFEST,
    MANIFEST_TABLE,
    OF_DRAFTS,
    TABLES,
    csv_name,
    lines_name,
    schema_name,
)
from proposals.exports import campaigns
from proposals.exports.campaigns import kept_campaign, stamp_of, write_campaign
from proposals.models import Booklet, Campaign, Proposal, Sorting
from tests.people import as_person, make_member, make_officer
from tests.proposals.actions.test_drafting import move_campaign_to
from tests.proposals.boards import Board, make_board
from tests.proposals.builders import make_proposal
from tests.proposals.core.json_schema import faults
from tests.proposals.objecting import make_drafts, object_to_measure
from tests.proposals.runs import done_run, filled_campaign


def export(campaign: Campaign, *, drafts: bool = True) -> zipfile.ZipFile:
    """The export, opened."""
    target = io.BytesIO()
    write_campaign(Campaign.objects.select_related("group").get(pk=campaign.pk), target, drafts=drafts)
    return zipfile.ZipFile(target)


def rows(archive: zipfile.ZipFile, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.read(lines_name(table)).splitlines()]


def cells(archive: zipfile.ZipFile, table: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(archive.read(csv_name(table)).decode(), newline="")))


def manifest_of(archive: zipfile.ZipFile) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(archive.read(MANIFEST))
    return read


@pytest.fixture
def board(organiser: Member) -> Board:
    return make_board(organiser)


# the whole ----------------------------------------------------------------------------------------
def test_every_row_follows_its_schema_and_every_digest_is_that_of_the_file(organiser: Member) -> None:
    campaign = filled_campaign()
    adopt_run(as_person(organiser), done_run(organiser, campaign))
    archive = export(campaign)
    manifest = manifest_of(archive)
    assert faults(json.loads(archive.read(schema_name("campaign"))), manifest) == []
    for table in TABLES:
        schema = json.loads(archive.read(schema_name(table.name)))
        found = rows(archive, table.name)
        assert [fault for row in found for fault in faults(schema, row)] == []
        assert manifest["rows"][table.name] == len(found) == len(cells(archive, table.name)) - 1
    assert set(archive.namelist()) == {*manifest["files"], MANIFEST}
    for name, digest in manifest["files"].items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest


def test_counts_and_links_hold_together(organiser: Member) -> None:
    campaign = filled_campaign()
    run = done_run(organiser, campaign)
    adopt_run(as_person(organiser), run)
    archive = export(campaign)
    names = {row["name"] for row in rows(archive, "texts")}
    assert len(names) == campaign.proposals.count()
    assert {row["text"] for row in rows(archive, "placements")} == names
    assert {row["text"] for row in rows(archive, "board")} == names
    assert {row["text"] for row in rows(archive, "sources")} <= names
    assert [row["adopted"] for row in rows(archive, "runs")] == [True]
    assert len(rows(archive, "terms")) == run.terms.count()
    assert json.loads(archive.read(f"runs/{run.name}.sheet.json")) == run.sheet
    for booklet in rows(archive, "booklets"):
        content = archive.read(f"booklets/{booklet['slug']}.json")
        assert hashlib.sha256(content).hexdigest() == booklet["digest"]


def test_the_same_rows_are_the_same_bytes_and_every_member_is_stored(board: Board) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_campaign(board.campaign, first, drafts=True)
    write_campaign(board.campaign, second, drafts=True)
    assert first.getvalue() == second.getvalue()
    listed = zipfile.ZipFile(first).infolist()
    assert {found.compress_type for found in listed} == {zipfile.ZIP_STORED}
    assert {found.date_time for found in listed} == {(1980, 1, 1, 0, 0, 0)}


def test_a_kept_export_is_the_same_bytes_in_the_store(
    board: Board, settings: Settings, tmp_path: Path
) -> None:
    settings.STORE = tmp_path
    digest, size = kept_campaign(board.campaign)
    assert kept_campaign(board.campaign) == (digest, size)
    content = (tmp_path / "prints" / f"{digest}.zip").read_bytes()
    assert (hashlib.sha256(content).hexdigest(), len(content)) == (digest, size)
    assert [path.name for path in tmp_path.iterdir()] == ["prints"]


def test_rows_stand_by_public_names_which_tell_nothing_of_when_a_text_came(board: Board) -> None:
    archive = export(board.campaign)
    for table, column in (("texts", "name"), ("placements", "text"), ("board", "text")):
        names = [row[column] for row in rows(archive, table)]
        assert names == sorted(names)


# what leaves, and what does not -------------------------------------------------------------------
def test_only_who_signs_is_named_and_no_time_of_a_text_leaves(board: Board) -> None:
    first, second = board.text("Réparer les fuites"), board.text("Renouveler le réseau")
    Proposal.objects.filter(pk=first.pk).update(author=make_member("Camille Secrète"))
    Proposal.objects.filter(pk=second.pk).update(author=make_member("Nadia B."), signed=True)
    archive = export(board.campaign)
    whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "Camille" not in whole
    assert "@example.org" not in whole
    assert first.salt not in whole
    by = {row["name"]: row["signed_by"] for row in rows(archive, "texts")}
    assert (by[first.name], by[second.name]) == ("", "Nadia B.")
    assert not any("submitted" in name for name in TABLES[0].names())


@pytest.mark.parametrize("state", ["withdrawn", "hidden"])
def test_a_text_that_is_withdrawn_or_hidden_leaves_without_its_words(board: Board, state: str) -> None:
    text = board.text("Réparer les fuites")
    Proposal.objects.filter(pk=text.pk).update(
        state=state, state_reason="nomme une personne", author=make_member("Nadia B."), signed=True
    )
    archive = export(board.campaign)
    row = next(row for row in rows(archive, "texts") if row["name"] == text.name)
    assert (row["title"], row["body"], row["signed_by"]) == ("", "", "")
    assert row["state_reason"] == ("nomme une personne" if state == "hidden" else "")
    assert "une goutte sur cinq" not in archive.read(csv_name("texts")).decode()


def test_an_objection_that_is_hidden_leaves_without_its_words_and_moves_the_stamp(
    organiser: Member, member: Member
) -> None:
    board = make_drafts(organiser)
    objection = object_to_measure(
        member, board, body="M. Durand a tort.", instead="Sans lui.", terms="durand"
    )
    before = stamp_of(board.campaign)
    hide_objection(
        as_person(make_officer("moderator", "Odile Fabre")), objection, reason="nomme une personne"
    )
    [row] = rows(export(board.campaign), "objections")
    assert (row["body"], row["instead"], row["terms"]) == ("", "", "")
    assert row["digest"] == objection.digest
    assert stamp_of(board.campaign) != before


def test_nothing_of_the_drafts_leaves_before_they_are_published(board: Board) -> None:
    archive = export(board.campaign, drafts=False)
    assert not any(name.startswith("booklets/") for name in archive.namelist())
    assert not any(lines_name(table) in archive.namelist() for table in OF_DRAFTS)
    assert board.water.title not in archive.read(MANIFEST).decode()
    assert manifest_of(archive)["drafts"] is False


def test_no_cell_runs_in_a_spreadsheet(board: Board) -> None:
    formula = '=HYPERLINK("http://evil.example","x")'
    make_proposal(board.campaign, title=formula, body=f"+{formula}\n-1")
    found = cells(export(board.campaign), "texts")
    assert [f"'{formula}", f"'+{formula}\n-1"] in [row[4:6] for row in found]
    assert not any(cell[:1] in "=+@\t\r" for row in found for cell in row if cell)


def test_edits_leave_with_their_reasons_and_their_journal_numbers(board: Board, organiser: Member) -> None:
    move_texts(as_person(organiser), board.campaign, board.seen("Un tarif social"), "aside", None, "déjà dit")
    (edit,) = rows(export(board.campaign), "edits")
    assert (edit["code"], edit["reason"], edit["by"]) == ("board.moved", "déjà dit", "Inès Valmont")
    assert edit["text"] == board.text("Un tarif social").name
    assert edit["journal_seq"] > 0


# up to date or not --------------------------------------------------------------------------------
def test_the_stamp_moves_with_every_act(board: Board, organiser: Member) -> None:
    seen = {stamp_of(board.campaign)}
    make_proposal(board.campaign, title="Un texte de plus")
    seen.add(stamp_of(board.campaign))
    move_texts(as_person(organiser), board.campaign, board.seen("Un tarif social"), "aside", None, "déjà dit")
    seen.add(stamp_of(board.campaign))
    Proposal.objects.filter(pk=board.text("Un tarif social").pk).update(state="hidden")
    seen.add(stamp_of(board.campaign))
    move_campaign_to(board, "replying")
    board.campaign.refresh_from_db()
    seen.add(stamp_of(board.campaign))
    Booklet.objects.filter(pk=board.water.pk).update(introduction="L’eau d’abord.")
    seen.add(stamp_of(board.campaign))
    assert len(seen) == 6
    assert stamp_of(board.campaign) in seen


def test_the_queries_do_not_grow_with_the_texts(
    board: Board, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(60):
        export(board.campaign)


def test_a_frozen_campaign_exports_its_digests(organiser: Member, board: Board) -> None:
    move_campaign_to(board, "replying")
    freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    archive = export(board.campaign)
    frozen = {row["number"]: row["digest"] for row in rows(archive, "booklets")}
    assert frozen == dict(Booklet.objects.filter(campaign=board.campaign).values_list("number", "digest"))
    assert manifest_of(archive)["frozen_at"]
    assert len(rows(archive, "board")) == Sorting.objects.filter(campaign=board.campaign).count()
    assert MANIFEST_TABLE.row_of(archive.read(MANIFEST), 1)["drafts"] is True


def test_the_page_of_the_format_names_every_column() -> None:
    page = (Path(__file__).parents[3] / "docs" / "formats" / "campaign-export.md").read_text()
    for table in (*TABLES, MANIFEST_TABLE):
        part = page.split(f"\n## `{table.name}", 1)[1].split("\n## ", 1)[0]
        assert all(f"\n| `{name}` |" in part for name in table.names()), table.name


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_sees_one_moment_and_leaves_the_connection_as_it_was(
    organiser: Member,
) -> None:
    board = make_board(organiser)
    assert not connection.in_atomic_block
    seen = len(rows(export(board.campaign), "texts"))
    make_proposal(board.campaign, title="Un texte de plus")
    assert len(rows(export(board.campaign), "texts")) == seen + 1
    with pytest.raises(ZeroDivisionError), campaigns._one_moment():
        raise ZeroDivisionError
    make_proposal(board.campaign, title="Encore un")
    assert board.campaign.proposals.count() == seen + 2
