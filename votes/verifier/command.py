"""`python -m votes.verifier PACK`: exit 0 consistent, 1 with a finding, 2 when it cannot be checked."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from votes.verifier.anchors import LARGEST_NOTES, Anchors, read_anchors
from votes.verifier.checks.seat import read_seat
from votes.verifier.findings import Finding, NotAPack
from votes.verifier.report import EXIT_CODES, NOT_A_PACK, as_json, as_text, refusal_as_json, refusal_as_text
from votes.verifier.unpacking import LARGEST_DOCUMENT, LARGEST_PACK
from votes.verifier.verifying import verify
from votes.verifier.wording import ENGLISH, FRENCH, LANGUAGES, say
from votes.verifier.words.labels import LABELS


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the pack or journal that the arguments name, print the report, return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter must not stop the report.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    given = sys.argv[1:] if arguments is None else list(arguments)
    language = spoken_language(given, os.environ)
    options = _parser(language).parse_args(given)
    try:
        anchors = _anchors(options)
        seat = None if options.seat is None else read_seat(options.seat)
        with _opened(options.pack, LARGEST_PACK) as file:
            report = verify(file, anchors, options.receipt, seat, _remarks(options))
    except NotAPack as refusal:
        return _refuse(refusal.finding, options.json, language)
    except OSError:
        return _refuse(Finding("pack.unreadable", {"path": options.pack}), options.json, language)
    except (MemoryError, RecursionError) as error:
        stopped = Finding("verifier.stopped", {"reason": type(error).__name__})
        return _refuse(stopped, options.json, language)
    sys.stdout.write(as_json(report, language) if options.json else as_text(report, options.pack, language))
    return EXIT_CODES[report.verdict]


def _refuse(refused: Finding, as_machine_text: bool, language: str) -> int:
    written = refusal_as_json if as_machine_text else refusal_as_text
    sys.stdout.write(written(refused, language))
    return NOT_A_PACK


def _anchors(options: argparse.Namespace) -> Anchors:
    written = ""
    if options.anchors is not None:
        with _opened(options.anchors, LARGEST_NOTES) as file:
            written = file.read(LARGEST_NOTES).decode("utf-8", "replace")
    return read_anchors(written, options.known_head)


def _remarks(options: argparse.Namespace) -> bytes | None:
    if options.remarks is None:
        return None
    with _opened(options.remarks, LARGEST_DOCUMENT) as file:
        return file.read(LARGEST_DOCUMENT)


def _opened(path: str, most: int) -> BinaryIO:
    """A file open for reading, its size checked first. Raises NotAPack."""
    try:
        file = Path(path)
        if file.is_file() and file.stat().st_size > most:
            raise NotAPack("pack.too-large", most=most)
        return file.open("rb")
    except (OSError, ValueError) as error:
        raise NotAPack("pack.unreadable", path=path) from error


def _parser(language: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("votes.verifier", description=say(LABELS, "description", language))
    parser.add_argument("pack", metavar="PACK", help=say(LABELS, "pack", language))
    for name in ("known-head", "receipt"):
        words = say(LABELS, name, language)
        parser.add_argument(f"--{name}", action="append", default=[], metavar="CODE", help=words)
    parser.add_argument("--anchors", metavar="FILE", help=say(LABELS, "anchors", language))
    parser.add_argument("--seat", metavar="FILE", help=say(LABELS, "seat", language))
    parser.add_argument("--remarks", metavar="FILE", help=say(LABELS, "remarks", language))
    parser.add_argument("--json", action="store_true", help=say(LABELS, "json", language))
    parser.add_argument("--language", choices=LANGUAGES, help=say(LABELS, "language", language))
    return parser


def spoken_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language asked for, else that of the environment, else French."""
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--language", choices=LANGUAGES)
    asked: str | None = early.parse_known_args(list(arguments))[0].language
    spoken = environment.get("LC_ALL") or environment.get("LANG") or ""
    return asked or (ENGLISH if spoken.startswith(ENGLISH) else FRENCH)
