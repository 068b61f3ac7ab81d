"""The mark on a seat and the ballot in the box: stored together, joined by nothing.

No foreign key, no time, no counting id: keys are random, so rows keep no order of arrival; a mark
holds no key of a ballot nor a ballot one of a seat. A `fresh` mark was never mixed; a `fresh` ballot is
in no checkpoint as it is now.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from deliberation.core.names import random_key


class Mark(models.Model):
    """That a seat voted on a question. Unique in the database: the check that outsiders cannot tilt."""

    key = models.BigAutoField(primary_key=True, default=random_key)
    question_key = models.BigIntegerField()
    seat_key = models.BigIntegerField()
    fresh = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question_key", "seat_key"], name="one_mark_per_seat"),
        ]
        indexes = [models.Index(fields=["question_key"], name="fresh_marks", condition=Q(fresh=True))]


class Ballot(models.Model):
    """One ballot of the box: what was chosen, and what lets its voter change it and find it."""

    key = models.BigAutoField(primary_key=True, default=random_key)
    question_key = models.BigIntegerField()
    # SHA-256 of the change code, which is never stored.
    code_hash = models.CharField(max_length=64)
    tracker = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    choices = models.JSONField()
    nonce = models.CharField(max_length=32)
    fresh = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question_key", "tracker"], name="one_ballot_per_tracker"),
            # Not `unique=True`: on PostgreSQL that makes a second index, which every cast would fill.
            models.UniqueConstraint(fields=["code_hash"], name="one_ballot_per_code"),
        ]
        indexes = [models.Index(fields=["question_key"], name="fresh_ballots", condition=Q(fresh=True))]
