"""The frozen roll of a vote, read for its page: counts, what referents said of them, corrections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404

from deliberation.journal import queries as journal
from deliberation.members.access import Person
from deliberation.members.models import Group
from votes.core.pack import ROLL_CORRECTED
from votes.core.rolls import GroupCount, counts_by_group
from votes.models import CountOpinion, Seat, Vote


def opinions_on(vote: Vote) -> QuerySet[CountOpinion]:
    """What referents said of the counts, by group."""
    return CountOpinion.objects.filter(vote=vote).select_related("group", "referent")


def own_counts(person: Person, vote: Vote) -> list[tuple[Group, int]]:
    """The groups that the person is a referent of, with their seats on the frozen roll; three queries."""
    own = [held.group_id for held in person.offices if held.kind == "referent" and held.group_id]
    if not own or vote.roll_frozen_at is None:
        return []
    seats = dict(Seat.objects.filter(vote=vote).order_by().values_list("group_code").annotate(Count("pk")))
    return [(group, seats.get(group.slug, 0)) for group in Group.objects.filter(pk__in=own)]


def group_to_sign(person: Person, slug: str) -> Group:
    """A group that the person is a referent of; raises Http404."""
    group = Group.objects.filter(slug=slug).first()
    if group is None or not person.holds("referent", group.pk):
        raise Http404
    return group


def names_of_groups(slugs: Iterable[str]) -> dict[str, str]:
    """The names of these groups by their slugs. One query, none without slugs."""
    wanted = set(slugs)
    return dict(Group.objects.filter(slug__in=wanted).values_list("slug", "name")) if wanted else {}


def groups_to_choose() -> list[tuple[str, str]]:
    """Every group that may vote alone: slug and name, by name. One query."""
    return list(Group.objects.order_by("name", "slug").values_list("slug", "name"))


def corrections_of(vote: Vote) -> list[Any]:
    """The journal's entries that corrected the roll after its freeze, newest first, a hundred at most."""
    return list(journal.entries(ROLL_CORRECTED).filter(facts__vote=vote.slug)[:100])


def group_counts(vote: Vote) -> tuple[GroupCount, ...]:
    """Seats per group of the stored roll, groups under ten together. One query."""
    rows = Seat.objects.filter(vote=vote).order_by().values_list("group_code").annotate(Count("pk"))
    return counts_by_group(dict(rows))
