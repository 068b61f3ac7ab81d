"""`manage.py invariants`: look at what must be true whatever happened; exit 1 when something is not."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string


class Command(BaseCommand):
    """After a crash, a restore, a full disk: what is stored is looked at, and nothing is changed."""

    help = "Look at what must be true whatever happened (docs/mechanisms/faults.md). Changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each invariant that does not hold; exit 1 if there is one."""
        breaches = [breach for name in settings.INVARIANTS for breach in import_string(name)()]
        for breach in breaches:
            self.stdout.write(str(breach))
        if breaches:
            raise CommandError(f"{len(breaches)} invariants do not hold")
        if options["verbosity"]:
            self.stdout.write("all invariants hold")
