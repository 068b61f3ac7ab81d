"""The observer's folder: journal, packs, notes; each file whole or absent, and what was kept never edited.

`journal.jsonl` is the chain as far as it was told, `heads.txt` each head with the time it was seen,
`notes.txt` the anchors that the verifier reads, `packs/` each published pack under its digest,
`alarms/` what a site told when its history had changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from deliberation.core.chain import Link, first_break
from votes.core.box import lines, sha256
from votes.core.pack import CHECKPOINT, ROLL_CORRECTED, ROLL_FROZEN, SCHEDULED, SEALED
from votes.verifier.contents import read_journal
from votes.verifier.findings import NotAPack

JOURNAL, HEADS, NOTES, PACKS, ALARMS = "journal.jsonl", "heads.txt", "notes.txt", "packs", "alarms"


def kept_journal(folder: Path) -> tuple[Link, ...]:
    """The chain that was kept. Raises NotAPack `mirror.kept-damaged` when it does not hold."""
    file = folder / JOURNAL
    if not file.exists():
        return ()
    links = read_journal(file.read_bytes())
    if first_break(links) is not None:
        raise NotAPack("mirror.kept-damaged", path=str(file))
    return links


def keep_journal(folder: Path, links: Sequence[Link], seen_at: str) -> None:
    """Keep the whole chain, its head with the time it was seen, and the notes that follow from it."""
    write_whole(folder / JOURNAL, lines(link.published() for link in links))
    if links:
        with (folder / HEADS).open("a", encoding="ascii") as heads:
            heads.write(f"# {seen_at}\nhead {links[-1].seq} {links[-1].digest}\n")
    write_whole(folder / NOTES, ("\n".join(notes_of(links)) + "\n").encode("ascii"))


def notes_of(links: Iterable[Link]) -> list[str]:
    """The anchors a journal announces: the last root and digest of each vote, each checkpoint, each sealing,
    the head. A pack's journal ends with its sealing: without that note it could bring a journal of its own.
    """
    bound: dict[tuple[str, str], str] = {}
    noted, head = [], "# an empty journal"
    for link in links:
        facts = link.facts
        head = f"head {link.seq} {link.digest}"
        if link.code in (ROLL_FROZEN, ROLL_CORRECTED):
            bound["root", str(facts.get("vote"))] = str(facts.get("root"))
        elif link.code == SCHEDULED:
            bound["vote", str(facts.get("vote"))] = str(facts.get("digest"))
        elif link.code == CHECKPOINT:
            named = (facts.get(name) for name in ("vote", "question", "number", "digest"))
            noted.append("checkpoint " + " ".join(map(str, named)))
        elif link.code == SEALED:
            noted.append(f"sealed {facts.get('vote')} {link.digest}")
    return [*(f"{kind} {vote} {digest}" for (kind, vote), digest in bound.items()), *noted, head]


def kept_pack(folder: Path, digest: str) -> bytes | None:
    """The pack of this digest if it was kept whole."""
    file = folder / PACKS / f"{digest}.zip"
    content = file.read_bytes() if file.exists() else None
    return content if content is not None and sha256(content) == digest else None


def keep_pack(folder: Path, content: bytes) -> None:
    """Keep a pack under its own digest."""
    write_whole(folder / PACKS / f"{sha256(content)}.zip", content)


def keep_alarm(folder: Path, seen_at: str, name: str, content: bytes) -> Path:
    """Keep what a site told when it contradicted what was kept: the observer's evidence."""
    file = folder / ALARMS / f"{seen_at.replace(':', '')}-{name}"
    write_whole(file, content)
    return file


def write_whole(file: Path, content: bytes) -> None:
    """Write a file beside, then give it its name: a reader never sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(file.name + ".part")
    with beside.open("wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    beside.replace(file)
