"""Texts that came, or were edited, after the run of their board: placed at once by its frozen table."""

from __future__ import annotations

from django.db import models

from proposals.models.runs import Placement, Run
from proposals.models.texts import Proposal


class Arrival(models.Model):
    """Where a run's frozen table puts a text that the run did not read in this wording.

    Its fields mean what those of a Placement mean; a run's own placements never change.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="arrivals")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="arrivals")
    version = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=2, default="fr")
    state = models.CharField(max_length=10, choices=Placement.State.choices)
    cluster = models.PositiveSmallIntegerField(null=True)
    score = models.BigIntegerField(default=0)
    second = models.PositiveSmallIntegerField(null=True)
    second_score = models.BigIntegerField(default=0)
    margin = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "proposal"], name="one_arrival_per_text")]
