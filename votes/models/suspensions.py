"""That a vote was suspended, why, and what two organisers made of it."""

from __future__ import annotations

from django.db import models

from deliberation.members.models import Member
from votes.models.votes import Vote


class Suspension(models.Model):
    """One time that a vote was suspended; undecided until a second organiser signs what a first proposes."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="suspensions")
    at = models.DateTimeField()
    # What the journal tells: how far the database was known to have come, where it was found.
    gap = models.JSONField()
    outcome = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    until = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")
