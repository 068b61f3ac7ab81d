"""What a mirror notes is enough to tell a pack that brings a journal of its own."""

from __future__ import annotations

import pytest

from deliberation.core.canonical import Json
from deliberation.core.chain import Link, next_link
from tests.votes.verifier.consistent import made_consistent
from tests.votes.verifier.families import FAMILIES, family_story
from votes.mirror.keeping import notes_of
from votes.mirror.watching import is_well_named
from votes.verifier.anchors import read_anchors
from votes.verifier.verifying import verify


def followed(journal: tuple[Link, ...]) -> list[Link]:
    """The site's journal some time after the close."""
    last = journal[-1]
    facts: dict[str, Json] = {"pack": "5" * 64, "size": 1, "vote": "priorites-2026"}
    return [
        *journal,
        next_link(
            last.digest,
            last.seq + 1,
            "2026-11-09T17:02:00Z",
            "Livret",
            "clock",
            "vote.published",
            dict(facts),
        ),
    ]


@pytest.mark.parametrize("name", ["a digest of the manifest wrong", "a line of the journal removed"])
def test_notes_taken_after_the_close_still_find_a_pack_with_another_journal(name: str) -> None:
    """A remark reworded, an entry left out: root, vote and checkpoints are as noted, and only the entry of
    the sealing is not.
    """
    story = family_story("choose")
    notes = read_anchors("\n".join(notes_of(followed(story.journal))))
    good = verify(story.pack(), notes)
    assert (good.verdict, [note.code for note in good.notes]) == (
        "consistent-anchored",
        ["anchor.head-after-pack"],  # where the site's journal had come to
    )
    forged = made_consistent(next(each for each in FAMILIES if each.name == name), story)
    found = {each.code for each in verify(forged, notes).findings}
    assert found == {"anchor.sealed-differs"}


@pytest.mark.parametrize(
    "facts",
    [
        {"number": "1\nhead 2 " + "0" * 64},
        {"number": "é"},
        {"number": -1},
        {"vote": "../../etc"},
        {"vote": None},
        {"question": "a b"},
        {"digest": "0" * 63},
    ],
)
def test_what_would_write_other_notes_is_no_note(facts: dict[str, str | int | None]) -> None:
    good: dict[str, str | int | None] = {
        "digest": "0" * 64, "hashes": 20, "number": 1, "question": "eau", "vote": "priorites"
    }  # fmt: skip
    moment = "2026-11-09T17:02:00Z"
    for told, expected in ((good, True), (good | facts, False)):
        link = next_link("0" * 64, 1, moment, "Livret", "clock", "vote.checkpoint", dict(told))
        assert is_well_named(link) is expected
