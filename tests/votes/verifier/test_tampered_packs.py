"""Every tampering is named by its finding, even with a manifest made anew by the forger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.votes.verifier.forgeries import TAMPERED
from tests.votes.verifier.forging import story
from tests.votes.verifier.rewritings import REWRITTEN
from tests.votes.verifier.tampering import Members, edit, edit_lines, rechain, repacked, with_manifest_of
from votes.verifier.findings import NotAPack
from votes.verifier.verifying import verify


def found_in(packed: bytes) -> set[str]:
    return {found.code for found in verify(packed).findings}


def test_the_untouched_pack_is_consistent() -> None:
    report = verify(story().pack())
    assert report.findings == ()
    assert report.verdict == "consistent-not-anchored"
    assert [note.code for note in report.notes] == ["question.hidden"]


@pytest.mark.parametrize(
    ("forge", "expected"), [each[1:] for each in TAMPERED], ids=[each[0] for each in TAMPERED]
)
def test_a_tampered_pack_is_named_though_its_manifest_is_new(
    forge: Callable[[Members], None], expected: set[str]
) -> None:
    members = story().members()
    forge(members)
    found = found_in(repacked(members))
    assert expected <= found
    assert not any(code.startswith("manifest.") for code in found)


@pytest.mark.parametrize("forge", [each[1] for each in TAMPERED], ids=[each[0] for each in TAMPERED])
def test_a_tampered_pack_under_its_old_manifest(forge: Callable[[Members], None]) -> None:
    members = story().members()
    forge(members)
    packed = with_manifest_of(story().members(), members)
    assert "manifest.digest-differs" in found_in(packed)


@pytest.mark.parametrize(
    ("rewrite", "expected"), [each[1:] for each in REWRITTEN], ids=[each[0] for each in REWRITTEN]
)
def test_a_journal_rewritten_with_a_whole_chain_still_contradicts_the_rules(
    rewrite: Callable[[list[Any]], object], expected: set[str]
) -> None:
    members = story().members()
    edit_lines("journal.jsonl", rewrite)(members)
    rechain(members, reseal="sealed.questions-differ" not in expected)
    assert expected <= found_in(repacked(members))


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        (lambda m: m.pop("marks.json"), "pack.member-missing"),
        (lambda m: m.pop("vote.json"), "pack.member-missing"),
        (lambda m: m.pop("remarks.jsonl"), "pack.member-missing"),
        (lambda m: m.update({"notes.txt": b"x"}), "pack.member-unexpected"),
        (lambda m: m.update({"ballots/autre.jsonl": b""}), "pack.member-unexpected"),
        (lambda m: m.update({"vote.json": m.pop("vote.json")}), "pack.members-out-of-order"),
        (edit("vote.json", lambda v: v["questions"][0].update(rule="lottery")), "pack.vote-illegal"),
        (edit("vote.json", lambda v: v["questions"][0].update(most=99)), "pack.vote-illegal"),
        (edit("vote.json", lambda v: v.update(mode="secret")), "pack.vote-illegal"),
    ],
)
def test_what_changes_the_shape_of_a_pack_is_refused(forge: Callable[[Members], object], code: str) -> None:
    members = story().members()
    forge(members)
    with pytest.raises(NotAPack) as refusal:
        verify(repacked(members))
    assert refusal.value.finding.code == code


def test_a_manifest_that_lists_something_else() -> None:
    members = story().members()
    listed = {name: content for name, content in members.items() if name != "tally.json"}
    packed = with_manifest_of(listed, members)
    assert found_in(packed) == {"manifest.members-differ"}


def test_all_checks_run_after_a_failure() -> None:
    members = story().members()
    for _, forge, _ in TAMPERED[:1] + TAMPERED[19:20] + TAMPERED[36:37]:
        forge(members)
    found = found_in(repacked(members))
    assert {"sealed.ballots-differ", "marks.not-on-roll", "vote.digest-differs", "tally.differs"} <= found
