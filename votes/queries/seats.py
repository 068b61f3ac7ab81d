"""Who has a right to a seat, and a member's own: what was hashed, the path to the root, its marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from deliberation.members.access import Person
from deliberation.members.models import Member
from votes.core.rolls import Step, merkle_path, root_by_path
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
    """One seat as its member sees it: what is hashed into the commitment, and its path to the root."""

    reference: str
    group: str
    salt: str
    commitment: str
    path: tuple[Step, ...]
    root: str

    @property
    def leads_to_root(self) -> bool:
        """Whether commitment and path give the published root."""
        return root_by_path(self.commitment, self.path) == self.root


def eligible_members(vote: Vote, today: date) -> QuerySet[Member]:
    """Who has a right to a seat: in the scope, joined on or before the cut-off day, still a member today."""
    staying = Q(left_on=None) | Q(left_on__gt=today)
    members = Member.objects.filter(staying, is_active=True, joined_on__lte=vote.cutoff_on)
    group_id = vote.campaign.group_id
    return members if group_id is None else members.filter(group_id=group_id)


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
    """The person's seat with all that was hashed, or None without one; for a frozen roll. Two queries."""
    seat = _seat_of(person, vote)
    if seat is None or vote.roll_frozen_at is None:
        return None
    roll = Seat.objects.filter(vote=vote).order_by("commitment").values_list("commitment", flat=True)
    path = merkle_path(list(roll), seat.commitment)
    return SeatPage(seat.reference, seat.group_code, seat.salt, seat.commitment, path, vote.roll_root)


def _seat_of(person: Person, vote: Vote) -> Seat | None:
    if person.member is None:
        return None
    return Seat.objects.filter(vote=vote, member=person.member).first()
