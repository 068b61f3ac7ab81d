"""`livret-mirror ADDRESS DIR`: exit 0 all as before, 1 history changed or a pack refused, 2 cannot look."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from deliberation.core.chain import utc_second
from deliberation.core.errors import Fact
from votes.mirror.site import check_address
from votes.mirror.watching import Look, look
from votes.mirror.words import LABELS, sentence
from votes.verifier.command import spoken_language
from votes.verifier.findings import Finding, NotAPack
from votes.verifier.wording import LANGUAGES, say

QUIET, CHANGED, CANNOT = 0, 1, 2
MINUTE = 60
# With --every, the whole journal is read again once an hour; else only what follows the last entry.
WHOLE_EVERY = 3600
LONGEST_WAIT = 7 * 24 * 60  # minutes


def main(arguments: Sequence[str] | None = None) -> int:
    """Look at the site that the arguments name, once or again and again, until something is wrong."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = spoken_language(given, os.environ)
    options = _parser(language).parse_args(given)
    last_whole = None
    while True:
        started = time.monotonic()
        whole = last_whole is None or started - last_whole >= WHOLE_EVERY
        code = _look(options.address, Path(options.folder), whole, language)
        if whole and code == QUIET:
            last_whole = started
        if options.every is None or code == CHANGED:
            return code
        sys.stdout.flush()
        time.sleep(max(1.0, options.every * MINUTE - (time.monotonic() - started)))


def _look(address: str, folder: Path, whole: bool, language: str) -> int:
    now = utc_second(datetime.now(UTC))
    try:
        seen = look(check_address(address), folder, now, whole)
    except NotAPack as refusal:
        return _refuse(refusal.finding, language)
    except OSError as error:
        return _refuse(Finding("mirror.folder-wrong", {"path": str(folder), "reason": str(error)}), language)
    for line in _said(seen, now, language):
        sys.stdout.write(line + "\n")
    return CHANGED if seen.alarms else QUIET


def _said(seen: Look, now: str, language: str) -> list[str]:
    if seen.head is None:
        said = [say(LABELS, "empty", language, at=now)]
    else:
        facts: dict[str, Fact] = {
            "at": now,
            "entries": seen.entries,
            "fresh": seen.fresh,
            "head": seen.head.digest[:12],
        }
        said = [say(LABELS, "look", language, **facts)]
    said += [say(LABELS, "verified", language, vote=vote) for vote in seen.verified]
    for alarm in seen.alarms:
        said.append(say(LABELS, "alarm", language, code=alarm.code, sentence=sentence(alarm, language)))
    said += [say(LABELS, "saved", language, path=str(path)) for path in seen.saved]
    return said if seen.alarms else [*said, say(LABELS, "quiet", language)]


def _refuse(refused: Finding, language: str) -> int:
    said = say(LABELS, "failed", language, code=refused.code, sentence=sentence(refused, language))
    sys.stdout.write(said + "\n")
    return CANNOT


def _minutes(given: str) -> float:
    """So many minutes, a week at most. Raises ValueError, as `argparse` wants."""
    minutes = float(given)
    if not 0 < minutes <= LONGEST_WAIT:
        raise ValueError(given)
    return minutes


def _parser(language: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("livret-mirror", description=say(LABELS, "description", language))
    parser.add_argument("address", metavar="ADDRESS", help=say(LABELS, "address", language))
    parser.add_argument("folder", metavar="DIR", help=say(LABELS, "folder", language))
    parser.add_argument("--every", type=_minutes, metavar="MINUTES", help=say(LABELS, "every", language))
    parser.add_argument("--language", choices=LANGUAGES, help=say(LABELS, "language", language))
    return parser
