"""The questions of a drafted vote: added and dropped until another organiser confirms; each change signs it.

What is asked copies its wording and digests from the frozen booklets: what comes of them later changes
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from deliberation import clock, live
from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.journal.actions import record
from deliberation.members.access import Person
from proposals.core.booklets import FrozenBooklet
from proposals.models import Booklet, Campaign
from proposals.queries.freezing import forms_of
from votes.core.definition import MOST_QUESTIONS, check_question
from votes.core.kinds import APPROVE, FREE, OVERALL, PRIORITISE, YES_NO
from votes.core.patterns import check_patterns
from votes.core.signing import DRAFTED, question_digests
from votes.models import Option, Question, Vote
from votes.queries.definitions import definition_of, question_definition
from votes.queries.seats import eligible_count

FEWEST_OPTIONS = 2
MOST_FIRST_BOOKLETS = 3
LONGEST_NAME = 40
LONGEST_SHOWN = 300
BOOKLETS, MEASURES = "booklets", "measures"

Frozen = tuple[Booklet, FrozenBooklet]
Offered = tuple[str, str, str, str]  # code, text, digest, address


@dataclass(frozen=True, slots=True)
class Terms:
    """How a question is put: its text (empty: the usual one), its rule and what the rule lets it set.

    `most` is cut to the number of options; 0 means all of them.
    """

    text: str = ""
    rule: str = "choose"
    most: int = 1
    blank: bool = True
    settings: Mapping[str, Json] = field(default_factory=dict)
    statute: str = ""
    reasons: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to write: its kind, its name, its options, the booklet that it is about."""

    kind: str
    name: str
    text: str
    options: Sequence[Offered]
    about: Booklet | None = None


Plan = Callable[[Sequence[Frozen]], Iterable[Asked]]


def within(slug: str) -> Plan:
    """Which measures of one booklet come first. Raises RuleBroken `question.no-such-booklet`."""

    def plan(booklets: Sequence[Frozen]) -> Iterable[Asked]:
        booklet, frozen = _find(booklets, slug)
        text = _("Quelle mesure mettre en premier ?")
        yield Asked(PRIORITISE, booklet.slug, text, _measures(booklet, frozen), booklet)

    return plan


def overall(of: str) -> Plan:
    """Which booklets come first, or which measures of all booklets (`of`: `booklets` or `measures`)."""

    def plan(booklets: Sequence[Frozen]) -> Iterable[Asked]:
        if of == BOOKLETS:
            yield Asked(OVERALL, "booklets-first", _("Quels livrets traiter d’abord ?"), _covers(booklets))
            return
        options = [
            (f"b{booklet.number}-{code}", text, digest, url)
            for booklet, frozen in booklets
            for code, text, digest, url in _measures(booklet, frozen)
        ]
        yield Asked(OVERALL, "measures-first", _("Quelles mesures mettre en premier ?"), options)

    return plan


def approval(slug: str, each_measure: bool) -> Plan:
    """Yes or no to a whole booklet, or to each of its measures. Raises as `within`."""

    def plan(booklets: Sequence[Frozen]) -> Iterable[Asked]:
        booklet, frozen = _find(booklets, slug)
        answers = [
            ("yes", _("Pour"), "", ""),
            ("no", _("Contre"), "", ""),
            ("abstain", _("Abstention"), "", ""),
        ]
        if not each_measure:
            text = _("Approuvez-vous le livret « %(title)s » ?") % {"title": booklet.title}
            yield Asked(APPROVE, f"{booklet.slug}-approve", _cut(text), answers, booklet)
            return
        for measure in frozen.measures:
            text = _("Approuvez-vous la mesure %(number)s : « %(title)s » ?")
            text %= {"number": measure.number, "title": measure.title}
            yield Asked(APPROVE, f"{booklet.slug}-m{measure.number}", _cut(text), answers, booklet)

    return plan


def freely(text: str, options: Sequence[str], about_persons: bool) -> Plan:
    """Whatever else is asked; without options, yes or no.

    Raises RuleBroken `question.about-persons`: an open box does not protect who judges a person.
    """
    if about_persons:
        raise RuleBroken("question.about-persons")

    def plan(booklets: Sequence[Frozen]) -> Iterable[Asked]:
        offered: list[Offered] = [
            (f"o{place}", option, "", "") for place, option in enumerate(options, start=1)
        ]
        if not offered:
            offered = [("yes", _("Pour"), "", ""), ("no", _("Contre"), "", "")]
            offered.append(("abstain", _("Abstention"), "", ""))
        yield Asked(FREE, _name(text), text, offered)

    return plan


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
        subject_url=_address(about) if about else "",
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


def frozen_booklets(campaign: Campaign) -> list[Frozen]:
    """The booklets of a campaign with their frozen forms. Raises RuleBroken `vote.booklet-changed`."""
    forms = {form.slug: form for form in forms_of(campaign)}
    rows = Booklet.objects.filter(campaign=campaign).select_related("campaign")
    booklets = [(booklet, forms[booklet.slug]) for booklet in rows]
    for booklet, form in booklets:
        if not booklet.digest or form.digest() != booklet.digest:
            raise RuleBroken("vote.booklet-changed", title=booklet.title)
    return booklets


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


def _find(booklets: Sequence[Frozen], slug: str) -> Frozen:
    for pair in booklets:
        if pair[0].slug == slug:
            return pair
    raise RuleBroken("question.no-such-booklet")


def _measures(booklet: Booklet, frozen: FrozenBooklet) -> list[Offered]:
    address = _address(booklet)
    return [
        (f"m{measure.number}", measure.title, measure.digest(), f"{address}#m{measure.number}")
        for measure in frozen.measures
    ]


def _covers(booklets: Sequence[Frozen]) -> list[Offered]:
    return [
        (f"b{booklet.number}", booklet.title, booklet.digest, _address(booklet))
        for booklet, _frozen in booklets
    ]


def _address(booklet: Booklet) -> str:
    return reverse("booklet", args=[booklet.campaign.slug, booklet.slug])


def _name(text: str) -> str:
    return slugify(text.replace("’", " "))[:LONGEST_NAME].replace("_", "-").strip("-") or "question"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
