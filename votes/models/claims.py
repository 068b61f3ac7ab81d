"""What members contest about a roll or a mark, and the answer of two organisers."""

from __future__ import annotations

from django.db import models

from deliberation.core.names import random_name
from deliberation.members.models import Member
from votes.core.claims import Kind
from votes.models.votes import Vote


class Claim(models.Model):
    """One claim of one member. Answered when a second organiser signs what the first one proposed."""

    name = models.SlugField(max_length=20, unique=True, default=random_name)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="claims")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="claims")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    # Both are erased with the salts; kind, outcome and reason stay.
    text = models.TextField()
    filed_at = models.DateTimeField()
    # "accepted" or "refused" once proposed; `reason` is public.
    outcome = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    proposed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    # The second of its entry in the journal: what the pack counts and what the journal says are one.
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("filed_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "member", "kind"],
                condition=models.Q(answered_at=None),
                name="one_open_claim_per_kind",
            ),
        ]
