"""36 ways to tamper, three rules: 108 packs each named by its code; and all of them again, made consistent
from end to end, which only what was noted outside can tell from the truth.
"""

from __future__ import annotations

import pytest

from tests.votes.verifier.consistent import STAYS_REFUSED, made_consistent
from tests.votes.verifier.families import FAMILIES, Family, family_story, noted_outside, tampered
from votes.verifier.anchors import Anchors
from votes.verifier.findings import NotAPack
from votes.verifier.verifying import NO_ANCHORS, verify

RULES = ("choose", "score", "schulze")


def found_in(packed: bytes, anchors: Anchors = NO_ANCHORS) -> set[str]:
    try:
        return {found.code for found in verify(packed, anchors).findings}
    except NotAPack as refusal:
        return {refusal.finding.code}


def test_there_are_36_families() -> None:
    assert len(FAMILIES) == len({family.name for family in FAMILIES}) == 36


@pytest.mark.parametrize("rule", RULES)
def test_the_untouched_pack_is_consistent_and_as_noted(rule: str) -> None:
    story = family_story(rule)
    assert found_in(story.pack()) == set()
    report = verify(story.pack(), noted_outside(story))
    assert report.verdict == "consistent-anchored"
    assert report.matched == len(noted_outside(story).heads) + len(noted_outside(story).noted)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("family", FAMILIES, ids=[family.name for family in FAMILIES])
def test_each_tampered_pack_is_named_by_its_code(family: Family, rule: str) -> None:
    assert found_in(tampered(family, family_story(rule))) & family.codes


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("family", FAMILIES, ids=[family.name for family in FAMILIES])
def test_each_made_consistent_is_refused_by_what_was_noted(family: Family, rule: str) -> None:
    story = family_story(rule)
    if family.name in STAYS_REFUSED:
        assert found_in(tampered(family, story)) & family.codes
        return
    forged = made_consistent(family, story)
    assert forged != story.pack()
    assert found_in(forged) == set()
    found = found_in(forged, noted_outside(story))
    assert found
    assert all(code.startswith("anchor.") for code in found)
