"""Are the observers' remarks those that the journal announced, all of them, word for word?"""

from __future__ import annotations

from collections.abc import Iterator

from votes.core.pack import REMARKED
from votes.verifier.contents import Pack
from votes.verifier.findings import Finding, finding


def check_remarks(pack: Pack) -> Iterator[Finding]:
    """`remarks.numbers-wrong`, `remarks.missing`, `remarks.not-announced`, `remarks.differ`."""
    announced = pack.entries(REMARKED)
    if [remark.number for remark in pack.remarks] != list(range(1, len(pack.remarks) + 1)):
        yield finding("remarks.numbers-wrong")
    if len(announced) > len(pack.remarks):
        yield finding("remarks.missing", announced=len(announced), listed=len(pack.remarks))
    if len(announced) < len(pack.remarks):
        yield finding("remarks.not-announced", announced=len(announced), listed=len(pack.remarks))
    for remark, entry in zip(pack.remarks, announced, strict=False):
        if entry.facts != remark.announced(pack.vote.slug) or entry.actor != remark.author:
            yield finding("remarks.differ", number=remark.number, seq=entry.seq)
