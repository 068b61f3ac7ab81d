"""Who may vote in one vote: the electoral roll, one seat a member."""

from __future__ import annotations

from django.db import models

from deliberation.core.names import random_key
from deliberation.members.models import Member
from votes.models.votes import Vote


class Seat(models.Model):
    """One member's right in one vote. Never locked, never updated while people vote.

    An UPDATE or a lock on this row would write the voter's transaction number into it, where the
    ballot's row carries the same one.
    """

    key = models.BigAutoField(primary_key=True, default=random_key)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="seats")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="seats")
    group_code = models.CharField(max_length=60)
    # What was hashed, kept until the appeal date so that the member can check her seat.
    reference = models.CharField(max_length=40)
    salt = models.CharField(max_length=32)
    commitment = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "member"], name="one_seat_per_member"),
            models.UniqueConstraint(fields=["vote", "commitment"], name="one_seat_per_commitment"),
        ]
