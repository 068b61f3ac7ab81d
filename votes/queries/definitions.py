"""A stored vote as the plain values that rules, digests and packs are made of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache

from django.db.models import TextField
from django.db.models.functions import Cast

from deliberation.core.chain import utc_second
from votes.core.ballots import Ballot as PlainBallot
from votes.core.box import BoxContents
from votes.core.choices import Choices, read_choices
from votes.core.questions import Option as PlainOption
from votes.core.questions import Question as PlainQuestion
from votes.core.questions import Subject
from votes.core.questions import Vote as PlainVote
from votes.core.rolls import Roll, freeze_roll
from votes.models import Ballot, Mark, Question, Seat, Vote
from votes.queries.claims import claim_counts


def definition_of(vote: Vote) -> PlainVote:
    """What members are asked, as published in vote.json. Two queries, or none when prefetched."""
    questions = vote.questions.prefetch_related("options") if _is_bare(vote) else vote.questions.all()
    return PlainVote(
        slug=vote.slug,
        title=vote.title,
        opens_at=utc_second(vote.opens_at),
        closes_at=utc_second(vote.first_closes_at or vote.closes_at),
        questions=tuple(question_definition(question) for question in questions),
        changes=vote.changes,
        rehearsal=vote.rehearsal,
    )


def question_definition(question: Question) -> PlainQuestion:
    """One question as published. One query, or none when its options are prefetched."""
    subject = None
    if question.subject_slug:
        subject = Subject(question.subject_slug, question.subject_title, question.subject_digest)
    options = (PlainOption(row.code, row.text, row.digest or None) for row in question.options.all())
    return PlainQuestion(
        slug=question.slug,
        number=question.number,
        text=question.text,
        rule=question.rule,
        most=question.most,
        blank=question.blank,
        options=tuple(options),
        subject=subject,
        settings=question.settings,
        kind=question.kind,
        statute=question.statute,
    )


def roll_of(vote: Vote) -> Roll:
    """The roll that the stored seats make. Raises RuleBroken as `freeze_roll`. Two queries."""
    seats = Seat.objects.filter(vote=vote).values_list("commitment", "group_code")
    conditions, urgent = vote.conditions, vote.urgent_reason
    claims = claim_counts(vote)
    return freeze_roll(vote.slug, vote.cutoff_on.isoformat(), seats, conditions, urgent, claims)


def commitments_of(vote: Vote) -> dict[int, str]:
    """The commitment of each seat, by its key. One query."""
    return dict(Seat.objects.filter(vote=vote).values_list("key", "commitment"))


def contents_of_question(question: Question, commitments: Mapping[int, str]) -> BoxContents:
    """What the box holds of one question; for a closed vote only. Two queries."""
    seats = Mark.objects.filter(question_key=question.pk).values_list("seat_key", flat=True)
    # A mark of no seat must not vanish from the count: the roll check refuses its key by name.
    marks = [commitments.get(seat, str(seat)) for seat in seats.iterator()]
    return BoxContents(question.slug, marks, list(ballots_of(question)))


def ballots_of(question: Question, *, fresh: bool = False) -> Iterator[PlainBallot]:
    """The ballots of a question; with `fresh`, those that no checkpoint holds yet. One query."""
    rows = Ballot.objects.filter(question_key=question.pk, **({"fresh": True} if fresh else {}))
    written = rows.values_list("tracker", "version", Cast("choices", TextField()), "nonce")
    for tracker, version, choices, nonce in written.iterator():
        yield PlainBallot(tracker, version, _choices(choices), nonce)


@lru_cache(maxsize=20_000)
def _choices(written: str) -> Choices:
    # Most ballots of a question choose what others chose: read once, and held once.
    return read_choices(json.loads(written), "choices")


def _is_bare(vote: Vote) -> bool:
    return "questions" not in getattr(vote, "_prefetched_objects_cache", {})
