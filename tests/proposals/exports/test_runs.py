"""What leaves in files: cells no spreadsheet runs, bundles that appear whole."""

from pathlib import Path

import pytest
from pytest_django import Settings

from proposals.exports import Cell, cell, keep_bundle


@pytest.mark.parametrize("text", ["=1+1", "+33", "-12", "@SUM(A1)", "\tx", "\rx"])
def test_text_that_a_spreadsheet_would_run_is_marked(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("value", [-31, 0, 12, None, "eau", "", "(prior)"])
def test_numbers_and_plain_words_stay_as_they_are(value: Cell) -> None:
    assert cell(value) == value


def test_a_bundle_is_kept_once_under_its_digest(settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path
    first, second = keep_bundle(b"bundle"), keep_bundle(b"bundle")
    assert first == second
    assert [path.name for path in (tmp_path / "bundles").iterdir()] == [f"{first}.zip"]
    assert (tmp_path / "bundles" / f"{first}.zip").read_bytes() == b"bundle"
