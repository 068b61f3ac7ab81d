"""What members say of each other's proposals without an answer: I ask for this too; mine differs."""

from __future__ import annotations

from django.db import models

from deliberation.core.names import random_key
from deliberation.members.models import Member
from proposals.models.texts import Proposal


class CoSignature(models.Model):
    """A member's support of a proposal; never a vote, and who gave it is shown to nobody else.

    No time finer than the day, and a key that keeps no order. `version` is the wording that was read:
    a text edited since does not carry the signature as if nothing had happened.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    member = models.ForeignKey(Member, models.CASCADE, related_name="cosignatures")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="cosignatures")
    version = models.PositiveIntegerField()
    signed_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "proposal"], name="one_cosignature_per_member")
        ]


class Difference(models.Model):
    """How an author says that a proposal differs from a similar one that was shown while writing."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="differences")
    other = models.ForeignKey(Proposal, models.CASCADE, related_name="+")
    sentence = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["proposal", "other"], name="one_difference_per_text")]
