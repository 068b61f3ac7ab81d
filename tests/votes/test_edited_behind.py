"""Rows edited behind the application after a vote: each edit is named when its pack is built again (T4).

And ballots slipped onto the seats of people who abstained: their own seats show it (T6).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from deliberation.core.errors import RuleBroken
from deliberation.core.names import random_key
from deliberation.journal.models import Entry
from deliberation.members.access import person_for
from deliberation.members.models import Member
from tests.votes.builders import cast, make_open, make_voters, move_to_close, questions_of
from tests.votes.packs import pack_of
from votes.actions.closing import close_due_votes
from votes.core.ballots import fresh_nonce
from votes.core.codes import ALPHABET
from votes.models import Ballot, Checkpoint, Mark, Option, Question, Seat, Vote
from votes.queries.seats import progress_of
from votes.verifier.findings import NotAPack
from votes.verifier.verifying import verify

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ROOT, NONCE = "0" * 64, "f" * 32


def held_vote(voters: list[Member]) -> Vote:
    """An open vote of these voters, each on every question."""
    vote = make_open()
    for place, voter in enumerate(voters):
        for question in questions_of(vote):
            options = list(question.options.all())
            cast(voter, question, options[place % len(options)].code)
    return vote


def named(vote: Vote) -> set[str]:
    """What is said of a vote whose rows are as they are now: when its pack is built, and by the verifier."""
    try:
        report = verify(pack_of(Vote.objects.get(pk=vote.pk)))
    except RuleBroken as refusal:
        return {refusal.code}
    except NotAPack as refusal:
        return {refusal.finding.code}
    return {found.code for found in report.findings}


def first(vote: Vote) -> Question:
    return questions_of(vote)[0]


def a_ballot(vote: Vote) -> Ballot:
    return Ballot.objects.filter(question_key=first(vote).pk).order_by("tracker")[0]


def other_choice(vote: Vote) -> None:
    ballot, codes = a_ballot(vote), [option.code for option in first(vote).options.all()]
    Ballot.objects.filter(pk=ballot.pk).update(choices=[next(c for c in codes if [c] != ballot.choices)])


def moved_mark(vote: Vote) -> None:
    marks = Mark.objects.filter(question_key=first(vote).pk)
    bare = Seat.objects.filter(vote=vote).exclude(key__in=marks.values("seat_key"))[0]
    Mark.objects.filter(pk=marks[0].pk).update(seat_key=bare.key)


def swapped_options(vote: Vote) -> None:
    one, other = list(first(vote).options.all())[:2]
    texts = one.text, other.text
    Option.objects.filter(pk=one.pk).update(text=texts[1])
    Option.objects.filter(pk=other.pk).update(text=texts[0])


def question(**fields: object) -> Callable[[Vote], object]:
    return lambda vote: Question.objects.filter(pk=first(vote).pk).update(**fields)


def option(**fields: object) -> Callable[[Vote], object]:
    return lambda vote: Option.objects.filter(pk=first(vote).options.all()[0].pk).update(**fields)


def ballot(**fields: object) -> Callable[[Vote], object]:
    return lambda vote: Ballot.objects.filter(pk=a_ballot(vote).pk).update(**fields)


def a_vote(**fields: object) -> Callable[[Vote], object]:
    return lambda vote: Vote.objects.filter(pk=vote.pk).update(**fields)


def seat(**fields: object) -> Callable[[Vote], object]:
    return lambda vote: Seat.objects.filter(pk=Seat.objects.filter(vote=vote)[0].pk).update(**fields)


def checkpoint(**fields: object) -> Callable[[Vote], object]:
    return lambda vote: Checkpoint.objects.filter(question=first(vote), number=1).update(**fields)


def entry(code: str, **fields: object) -> Callable[[Vote], object]:
    return lambda vote: Entry.objects.filter(code=code, facts__vote=vote.slug).update(**fields)


EDITS: dict[str, Callable[[Vote], object]] = {
    "the title of a vote": a_vote(title="Un autre titre"),
    "the opening": lambda vote: a_vote(opens_at=vote.opens_at + timedelta(hours=1))(vote),
    "the close": lambda vote: a_vote(closes_at=vote.closes_at - timedelta(hours=1))(vote),
    "the day of the roll": lambda vote: a_vote(cutoff_on=vote.cutoff_on - timedelta(days=1))(vote),
    "the text of a question": question(text="Une autre question ?"),
    "the limit of a question": question(most=2),
    "whether blank is offered": question(blank=False),
    "the settings of a rule": question(settings={"ties": "draw"}),
    "the digest of a booklet": question(subject_digest=ROOT),
    "the title of a booklet": question(subject_title="Un autre livret"),
    "the text of an option": option(text="Rien"),
    "the digest of a measure": option(digest=ROOT),
    "two options swapped": swapped_options,
    "the commitment of a seat": seat(commitment="f" * 64),
    "the choice of a ballot": other_choice,
    "the tracker of a ballot": ballot(tracker="9" * 12),
    "the version of a ballot": ballot(version=7),
    "the nonce of a ballot": ballot(nonce=NONCE),
    "a mark moved to a seat that abstained": moved_mark,
    "the hashes of a checkpoint": checkpoint(hashes=[ROOT]),
    "the time of a checkpoint": checkpoint(at="2020-01-01T00:00:00Z"),
    "who sealed": entry("vote.sealed", actor="Quelqu’un d’autre"),
    "what the journal said of the roll": entry("vote.roll-frozen", facts={}),
}


def test_every_edit_of_a_stored_field_is_named_or_refused_by_the_database() -> None:
    voters = make_voters(14)
    vote = held_vote(voters[:12])
    move_to_close(vote)
    close_due_votes()
    vote.refresh_from_db()
    assert vote.published_at is not None
    assert named(vote) == set()
    silent, refused = [], []
    for name, edit in EDITS.items():
        try:
            with transaction.atomic():
                edit(vote)
                found = named(vote)
                transaction.set_rollback(True)
        except DatabaseError:
            refused.append(name)
            continue
        if not found:
            silent.append(name)
    assert len(EDITS) >= 20
    assert silent == []
    assert set(refused) <= {"the commitment of a seat"}  # a trigger may guard the frozen roll
    assert named(vote) == set()


def test_ten_ballots_slipped_onto_bare_seats_of_a_thousand_show_on_those_seats() -> None:
    members = make_voters(1000)
    vote = held_vote(members[:15])
    asked = first(vote)
    victims = {member.pk for member in members[500:510]}
    for place, seat_row in enumerate(Seat.objects.filter(vote=vote, member__in=victims)):
        Mark.objects.create(question_key=asked.pk, seat_key=seat_row.key)
        Ballot.objects.create(
            key=random_key(), question_key=asked.pk, code_hash=f"{place:064}", tracker=ALPHABET[place] * 12,
            choices=[asked.options.all()[0].code], nonce=fresh_nonce(bytes([place]) * 16),
        )  # fmt: skip
    move_to_close(vote)
    close_due_votes()
    vote = Vote.objects.prefetch_related("questions").get(pk=vote.pk)
    report = verify(pack_of(vote))
    # The pack holds together: no file can show who made a mark. Only the seats' own members can.
    assert report.findings == ()
    assert report.results[0].ballots == 25
    abstained = [member for member in members if member not in members[:15]]
    marked = {member.pk for member in abstained if progress_of(person_for(member), vote).done}
    assert marked == victims


def test_a_mark_without_its_ballot_is_not_even_sealed() -> None:
    members = make_voters(20)
    vote = held_vote(members[:12])
    bare = Seat.objects.get(vote=vote, member=members[15])
    Mark.objects.create(question_key=first(vote).pk, seat_key=bare.key)
    move_to_close(vote)
    close_due_votes()
    assert Vote.objects.get(pk=vote.pk).sealed_at is None
