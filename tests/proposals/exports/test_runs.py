"""What a run hands out: bundles that appear whole."""

from pathlib import Path

from pytest_django import Settings

from proposals.exports import keep_bundle


def test_a_bundle_is_kept_once_under_its_digest(settings: Settings, tmp_path: Path) -> None:
    settings.STORE = tmp_path
    first, second = keep_bundle(b"bundle"), keep_bundle(b"bundle")
    assert first == second
    assert [path.name for path in (tmp_path / "bundles").iterdir()] == [f"{first}.zip"]
    assert (tmp_path / "bundles" / f"{first}.zip").read_bytes() == b"bundle"
