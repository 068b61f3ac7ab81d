"""Why members approve or reject: published apart from the ballots, and joined to nobody."""

from __future__ import annotations

from django.db import models

from deliberation.core.names import random_key


class Reason(models.Model):
    """One reason: the stance that its writer gave it, and its text. No member, no time, no counting id."""

    key = models.BigAutoField(primary_key=True, default=random_key)
    question_key = models.BigIntegerField(db_index=True)
    # `yes`, `no` or nothing: said by its writer, and checked against no ballot.
    stance = models.CharField(max_length=3, blank=True)
    text = models.CharField(max_length=500)
    # A moderator hid it for this public reason.
    hidden_because = models.CharField(max_length=300, blank=True)
