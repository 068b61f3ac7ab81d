"""The questions of a drafted vote: added and dropped until another organiser confirms; each change signs it.

What is asked copies its wording and digests from the frozen booklets: what comes of them later changes
nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from deliberation import clock, live
from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from votes.actions.planning import BOOKLETS, Asked, Plan, Terms, address_of, overall, within
from votes.core.definition import MOST_QUESTIONS, check_question
from votes.core.kinds import YES_NO
from votes.core.patterns import check_patterns
from votes.core.signing import DRAFTED, question_digests
from votes.models import Option, Question, Vote
from votes.queries.definitions import definition_of, question_definition
from votes.queries.frozen import Frozen, frozen_booklets
from votes.queries.seats import eligible_count

FEWEST_OPTIONS = 2
MOST_FIRST_BOOKLETS = 3


@transaction.atomic
def add_questions(person: Person, vote: Vote, plan: Plan, terms: Terms) -> list[Question]:
    """Add what a plan asks to a vote that nobody confirmed yet; the person now signs the whole draft.

    Raises RuleBroken `vote.confirmed-already`, `vote.too-late-to-confirm`, `vote.too-many-questions`,
    `question.too-many-patterns`, and what the plan and `check_question` raise.
    """
    actor = person.acting_as("organiser", vote.campaign.group_id)
    locked = lock_draft(vote)
    last = locked.questions.count()
    seats = locked.roll_seats or eligible_count(locked, timezone.localdate(clock.now()))
    with override(locked.campaign.language):  # the words of a ballot are in the campaign's language
        asked = list(plan(frozen_booklets(locked.campaign)))
        if last + len(asked) > MOST_QUESTIONS:
            raise RuleBroken("vote.too-many-questions", vote=locked.slug)
        questions = [
            write_question(locked, last + place, each, terms) for place, each in enumerate(asked, start=1)
        ]
    for question in questions:
        definition = question_definition(question)
        check_question(definition)
        check_patterns(definition, seats)
    sign_draft(person, locked)
    record(actor, DRAFTED, **drafted_facts(locked))
    live.announce(f"vote.{locked.slug}", "drafted")
    return questions


@transaction.atomic
def drop_question(person: Person, vote: Vote, slug: str) -> None:
    """Take a question out of a vote that nobody confirmed yet; the person now signs what is left.

    Twice is once. Raises RuleBroken `vote.confirmed-already` or `vote.too-late-to-confirm`.
    """
    actor = person.acting_as("organiser", vote.campaign.group_id)
    locked = lock_draft(vote)
    if not locked.questions.filter(slug=slug).delete()[0]:
        return
    for number, question in enumerate(locked.questions.order_by("number"), start=1):
        Question.objects.filter(pk=question.pk).update(number=number)
    sign_draft(person, locked)
    record(actor, DRAFTED, **drafted_facts(locked))
    live.announce(f"vote.{locked.slug}", "drafted")


def ask_usual(vote: Vote, booklets: Sequence[Frozen]) -> None:
    """The usual questions: which measure first in each booklet of two or more, and which booklets first."""
    with override(vote.campaign.language):
        asked = [pair for pair in booklets if len(pair[1].measures) >= FEWEST_OPTIONS]
        for number, (booklet, _frozen) in enumerate(asked, start=1):
            for each in within(booklet.slug)(booklets):
                write_question(vote, number, each, Terms())
        if len(booklets) >= FEWEST_OPTIONS:
            most = min(MOST_FIRST_BOOKLETS, len(booklets) - 1)
            text = (
                _("Quels %(most)s livrets traiter d’abord ?")
                if most > 1
                else _("Quel livret traiter d’abord ?")
            )
            for each in overall(BOOKLETS)(booklets):
                write_question(vote, len(asked) + 1, each, Terms(text % {"most": most}, most=most))


def write_question(vote: Vote, number: int, asked: Asked, terms: Terms) -> Question:
    """Store one question and its options, under a name that no other question of the vote has."""
    taken = set(vote.questions.values_list("slug", flat=True))
    about = asked.about
    most = 1 if terms.rule == YES_NO else min(terms.most or len(asked.options), len(asked.options))
    question = Question.objects.create(
        vote=vote,
        slug=free_name(asked.name, taken),
        number=number,
        text=terms.text or asked.text,
        kind=asked.kind,
        rule=terms.rule,
        most=most,
        blank=terms.blank,
        settings=dict(terms.settings),
        statute=terms.statute,
        reasons=terms.reasons,
        subject_slug=about.slug if about else "",
        subject_title=about.title if about else "",
        subject_digest=about.digest if about else "",
        subject_url=address_of(about) if about else "",
        hue=about.hue if about else "",
    )
    Option.objects.bulk_create(
        Option(question=question, code=code, position=position, text=text, digest=digest, url=url)
        for position, (code, text, digest, url) in enumerate(asked.options, start=1)
    )
    return question


def sign_draft(person: Person, vote: Vote) -> None:
    """Note who drafted what the vote asks now: another organiser has to confirm it."""
    Vote.objects.filter(pk=vote.pk).update(scheduled_by=person.known, scheduled_at=clock.now())


def drafted_facts(vote: Vote) -> dict[str, Json]:
    """The facts of `vote.drafted`: what is asked now, question by question, and whether a ballot may be
    changed; signed by who drafted it.
    """
    definition = definition_of(Vote.objects.get(pk=vote.pk))
    return {
        "campaign": vote.campaign.slug, "changes": definition.changes,
        "questions": question_digests(definition), "title": vote.title, "vote": vote.slug,
    }  # fmt: skip


def free_name(base: str, taken: Collection[str]) -> str:
    """The name, or the name with the first number that makes it free."""
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name


def lock_draft(vote: Vote) -> Vote:
    """Lock a vote that another organiser may still confirm.

    Raises RuleBroken `vote.confirmed-already` or `vote.too-late-to-confirm`.
    """
    locked = Vote.objects.select_for_update(of=("self",)).select_related("campaign__group").get(pk=vote.pk)
    if locked.confirmed_at is not None:
        raise RuleBroken("vote.confirmed-already")
    if clock.now() >= locked.opens_at:
        raise RuleBroken("vote.too-late-to-confirm")
    return locked
