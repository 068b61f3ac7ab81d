"""What may be asked, of the frozen booklets or freely: a plan gives the questions, and writes none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from proposals.core.booklets import FrozenBooklet
from proposals.models import Booklet
from votes.core.kinds import APPROVE, FREE, OVERALL, PRIORITISE
from votes.queries.frozen import Frozen

BOOKLETS, MEASURES = "booklets", "measures"

LONGEST_NAME = 40
LONGEST_SHOWN = 300
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


def _find(booklets: Sequence[Frozen], slug: str) -> Frozen:
    for pair in booklets:
        if pair[0].slug == slug:
            return pair
    raise RuleBroken("question.no-such-booklet")


def _measures(booklet: Booklet, frozen: FrozenBooklet) -> list[Offered]:
    address = address_of(booklet)
    return [
        (f"m{measure.number}", measure.title, measure.digest(), f"{address}#m{measure.number}")
        for measure in frozen.measures
    ]


def _covers(booklets: Sequence[Frozen]) -> list[Offered]:
    return [
        (f"b{booklet.number}", booklet.title, booklet.digest, address_of(booklet))
        for booklet, _frozen in booklets
    ]


def address_of(booklet: Booklet) -> str:
    """Where a booklet is read."""
    return reverse("booklet", args=[booklet.campaign.slug, booklet.slug])


def _name(text: str) -> str:
    return slugify(text.replace("’", " "))[:LONGEST_NAME].replace("_", "-").strip("-") or "question"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
