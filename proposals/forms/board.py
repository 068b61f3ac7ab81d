"""What an organiser sends from the board: texts ticked or one alone, a destination, a public reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from proposals.actions.sorting import Seen
from proposals.models import Sorting
from proposals.queries.board import Conflict, Item, Place
from proposals.queries.boardlists import ASIDE, EVERYWHERE, TO_PLACE, Landing, Slice, Wanted

ORDERS = ("doubtful", "centre")
# What each filter may be asked for; anything else asks for nothing.
BY, KINDS = ("hand", "machine"), ("proposal", "answer")
LONGEST_ASKED = 100
LONGEST_NAME = 16


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the board is looked at: a place, an order, filters, and the text after which or before
    which the page begins or ends. It is what the address says.
    """

    at: str
    order: str
    words: str
    by: str = ""
    language: str = ""
    kind: str = ""
    after: str = ""
    before: str = ""

    @property
    def parts(self) -> dict[str, str]:
        """The fields of the address that are not empty, by name."""
        parts = {
            "at": self.at, "order": self.order, "q": self.words, "by": self.by, "lang": self.language,
            "kind": self.kind, "after": self.after, "before": self.before,
        }  # fmt: skip
        return {name: value for name, value in parts.items() if value}

    @property
    def as_doubtful(self) -> str:
        """The same with the doubtful texts first."""
        return self.address(order=ORDERS[0])

    @property
    def as_centre(self) -> str:
        """The same with the surest texts first."""
        return self.address(order=ORDERS[1])

    @property
    def filtered(self) -> bool:
        """Whether less than all of the place is asked for."""
        return bool(self.words or self.by or self.language or self.kind)

    @property
    def wanted(self) -> Wanted:
        """The texts asked for."""
        return Wanted(self.at, self.words, self.by, self.language, self.kind)

    def address(self, **changed: str) -> str:
        """The query string that leads here, with some fields changed; a page is left when another part is."""
        parts = {**self.parts, **changed}
        if changed and not ({"after", "before", "moved"} & set(changed)):
            parts |= {"after": "", "before": ""}
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in parts.items() if value})
        return query.urlencode()


@dataclass(frozen=True, slots=True)
class Move:
    """What was sent: the texts ticked, the one text whose own button was pressed, where to, and why.

    `destinations` are what was chosen beside each text, by name; `candidate` is the place of the button of
    one of the two best candidates, if that was pressed.
    """

    chosen: tuple[str, ...] = ()
    alone: str = ""
    to: str = ""
    reason: str = ""
    versions: tuple[tuple[str, int], ...] = ()
    destinations: tuple[tuple[str, str], ...] = ()
    candidate: str = ""

    @property
    def seen(self) -> list[Seen]:
        """The texts to move, as they were seen."""
        versions = dict(self.versions)
        names = (self.alone,) if self.alone else self.chosen
        return [Seen(name, versions.get(name, 0)) for name in names]

    @property
    def destination(self) -> str:
        """Where to: the candidate pressed, what stands beside the one text, or in the bar below."""
        if self.candidate:
            return self.candidate
        return dict(self.destinations).get(self.alone, "") if self.alone else self.to


@dataclass(frozen=True, slots=True)
class Option:
    """One destination in a list."""

    key: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A text of the list with what its fields hold; one just moved away (`item` is None) only says so."""

    name: str
    title: str
    item: Item | None = None
    ticked: bool = False
    options: tuple[Option, ...] = ()
    now: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """Where the list goes on, as addresses; empty where it does not."""

    first: str
    before: str
    after: str


def read_asked(sent: QueryDict, places: Sequence[Place]) -> Asked:
    """The part asked for; by default what is to place, or the first booklet once nothing is left there."""
    keys = [place.key for place in places]
    at = sent.get("at", "")
    if at not in (*keys, EVERYWHERE):
        waiting = next(place for place in places if place.key == TO_PLACE)
        at = TO_PLACE if waiting.texts or len(keys) < len((TO_PLACE, ASIDE, "")) else keys[1]
    order = sent.get("order", "")
    return Asked(
        at,
        order if order in ORDERS else ORDERS[0],
        plain(sent.get("q", ""))[:LONGEST_ASKED],
        by=_one_of(BY, sent.get("by", "")),
        language=plain(sent.get("lang", ""))[:2],
        kind=_one_of(KINDS, sent.get("kind", "")),
        after=plain(sent.get("after", ""))[:LONGEST_NAME],
        before=plain(sent.get("before", ""))[:LONGEST_NAME],
    )


def read_move(sent: QueryDict) -> Move:
    """What was sent, with nothing judged yet: a version that is no number counts as never seen."""
    alone, _, candidate = plain(sent.get("move", "")).partition(" ")
    return Move(
        chosen=tuple(dict.fromkeys(plain(name) for name in sent.getlist("text"))),
        alone="" if alone == "chosen" else alone,
        to=plain(sent.get("to", "")),
        reason=sent.get("reason", ""),
        versions=tuple((name, _number(value)) for name, value in _named(sent, "version-")),
        destinations=_named(sent, "to-"),
        candidate=candidate,
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
    names = {TO_PLACE: _("À classer"), ASIDE: _("Mis de côté"), EVERYWHERE: _("Partout")}
    return names.get(title, title)


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


def cards_of(
    rows: Sequence[tuple[Sorting, bool]],
    items: Mapping[str, Item],
    places: Sequence[Place],
    here: str,
    sent: Move,
) -> list[Card]:
    """The texts with their fields, as they were sent if they were."""
    return [
        _gone(row) if is_gone else _card(items[row.proposal.name], places, here, sent)
        for row, is_gone in rows
        if is_gone or row.proposal.name in items
    ]


def landing_in_words(landing: Landing) -> Landing:
    """A landing with the name of its place."""
    return replace(landing, place=place_name(landing.place))


def links_of(asked: Asked, found: Slice) -> Links:
    """The ways to the first page, and to those beside this one."""
    return Links(
        first=asked.address(after="", before="") if found.before else "",
        before=asked.address(before=found.before, after="") if found.before else "",
        after=asked.address(after=found.after, before="") if found.after else "",
    )


def place_at(places: Sequence[Place], key: str) -> Place:
    """The place that is looked at; all of them together as one."""
    everywhere = Place(EVERYWHERE, place_name(EVERYWHERE), sum(place.texts for place in places))
    return next((place for place in places if place.key == key), everywhere)


def back_to(sent: QueryDict) -> str:
    """The booklet whose page an undo was sent from; empty for the board."""
    return plain(sent.get("booklet", ""))


def count(value: str | None) -> int:
    """A count out of a hidden field; -1, which no count is, for anything else."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else -1


def _card(item: Item, places: Sequence[Place], here: str, sent: Move) -> Card:
    first = [candidate.key for candidate in (item.best, item.second) if candidate]
    chosen = dict(sent.destinations).get(item.name, "")
    ticked = item.name in sent.chosen
    return Card(item.name, item.title, item, ticked, destinations(places, here, chosen, first))


def _gone(row: Sorting) -> Card:
    now = place_name(row.booklet.title if row.booklet else row.place)
    return Card(row.proposal.name, row.proposal.title, now=now)


def plain(value: str) -> str:
    """A word out of an address or a field, without NUL, which a database may refuse to look for."""
    return value.replace("\0", "").strip()


def _one_of(known: Sequence[str], value: str) -> str:
    return value if value in known else ""


def _named(sent: QueryDict, prefix: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (plain(key.removeprefix(prefix)), plain(sent.get(key) or ""))
        for key in sent
        if key.startswith(prefix)
    )


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
