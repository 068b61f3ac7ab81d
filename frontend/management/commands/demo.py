"""Build the demo, once: members, a finished campaign with its vote, an open one with its first run."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from deliberation.core.errors import RuleBroken
from deliberation.members.models import Member
from frontend.demo import building
from frontend.wording import refusal
from proposals.core.textfiles import TextRow, read_texts

WHAT_TO_TRY = """
Then open {address} and be three people (the bar at the top of each page changes who you are):
  a member     writes a proposal, finds where it went, speaks in a room, votes
  an organiser starts a run, sorts the board, publishes and freezes booklets, prepares the vote
  an observer  reads the journal, takes the evidence pack of a finished vote and recounts it:
               python3 livret-verify.pyz PACK.zip, from /verifier/
"Étape suivante" in that bar moves the demo's clock to the next date. Ctrl-C ends everything.
"""


class Command(BaseCommand):
    """Does nothing when the same demo stands already; replaces one built from other texts."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which texts, how many people."""
        parser.add_argument("--texts", type=Path, help="a CSV or CSV.GZ of texts to use instead of ours")
        parser.add_argument("--size", choices=sorted(building.SIZES), default="full")

    def handle(self, *args: object, texts: Path | None, size: str, **options: object) -> None:
        """Build, unless it is built."""
        if not settings.DEMO:
            raise CommandError("This fills the database with invented people: set LIVRET_DEMO=1 first.")
        content = self._content(texts)
        wanted = {"size": size, "texts": hashlib.sha256(content).hexdigest() if content else "", "form": 2}
        note = settings.FOLDER / "demo.json"
        if note.exists() and json.loads(note.read_text()) == wanted:
            self.stdout.write("The demo is built already (make clean removes it).")
        else:
            rows = self._rows(texts, content)
            # Building empties the database first: never one that holds members of somebody else.
            if not note.exists() and Member.objects.exists():
                raise CommandError(
                    "This database holds members that no demo made, and building a demo would erase them. "
                    "Unset DATABASE_URL, or name another LIVRET_FOLDER."
                )
            # A build that is cut short leaves this, so that the next one may start again.
            note.write_text(json.dumps({"building": wanted}))
            self._build(building.SIZES[size], rows)
            note.write_text(json.dumps(wanted))
        self.stdout.write(WHAT_TO_TRY.format(address=settings.PUBLIC_ADDRESS))

    def _build(self, size: building.Size, rows: Sequence[TextRow] | None) -> None:
        started = time.monotonic()
        self.stdout.write("Building the demo:")
        # Nobody listens yet: Redis comes with `serve`, and no page is open.
        for name in ("deliberation.live", "deliberation.jobs"):
            logging.getLogger(name).setLevel(logging.ERROR)
        # What a build that was cut short left behind, or another demo.
        call_command("flush", interactive=False, verbosity=0)
        building.build(size, rows, lambda line: self.stdout.write(f"  {line}"))
        self.stdout.write(f"  done in {time.monotonic() - started:.0f} s.")

    @staticmethod
    def _content(path: Path | None) -> bytes:
        if path is None:
            return b""
        try:
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None

    def _rows(self, path: Path | None, content: bytes) -> Sequence[TextRow] | None:
        if path is None:
            return None
        try:
            reading = read_texts(content, gzipped=content[:2] == b"\x1f\x8b")
        except RuleBroken as broken:
            words = refusal(broken)
            raise CommandError(f"{path.name}: {words.happened} {words.to_do}") from None
        for wrong in reading.wrong[:5]:
            self.stdout.write(f"Line {wrong.line} is left out: {refusal(wrong.why).happened}")
        if reading.wrong:
            self.stdout.write(f"{len(reading.wrong)} wrong lines are left out of {path.name}.")
        return reading.rows
