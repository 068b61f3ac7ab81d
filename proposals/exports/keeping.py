"""Files that a job made, read back from the store."""

from __future__ import annotations

from dataclasses import dataclass

from deliberation import store
from deliberation.core.errors import RuleBroken
from proposals.core.documents import BookletDocument
from proposals.exports.documents import stamp_of
from proposals.models import Booklet, Campaign, Files

PRINTS = "prints"


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One file that is up to date: its ending, its SHA-256, its size in bytes."""

    ending: str
    digest: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How the files of something stand: held and up to date, on their way, or failed; none of them at
    first. `older` says that there are some, of an earlier state.
    """

    held: tuple[HeldFile, ...]
    is_asked_for: bool
    failure: RuleBroken | None
    older: bool


def topic_of(row: Files) -> str:
    """What pages that wait for the files listen to."""
    if row.booklet is not None:
        return f"files.{row.booklet.campaign.slug}.{row.booklet.number}"
    return f"files.{row.campaign.slug}" if row.campaign is not None else ""


def booklet_files(booklet: Booklet, document: BookletDocument) -> Standing:
    """How the files of a booklet stand, compared with the document as it is now. One query."""
    row = Files.objects.filter(booklet=booklet).first()
    return standing_of(row, stamp_of(document))


def campaign_file(campaign: Campaign, stamp: str) -> Standing:
    """How the export of a whole campaign stands against the stamp of now. One query."""
    return standing_of(Files.objects.filter(campaign=campaign).first(), stamp)


def standing_of(row: Files | None, stamp: str) -> Standing:
    """How files stand against the stamp of now; no query."""
    if row is None:
        return Standing((), False, None, False)
    files = tuple(HeldFile(ending, file["digest"], file["bytes"]) for ending, file in row.held.items())
    failure = RuleBroken(row.failure, **row.failure_facts) if row.failure else None
    current = row.stamp == stamp
    return Standing(files if current else (), row.is_asked_for, failure, bool(files) and not current)


def held_bytes(standing: Standing, ending: str) -> bytes | None:
    """A file that is up to date; None when there is none, or when its bytes are gone."""
    for file in standing.held:
        if file.ending == ending:
            return store.read(PRINTS, file.digest, ending)
    return None
