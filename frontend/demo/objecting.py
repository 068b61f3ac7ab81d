"""The demo's objections: members contest the drafts of the finished campaign, organisers answer each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from deliberation import clock
from deliberation.core.lots import shuffled
from deliberation.members.access import Person, person_for
from deliberation.members.models import Member
from proposals.actions.answering import answer_objections
from proposals.actions.drafting import edit_measure
from proposals.actions.objecting import make_objection
from proposals.actions.redressing import move_contested_text
from proposals.core.booklets import wording_digest
from proposals.core.objections import Kind, Outcome
from proposals.models import Booklet, Campaign, Measure, Objection, Sorting
from proposals.queries import subjects
from proposals.queries.subjects import Subject

SEED = "rives communes contestations"
DAY = timedelta(days=1)
WORDING = (
    (
        "La mesure va trop loin : la plupart des textes demandent que ce soit la règle, avec des exceptions.",
        "Ajouter « sauf décision motivée de la commune ».",
    ),
    ("Je lis la même chose : les textes disent « quand c’est possible ».", ""),
)
MERGE = (
    "Deux demandes sont mêlées ici. Les unes veulent plus de moyens, les autres une autre organisation : "
    "on peut vouloir l’une sans l’autre.",
    "Deux mesures séparées.",
)
PLACEMENT = (
    "Ce texte parle d’autre chose : il emploie les mêmes mots, mais sa demande relève du livret d’à côté.",
    "Le mettre dans le livret d’à côté.",
)
OMISSION = (
    "Plusieurs textes demandent que l’on rende compte chaque année de ce qui a été fait. "
    "Aucune mesure d’aucun livret ne le dit.",
    "",
)
TO_WORDING = (
    "Vous avez raison : sur les textes de cette mesure, plus de la moitié prévoit une exception. "
    "Nous l’avons écrite dans la mesure."
)
TO_MERGE = (
    "Nous gardons une seule mesure : presque tous les textes qui la portent demandent les deux à la fois. "
    "Votre nuance est imprimée ici, pour que chacun la lise avant de voter."
)
TO_PLACEMENT = "Relu en entier : sa demande est bien celle de l’autre livret. Nous l’y avons mis."
TO_OMISSION = (
    "Cette demande revient en effet, mais dans moins de cinq textes. Nous ne pouvons pas en faire une "
    "mesure ; nous la signalons dans l’introduction du débat."
)


def object_and_answer(first: Person, second: Person, campaign: Campaign) -> None:
    """Six members object; the organisers answer, one answer serving two, change a measure, move a text."""
    campaign.refresh_from_db()
    people = _members()
    clock.move(campaign.replying_at - clock.now() + DAY)
    measures = list(Measure.objects.filter(booklet__campaign=campaign).select_related("booklet__campaign"))
    words = [_object(next(people), subjects.of_measure(measures[0]), Kind.WORDING, *said) for said in WORDING]
    merged = _object(next(people), subjects.of_measure(measures[1]), Kind.MERGE, *MERGE)
    row = Sorting.objects.filter(campaign=campaign, booklet__number=1).order_by("margin", "pk")[0]
    placed = _object(next(people), subjects.of_text(row.proposal), Kind.PLACEMENT, *PLACEMENT)
    missed = _object(next(people), subjects.of_campaign(campaign), Kind.OMISSION, *OMISSION)
    clock.move(2 * DAY)
    _write_exception(first, measures[0])
    edit = measures[0].booklet.edits.order_by("-pk")[0]
    _answer(first, campaign, words, Outcome.ACCEPTED, TO_WORDING, changes=[edit.journal_seq])
    _answer(second, campaign, [merged], Outcome.REFUSED, TO_MERGE)
    _answer(second, campaign, [missed], Outcome.PARTLY, TO_OMISSION)
    _answer(second, campaign, [placed], Outcome.ACCEPTED, TO_PLACEMENT)
    beside = Booklet.objects.get(campaign=campaign, number=2)
    move_contested_text(
        second, placed, row.proposal, place="booklet", booklet=beside, reason="Contestation acceptée",
        seen_version=row.version,
    )  # fmt: skip


def _members() -> Iterator[Person]:
    """Members without an office, in an order that the seed gives."""
    plain = Member.objects.filter(offices=None, left_on=None).order_by("pk")
    return (person_for(member) for member in shuffled(list(plain), SEED))


def _object(person: Person, subject: Subject, kind: Kind, body: str, instead: str) -> Objection:
    nonce = f"demo {person.known.reference} {kind}"
    return make_objection(
        person, subject, kind=kind, body=body, instead=instead, seen=subject.seen, nonce=nonce[:40]
    )


def _answer(
    person: Person,
    campaign: Campaign,
    rows: list[Objection],
    outcome: Outcome,
    reason: str,
    changes: Sequence[int] = (),
) -> None:
    names = [row.name for row in rows]
    answer_objections(
        person, campaign, names, outcome=outcome, reason=reason, nonce=f"demo {names[0]}", changes=changes
    )


def _write_exception(person: Person, measure: Measure) -> None:
    edit_measure(
        person, measure, title=measure.title,
        body=f"{measure.body}\n\nSauf décision motivée de la commune, rendue publique.".strip(),
        reason="une exception que les textes prévoient", seen=wording_digest(measure.title, measure.body),
    )  # fmt: skip
