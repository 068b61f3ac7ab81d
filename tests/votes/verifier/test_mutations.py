"""Every value of every member, changed one by one by somebody who computes all digests again.

What no finding names is listed here, with the reason why it is harmless; nothing else may pass.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest

from deliberation.core.canonical import NotCanonical, canonical, parse
from tests.votes.core.building import Story, a_story
from tests.votes.verifier.families import family_story
from tests.votes.verifier.tampering import rechain, repacked
from tests.votes.verifier.test_second_reader import ours, theirs
from votes.core.box import lines

JOURNAL = "journal.jsonl"
OF_THIS_VOTE = ("vote.", "booklet.frozen")
# What an entry of the journal may say otherwise, and the pack still agrees with itself: only a noted head
# tells. Names, as long as two signatures differ; times, within the order that is asked; an opening that is
# noted nowhere; the campaign; keys that nothing reads.
FREE_TO_SAY = {"actor", "at", "facts"}
FREE_FACTS = {("vote.drafted", "campaign")}
# Who may freeze booklets is no rule of votes, and the opening need not be noted at all.
FREE_ENTRIES = {("booklet.frozen", "office"), ("vote.opened", "code"), ("vote.opened", "vote")}
MUTANTS = 100

Path = tuple[Any, ...]


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The way to each value inside a value."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from paths(each, (*path, key))


def mutants(value: Any) -> list[Any]:
    """Other values in its place: of its kind and near it, of its kind and odd, of another kind."""
    if isinstance(value, bool) or value is None:
        return [not value, 0]
    if isinstance(value, int):
        return [value + 1, max(value - 1, 0), 2**53 - 1, -1, str(value)]
    if isinstance(value, str) and len(value) == 64:
        return [value[::-1], "0" * 64]
    if isinstance(value, str) and value.endswith("Z"):
        return [f"{value[:17]}59Z", f"{value[:8]}28{value[10:]}", "2027-01-01T00:00:00Z", f"{value}z"]
    if isinstance(value, str):
        return ["", f"{value}x", value[:-1], f"\u202e{value}"]
    if isinstance(value, list):
        return [value[:-1], value + value[:1], value[::-1], [*value, "?"], []]
    return [{**value, "more": 1}, dict(list(value.items())[1:])]


def placed(member: str, value: Any, path: Path) -> tuple[str, ...]:
    """The kind of place, so that each is tried as often however many values are there."""
    names = tuple("*" if isinstance(key, int) else key for key in path)
    return (member, value[path[0]]["code"], *names[1:]) if member == JOURNAL else (member, *names)


def mutated(story: Story, seed: int) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """Packs with one value changed and all digests computed again, drawn evenly over the kinds of places."""
    draw, members = random.Random(seed), story.members()
    values = {
        name: [parse(row) for row in content.splitlines()] if name.endswith("l") else parse(content)
        for name, content in members.items()
    }
    by_place: dict[tuple[str, ...], list[tuple[str, Path]]] = {}
    for name, value in values.items():
        for path in paths(value):
            by_place.setdefault(placed(name, value, path), []).append((name, path))
    for place in draw.choices(sorted(by_place), k=MUTANTS):
        name, path = draw.choice(by_place[place])
        changed: Any = copy.deepcopy(values[name])
        *before, last = path
        inner = changed
        for key in before:
            inner = inner[key]
        inner[last] = draw.choice(mutants(inner[last]))
        yield place, digested_again({**members}, name, changed)


def digested_again(members: dict[str, bytes], name: str, value: Any) -> bytes:
    """The pack of these members with another value in one of them."""
    try:
        members[name] = lines(value) if name.endswith("l") else canonical(value)
        rechain(members)
    except (NotCanonical, KeyError, TypeError, AttributeError):
        pass  # what cannot even be sealed again stays as it is
    return repacked(members)


def is_harmless(place: tuple[str, ...]) -> bool:
    """Whether a changed value at this place may go unnoticed."""
    if place[0] != JOURNAL:
        return False
    code, inner = place[1], place[2:]
    if not code.startswith(OF_THIS_VOTE):
        return True  # another act, which only the chain binds
    named = bool(inner) and (code, inner[-1]) in FREE_FACTS | FREE_ENTRIES
    return named or inner[1:] == ("questions", "*") or (len(inner) == 1 and inner[0] in FREE_TO_SAY)


@pytest.mark.parametrize("told", ["story", "score", "schulze"])
def test_what_passes_unnoticed_is_harmless_and_both_readers_pass_the_same(told: str) -> None:
    story = a_story(7, members=60) if told == "story" else family_story(told)
    good = story.pack()
    for place, packed in mutated(story, seed=11):
        if packed == good:
            continue
        found = ours(packed)
        assert found or is_harmless(place), place
        assert bool(found) == bool(theirs(packed)), place
