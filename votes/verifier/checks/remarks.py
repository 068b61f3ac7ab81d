"""Are the observers' remarks those that the journal announced, all of them, word for word?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from deliberation.core.canonical import digest, same
from deliberation.core.chain import Link
from votes.core.pack import REMARKED
from votes.core.remarks import Remark
from votes.verifier.contents import Pack
from votes.verifier.findings import Finding, finding


def check_remarks(pack: Pack) -> Iterator[Finding]:
    """`remarks.numbers-wrong`, `remarks.missing`, `remarks.not-announced`, `remarks.differ`."""
    yield from _compare(pack.vote.slug, pack.remarks, pack.entries(REMARKED))


def check_later_remarks(links: Sequence[Link], remarks: Sequence[Remark]) -> Iterator[Finding]:
    """All remarks of one vote, those after its sealing too, against a journal that goes on after it.

    `remarks.of-no-vote` where no entry announces any of them; else as `check_remarks`.
    """
    digests = {digest(remark.published()) for remark in remarks}
    announced = [link for link in links if link.code == REMARKED]
    votes = Counter(str(link.facts.get("vote")) for link in announced if link.facts.get("digest") in digests)
    if not votes:
        yield finding("remarks.of-no-vote")
        return
    ((vote, _times),) = votes.most_common(1)
    yield from _compare(vote, remarks, [link for link in announced if link.facts.get("vote") == vote])


def _compare(vote: str, remarks: Sequence[Remark], announced: Sequence[Link]) -> Iterator[Finding]:
    if [remark.number for remark in remarks] != list(range(1, len(remarks) + 1)):
        yield finding("remarks.numbers-wrong")
    if len(announced) > len(remarks):
        yield finding("remarks.missing", announced=len(announced), listed=len(remarks))
    if len(announced) < len(remarks):
        yield finding("remarks.not-announced", announced=len(announced), listed=len(remarks))
    for remark, entry in zip(remarks, announced, strict=False):
        if not same(entry.facts, remark.announced(vote)) or entry.actor != remark.author:
            yield finding("remarks.differ", number=remark.number, seq=entry.seq)
