"""`manage.py compare_head NUMBER DIGEST`: is a head that somebody noted in this database's journal?"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from deliberation.core.outside import Reached
from deliberation.journal import outside, watching

DIGEST = re.compile(r"[0-9a-f]{64}")


class Command(BaseCommand):
    """After a restore: what an observer noted last is looked up; votes are suspended if it is missing."""

    help = "Look up a head of the journal that was noted outside. If it is missing, open votes are suspended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The number and the digest, as they stand at the foot of each page."""
        parser.add_argument("number", type=int)
        parser.add_argument("digest", help="64 letters and digits; spaces do not count", nargs="+")
        parser.add_argument("--look", action="store_true", help="only look: suspend nothing, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say whether the head is there; exit 1 if not."""
        number, digest = options["number"], "".join(options["digest"]).lower().replace("-", "")
        if number < 1 or not DIGEST.fullmatch(digest):
            raise CommandError("Write the number of the entry, then its digest of 64 letters and digits.")
        found = outside.reached()
        gap = outside.compare(Reached(found.first, number, digest, found.ticks, ""))
        if gap is None:
            self.stdout.write(f"Entry {number} is in the journal as it was noted.")
            return
        told = not options["look"] and watching.tell(gap)
        done = "Open votes are suspended, and the journal says so." if told else "Nothing was changed."
        raise CommandError(
            f"Entry {number} is not in the journal as it was noted: the journal ends at {found.seq}. {done}"
        )
