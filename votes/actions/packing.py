"""Building the evidence pack of a sealed vote: the same rows give the same bytes, however often."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from typing import BinaryIO

from deliberation import fault
from deliberation.core.errors import RuleBroken
from deliberation.journal import queries as journal
from votes.core.box import seal_question
from votes.core.sealing import pack_pieces
from votes.exports import keep_pack, pack_being_made
from votes.models import Vote
from votes.queries.checkpoints import checkpoints_of, checkpoints_of_question
from votes.queries.definitions import commitments_of, contents_of_question, definition_of, roll_of
from votes.queries.remarks import sealed_remarks
from votes.verifier.findings import NotAPack
from votes.verifier.verifying import verify

log = logging.getLogger(__name__)


def write_pack_of(vote: Vote, file: BinaryIO) -> None:
    """Write the pack of a sealed vote, from what is stored. Raises RuleBroken `pack.not-sealed`."""
    if vote.sealed_seq is None:
        raise RuleBroken("pack.not-sealed")
    definition, roll = definition_of(vote), roll_of(vote)
    commitments, on_roll = commitments_of(vote), frozenset(roll.commitments)
    sealed = (
        seal_question(
            definition,
            roll,
            contents_of_question(question, commitments),
            checkpoints_of_question(question),
            on_roll,
        )
        for question in vote.questions.order_by("number")
    )
    chain, remarks = journal.chain(until=vote.sealed_seq), sealed_remarks(vote)
    # The spools are unnamed: whatever happens, nothing is left of them.
    spool = tempfile.TemporaryFile
    for piece in pack_pieces(definition, roll, sealed, checkpoints_of(vote), chain, remarks, spool):
        file.write(piece)
        fault.point("pack.half-written")


def digest_of_pack(vote: Vote) -> str:
    """The SHA-256 of the pack that would be built now."""
    with tempfile.TemporaryFile() as file:
        write_pack_of(vote, file)
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep_checked_pack(vote: Vote) -> tuple[str, int]:
    """Build the pack, check it as an observer would, keep it; its digest and its size in bytes.

    Raises RuleBroken `pack.does-not-verify`: nothing is published that our own verifier refuses.
    """
    with pack_being_made() as file:
        write_pack_of(vote, file)
        fault.point("pack.before-verifying")
        try:
            found = [finding.code for finding in verify(file).findings]
        except NotAPack as refusal:
            found = [refusal.finding.code]
        if found:
            log.error("the pack of %s does not verify: %s", vote.slug, ", ".join(found))
            raise RuleBroken("pack.does-not-verify", findings=", ".join(found))
        size = file.seek(0, os.SEEK_END)
        return keep_pack(file), size
