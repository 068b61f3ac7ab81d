"""A member's own seat in a pack: on the roll, marked or not, without sign-in; ten forged marks are seen."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.votes.core.building import CUTOFF_ON, a_ballot, a_story, a_vote, retold
from votes.core.box import BoxContents
from votes.core.codes import change_code, follow_up_code
from votes.core.rolls import Roll, Step, Tree, freeze_roll, seat_commitment
from votes.core.seats import SeatProof
from votes.verifier.checks.seat import read_seat
from votes.verifier.command import main
from votes.verifier.findings import NotAPack
from votes.verifier.verifying import verify

SEATS = 1000


def proofs_and_roll(vote: str, draw: random.Random) -> tuple[list[SeatProof], Roll]:
    held = [(draw.randbytes(16), f"member-{number}") for number in range(SEATS)]
    pairs = [(seat_commitment(vote, salt, name, ""), "") for salt, name in held]
    roll = freeze_roll(vote, CUTOFF_ON, pairs)
    tree = Tree.of(roll.commitments)
    proofs = [
        SeatProof(vote, salt.hex(), name, "", tree.path(pair[0]))
        for (salt, name), pair in zip(held[:40], pairs[:40], strict=True)
    ]
    return proofs, roll


def codes_of(pack: bytes, proof: SeatProof) -> dict[str, list[int]]:
    report = verify(pack, seat=proof)
    assert report.findings == ()
    found: dict[str, list[int]] = {}
    for note in report.notes:
        if note.code.startswith("seat."):
            found.setdefault(note.code, []).append(int(note.facts.get("number", 0) or 0))
    return found


@pytest.fixture(scope="module")
def stuffed() -> tuple[bytes, list[SeatProof], set[str]]:
    """A pack of a thousand seats; somebody voted on ten seats whose members did not, among forty who look."""
    draw = random.Random(3)
    vote = a_vote()
    proofs, roll = proofs_and_roll(vote.slug, draw)
    looking = [proof.commitment for proof in proofs]
    forged = set(looking[:10])
    voters = [seat for seat in roll.commitments if seat not in set(looking)][:600] + sorted(forged)
    codes = {seat: change_code(draw.randbytes(13)) for seat in roll.commitments}
    contents = [
        BoxContents(question.slug, voters, [a_ballot(vote, question, codes[seat], draw) for seat in voters])
        for question in vote.questions
    ]
    story = retold(vote, roll, contents, {seat: follow_up_code(code) for seat, code in codes.items()})
    return story.pack(), proofs, forged


def test_ten_seats_marked_without_their_members_are_seen_by_exactly_those(
    stuffed: tuple[bytes, list[SeatProof], set[str]],
) -> None:
    pack, proofs, forged = stuffed
    marked = {proof.commitment for proof in proofs if "seat.marked" in codes_of(pack, proof)}
    assert marked == forged
    assert len(marked) == 10
    bare = codes_of(pack, proofs[-1])
    assert set(bare) == {"seat.on-roll", "seat.not-marked"}
    assert bare["seat.not-marked"] == [1, 2, 3, 4]


def test_a_seat_from_another_roll_is_a_finding(stuffed: tuple[bytes, list[SeatProof], set[str]]) -> None:
    pack, proofs, _forged = stuffed
    other = replace(proofs[0], salt="0" * 32)
    assert {found.code for found in verify(pack, seat=other).findings} == {
        "seat.root-differs",
        "seat.not-on-roll",
    }
    elsewhere = replace(proofs[0], vote="autre")
    assert [note.code for note in verify(pack, seat=elsewhere).notes] == ["seat.other-vote"]
    bent = replace(proofs[0], path=(*proofs[0].path, Step("left", "0" * 64)))
    assert [found.code for found in verify(pack, seat=bent).findings] == ["seat.root-differs"]


def test_marks_that_are_not_published_are_said_to_be_hidden() -> None:
    story = a_story()
    proof = SeatProof(story.vote.slug, "0" * 32, "x", "", ())
    report = verify(story.pack(), seat=proof)
    assert "seat.not-on-roll" in {found.code for found in report.findings}


def test_the_command_takes_a_file_or_the_text_itself(
    stuffed: tuple[bytes, list[SeatProof], set[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack, proofs, _forged = stuffed
    (tmp_path / "pack.zip").write_bytes(pack)
    line = proofs[0].line
    (tmp_path / "seat.json").write_text(line + "\n")
    wrapped = "\n".join(line[start : start + 70] for start in range(0, len(line), 70))
    for given in (str(tmp_path / "seat.json"), line, wrapped):
        assert main([str(tmp_path / "pack.zip"), "--seat", given, "--json"]) == 0
        notes = {note["code"] for note in json.loads(capsys.readouterr().out)["notes"]}
        assert {"seat.on-roll", "seat.marked"} <= notes


@pytest.mark.parametrize(
    "given",
    ["", "absent.json", "{}", '{"format":"x"}', "{" * 20_000, "\x00", '{"format":"livret-seat","path":[]}'],
)
def test_what_is_no_seat_is_refused(given: str) -> None:
    with pytest.raises(NotAPack):
        read_seat(given)
