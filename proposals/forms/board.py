"""What an organiser sends from the board: texts ticked or one alone, a destination, a public reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from proposals.actions.sorting import Seen
from proposals.queries.board import ASIDE, TO_PLACE, Conflict, Item, Place

ORDERS = ("doubtful", "centre")
LONGEST_ASKED = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the board is looked at: a place, an order, words, a page. It is what the address says."""

    at: str
    order: str
    words: str
    page: str

    @property
    def address(self) -> str:
        """The query string that leads back here."""
        query = QueryDict(mutable=True)
        parts = {"at": self.at, "order": self.order, "q": self.words, "page": self.page}
        query.update({name: value for name, value in parts.items() if value})
        return query.urlencode()


@dataclass(frozen=True, slots=True)
class Move:
    """What was sent: the texts ticked, the one text whose own button was pressed, where to, and why.

    `destinations` are what was chosen beside each text, by name.
    """

    chosen: tuple[str, ...] = ()
    alone: str = ""
    to: str = ""
    reason: str = ""
    versions: tuple[tuple[str, int], ...] = ()
    destinations: tuple[tuple[str, str], ...] = ()

    @property
    def seen(self) -> list[Seen]:
        """The texts to move, as they were seen."""
        versions = dict(self.versions)
        names = (self.alone,) if self.alone else self.chosen
        return [Seen(name, versions.get(name, 0)) for name in names]

    @property
    def destination(self) -> str:
        """Where to: what stands beside the one text, or in the bar below."""
        return dict(self.destinations).get(self.alone, "") if self.alone else self.to


@dataclass(frozen=True, slots=True)
class Option:
    """One destination in a list."""

    key: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A text of the board with what its form fields hold."""

    item: Item
    ticked: bool
    options: tuple[Option, ...]


def read_asked(sent: QueryDict, places: Sequence[Place]) -> Asked:
    """The part asked for; by default what is to place, or the first booklet once nothing is left there."""
    keys = [place.key for place in places]
    at = sent.get("at", "")
    if at not in keys:
        waiting = next(place for place in places if place.key == TO_PLACE)
        at = TO_PLACE if waiting.texts or len(keys) < len((TO_PLACE, ASIDE, "")) else keys[1]
    order = sent.get("order", "")
    return Asked(
        at,
        order if order in ORDERS else ORDERS[0],
        plain(sent.get("q", ""))[:LONGEST_ASKED],
        sent.get("page", ""),
    )


def read_move(sent: QueryDict) -> Move:
    """What was sent, with nothing judged yet: a version that is no number counts as never seen."""
    alone = plain(sent.get("move", ""))
    return Move(
        chosen=tuple(dict.fromkeys(plain(name) for name in sent.getlist("text"))),
        alone="" if alone == "chosen" else alone,
        to=plain(sent.get("to", "")),
        reason=sent.get("reason", ""),
        versions=tuple((name, _number(value)) for name, value in _named(sent, "version-")),
        destinations=_named(sent, "to-"),
    )


def in_words(places: Sequence[Place]) -> list[Place]:
    """The places under the names that people read."""
    return [replace(place, title=place_name(place.title)) for place in places]


def conflicts_in_words(
    conflicts: Sequence[Conflict], places: Sequence[Place], sent: Move
) -> list[tuple[Conflict, tuple[Option, ...]]]:
    """Each conflict with the name of the place where the text is now, and what was wanted instead."""
    return [
        (
            replace(conflict, now=place_name(conflict.now)),
            destinations(places, "", sent.destination),
        )
        for conflict in conflicts
    ]


def place_name(title: str) -> str:
    """The name of a place: a booklet's own title, or words for the two places outside booklets."""
    return {TO_PLACE: _("À classer"), ASIDE: _("Mis de côté")}.get(title, title)


def destinations(
    places: Sequence[Place], here: str, chosen: str, first: Sequence[str] = ()
) -> tuple[Option, ...]:
    """Every place but the one we are at, the candidates of a text first."""
    others = [place for place in places if place.key != here]
    others.sort(key=lambda place: first.index(place.key) if place.key in first else len(first))
    return tuple(
        Option(place.key, _("Mettre de côté") if place.key == ASIDE else place.title, place.key == chosen)
        for place in others
    )


def rows_of(items: Sequence[Item], places: Sequence[Place], here: str, sent: Move) -> list[Row]:
    """The texts with their fields, as they were sent if they were."""
    beside = dict(sent.destinations)
    return [
        Row(
            item,
            item.name in sent.chosen,
            destinations(
                places,
                here,
                beside.get(item.name, ""),
                [candidate.key for candidate in (item.best, item.second) if candidate],
            ),
        )
        for item in items
    ]


def plain(value: str) -> str:
    """A word out of an address or a field, without NUL, which a database may refuse to look for."""
    return value.replace("\0", "").strip()


def _named(sent: QueryDict, prefix: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (plain(key.removeprefix(prefix)), plain(sent.get(key) or ""))
        for key in sent
        if key.startswith(prefix)
    )


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
