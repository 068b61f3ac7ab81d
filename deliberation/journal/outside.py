"""What is remembered outside the database of how far it had come.

Each minute counts in the database; then, and after each act that the journal records, the count and the
journal's head go into a file beside it. So a database that went back is behind its file.
"""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path

from django.conf import settings

from deliberation.core.outside import Gap, NotKnown, Reached, find_gap, is_same, read_reached
from deliberation.journal.models import Entry, Head, Ticks

log = logging.getLogger(__name__)


def look() -> Gap | None:
    """The gap between what is known outside and the database, or None. No query where nothing is known."""
    # The file first: it is written after the commit, and so never knows more than what is read next.
    known = known_outside()
    return None if known is None else compare(known)


def compare(known: Reached) -> Gap | None:
    """The gap between what somebody knew and the database, or None. Four queries."""
    held = Entry.objects.filter(seq=known.seq).values_list("digest", flat=True).first()
    return find_gap(known, reached(), held or "")


def reached() -> Reached:
    """How far the database has come. Three queries."""
    first = Entry.objects.filter(seq=1).values_list("digest", flat=True).first()
    head = Head.objects.filter(pk=1).values_list("seq", "digest").first() or (0, "")
    ticks, at = Ticks.objects.filter(pk=1).values_list("number", "at").first() or (0, "")
    return Reached(first or "", head[0], head[1], ticks, at)


def known_outside() -> Reached | None:
    """What the file remembers; None where there is none, or it cannot be read."""
    try:
        return read_reached(Path(settings.KNOWN_HEAD).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, NotKnown):
        log.exception("what is known outside cannot be read: %s", settings.KNOWN_HEAD)
        return None


def remember(how_far: Reached) -> None:
    """Write the file: whole or not at all, and through a power cut."""
    path = Path(settings.KNOWN_HEAD)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(how_far.encoded())
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def keep_up() -> None:
    """Remember the new head after an act, where a file remembers this database: the last one published.

    Never over a gap: that is told first.
    """
    known = known_outside()
    if known is None or compare(known) is not None:
        return
    how_far = reached()
    if is_same(known, how_far):
        remember(how_far)
