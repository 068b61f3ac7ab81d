"""The shelf of a campaign's texts in this process: the built index, mapped, and what came since, in memory.

Every process looks again at most each few seconds: for a newer file, and in the database for texts
written or edited since the file was built. How it holds together: docs/mechanisms/similar.md.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

import numpy as np
from django.db.models import QuerySet

from deliberation import store
from proposals.core.integers import Ints, ints
from proposals.core.similar import Given, Index, Shelf, build_index
from proposals.core.similarfile import About, NotAnIndex, open_index
from proposals.core.texts import corpus_words
from proposals.core.tongues import Tongues
from proposals.models import Campaign, Proposal

KIND = "similar"
LOOKED_AGAIN_AFTER = 3.0  # seconds; a new text is seen within five
# Keys are given before a transaction commits: these last ones of the file are looked at again.
OVERLAP = 200
EDITED_BEFORE = timedelta(minutes=2)  # likewise for an edit that was under way when the file was built
MOST_SINCE = 2_000
MOST_SHELVES = 12
EMPTY = Shelf((), ())


@dataclass(slots=True)
class _Kept:
    """What this process has of one campaign."""

    looked_at: float = -LOOKED_AGAIN_AFTER
    stamp: tuple[int, ...] = ()
    index: Index | None = None
    about: About | None = None
    since: dict[int, tuple[int, Given]] = field(default_factory=dict)
    shelf: Shelf = EMPTY


_kept: OrderedDict[int, _Kept] = OrderedDict()
_tongues = Tongues()
# One lock for both: readers of words serve one thread at a time, and reading takes a millisecond or two.
_lock = threading.RLock()


def shelf_of(campaign: Campaign) -> Shelf:
    """Every open text of the campaign, as of a few seconds ago at most.

    No query when this process looked just before; else two, a third for what is new, a fourth after a
    new file. Rows must be fetched before anything is shown: a text may have been withdrawn since.
    """
    with _lock:
        kept = _kept.setdefault(campaign.pk, _Kept())
        _kept.move_to_end(campaign.pk)
        while len(_kept) > MOST_SHELVES:
            _kept.popitem(last=False)
        if time.monotonic() - kept.looked_at >= LOOKED_AGAIN_AFTER:
            _look_again(campaign, kept)
            kept.looked_at = time.monotonic()
        return kept.shelf


def stems_of(text: str, language: str) -> frozenset[str]:
    """The stems that a text holds, stop words left out."""
    with _lock:
        return _tongues.stems(text, language)


def words_of(text: str, language: str) -> list[tuple[str, str]]:
    """(stem, surface) of each word of a text in reading order, stop words left out."""
    with _lock:
        found = ((_tongues.stem(word, language), word) for word in _tongues.surfaces(text, language))
        return [(stem, word) for stem, word in found if stem is not None]


def stem_of(word: str, language: str) -> str | None:
    """The stem of a lower-case word; None for a stop word."""
    with _lock:
        return _tongues.stem(word, language)


def given_of(rows: QuerySet[Proposal]) -> list[Given]:
    """The texts as the index reads them: the words that a run would read."""
    columns = rows.values_list("pk", "kind", "title", "body", "language")
    return [
        Given(key, kind == Proposal.Kind.PROPOSAL, corpus_words(title, body), language)
        for key, kind, title, body, language in columns.iterator(2000)
    ]


def outside(campaign: Campaign) -> int | None:
    """How many texts the built file does not tell rightly; None when there is no file that counts.

    For who builds: five counting queries.
    """
    index, about = _opened(campaign)
    if index is None or about is None:
        return None
    rows = _open(campaign)
    last = int(index.keys[-1]) if len(index) else 0
    edited = rows.filter(edited_at__gt=datetime.fromisoformat(about.built_at), pk__lte=last).count()
    return rows.filter(pk__gt=last).count() + edited + abs(rows.filter(pk__lte=last).count() - len(index))


def forget_shelves() -> None:
    """Start anew, as a fresh process does."""
    with _lock:
        _kept.clear()


def _open(campaign: Campaign) -> QuerySet[Proposal]:
    return Proposal.objects.filter(campaign=campaign, state=Proposal.State.OPEN).order_by()


def _look_again(campaign: Campaign, kept: _Kept) -> None:
    stamp = _stamp(campaign)
    is_new_file = stamp != kept.stamp
    if is_new_file:
        kept.stamp = stamp
        kept.index, kept.about = _opened(campaign)
        kept.since = {}
    wanted = _since(campaign, kept.index, kept.about)
    unread = [key for key, version in wanted.items() if kept.since.get(key, (0,))[0] != version]
    gone = kept.since.keys() - wanted.keys()
    if not (is_new_file or unread or gone):
        return
    read = given_of(Proposal.objects.filter(pk__in=unread)) if unread else []
    kept.since = {key: found for key, found in kept.since.items() if key in wanted}
    kept.since |= {text.key: (wanted[text.key], text) for text in read}
    kept.shelf = _shelf(kept)


def _shelf(kept: _Kept) -> Shelf:
    indexes: list[Index] = []
    gone: list[Ints] = []
    if kept.index is not None:
        indexes.append(kept.index)
        gone.append(ints(np.flatnonzero(np.isin(kept.index.keys, list(kept.since)))))
    if kept.since:
        indexes.append(build_index((text for _, text in kept.since.values()), _tongues, kept.index))
        gone.append(ints([]))
    return Shelf(tuple(indexes), tuple(gone))


def _since(campaign: Campaign, index: Index | None, about: About | None) -> dict[int, int]:
    """Key and version of the open texts that the file does not hold, or holds in an older wording.

    The newest of them, when there are more than memory should hold: the next building takes them all.
    """
    columns = ("pk", "version")
    if index is None or about is None:
        return dict(_open(campaign).order_by("-pk").values_list(*columns)[:MOST_SINCE])
    floor = int(index.keys[-OVERLAP]) if len(index) >= OVERLAP else 0
    written = _open(campaign).filter(pk__gt=floor).order_by("-pk").values_list(*columns)
    from_then = datetime.fromisoformat(about.built_at) - EDITED_BEFORE
    edited = _open(campaign).filter(edited_at__isnull=False, edited_at__gte=from_then)
    new = written[: MOST_SINCE + OVERLAP]
    held = set(index.keys[np.isin(index.keys, [key for key, _ in new])].tolist())
    changed = edited.order_by("-pk").values_list(*columns)[:MOST_SINCE]
    return dict(chain(((key, version) for key, version in new if key not in held), changed))


def _opened(campaign: Campaign) -> tuple[Index | None, About | None]:
    """The built index, if there is a whole one of this campaign in this database. One query."""
    try:
        index, about = open_index(_place(campaign))
    except (OSError, NotAnIndex):
        return None, None
    newest = Proposal.objects.filter(campaign=campaign, name=about.newest)
    is_ours = about.campaign == campaign.slug and len(index) > 0
    if not is_ours or not newest.filter(pk=int(index.keys[-1])).exists():
        return None, None
    return index, about


def _place(campaign: Campaign) -> Path:
    return store.place_of_name(KIND, campaign.slug)


def _stamp(campaign: Campaign) -> tuple[int, ...]:
    """What changes when another file takes the place; empty without one."""
    try:
        found = _place(campaign).stat()
    except OSError:
        return ()
    return found.st_ino, found.st_mtime_ns, found.st_size
