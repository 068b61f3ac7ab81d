"""Did the server keep what it committed to while people voted, and commit often enough, never too finely?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from deliberation.core.canonical import same
from deliberation.core.errors import Fact
from votes.core.checkpoints import LEAST_HASHES, LEAST_TIME, Checkpoint, are_explained, seconds_between
from votes.core.pack import CHECKPOINT
from votes.core.questions import Question
from votes.verifier.contents import Pack
from votes.verifier.findings import Finding, finding

LEAST_SECONDS = int(LEAST_TIME.total_seconds())


def check_checkpoints(pack: Pack) -> Iterator[Finding]:
    """`checkpoints.other-question`, and per question: `checkpoints.numbers-wrong`, `checkpoints.not-sorted`,
    `checkpoints.hash-repeated`, `checkpoints.outside-vote`, `checkpoints.too-small`, `checkpoints.too-close`.
    """
    by_question = _by_question(pack)
    asked = {question.slug for question in pack.vote.questions}
    for stranger in sorted(by_question.keys() - asked):
        yield finding("checkpoints.other-question", question=stranger)
    for question in pack.vote.questions:
        taken = by_question[question.slug]
        if [checkpoint.number for checkpoint in taken] != list(range(1, len(taken) + 1)):
            yield finding("checkpoints.numbers-wrong", question=question.slug)
        hashes = [each for checkpoint in taken for each in checkpoint.hashes]
        if len(set(hashes)) != len(hashes):
            yield finding("checkpoints.hash-repeated", question=question.slug)
        for checkpoint in taken:
            if list(checkpoint.hashes) != sorted(checkpoint.hashes):
                yield finding("checkpoints.not-sorted", question=question.slug, number=checkpoint.number)
        yield from _pace(pack, taken)


def check_announced_checkpoints(pack: Pack) -> Iterator[Finding]:
    """`checkpoints.not-announced`, `checkpoints.missing`, `checkpoints.differ`: one entry of the journal for
    each, in the same order.
    """
    announced = pack.entries(CHECKPOINT)
    if len(announced) > len(pack.checkpoints):
        yield finding("checkpoints.missing", announced=len(announced), listed=len(pack.checkpoints))
    if len(announced) < len(pack.checkpoints):
        yield finding("checkpoints.not-announced", announced=len(announced), listed=len(pack.checkpoints))
    for checkpoint, entry in zip(pack.checkpoints, announced, strict=False):
        if not same(entry.facts, checkpoint.announced(pack.vote.slug)) or entry.at < checkpoint.at:
            yield finding(
                "checkpoints.differ", question=checkpoint.question, number=checkpoint.number, seq=entry.seq
            )


def check_replaced(pack: Pack) -> Iterator[Finding]:
    """`replaced.questions-differ`, and per question: `replaced.not-sorted`, `replaced.unknown`,
    `replaced.not-allowed`, `replaced.opened-too`, `replaced.too-many`, `checkpoints.never-opened`,
    `checkpoints.ballot-missing`, `checkpoints.hidden-count`.
    """
    if [each.question for each in pack.replaced] != [question.slug for question in pack.vote.questions]:
        yield finding("replaced.questions-differ")
    replaced = {each.question: each.hashes for each in pack.replaced}
    by_question = _by_question(pack)
    for question in pack.vote.questions:
        taken = [checkpoint.hashes for checkpoint in by_question[question.slug]]
        hashes = set(chain.from_iterable(taken))
        gone = replaced.get(question.slug, ())
        if list(gone) != sorted(set(gone)):
            yield finding("replaced.not-sorted", question=question.slug)
        if not hashes.issuperset(gone):
            yield finding("replaced.unknown", question=question.slug, times=len(set(gone) - hashes))
        if gone and not pack.vote.changes:
            yield finding("replaced.not-allowed", question=question.slug, times=len(gone))
        yield from _opened(pack, question, taken, hashes, frozenset(gone))


def _by_question(pack: Pack) -> dict[str, list[Checkpoint]]:
    found: dict[str, list[Checkpoint]] = defaultdict(list)
    for checkpoint in pack.checkpoints:
        found[checkpoint.question].append(checkpoint)
    return found


def _pace(pack: Pack, taken: Sequence[Checkpoint]) -> Iterator[Finding]:
    """Small or early checkpoints would show which ballot came when; only one at the close may be either."""
    before = ""
    for place, checkpoint in enumerate(taken, start=1):
        facts: dict[str, Fact] = {"question": checkpoint.question, "number": checkpoint.number}
        if checkpoint.at < (before or pack.vote.opens_at):
            yield finding("checkpoints.outside-vote", **facts)
        final = place == len(taken) and checkpoint.at >= pack.closes_at
        if len(checkpoint.hashes) < (1 if final else LEAST_HASHES):
            yield finding("checkpoints.too-small", hashes=len(checkpoint.hashes), **facts)
        if before and not final and seconds_between(before, checkpoint.at) < LEAST_SECONDS:
            yield finding("checkpoints.too-close", **facts)
        before = checkpoint.at


def _opened(
    pack: Pack, question: Question, taken: Sequence[Sequence[str]], hashes: set[str], gone: frozenset[str]
) -> Iterator[Finding]:
    """Each hash opened or replaced, each ballot among the hashes, no more replaced than changes explain.

    Ballots that are hidden open nothing: then the hashes that are not replaced number the marks, and no
    checkpoint has more, as a ballot stands once at most in each and none ever leaves the box.
    """
    box, marks, slug = pack.boxes[question.slug], pack.marks_of(question.slug), question.slug
    if marks is not None and marks.hidden:
        if len(hashes - gone) != marks.count or any(len(each) > marks.count for each in taken):
            yield finding("checkpoints.hidden-count", question=slug, count=marks.count)
        return
    if box.unopened:
        times, first = len(box.unopened), min(box.unopened)[:12]
        yield finding("checkpoints.never-opened", question=slug, times=times, first=first)
    if box.unlisted:
        facts: dict[str, Fact] = {"times": box.unlisted, "first": box.first_unlisted}
        yield finding("checkpoints.ballot-missing", question=slug, **facts)
    if box.gone_too:
        yield finding("replaced.opened-too", question=slug)
    replaced = [len(gone.intersection(batch)) for batch in taken]
    if not are_explained(replaced, box.changed):
        yield finding("replaced.too-many", question=slug, times=len(gone), changes=len(box.changed))
