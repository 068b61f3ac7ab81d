"""The demo's other votes: one that ranked and approved in the summer, one that is open now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.utils import timezone

from deliberation import clock
from deliberation.core.lots import below, numbers
from deliberation.members.access import Person, person_for
from frontend.demo.voting import electors
from proposals.models import Booklet, Campaign
from votes.actions.asking import add_questions
from votes.actions.casting import cast_ballot
from votes.actions.closing import close_due_votes
from votes.actions.planning import BOOKLETS, MEASURES, Plan, Terms, approval, overall, within
from votes.actions.reasoning import write_reason
from votes.actions.remarking import file_remark
from votes.actions.rolling import freeze_roll, prepare_roll
from votes.actions.scheduling import confirm_vote, schedule_vote
from votes.core.choices import BLANK, Choice, Choices
from votes.core.codes import CHANGE_BYTES, change_code
from votes.models import Question, Vote

DAY = timedelta(days=1)
APPROVED = Terms(rule="yes-no", blank=False, settings={"base": "decided", "share": "1/2"}, reasons=True)
RANKED = Terms(rule="instant-runoff", most=3, settings={"ties": "draw"}, statute="Statuts, article 9")
JUDGED = Terms(
    rule="majority-judgement",
    most=0,
    settings={"grades": ["À rejeter", "Insuffisant", "Passable", "Bien", "Très bien"]},
    statute="Statuts, article 9",
)
FIRST_OF_ALL = Terms(rule="choose", most=5, statute="Statuts, article 9")
REASONS = (
    ("yes", "Parce que ces mesures se tiennent."),
    ("yes", "Nos groupes les ont travaillées pendant des mois."),
    ("no", "Trop de promesses, pas assez de budget."),
    ("yes", "Il fallait commencer quelque part."),
    ("no", "La troisième mesure affaiblit la première."),
    ("", "Je m’abstiens : je n’ai pas pu lire tous les textes."),
    ("yes", "Le livret dit clairement d’où viennent les demandes."),
    ("yes", "On pourra compléter l’an prochain."),
    ("no", "Les petites communes sont oubliées."),
    ("yes", "Enfin du concret."),
    ("yes", "Je l’ai vu marcher ailleurs."),
)


def hold_ranked_vote(first: Person, second: Person, observer: Person, campaign: Campaign, seed: str) -> None:
    """A vote of the summer that ranked the booklets and approved two, with an observer's remark."""
    campaign.refresh_from_db()
    first_two = Booklet.objects.filter(campaign=campaign).order_by("number")[:2]
    approvals = tuple((approval(booklet.slug, each_measure=False), APPROVED) for booklet in first_two)
    plans = (*approvals, (overall(BOOKLETS), RANKED))
    vote = prepared_vote(
        first,
        second,
        campaign,
        "Approuver deux livrets, les ranger tous",
        plans,
        4 * DAY,
        2 * DAY,
        changes=False,
    )
    clock.move(vote.opens_at - clock.now() + timedelta(hours=1))
    file_remark(
        observer, vote, text="À l’ouverture, la racine de la liste est celle que j’avais notée la veille."
    )
    cast(vote, 60, seed)
    clock.move(vote.closes_at - clock.now() + timedelta(minutes=1))
    close_due_votes()


def open_vote(first: Person, second: Person, campaign: Campaign, seed: str) -> None:
    """A vote that is open when the demo's clock is the real one: a question of each shape of ballot."""
    campaign.refresh_from_db()
    one, two, *_others, last = Booklet.objects.filter(campaign=campaign).order_by("number")
    plans = (
        (within(one.slug), Terms()),
        (within(two.slug), JUDGED),
        (overall(BOOKLETS), RANKED),
        (overall(MEASURES), FIRST_OF_ALL),
        (approval(last.slug, each_measure=False), APPROVED),
    )
    vote = prepared_vote(first, second, campaign, "Et maintenant, quoi d’abord ?", plans, 4 * DAY, 17 * DAY)
    clock.move(vote.opens_at - clock.now() + timedelta(hours=1))
    cast(vote, 23, f"{seed} now")


def prepared_vote(
    first: Person, second: Person, campaign: Campaign, title: str, plans: Sequence[tuple[Plan, Terms]],
    ahead: timedelta, lasts: timedelta, changes: bool = True, urgent: str = "", rehearsal: bool = False,
) -> Vote:  # fmt: skip
    """A vote that two organisers prepared, confirmed, and whose roll they froze: all but its opening."""
    now = clock.now()
    vote = schedule_vote(
        first, campaign, title=title, cutoff_on=timezone.localdate(now), opens_at=now + ahead,
        closes_at=now + ahead + lasts, usual=False, changes=changes, urgent_reason=urgent,
        rehearsal=rehearsal,
    )  # fmt: skip
    for plan, terms in plans:
        add_questions(first, vote, plan, terms)
    confirm_vote(second, vote)
    prepare_roll(first, Vote.objects.get(pk=vote.pk))
    freeze_roll(second, Vote.objects.get(pk=vote.pk))
    return Vote.objects.get(pk=vote.pk)


def cast(vote: Vote, voters: int, seed: str) -> None:
    """Let so many electors, drawn from the seed, vote on each question; the first ones give a reason."""
    questions = list(Question.objects.filter(vote=vote).select_related("vote").prefetch_related("options"))
    for place, member in enumerate(electors(vote, f"{seed} {vote.slug}")[:voters]):
        person = person_for(member)
        row = numbers(f"{seed} {vote.slug} {member.reference}")
        for question in questions:
            secret = hashlib.sha256(f"{vote.slug} {member.reference} {question.slug}".encode()).digest()
            cast_ballot(
                person, question, choices=_choices(question, row), code=change_code(secret[:CHANGE_BYTES])
            )
            if question.reasons and place < len(REASONS):
                stance, text = REASONS[place]
                write_reason(person, question, stance=stance, text=text)


def _choices(question: Question, row: Iterator[int]) -> Choices:
    """What one voter says: the first options more often; blank once in fifteen where it is offered."""
    codes = [option.code for option in question.options.all()]
    if question.blank and below(row, 15) == 0:
        return BLANK
    if question.rule == "majority-judgement":
        graded: list[Choice] = [
            (code, min(4, below(row, 5) + (place < 2))) for place, code in enumerate(codes) if below(row, 6)
        ]
        return tuple(graded) or BLANK
    order = sorted(codes, key=lambda code: codes.index(code) + below(row, len(codes)))
    chosen = order[: question.most]
    return tuple(chosen if question.rule == RANKED.rule else sorted(chosen, key=codes.index))
