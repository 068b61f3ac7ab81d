"""Two readings of the format page agree: ours, and one written from the page with no code of votes/."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.votes.core.building import a_story
from tests.votes.verifier import second_counts, second_reader, second_shapes
from tests.votes.verifier.forgeries import TAMPERED
from tests.votes.verifier.random_votes import random_choices, random_question, random_story
from tests.votes.verifier.rewritings import REWRITTEN
from tests.votes.verifier.tampering import edit_lines, rechain, repacked
from votes.core.choices import published_choices
from votes.core.tally.rules import RULES, count_question
from votes.verifier.findings import NotAPack
from votes.verifier.verifying import verify


def ours(packed: bytes) -> set[str]:
    try:
        return {found.code for found in verify(packed).findings}
    except NotAPack:
        return {"refused"}


def theirs(packed: bytes) -> set[str]:
    try:
        return second_reader.findings(packed)
    except second_shapes.Refused:
        return {"refused"}


def test_the_second_reader_shares_no_code() -> None:
    sources = [path.read_text() for path in Path(__file__).parent.glob("second_*.py")]
    assert len(sources) == 13
    for source in sources:
        assert "from votes" not in source
        assert "import votes" not in source
        assert "deliberation" not in source


@pytest.mark.parametrize("seed", range(50))
def test_they_agree_on_random_votes_by_random_rules_good_and_tampered(seed: int) -> None:
    draw, told = random.Random(seed), random_story(seed)
    assert theirs(told.pack()) == ours(told.pack()) == set()
    members = told.members()
    for member in draw.sample(sorted(members), 2):
        content = bytearray(members[member])
        if content:
            # One digit of one member becomes another: sometimes still a pack, never a good one.
            places = [place for place, sign in enumerate(content) if chr(sign) in "0123456789"]
            content[draw.choice(places)] = ord(draw.choice("123456789"))
            members[member] = bytes(content)
    packed = repacked(members)
    assert theirs(packed) == ours(packed)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_they_count_alike_by_every_rule(rule: str) -> None:
    for seed in range(40):
        draw = random.Random(seed)
        question = random_question(draw, 1, rule)
        ballots = [random_choices(question, draw) for _ in range(draw.randint(0, 25))]
        told = count_question(question, ballots, 40, "seed").published()
        published = [published_choices(choices) for choices in ballots]
        assert second_counts.result(question.published(), published, 40, "seed") == told


@pytest.mark.parametrize("forged", TAMPERED, ids=[each[0] for each in TAMPERED])
def test_they_agree_on_every_tampered_pack(forged: tuple[str, object, set[str]]) -> None:
    members = a_story(7).members()
    forge = next(each[1] for each in TAMPERED if each[0] == forged[0])
    forge(members)
    packed = repacked(members)
    assert theirs(packed) == ours(packed)


@pytest.mark.parametrize("name", [each[0] for each in REWRITTEN])
def test_they_agree_on_every_rewritten_journal(name: str) -> None:
    rewrite, expected = next(each[1:] for each in REWRITTEN if each[0] == name)
    members = a_story(7).members()
    edit_lines("journal.jsonl", rewrite)(members)
    rechain(members, reseal="sealed.questions-differ" not in expected)
    packed = repacked(members)
    assert theirs(packed) == ours(packed)
