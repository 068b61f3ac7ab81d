"""What referents say of the count of their group: they know roughly how many they are."""

from __future__ import annotations

from django.db import models

from deliberation.members.models import Group, Member
from votes.models.votes import Vote


class CountOpinion(models.Model):
    """One referent's word on one group's seats: that they are about right, or not, and why."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="opinions")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    referent = models.ForeignKey(Member, models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ("group__name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["vote", "group", "referent"], name="one_opinion_per_referent")
        ]
