"""What observers state formally about a vote: written once, printed with its result, never edited."""

from __future__ import annotations

from django.db import models

from deliberation.core.names import random_name
from deliberation.members.models import Member
from votes.models.votes import Vote


class Remark(models.Model):
    """One formal remark. `seq` is the journal's entry that carries its digest."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="remarks")
    number = models.PositiveSmallIntegerField()
    at = models.CharField(max_length=20)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    # The public name it was signed with: part of what the digest is taken over.
    author = models.CharField(max_length=200)
    text = models.TextField()
    seq = models.BigIntegerField()
    # From the form, so that a form sent twice files one remark.
    nonce = models.CharField(max_length=40, unique=True, default=random_name)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["vote", "number"], name="one_remark_per_number"),
        ]
