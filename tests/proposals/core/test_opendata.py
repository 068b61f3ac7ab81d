"""Reading the export of a whole campaign, which anyone may have written: strict limits, clear refusals."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.canonical import Json, canonical
from deliberation.core.errors import RuleBroken
from proposals.core import opendata
from proposals.core.opendata import Exported, read_export
from proposals.core.opentables import BY_NAME, MANIFEST, MANIFEST_TABLE, lines_name
from proposals.core.seeds import dates_from, seed_of
from tests.proposals.core.archives import members_of, signed_again, zipped
from tests.proposals.refusing import refuses

TEXT: list[Json] = [
    "abcdefghjk",
    "proposal",
    None,
    "fr",
    "Réparer les fuites",
    "Une goutte sur cinq.",
    "open",
    "",
    1,
    "",
    None,
]
DATES = {
    name: f"2026-10-{day:02d}T18:00:00Z"
    for day, name in enumerate(
        ("contributing_at", "sorting_at", "replying_at", "freezing_at", "voting_at", "closing_at"), 1
    )
}


def members(*texts: list[Json]) -> dict[str, bytes]:
    """The members of an export of texts alone, as `write_campaign` would write them."""
    lines = b"".join(BY_NAME["texts"].line(text) for text in texts or (TEXT,))
    manifest = MANIFEST_TABLE.line(
        [
            "livret-campaign-1", "Rives communes", "https://l.example/campaigns/automne/", "automne",
            "Automne",
            "", "", "fr", DATES, None, False, 12, 5000, True, 5, None, None, {"texts": len(texts) or 1}, {},
        ]
    )  # fmt: skip
    return signed_again({lines_name("texts"): lines, MANIFEST: manifest.strip()})


def read(content: bytes) -> Exported:
    return read_export(io.BytesIO(content))


def test_what_is_written_is_read() -> None:
    found = read(zipped(members()))
    assert found.manifest["title"] == "Automne"
    assert [row["title"] for row in found.rows["texts"]] == ["Réparer les fuites"]
    assert found.rows["placements"] == ()
    assert (found.sheet, found.lists) == (None, None)
    assert seed_of(found, with_board=False).texts == found.rows["texts"]


def test_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    content = zipped(members())
    assert read(content).digest == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("content", [b"", b"PK", b"<html>", b"PK\x03\x04" + b"\0" * 50])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    with refuses("campaign-file.not-a-zip"):
        read(content)


def test_a_member_that_is_missing_is_named() -> None:
    with refuses("campaign-file.wrong-members"):
        read(zipped({"README.txt": b"x"}))
    lacking = members()
    del lacking[lines_name("texts")]
    with refuses("campaign-file.wrong-members"):
        read(zipped(lacking))


def test_compressed_members_are_refused_whatever_they_unpack_to() -> None:
    with refuses("campaign-file.wrong-members"):
        read(zipped(members(), zipfile.ZIP_DEFLATED))


def test_a_member_that_stands_twice_is_refused() -> None:
    target = io.BytesIO(zipped(members()))
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(MANIFEST, b"{}")
    with refuses("campaign-file.wrong-members"):
        read(target.getvalue())


def test_a_changed_table_is_refused_unless_it_is_signed_again() -> None:
    changed = members()
    changed[lines_name("texts")] = changed[lines_name("texts")].replace(b"goutte", b"larme!")
    with refuses("campaign-file.wrong-digest"):
        read(zipped(changed))
    assert read(zipped(signed_again(changed)))


@pytest.mark.parametrize(
    ("field", "value"),
    [("format", "livret-campaign-9"), ("title", "x" * 161), ("rows", None), ("files", {"x": 1}), ("more", 1)],
)
def test_a_manifest_of_another_form_is_refused(field: str, value: object) -> None:
    changed = members()
    changed[MANIFEST] = canonical(json.loads(changed[MANIFEST]) | {field: value})
    with refuses("campaign-file.wrong-manifest"):
        read(zipped(changed))


def test_limits_hold_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    content = zipped(members(TEXT, [*TEXT[:-1], None]))
    with monkeypatch.context() as patch:
        patch.setattr(opendata, "LARGEST_FILE", 100)
        with refuses("campaign-file.too-large"):
            read(content)
    with monkeypatch.context() as patch:
        patch.setattr(opendata, "LARGEST_MEMBER", 100)
        with refuses("campaign-file.too-large"):
            read(content)
    monkeypatch.setattr(opendata, "MOST_ROWS", 1)
    with refuses("campaign-file.too-many-rows"):
        read(content)


def test_nothing_to_import_is_refused() -> None:
    hidden: list[Json] = [*TEXT[:4], "", "", "hidden", "nomme une personne", 1, "", None]
    with refuses("import.nothing"):
        seed_of(read(zipped(members(hidden))), with_board=False)


def test_dates_keep_their_distances_from_a_new_start() -> None:
    found = read(zipped(members()))
    dates = dates_from(found, datetime(2027, 3, 1, tzinfo=UTC))
    assert dates.contributing_at == datetime(2027, 3, 1, tzinfo=UTC)
    assert dates.closing_at == datetime(2027, 3, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "dates",
    [
        {},
        {**DATES, "closing_at": "hier"},
        {**DATES, "closing_at": DATES["contributing_at"]},
        {**DATES, "x": "y"},
    ],
)
def test_dates_that_are_none_are_refused(dates: dict[str, str]) -> None:
    changed = members()
    changed[MANIFEST] = canonical(json.loads(changed[MANIFEST]) | {"dates": dates})
    with refuses("campaign-file.wrong-manifest"):
        dates_from(read(zipped(changed)), datetime(2027, 3, 1, tzinfo=UTC))


@given(st.data())
def test_any_damage_is_a_refusal_and_never_a_fault(data: st.DataObject) -> None:
    content = bytearray(zipped(members()))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    damaged = bytes(content[: cut or None])
    try:
        found = read(damaged)
    except RuleBroken:
        return
    assert found.rows["texts"] == read(zipped(members_of(zipped(members())))).rows["texts"]
