"""A whole box and a whole pack in memory, as the format page tells them: what the product's writer, which
holds one question at a time, must equal byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deliberation.core.canonical import Json, canonical
from deliberation.core.chain import Link
from votes.core.archive import archive
from votes.core.box import BoxContents, QuestionBallots, QuestionMarks, lines, seal_question, sha256
from votes.core.checkpoints import Checkpoint, Replaced
from votes.core.pack import (
    CHECKPOINTS,
    JOURNAL,
    MANIFEST,
    MARKS,
    REMARKS,
    REPLACED,
    ROLL,
    TALLY,
    VOTE,
    Listed,
    Manifest,
    ballots_name,
)
from votes.core.questions import Vote
from votes.core.remarks import Remark, in_order
from votes.core.rolls import Roll
from votes.core.tally.results import Result


@dataclass(frozen=True, slots=True)
class SealedBox:
    """All that a vote publishes at its close; questions in the order of the vote. `seats` is the roll's.

    `checkpoints` are those of all questions in the order of the journal.
    """

    vote: str
    seats: int
    marks: tuple[QuestionMarks, ...]
    ballots: tuple[QuestionBallots, ...]
    results: tuple[Result, ...]
    checkpoints: tuple[Checkpoint, ...] = ()
    replaced: tuple[Replaced, ...] = ()

    def encoded_marks(self) -> bytes:
        """The bytes of marks.json."""
        return canonical({"questions": [each.published() for each in self.marks], "vote": self.vote})

    def encoded_tally(self) -> bytes:
        """The bytes of tally.json."""
        results = [result.published() for result in self.results]
        return canonical({"results": results, "seats": self.seats, "vote": self.vote})

    def encoded_checkpoints(self) -> bytes:
        """The bytes of checkpoints.jsonl."""
        return lines(checkpoint.published() for checkpoint in self.checkpoints)

    def encoded_replaced(self) -> bytes:
        """The bytes of replaced.jsonl."""
        return lines(replaced.published() for replaced in self.replaced)

    def announced(self) -> dict[str, Json]:
        """What the journal says when the box is sealed (`vote.sealed`): counts and digests."""
        questions: list[Json] = [
            {"ballots": marks.count, "digest": sha256(ballots.encoded()), "question": marks.question}
            for marks, ballots in zip(self.marks, self.ballots, strict=True)
        ]
        return {
            "marks": sha256(self.encoded_marks()),
            "questions": questions,
            "replaced": sha256(self.encoded_replaced()),
            "tally": sha256(self.encoded_tally()),
            "vote": self.vote,
        }


def seal_box(
    vote: Vote, roll: Roll, contents: Iterable[BoxContents], checkpoints: Iterable[Checkpoint] = ()
) -> SealedBox:
    """Put in order, hide what must be hidden, and count; `contents` in any order, one per question.

    `checkpoints` in the order of the journal, the final ones included. Raises as `seal_question`.
    """
    by_question = {each.question: each for each in contents}
    noted, on_roll = tuple(checkpoints), frozenset(roll.commitments)
    sealed = [
        seal_question(
            vote,
            roll,
            by_question[question.slug],
            [checkpoint for checkpoint in noted if checkpoint.question == question.slug],
            on_roll,
        )
        for question in vote.questions
    ]
    return SealedBox(
        vote.slug,
        roll.seats,
        tuple(each.marks for each in sealed),
        tuple(each.ballots for each in sealed),
        tuple(each.result for each in sealed),
        noted,
        tuple(each.replaced for each in sealed),
    )


def sealed_facts(box: SealedBox, roll: Roll) -> dict[str, Json]:
    """The facts of `vote.sealed`."""
    return {**box.announced(), "roll": sha256(roll.encoded())}


def pack_members(
    vote: Vote, roll: Roll, box: SealedBox, journal: Iterable[Link], remarks: Iterable[Remark] = ()
) -> dict[str, bytes]:
    """The members of the pack, names to bytes, in order, without the manifest."""
    return {
        VOTE: canonical(vote.published()),
        ROLL: roll.encoded(),
        MARKS: box.encoded_marks(),
        CHECKPOINTS: box.encoded_checkpoints(),
        REPLACED: box.encoded_replaced(),
        **{ballots_name(each.question): each.encoded() for each in box.ballots},
        TALLY: box.encoded_tally(),
        JOURNAL: lines(link.published() for link in journal),
        REMARKS: lines(remark.published() for remark in in_order(remarks)),
    }


def build_pack(
    vote: Vote, roll: Roll, box: SealedBox, journal: Iterable[Link], remarks: Iterable[Remark] = ()
) -> bytes:
    """The bytes of the pack: the same contents give the same bytes."""
    return pack_of_members(vote.slug, pack_members(vote, roll, box, journal, remarks))


def pack_of_members(vote: str, members: Mapping[str, bytes]) -> bytes:
    """The pack of these members, with the manifest that lists them, put first."""
    listed = tuple(Listed(name, sha256(content), len(content)) for name, content in members.items())
    return archive({MANIFEST: Manifest(vote, listed).encoded(), **members})
