"""The journal's rows: entries that only grow, and the one row that says where the chain ends."""

from __future__ import annotations

from django.db import models

from deliberation.core.chain import GENESIS, Link


class Head(models.Model):
    """Where the chain ends. The one row that every act of power locks, last."""

    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=GENESIS)
    at = models.CharField(max_length=20, default="")


class Ticks(models.Model):
    """The one row that counts the minutes' works, so that a database which went back is behind its file."""

    number = models.BigIntegerField(default=0)
    at = models.CharField(max_length=20, default="")
    # The known side of the gap that was told last: it is told once.
    told = models.JSONField(null=True)


class Entry(models.Model):
    """One published act of power; never updated, never deleted."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=20)
    office = models.CharField(max_length=20)
    actor = models.CharField(max_length=120)
    code = models.CharField(max_length=60, db_index=True)
    facts = models.JSONField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("-seq",)

    def link(self) -> Link:
        """The entry as a plain link of the chain."""
        return Link(
            self.seq, self.at, self.actor, self.office, self.code, self.facts, self.previous, self.digest
        )


class StaffRead(models.Model):
    """That an office read personal data: what, of what, when. Shown to observers."""

    at = models.DateTimeField(db_index=True)
    office = models.CharField(max_length=20)
    actor = models.CharField(max_length=120)
    code = models.CharField(max_length=60)
    subject = models.CharField(max_length=160, blank=True)
