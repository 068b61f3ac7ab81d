"""What an observer notes down and watches: lines to copy, checkpoints, what the journal says of a vote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from deliberation.journal import queries as journal
from votes.core.pack import CHECKPOINT
from votes.models import Vote

# The notes hold the newest checkpoints only: a file to keep, not a copy of the journal.
MOST_NOTED = 60


def checkpoints_announced(vote: Vote) -> QuerySet[Any]:
    """The journal's entries of a vote's checkpoints, newest first."""
    return journal.entries(CHECKPOINT).filter(facts__vote=vote.slug)


def anchor_lines(vote: Vote) -> list[str]:
    """What to keep outside, as `--anchors` reads it: vote, root, newest checkpoints, sealing, head."""
    lines = []
    if vote.digest:
        lines.append(f"vote {vote.slug} {vote.digest}")
    if vote.roll_root:
        lines.append(f"root {vote.slug} {vote.roll_root}")
    lines += checkpoint_lines(vote, reversed(checkpoints_announced(vote)[:MOST_NOTED]))
    # A pack's journal ends with its sealing: this note tells whether it is the site's.
    if vote.sealed_seq is not None:
        lines.append(f"sealed {vote.slug} {journal.get_entry(vote.sealed_seq).digest}")
    seq, head = journal.head_digest()
    return [*lines, f"head {seq} {head}"] if seq else lines


def checkpoint_lines(vote: Vote, entries: Iterable[Any]) -> list[str]:
    """The line of each checkpoint: `checkpoint VOTE QUESTION NUMBER DIGEST`."""
    facts = (entry.facts for entry in entries)
    return [f"checkpoint {vote.slug} {fact['question']} {fact['number']} {fact['digest']}" for fact in facts]
