"""One look at a site: keep what is new, verify what is published, report what changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deliberation.core.chain import Link
from votes.core.box import sha256
from votes.core.pack import CHECKPOINT, ROLL_CORRECTED, ROLL_FROZEN, SCHEDULED, SEALED
from votes.core.reading import SLUG
from votes.mirror import keeping, site
from votes.mirror.comparing import compare_continuation, compare_histories
from votes.verifier.anchors import read_anchors
from votes.verifier.contents import read_journal
from votes.verifier.findings import Finding, NotAPack, finding
from votes.verifier.verifying import verify

PUBLISHED = "vote.published"
# What becomes a note, a name of a file or an address: the facts that must be names, and the digest.
NOTED = {
    PUBLISHED: (("vote",), "pack"),
    CHECKPOINT: (("vote", "question"), "digest"),
    ROLL_FROZEN: (("vote",), "root"),
    ROLL_CORRECTED: (("vote",), "root"),
    SCHEDULED: (("vote",), "digest"),
    SEALED: (("vote",), "marks"),
}
SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found: the entries kept in all and those that were new, the packs, the alarms.

    `head` is the last entry, None while the journal is empty; `verified` names the votes whose pack was
    checked by this look; `saved` are the files kept as evidence of an alarm.
    """

    entries: int
    fresh: int
    head: Link | None
    verified: tuple[str, ...]
    alarms: tuple[Finding, ...]
    saved: tuple[Path, ...]


def look(address: str, folder: Path, seen_at: str, whole: bool) -> Look:
    """Look once at the site of this address. `whole` reads its journal from entry 1 on, not from the last.

    Nothing that was kept is given up: a history that contradicts it is kept apart, as evidence. Raises
    NotAPack when the site cannot be read, or when the folder is damaged.
    """
    kept = keeping.kept_journal(folder)
    known = 0 if whole or not kept else kept[-1].seq - 1
    written = site.read_journal_bytes(address, known)
    try:
        told = read_journal(written)
    except NotAPack as refusal:
        told, alarms = (), [refusal.finding]
    else:
        alarms = (compare_histories if whole or not kept else compare_continuation)(kept, told)
        alarms += [
            finding("mirror.entry-malformed", seq=link.seq) for link in told if not is_well_named(link)
        ]
    if alarms:
        saved = keeping.keep_alarm(folder, seen_at, "journal.jsonl", written)
        return Look(len(kept), 0, kept[-1] if kept else None, (), tuple(alarms), (saved,))
    links = (*kept[:known], *told)
    if links != kept or not kept:
        keeping.keep_journal(folder, links, seen_at)
    verified, found, files = _look_at_packs(address, folder, links, seen_at, whole)
    head = links[-1] if links else None
    return Look(len(links), len(links) - len(kept), head, verified, found, files)


def _look_at_packs(
    address: str, folder: Path, links: Sequence[Link], seen_at: str, again: bool
) -> tuple[tuple[str, ...], tuple[Finding, ...], tuple[Path, ...]]:
    """Fetch and verify each published pack that is not kept yet, against the journal and our notes.

    `again` fetches those that are kept too, and compares them: an address may start to give another file.
    """
    verified, alarms, saved = [], [], []
    notes = (folder / keeping.NOTES).read_text(encoding="ascii")
    for link in links:
        if link.code != PUBLISHED:
            continue
        vote, digest = str(link.facts.get("vote")), str(link.facts.get("pack"))
        kept = keeping.kept_pack(folder, digest) is not None
        if kept and not again:
            continue
        content = site.read_pack_bytes(address, vote)
        if kept and sha256(content) == digest:
            continue
        found = _check_pack(content, vote, digest, notes)
        if found is None:
            keeping.keep_pack(folder, content)
            verified.append(vote)
        else:
            alarms.append(found)
            saved.append(keeping.keep_alarm(folder, seen_at, f"{vote}.zip", content))
    return tuple(verified), tuple(alarms), tuple(saved)


def _check_pack(content: bytes, vote: str, digest: str, notes: str) -> Finding | None:
    if sha256(content) != digest:
        return finding("mirror.pack-differs", vote=vote, noted=digest[:12])
    try:
        codes = [found.code for found in verify(content, read_anchors(notes)).findings]
    except NotAPack as refusal:
        codes = [refusal.finding.code]
    return finding("mirror.pack-refused", vote=vote, codes=", ".join(sorted(set(codes)))) if codes else None


def is_well_named(link: Link) -> bool:
    """Whether what becomes a note, a name of a file or an address has the letters that it should have."""
    if link.code not in NOTED:
        return True
    names, digest = NOTED[link.code]
    number = link.facts.get("number", 0)
    return (
        all(SLUG.fullmatch(str(link.facts.get(name))) for name in names)
        and SHA256.fullmatch(str(link.facts.get(digest))) is not None
        and isinstance(number, int)
        and number >= 0
    )
