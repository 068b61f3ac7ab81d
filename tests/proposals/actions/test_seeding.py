"""A campaign from the open data of another: everything that was there, nothing that should not be."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from deliberation.core.actors import OPERATOR
from deliberation.journal.queries import entries
from deliberation.members.models import Member
from proposals.actions.drafting import edit_measure
from proposals.actions.founding import adopt_run
from proposals.actions.publishing import publish_drafts
from proposals.actions.seeding import Seeded, seed_campaign
from proposals.core.booklets import wording_digest
from proposals.core.opendata import read_export
from proposals.core.seeds import Seed, seed_of
from proposals.exports.campaigns import write_campaign
from proposals.models import Booklet, Campaign, Edit, Measure, Proposal, Run, Sorting, TermTexts
from proposals.queries.seeing import seen_in_booklets
from tests.people import as_person, make_member
from tests.proposals.builders import make_campaign, make_proposal
from tests.proposals.core.archives import changed_export
from tests.proposals.refusing import refuses
from tests.proposals.runs import done_run, filled_campaign


def exported(campaign: Campaign) -> bytes:
    target = io.BytesIO()
    found = Campaign.objects.select_related("group").get(pk=campaign.pk)
    write_campaign(found, target, drafts=True)
    return target.getvalue()


def seed_from(content: bytes, *, board: bool = True) -> Seed:
    return seed_of(read_export(io.BytesIO(content)), with_board=board)


@pytest.fixture
def source(organiser: Member) -> Campaign:
    """A campaign with everything: answers, signed and gone texts, an adopted run, wording by hand."""
    campaign = filled_campaign(slug="source", phase="sorting", reads_answers=True)
    texts = list(campaign.proposals.order_by("pk"))
    make_proposal(campaign, title="D’accord", body="Oui, et vite.", parent=texts[0])
    Proposal.objects.filter(pk=texts[1].pk).update(author=make_member("Nadia B."), signed=True)
    adopt_run(as_person(organiser), done_run(organiser, campaign))
    Proposal.objects.filter(pk=texts[3].pk).update(version=3)
    Proposal.objects.filter(pk=texts[2].pk).update(state="hidden", state_reason="nomme une personne")
    measure = Measure.objects.filter(booklet__campaign=campaign).select_related("booklet__campaign").first()
    assert measure is not None
    edit_measure(
        as_person(organiser), measure, title="Une demande écrite", body="Avec *ses* mots.",
        reason="plus clair", seen=wording_digest(measure.title, measure.body),
    )  # fmt: skip
    return campaign


def seeded(source: Campaign, *, board: bool = True, slug: str = "ailleurs") -> tuple[Campaign, Seeded]:
    target = make_campaign(slug=slug)
    done = seed_campaign(OPERATOR, target, seed_from(exported(source), board=board))
    target.refresh_from_db()
    return target, done


# round trip ------------------------------------------------------------------------------------------------
def tables_by_origin(content: bytes) -> dict[str, list[str]]:
    """The tables of an export, each name written as it was first, rows sorted: what must come through."""
    read = read_export(io.BytesIO(content))
    texts = {row["name"]: row["origin"] or row["name"] for row in read.rows["texts"]}
    open_texts = {row["name"] for row in read.rows["texts"] if row["state"] == "open"}
    names = texts | {read.manifest["run"]: "run"}

    def row_of(row: Any) -> Any:
        found = {
            column: names.get(value, value) if isinstance(value, str) else value
            for column, value in row.items()
        }
        for gone in ("origin", "signed_by", "digest", "adopted", "bundle_digest", "place", "drafts"):
            found.pop(gone, None)
        return found

    kept = {}
    for table in ("texts", "clusters", "terms", "placements", "board", "booklets", "measures", "sources"):
        rows = [
            row for row in read.rows[table]
            if row.get("text", row.get("name")) in open_texts or not {"text", "kind"} & set(row)
        ]  # fmt: skip
        kept[table] = sorted(json.dumps(row_of(row), sort_keys=True) for row in rows)
    return kept


@pytest.mark.database
def test_export_import_export_gives_the_same_texts_placements_and_booklets(source: Campaign) -> None:
    before = exported(source)
    target, _done = seeded(source)
    assert tables_by_origin(exported(target)) == tables_by_origin(before)


def test_in_an_empty_database_even_the_names_are_the_same(source: Campaign) -> None:
    content = exported(source)
    names = set(Proposal.objects.filter(state="open").values_list("name", flat=True))
    wording = list(Measure.objects.order_by("booklet__number", "number").values_list("title", "body"))
    Campaign.objects.update(run=None)
    for model in (Sorting, Booklet, Edit, Run, Proposal, Campaign):
        model.objects.all().delete()
    target = make_campaign(slug="ailleurs")
    seed_campaign(OPERATOR, target, seed_from(content))
    assert set(target.proposals.values_list("name", flat=True)) == names
    assert list(Measure.objects.order_by("booklet__number", "number").values_list("title", "body")) == wording
    again = read_export(io.BytesIO(exported(target)))
    assert again.rows["placements"] == tuple(
        row for row in read_export(io.BytesIO(content)).rows["placements"] if row["text"] in names
    )


# what comes in ---------------------------------------------------------------------------------------------
def test_texts_come_without_authors_unsigned_with_fresh_salts_and_their_name_of_then(
    source: Campaign,
) -> None:
    target, done = seeded(source, board=False)
    assert (done.proposals, done.answers, done.left_out) == (50, 1, 1)
    assert (done.booklets, done.measures) == (0, 0)
    salts = set(source.proposals.values_list("salt", flat=True))
    for text in target.proposals.select_related("parent"):
        assert (text.author_id, text.signed) == (None, False)
        assert text.salt not in salts
        assert Proposal.objects.get(campaign=source, name=text.origin).title == text.title
    taken, given = (campaign.proposals.get(kind="answer").parent for campaign in (target, source))
    assert taken is not None
    assert given is not None
    assert taken.origin == given.name


def test_where_it_comes_from_is_kept_and_the_journal_says_so(source: Campaign) -> None:
    target, _done = seeded(source)
    read = read_export(io.BytesIO(exported(source)))
    assert target.origin is not None
    assert target.origin["digest"] == read.digest
    assert target.origin["address"].endswith("/campaigns/source/")
    facts = entries("campaign.seeded").get().facts
    assert facts["digest"] == read.digest
    assert facts["proposals"] == 50
    assert read_export(io.BytesIO(exported(target))).manifest["origin"] == target.origin


def test_what_was_seen_there_is_seen_here(source: Campaign) -> None:
    target, _done = seeded(source)
    source.refresh_from_db()
    there, here = seen_in_booklets(source), seen_in_booklets(target)
    assert there is not None
    assert here is not None
    assert [theme.slug for theme in here.themes] == [theme.slug for theme in there.themes]
    terms = TermTexts.objects.filter(run=target.run).count()
    assert terms > 20
    assert here.silence is not None


def test_the_board_goes_on_here(source: Campaign, organiser: Member) -> None:
    target, _done = seeded(source)
    person = as_person(organiser)
    measure = Measure.objects.select_related("booklet__campaign").filter(booklet__campaign=target).first()
    assert measure is not None
    edit_measure(
        person, measure, title="Autrement", body="", reason="ici c’est autre chose",
        seen=wording_digest(measure.title, measure.body),
    )  # fmt: skip
    Campaign.objects.filter(pk=target.pk).update(sorting_at=target.contributing_at)
    publish_drafts(person, target)
    assert done_run(organiser, make_campaign_of(target)) is not None


def make_campaign_of(target: Campaign) -> Campaign:
    """The same texts in a campaign whose runs are still to come."""
    campaign = make_campaign(slug="encore", phase="sorting")
    seed_campaign(OPERATOR, campaign, seed_from(exported(target), board=False))
    return campaign


# refusals --------------------------------------------------------------------------------------------------
def test_nothing_comes_into_a_campaign_that_holds_something(source: Campaign) -> None:
    content = exported(source)
    with refuses("seed.not-empty"):
        seed_campaign(OPERATOR, source, seed_from(content))


def test_nothing_comes_in_once_the_drafts_are_out(source: Campaign) -> None:
    content = exported(source)
    with refuses("import.not-open"):
        seed_campaign(OPERATOR, make_campaign("replying"), seed_from(content))


def test_an_export_without_a_board_gives_its_texts_only(db: None) -> None:
    campaign = make_campaign(slug="seule")
    make_proposal(campaign)
    content = exported(campaign)
    with refuses("seed.no-board"):
        seed_from(content)
    assert len(seed_from(content, board=False).texts) == 1


Change = Callable[[dict[str, list[dict[str, Any]]]], None]


def first_open(rows: dict[str, list[dict[str, Any]]], table: str) -> dict[str, Any]:
    """The first row of a table that is about an open text: those about a hidden one are left out."""
    names = {row["name"] for row in rows["texts"] if row["state"] == "open"}
    return next(row for row in rows[table] if row["name" if table == "texts" else "text"] in names)


def rename_run(rows: dict[str, list[dict[str, Any]]]) -> None:
    rows["runs"][0]["name"] = "aaaaaaaaaa"


def lose_a_cluster(rows: dict[str, list[dict[str, Any]]]) -> None:
    rows["clusters"].pop()


def shorten_a_weight(rows: dict[str, list[dict[str, Any]]]) -> None:
    rows["terms"][0]["weights"].pop()


def other_settings(rows: dict[str, list[dict[str, Any]]]) -> None:
    rows["runs"][0]["settings"]["booklets"] = 7


def place_an_unknown_text(rows: dict[str, list[dict[str, Any]]]) -> None:
    rows["placements"][0]["text"] = "aaaaaaaaaa"


def place_a_text_twice(rows: dict[str, list[dict[str, Any]]]) -> None:
    rows["placements"].append(first_open(rows, "placements"))


def place_in_an_unknown_cluster(rows: dict[str, list[dict[str, Any]]]) -> None:
    first_open(rows, "placements")["cluster"] = 99


def put_in_an_unknown_booklet(rows: dict[str, list[dict[str, Any]]]) -> None:
    first_open(rows, "board").update(place="booklet", booklet=99)


def put_in_a_booklet_and_aside(rows: dict[str, list[dict[str, Any]]]) -> None:
    first_open(rows, "board").update(place="aside", booklet=1)


def source_of_an_unknown_measure(rows: dict[str, list[dict[str, Any]]]) -> None:
    first_open(rows, "sources")["measure"] = 99


def one_text_twice(rows: dict[str, list[dict[str, Any]]]) -> None:
    rows["texts"].append(first_open(rows, "texts"))


def answer_to_nothing(rows: dict[str, list[dict[str, Any]]]) -> None:
    first_open(rows, "texts")["parent"] = "aaaaaaaaaa"


def bidi_in_a_title(rows: dict[str, list[dict[str, Any]]]) -> None:
    first_open(rows, "texts")["title"] = "\u202egauche"


def bidi_in_a_measure(rows: dict[str, list[dict[str, Any]]]) -> None:
    rows["measures"][0]["title"] = "\u202egauche"


def too_many_measures(rows: dict[str, list[dict[str, Any]]]) -> None:
    rows["measures"] += [{**rows["measures"][0], "number": number} for number in range(50, 70)]


FORGERIES: list[tuple[Change, str]] = [
    (rename_run, "seed.no-board"),
    (lose_a_cluster, "seed.wrong-run"),
    (shorten_a_weight, "seed.wrong-run"),
    (other_settings, "seed.wrong-run"),
    (place_an_unknown_text, "seed.unknown-reference"),
    (place_a_text_twice, "seed.same-twice"),
    (place_in_an_unknown_cluster, "seed.unknown-reference"),
    (put_in_an_unknown_booklet, "seed.unknown-reference"),
    (put_in_a_booklet_and_aside, "seed.unknown-reference"),
    (source_of_an_unknown_measure, "seed.unknown-reference"),
    (one_text_twice, "seed.same-twice"),
    (answer_to_nothing, "seed.unknown-reference"),
    (bidi_in_a_title, "text.hidden-sign"),
    (bidi_in_a_measure, "text.hidden-sign"),
    (too_many_measures, "measure.too-many"),
]


def test_rows_that_do_not_hold_together_are_refused(exports: bytes) -> None:
    for change, code in FORGERIES:
        with refuses(code):
            seed_from(changed_export(exports, change))


def test_the_helper_that_changes_an_export_changes_nothing_by_itself(exports: bytes) -> None:
    assert seed_from(changed_export(exports, lambda rows: None)).texts


@pytest.fixture
def exports(source: Campaign) -> bytes:
    return exported(source)
