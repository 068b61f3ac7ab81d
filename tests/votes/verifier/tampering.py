"""Making bad packs: each forgery edits the members of a good one, as somebody with the files would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deliberation.core.canonical import canonical, parse
from deliberation.core.chain import GENESIS, next_link
from tests.votes.core.whole import pack_of_members
from votes.core.archive import archive
from votes.core.box import lines, sha256
from votes.core.pack import JOURNAL, MANIFEST, Listed, Manifest

Members = dict[str, bytes]
VOTE_SLUG = "priorites-2026"


def repacked(members: Members, vote: str = VOTE_SLUG) -> bytes:
    """The pack of edited members with a manifest made anew, as a forger would."""
    return pack_of_members(vote, members)


def with_manifest_of(listed: Members, members: Members, vote: str = VOTE_SLUG) -> bytes:
    """The pack of some members under the manifest of others."""
    lines_of = tuple(Listed(name, sha256(content), len(content)) for name, content in listed.items())
    return archive({MANIFEST: Manifest(vote, lines_of).encoded(), **members})


def edit(name: str, change: Callable[[Any], object]) -> Callable[[Members], None]:
    """A forgery that changes the parsed value of a .json member, in place."""

    def forge(members: Members) -> None:
        value = parse(members[name])
        change(value)
        members[name] = canonical(value)

    return forge


def edit_lines(name: str, change: Callable[[list[Any]], object]) -> Callable[[Members], None]:
    """A forgery that changes the list of parsed lines of a .jsonl member, in place."""

    def forge(members: Members) -> None:
        values: list[Any] = [parse(line) for line in members[name].splitlines()]
        change(values)
        members[name] = lines(values)

    return forge


def rechain(members: Members, reseal: bool = True) -> None:
    """Compute every digest of the journal again and, with `reseal`, the seal's digests of the members."""

    def again(entries: list[Any]) -> None:
        previous = GENESIS
        for seq, entry in enumerate(entries, start=1):
            if reseal and entry["code"] == "vote.sealed":
                _reseal(entry["facts"], members)
            link = next_link(
                previous, seq, entry["at"], entry["actor"], entry["office"], entry["code"], entry["facts"]
            )
            entries[seq - 1] = link.published()
            previous = link.digest

    edit_lines(JOURNAL, again)(members)


def _reseal(facts: dict[str, Any], members: Members) -> None:
    facts["marks"] = sha256(members["marks.json"])
    facts["replaced"] = sha256(members["replaced.jsonl"])
    facts["roll"] = sha256(members["roll.json"])
    facts["tally"] = sha256(members["tally.json"])
    for question in facts["questions"]:
        question["digest"] = sha256(members[f"ballots/{question['question']}.jsonl"])
