"""`manage.py tick`: do the work that dates have made due; safe twice, safe in two processes."""

from __future__ import annotations

import logging
import signal
import time
from argparse import ArgumentParser
from datetime import timedelta
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils.module_loading import import_string

from deliberation import clock
from deliberation.journal.watching import tick_over

MOST_DRIFT = timedelta(seconds=5)

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Each minute in production (cron, a timer of systemd), or `--every SECONDS` as `serve` does."""

    help = "Do the work that dates have made due. Safe to run twice, and in two processes at once."
    requires_system_checks = ()  # run in `handle`, with those that ask the database

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The one option."""
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on, one tick each SECONDS")

    def handle(self, *args: Any, **options: Any) -> None:
        """One tick, which ends with 1 if some work failed; or one after the other, until a signal."""
        self.check(databases=["default"])
        if options["every"] is None:
            if not self.tick(options["verbosity"]):
                raise CommandError("some of the work failed: see the lines above")
            return
        signal.signal(signal.SIGTERM, _leave)
        while True:
            self.tick(options["verbosity"])
            time.sleep(options["every"])

    def tick(self, verbosity: int) -> bool:
        """Do all of it, each part in its own try; whether all went well.

        None of it where the database cannot be compared with what is known outside of it, or where its clock
        and this machine's are too far apart: one of them would open or close a vote at a wrong time.
        """
        well = True
        close_old_connections()
        try:
            apart = clock.drift()
            if abs(apart) > MOST_DRIFT:
                log.error("this machine's clock is %s ahead of the database's: no work is done", apart)
                return False
            tick_over()
        except Exception:
            log.exception("the minute could not be counted: no work is done")
            return False
        for name in settings.DUE_WORK:
            close_old_connections()
            try:
                done = import_string(name)()
            except Exception:  # one part must not stop the others, whatever went wrong in it
                log.exception("due work failed: %s", name)
                well = False
            else:
                if done and verbosity:
                    self.stdout.write(f"{name}: {done}")
        close_old_connections()
        return well


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
