"""Who is asking: the person behind a request, and what offices that person holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from deliberation import clock
from deliberation.core.actors import Actor
from deliberation.core.errors import RuleBroken
from deliberation.members import sessions
from deliberation.members.models import Member, Office
from deliberation.rows import Columns, statement
from deliberation.statements import planned

EVERYWHERE = None

MEMBER = Columns(Member)
WITH_OFFICES = statement(
    "SELECT {member}, office.kind, office.group_id FROM members_member AS member"
    " LEFT JOIN members_office AS office ON office.member_id = member.id AND office.ended_at IS NULL"
    " WHERE member.id = %s",
    member=MEMBER.of("member"),
)
# Where a member carries the offices that were read with it; taken once, then read anew.
READ_WITH = "_offices_read_with"
# Where a request carries its person, and the gate of an office its kinds.
PERSON, OFFICES = "_livret_person", "_livret_offices"


@dataclass(frozen=True, slots=True)
class Held:
    """One office held now: its kind, and the group it is for (None: the whole organisation)."""

    kind: str
    group_id: int | None


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever asks: a visitor (no member) or a member with the offices held now.

    `resting` are offices whose rights are not in force: they wait for the second factor. Whoever asks
    `offices`, `holds` or `acting_as` sees a plain member.
    """

    member: Member | None
    offices: tuple[Held, ...] = ()
    resting: tuple[Held, ...] = ()

    @property
    def is_member(self) -> bool:
        """Whether this is a signed-in member."""
        return self.member is not None

    @property
    def known(self) -> Member:
        """The member; raises RuleBroken('person.not-signed-in') for a visitor."""
        if self.member is None:
            raise RuleBroken("person.not-signed-in")
        return self.member

    def holds(self, kind: str, group_id: int | None = EVERYWHERE) -> bool:
        """Whether the person holds this office for the group, or for the whole organisation."""
        return any(held.kind == kind and held.group_id in (None, group_id) for held in self.offices)

    def belongs_to(self, group_id: int | None) -> bool:
        """Whether the person is a member in scope: of the group, or of the organisation for None."""
        return self.member is not None and (group_id is None or self.member.group_id == group_id)

    def acting_as(self, kind: str, group_id: int | None = EVERYWHERE) -> Actor:
        """The actor for the journal; raises Http404 without the office (absent and refused look alike)."""
        if self.member is None or not self.holds(kind, group_id):
            raise Http404
        return Actor(kind, self.member.display_name)


VISITOR = Person(None)


def person_of(request: HttpRequest) -> Person:
    """The person behind a request; two queries at most, kept on the request.

    The one place where offices wait for the second factor: where the instance demands it, their rights
    are in force only in a session that gave it and was not left alone since (`sessions`).
    """
    known: Person | None = getattr(request, PERSON, None)
    if known is None:
        user = getattr(request, "user", None)
        # Channels hands over a lazy object that is no instance of Member but compares as one.
        known = person_for(cast(Member, user)) if getattr(user, "pk", None) else VISITOR
        if known.offices and rests(request, known.known):
            known = Person(known.member, resting=known.offices)
        setattr(request, PERSON, known)
    return known


def rests(request: HttpRequest, member: Member) -> bool:
    """Whether the offices of this member wait, in this session, for the second factor."""
    return settings.SECOND_FACTOR_DEMANDED and not sessions.is_awake(request, member)


def forget_person(request: HttpRequest) -> None:
    """Look again at the next `person_of`: the session has just changed what its person may do."""
    setattr(request, PERSON, None)


def may_sign_in(member: Member) -> bool:
    """Whether the member is one now: active, and not past the day of leaving, whether a job ran or not.

    One query, only for who has such a day.
    """
    if not member.is_active:
        return False
    return member.left_on is None or member.left_on > timezone.localdate(clock.now())


def person_for(member: Member) -> Person:
    """The person that a member is, with the offices held now; a visitor who left.

    One query; none right after `member_of_session`, which read them.
    """
    if not may_sign_in(member):
        return VISITOR
    if (held := getattr(member, READ_WITH, None)) is not None:
        delattr(member, READ_WITH)
    else:
        held = Office.objects.filter(member=member, ended_at=None).values_list("kind", "group_id")
    return Person(member, tuple(Held(kind, group) for kind, group in held))


def member_of_session(key: int) -> Member | None:
    """A member with the offices held now, for the first `person_for`. One plain statement."""
    with connection.cursor() as cursor:
        cursor.execute(planned(WITH_OFFICES), [key])
        rows = cursor.fetchall()
    if not rows:
        return None
    member = MEMBER.read(rows[0][:-2])
    setattr(member, READ_WITH, [row[-2:] for row in rows if row[-2] is not None])
    return member


class View(Protocol):
    """A view function."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer a request."""
        ...


def for_members(view: View) -> View:
    """Send a visitor to sign in; whether the page exists is not told."""

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not person_of(request).is_member:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return gate


def for_office(*kinds: str) -> Callable[[View], View]:
    """Send a visitor to sign in; to a member without any of these offices the page does not exist.

    The scope (which group) is checked again by the getter that fetches the row.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            person = person_of(request)
            if not person.is_member:
                return redirect_to_login(request.get_full_path())
            if not any(held.kind in kinds for held in person.offices):
                raise Http404
            return view(request, *args, **kwargs)

        setattr(gate, OFFICES, kinds)  # read by `offices_of`, through any wrapper
        return gate

    return decorate


def offices_of(view: Callable[..., object]) -> tuple[str, ...]:
    """The offices that `for_office` lets through to a view; none for any other view."""
    kinds: tuple[str, ...] = getattr(view, OFFICES, ())
    return kinds
