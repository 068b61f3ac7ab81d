"""Who has a right to a seat, and a member's own: what was hashed, the path to the root, its marks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from deliberation.members.access import Person
from deliberation.members.models import Member
from votes.core.electorate import Candidate, Reason, latest_joining, reason_against
from votes.core.rolls import GroupCount, Tree, counts_by_group
from votes.core.seats import SeatProof
from votes.models import Mark, Question, Seat, Vote


@dataclass(frozen=True, slots=True)
class Progress:
    """What the person did in a vote: whether there is a seat, and the questions it voted on, by slug."""

    on_roll: bool
    answered: frozenset[str]
    asked: int

    @property
    def done(self) -> int:
        """How many questions are answered."""
        return len(self.answered)

    @property
    def left(self) -> int:
        """How many questions are left; none without a seat."""
        return self.asked - self.done if self.on_roll else 0


@dataclass(frozen=True, slots=True)
class SeatPage:
    """One seat as its member sees it: the proof to copy, and the root that is published."""

    proof: SeatProof
    root: str

    @property
    def leads_to_root(self) -> bool:
        """Whether commitment and path give the published root."""
        return self.proof.root == self.root


@dataclass(frozen=True, slots=True)
class Preview:
    """What a roll prepared now would be: seats, counts by group, and why members are left out.

    `left_out` counts members by the first reason against each, most frequent first; who left long ago
    is among them.
    """

    seats: int
    groups: tuple[GroupCount, ...]
    left_out: tuple[tuple[Reason, int], ...]

    @property
    def most_left_out(self) -> int:
        """The largest of the counts by reason: what a plot is drawn against."""
        return max((members for _reason, members in self.left_out), default=0)

    @property
    def largest_group(self) -> int:
        """The seats of the largest group."""
        return max((count.seats for count in self.groups), default=0)


def eligible_members(vote: Vote, today: date) -> QuerySet[Member]:
    """Who has a right to a seat, asked of the database: the same as `reason_against` gives one by one."""
    conditions = vote.conditions
    staying = Q(left_on=None) | Q(left_on__gt=today)
    joined = latest_joining(conditions, vote.cutoff_on)
    members = Member.objects.filter(staying, is_active=True, joined_on__lte=joined)
    if conditions.groups:
        members = members.filter(group__slug__in=conditions.groups)
    return members.filter(paid_until__gte=vote.cutoff_on) if conditions.paid_up else members


def preview_of(vote: Vote, today: date) -> Preview:
    """What the roll would be if it were prepared now. One query over the whole register.

    Raises RuleBroken `roll.group-reserved`.
    """
    seated: list[str] = []
    left_out: Counter[Reason] = Counter()
    rows = Member.objects.values_list("joined_on", "left_on", "is_active", "group__slug", "paid_until")
    for joined_on, left_on, active, group, paid_until in rows.iterator():
        candidate = Candidate(joined_on, left_on, active, group or "", paid_until)
        reason = reason_against(candidate, vote.conditions, vote.cutoff_on, today)
        if reason is None:
            seated.append(candidate.group)
        else:
            left_out[reason] += 1
    return Preview(len(seated), counts_by_group(seated), tuple(left_out.most_common()))


def reason_for(member: Member, vote: Vote, today: date) -> Reason | None:
    """Why this member would have no seat on a roll made today; None if nothing is against it."""
    group = member.group.slug if member.group else ""
    candidate = Candidate(member.joined_on, member.left_on, member.is_active, group, member.paid_until)
    return reason_against(candidate, vote.conditions, vote.cutoff_on, today)


def eligible_count(vote: Vote, today: date) -> int:
    """How many seats a roll prepared today would have. One query."""
    return eligible_members(vote, today).count()


def progress_of(person: Person, vote: Vote) -> Progress:
    """The person's own progress, from the marks of the own seat. Two queries with questions prefetched."""
    asked = {question.pk: question.slug for question in vote.questions.all()}
    seat = _seat_of(person, vote)
    if seat is None:
        return Progress(False, frozenset(), len(asked))
    marks = Mark.objects.filter(question_key__in=asked, seat_key=seat.key)
    answered = frozenset(asked[key] for key in marks.values_list("question_key", flat=True))
    return Progress(True, answered, len(asked))


def next_question(vote: Vote, progress: Progress, after: int = 0) -> Question | None:
    """The first question left to answer after question number `after`, else the first left at all."""
    left = [question for question in vote.questions.all() if question.slug not in progress.answered]
    later = [question for question in left if question.number > after]
    return next(iter(later or left), None)


def seat_page(person: Person, vote: Vote) -> SeatPage | None:
    """The person's seat with all that was hashed, or None without one; for a frozen roll. One query, and
    one for the tree where this process has not seen this root.
    """
    seat = _seat_of(person, vote)
    if seat is None or vote.roll_frozen_at is None or not seat.salt:
        return None
    path = _tree(vote.pk, vote.roll_root).path(seat.commitment)
    return SeatPage(SeatProof(vote.slug, seat.salt, seat.reference, seat.group_code, path), vote.roll_root)


@lru_cache(maxsize=2)
def _tree(vote_id: int, root: str) -> Tree:
    """The tree of a roll; `root` says which, as a correction makes another. A roll of 135,000 takes 20 MB."""
    roll = Seat.objects.filter(vote=vote_id).order_by("commitment").values_list("commitment", flat=True)
    return Tree.of(list(roll))


def _seat_of(person: Person, vote: Vote) -> Seat | None:
    if person.member is None:
        return None
    return Seat.objects.filter(vote=vote, member=person.member).first()
