"""What must be true of votes after any fault: each invariant of docs/mechanisms/faults.md, looked at.

Run by `manage.py invariants` and by the tests after every fault. Reads only; says nothing of a choice.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from deliberation.core.chain import Link, first_break
from deliberation.core.errors import RuleBroken
from deliberation.core.invariants import Breach
from deliberation.journal import queries as journal
from votes.actions.packing import digest_of_pack
from votes.core import reading
from votes.core.ballots import check_choices
from votes.core.checkpoints import replaced_of
from votes.exports import PACKS, open_pack
from votes.models import Ballot, Mark, Question, Seat, Vote
from votes.queries.checkpoints import checkpoints_of_question
from votes.queries.definitions import ballots_of, question_definition, roll_of
from votes.verifier.findings import NotAPack
from votes.verifier.verifying import verify

ONCE = ("vote.sealed", "vote.published")


def broken_invariants() -> list[Breach]:
    """Every invariant of votes that does not hold now, by its code of the list."""
    found = list(_chain())
    for vote in Vote.objects.order_by("pk"):
        for question in vote.questions.prefetch_related("options"):
            question.vote = vote
            for look in OF_QUESTIONS:
                found += look(question)
        for check in OF_VOTES:
            found += check(vote)
    return found + list(_files())


def lost_receipts(question: Question, trackers: Iterable[str]) -> list[Breach]:
    """I7: a receipt was shown, and its ballot is not in the box. The server keeps no list of receipts."""
    held = set(Ballot.objects.filter(question_key=question.pk).values_list("tracker", flat=True))
    return [Breach("I7", question.slug, f"ballot {tracker} is lost") for tracker in {*trackers} - held]


def _equal(question: Question) -> Iterator[Breach]:
    """I1: as many ballots as marks."""
    marks = Mark.objects.filter(question_key=question.pk).count()
    ballots = Ballot.objects.filter(question_key=question.pk).count()
    if marks != ballots:
        yield Breach("I1", question.slug, f"{marks} marks, {ballots} ballots")


def _one_mark_per_seat(question: Question) -> Iterator[Breach]:
    """I2: no seat has two marks, and every mark is of a seat of the roll."""
    seats = Mark.objects.filter(question_key=question.pk).values_list("seat_key", flat=True)
    times = Counter(seats)
    twice = sum(1 for each in times.values() if each > 1)
    if twice:
        yield Breach("I2", question.slug, f"{twice} seats are marked twice")
    strangers = times.keys() - set(Seat.objects.filter(vote=question.vote_id).values_list("key", flat=True))
    if strangers:
        yield Breach("I2", question.slug, f"{len(strangers)} marks are of no seat")


def _legal(question: Question) -> Iterator[Breach]:
    """I3: every ballot is legal for its question as it is asked."""
    definition, illegal = question_definition(question), 0
    for ballot in ballots_of(question):
        try:
            check_choices(definition, ballot.choices)
        except RuleBroken:
            illegal += 1
    if illegal:
        yield Breach("I3", question.slug, f"{illegal} ballots are not legal")


def _mixed(question: Question) -> Iterator[Breach]:
    """I10: once sealed, all rows of a table are of one transaction: none of them tells when it came."""
    if question.vote.sealed_at is None:
        return
    for table in (Mark, Ballot):
        rows = table._default_manager.filter(question_key=question.pk)
        if rows.filter(fresh=True).exists():
            yield Breach("I10", question.slug, f"rows of {table._meta.db_table} were not mixed")
        if connection.vendor == "postgresql":
            numbers = rows.extra(select={"number": "xmin::text"}).values_list("number", flat=True)
            if len(set(numbers)) > 1:
                yield Breach("I10", question.slug, f"{table._meta.db_table} keeps transactions apart")


def _checkpointed(question: Question) -> Iterator[Breach]:
    """I11: once sealed, each checkpointed hash is opened by a ballot or explained by a change."""
    if question.vote.sealed_at is None:
        return
    reference = question.reference
    try:
        replaced_of(question.slug, reference, checkpoints_of_question(question), list(ballots_of(question)))
    except RuleBroken as broken:
        yield Breach("I11", question.slug, broken.code)


def _rooted(vote: Vote) -> Iterator[Breach]:
    """I4: the seats give the root that was published."""
    if vote.roll_frozen_at is None:
        return
    try:
        root = roll_of(vote).root
    except RuleBroken as broken:
        root = broken.code
    if root != vote.roll_root:
        yield Breach("I4", vote.slug, "the seats do not give the published root")


def _journaled(vote: Vote) -> Iterator[Breach]:
    """I5, I6, I9: one seal and one result in the journal, when they should be, with as many ballots."""
    own = [link for link in journal.links_of("vote.") if link.facts.get("vote") == vote.slug]
    codes = Counter(link.code for link in own)
    yield from (Breach("I5", vote.slug, f"{code} stands twice") for code in ONCE if codes[code] > 1)
    if codes["vote.sealed"] != (vote.sealed_at is not None):
        yield Breach("I5", vote.slug, "the journal and the vote disagree on the seal")
    if codes["vote.published"] != (vote.published_at is not None):
        yield Breach("I5", vote.slug, "the journal and the vote disagree on the publication")
    if vote.sealed_at is None:
        if vote.tally is not None or vote.pack_digest:
            yield Breach("I9", vote.slug, "there is a count before the seal")
        return
    slugs = dict(vote.questions.values_list("slug", "pk"))
    for slug, sealed in (
        found for link in own if link.code == "vote.sealed" for found in _sealed_counts(link)
    ):
        if Ballot.objects.filter(question_key=slugs[slug]).count() != sealed:
            yield Breach("I6", vote.slug, "ballots came or went after the seal")


def _sealed_counts(link: Link) -> Iterator[tuple[str, int]]:
    """The questions of a seal in the journal, and how many ballots each had."""
    for row in reading.rows(link.facts["questions"], "questions"):
        found = reading.mapping(row, "questions")
        yield reading.text(found["question"], "question"), reading.count(found["ballots"], "ballots")


def _published(vote: Vote) -> Iterator[Breach]:
    """I8, I13: the published pack is whole, verifies, and would be built again byte for byte."""
    if vote.published_at is None:
        return
    try:
        with open_pack(vote.pack_digest) as file:
            found = [finding.code for finding in verify(file).findings]
    except (RuleBroken, NotAPack) as refusal:
        found = [str(refusal)]
    if found:
        yield Breach("I8", vote.slug, f"the pack does not verify: {', '.join(found)}")
    elif digest_of_pack(vote) != vote.pack_digest:
        yield Breach("I13", vote.slug, "the pack would not be built the same again")


def _chain() -> Iterator[Breach]:
    """I5: the journal's chain is whole."""
    broken = first_break(journal.chain())
    if broken is not None:
        yield Breach("I5", f"entry {broken.seq}", broken.what)


def _files() -> Iterator[Breach]:
    """I12: what has the name of a pack is that pack, whole."""
    for path in (Path(settings.STORE) / PACKS).glob("[0-9a-f]*.zip"):
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != path.stem:
                yield Breach("I12", path.name, "the file is not what its name says")


OF_QUESTIONS: tuple[Callable[[Question], Iterator[Breach]], ...] = (
    _equal, _one_mark_per_seat, _legal, _mixed, _checkpointed,
)  # fmt: skip
OF_VOTES: tuple[Callable[[Vote], Iterator[Breach]], ...] = (_rooted, _journaled, _published)
