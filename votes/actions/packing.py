"""Building the evidence pack of a sealed vote: the same rows give the same bytes, however often."""

from __future__ import annotations

import logging

from deliberation import fault
from deliberation.core.errors import RuleBroken
from deliberation.journal import queries as journal
from votes.core.box import seal_box
from votes.core.pack import build_pack
from votes.exports import keep_pack
from votes.models import Vote
from votes.queries.checkpoints import checkpoints_of
from votes.queries.definitions import contents_of, definition_of, roll_of
from votes.queries.remarks import sealed_remarks
from votes.verifier.findings import NotAPack
from votes.verifier.verifying import verify

log = logging.getLogger(__name__)


def pack_of(vote: Vote) -> bytes:
    """The pack of a sealed vote, from what is stored. Raises RuleBroken `pack.not-sealed`."""
    if vote.sealed_seq is None:
        raise RuleBroken("pack.not-sealed")
    definition, roll = definition_of(vote), roll_of(vote)
    box = seal_box(definition, roll, contents_of(vote), checkpoints_of(vote))
    return build_pack(definition, roll, box, journal.chain(until=vote.sealed_seq), sealed_remarks(vote))


def keep_checked_pack(vote: Vote) -> tuple[str, int]:
    """Build the pack, check it as an observer would, keep it; its digest and its size in bytes.

    Raises RuleBroken `pack.does-not-verify`: nothing is published that our own verifier refuses.
    """
    content = pack_of(vote)
    fault.point("pack.before-verifying")
    try:
        found = [finding.code for finding in verify(content).findings]
    except NotAPack as refusal:
        found = [refusal.finding.code]
    if found:
        log.error("the pack of %s does not verify: %s", vote.slug, ", ".join(found))
        raise RuleBroken("pack.does-not-verify", findings=", ".join(found))
    return keep_pack(content), len(content)
