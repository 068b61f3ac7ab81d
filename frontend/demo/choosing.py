"""Whom a visitor of the demo may be: every holder of an office, and a dozen members of all groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.utils.translation import gettext_noop

from deliberation.members.models import Member, Office

MOST_MEMBERS = 12
_SIGNER = Signer(salt="demo-people")

# What to try, by office; a member gets the next line of the second list.
AS_OFFICER = {
    "organiser": gettext_noop(
        "Lancer une passe, déplacer des textes, figer les livrets, préparer un scrutin avec l’autre."
    ),
    "observer": gettext_noop(
        "Lire le journal, vérifier la liste électorale, télécharger le dossier de preuves."
    ),
    "moderator": gettext_noop("Masquer un texte avec un motif public, puis le montrer de nouveau."),
    "registrar": gettext_noop("Voir ce qu’un greffier voit : la liste, et rien des campagnes."),
    "referent": gettext_noop("Suivre les contributions de son groupe."),
}
AS_MEMBER = (
    gettext_noop("Écrire une contribution, puis demander pourquoi elle est là où elle est."),
    gettext_noop("Voter, garder ses codes, retrouver son bulletin dans l’urne publique."),
    gettext_noop("Parler dans la salle d’un livret, dans deux fenêtres à la fois."),
    gettext_noop("Lire un livret, remonter d’une mesure aux textes qui la portent."),
)
AS_NEWCOMER = gettext_noop(
    "Vient d’arriver : peut écrire, mais n’est pas sur une liste électorale déjà arrêtée."
)


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody to be: the name, the office if any, the group, what to try, and the key of the form."""

    name: str
    office: str
    group: str
    to_try: str
    key: str


def officers() -> list[Part]:
    """Every active holder of an office, in the order of appointment. One query."""
    held = Office.objects.filter(ended_at=None, member__is_active=True)
    rows = held.select_related("member__group").order_by("pk")
    return [_part(office.member, office.kind, AS_OFFICER.get(office.kind, AS_MEMBER[0])) for office in rows]


def members() -> list[Part]:
    """A dozen members: of each group in turn, and last the one who joined last."""
    plain = Member.objects.filter(is_active=True, offices=None).select_related("group")
    rows = list(plain.order_by("joined_on", "pk"))
    newcomer = rows[-1:]
    chosen = list(_one_a_group(rows[:-1]))[: MOST_MEMBERS - 1]
    parts = [_part(member, "", AS_MEMBER[at % len(AS_MEMBER)]) for at, member in enumerate(chosen)]
    return parts + [_part(member, "", AS_NEWCOMER if chosen else AS_MEMBER[0]) for member in newcomer]


def who(key: str) -> Member:
    """The member behind the key of a part; Http404 for a key we did not write."""
    try:
        return Member.objects.get(pk=_SIGNER.unsign(key), is_active=True)
    except (BadSignature, Member.DoesNotExist) as error:
        raise Http404 from error


def _one_a_group(rows: list[Member]) -> Iterator[Member]:
    """The members, the first of each group before the second of any."""
    seen: dict[int | None, int] = {}
    turns: list[tuple[int, int, Member]] = []
    for place, member in enumerate(rows):
        turn = seen[member.group_id] = seen.get(member.group_id, -1) + 1
        turns.append((turn, place, member))
    return (member for _turn, _place, member in sorted(turns, key=lambda turn: turn[:2]))


def _part(member: Member, office: str, to_try: str) -> Part:
    group = member.group.name if member.group else ""
    return Part(member.display_name, office, group, to_try, _SIGNER.sign(str(member.pk)))
