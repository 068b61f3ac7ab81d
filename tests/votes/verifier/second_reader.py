"""A second reader of evidence packs, written from docs/formats/evidence-pack.md alone: no code of votes/.

It says with what codes a pack does not hold, or raises Refused. It is here to show that the page is enough,
and to find where two readings of it would differ; it looks for no speed and gives no advice. The files
`second_*.py` beside it are its parts, in the order of the page: shapes, zip, questions, pack, announced,
roll, lines, box, and the counts.
"""

from __future__ import annotations

import struct

from tests.votes.verifier.second_announced import check_journal, check_vote
from tests.votes.verifier.second_box import check_ballots, check_marks, check_seal, check_tally
from tests.votes.verifier.second_lines import check_checkpoints, check_remarks
from tests.votes.verifier.second_pack import Pack
from tests.votes.verifier.second_roll import check_roll
from tests.votes.verifier.second_shapes import Refused, sha


def findings(packed: bytes) -> set[str]:
    """The codes with which a pack does not hold. Raises Refused for what is no pack."""
    try:
        pack = Pack(packed)
        for check in (check_manifest, check_journal, check_vote, check_roll, check_marks, check_ballots,
                      check_checkpoints, check_seal, check_tally, check_remarks):  # fmt: skip
            check(pack)
    except (KeyError, TypeError, AttributeError, struct.error) as error:
        raise Refused(str(error)) from error
    return pack.codes


def check_manifest(pack: Pack) -> None:
    listed = pack.manifest["members"]
    pack.expect([each["name"] for each in listed] == list(pack.raw)[1:], "manifest.members-differ")
    for each in listed:
        if (content := pack.raw.get(each["name"])) is not None:
            told = (each["sha256"], each["size"])
            pack.expect((sha(content), len(content)) == told, "manifest.digest-differs")
    named = {pack.manifest["vote"], pack.roll["vote"], pack.marks["vote"], pack.tally["vote"]}
    pack.expect(named == {pack.vote["slug"]}, "vote.another")
