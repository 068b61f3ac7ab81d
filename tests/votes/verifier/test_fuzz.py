"""Packs changed at random, where somebody who knows the format would: never accepted, never a traceback."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliberation.core.canonical import canonical, parse
from tests.votes.core.building import Story, a_story
from tests.votes.verifier.tampering import Members, rechain, repacked
from votes.core.box import lines
from votes.verifier.command import main

MEMBERS = (
    "vote.json", "roll.json", "marks.json", "checkpoints.jsonl", "replaced.jsonl", "ballots/eau.jsonl",
    "ballots/ecole.jsonl", "tally.json", "journal.jsonl", "remarks.jsonl",
)  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-3, 2**53 - 1)
    | st.text(st.characters(codec="utf-8"), max_size=12)
    | st.sampled_from(
        ["", "m1", "eau", "blank", "f" * 64, "2026-11-03T08:00:00Z", "choose", "schulze", "1/2"]
    )
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
)


@cache
def story() -> Story:
    return a_story(seed=17, members=40, few=6)


def changed(value: Any, draw: st.DrawFn) -> Any:
    """The value with one part of it, however deep, replaced, removed or repeated."""
    if isinstance(value, dict) and value and draw(st.integers(0, 9)):
        key = draw(st.sampled_from(sorted(value)))
        return {**value, key: changed(value[key], draw)}
    if isinstance(value, list) and value and draw(st.integers(0, 9)):
        place = draw(st.integers(0, len(value) - 1))
        how = draw(st.sampled_from(("change", "change", "change", "remove", "repeat")))
        if how == "remove":
            return value[:place] + value[place + 1 :]
        again = [value[place]] * 2 if how == "repeat" else [changed(value[place], draw)]
        return value[:place] + again + value[place + 1 :]
    return draw(VALUES)


@st.composite
def forged_members(draw: st.DrawFn) -> Members:
    """The members of a good pack with one to three changes somewhere in their values."""
    members = story().members()
    for name in draw(st.lists(st.sampled_from(MEMBERS), min_size=1, max_size=3)):
        if name.endswith(".jsonl"):
            rows = changed([parse(row) for row in members[name].splitlines()], draw)
            members[name] = lines(rows) if isinstance(rows, list) else canonical(rows) + b"\n"
        else:
            members[name] = canonical(changed(parse(members[name]), draw))
    return members


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(forged_members(), st.booleans())
def test_a_pack_changed_anywhere_is_never_good_and_never_stops_the_verifier(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], members: Members, again: bool
) -> None:
    untouched = members == story().members()
    if again and members["journal.jsonl"] == story().members()["journal.jsonl"]:
        rechain(members)
        untouched = untouched or members == story().members()
    file = tmp_path / "pack.zip"
    file.write_bytes(repacked(members))
    code = main([str(file), "--language", "en"])
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    assert said.out.splitlines()[-1].startswith("Verdict: ")
    # With the journal sealed anew a change may make a good pack of another vote: anchors are for that.
    assert code == 0 if untouched else code in ((0, 1, 2) if again else (1, 2))
