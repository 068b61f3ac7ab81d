"""Do the members have the digests that the manifest lists, and do they speak of one vote?"""

from __future__ import annotations

from collections.abc import Iterator

from votes.core.pack import MANIFEST, MARKS, ROLL, TALLY
from votes.verifier.contents import Pack
from votes.verifier.findings import Finding, finding


def check_manifest(pack: Pack) -> Iterator[Finding]:
    """`manifest.members-differ`, `manifest.digest-differs`: the manifest lists what is there."""
    listed = {line.name: line for line in pack.manifest.members}
    names = [line.name for line in pack.manifest.members]
    if names != [name for name in pack.members if name != MANIFEST]:
        yield finding("manifest.members-differ")
    for name, member in pack.members.items():
        line = listed.get(name)
        if line is not None and (line.sha256, line.size) != (member.sha256, member.size):
            yield finding("manifest.digest-differs", member=name)


def check_one_vote(pack: Pack) -> Iterator[Finding]:
    """`vote.another`: a member names another vote than vote.json does."""
    named = {
        MANIFEST: pack.manifest.vote,
        ROLL: pack.roll.vote,
        MARKS: pack.marks.vote,
        TALLY: pack.tally.vote,
    }
    for member, vote in named.items():
        if vote != pack.vote.slug:
            yield finding("vote.another", member=member, vote=vote)
