"""Draws of seats by observers: their commitments, the seats drawn, what became of each."""

from __future__ import annotations

from django.db import models

from deliberation.core.names import random_name
from deliberation.members.models import Member
from votes.core.sampling import Outcome
from votes.models.votes import Vote


class Draw(models.Model):
    """One draw from a frozen roll. It draws itself once three observers revealed what they committed to."""

    name = models.SlugField(max_length=20, unique=True, default=random_name)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="draws")
    number = models.PositiveIntegerField()
    opened_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    # The root it draws from: a correction in between would make another roll.
    root = models.CharField(max_length=64)
    # The digest of the journal's entry of the last commitment.
    head = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)
    # When those who had not answered were reminded; once.
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # What was found, as the journal tells it.
    sheet = models.JSONField(null=True)

    class Meta:
        ordering = ("-opened_at", "-pk")


class DrawPart(models.Model):
    """One observer's part in a draw: committed first, revealed once all have committed."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="parts")
    observer = models.ForeignKey(Member, models.PROTECT, related_name="+")
    commitment = models.CharField(max_length=64)
    # Where drawn members reach the observer: shown to them alone.
    contact = models.CharField(max_length=200)
    secret = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["draw", "observer"], name="one_part_per_observer")]


class DrawnSeat(models.Model):
    """One drawn seat, by its commitment; who sits there only the member knows."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="seats")
    place = models.PositiveIntegerField()
    commitment = models.CharField(max_length=64)
    outcome = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in Outcome], default=Outcome.NO_ANSWER
    )

    class Meta:
        ordering = ("place",)
        constraints = [models.UniqueConstraint(fields=["draw", "place"], name="one_seat_per_place")]
