"""A campaign: one deliberation of the whole organisation or of one group."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from deliberation.members.models import Group
from proposals.core.objections import QUOTA
from proposals.core.phases import Acts, Dates, Stage, stage


class Campaign(models.Model):
    """One deliberation: its dates, its two acts, and the run its board was made from."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=160)
    introduction = models.TextField(blank=True)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True)
    language = models.CharField(max_length=2, default="fr")
    contributing_at = models.DateTimeField()
    sorting_at = models.DateTimeField()
    replying_at = models.DateTimeField()
    freezing_at = models.DateTimeField()
    voting_at = models.DateTimeField()
    closing_at = models.DateTimeField()
    drafts_published_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    booklets_wanted = models.PositiveSmallIntegerField(default=12)
    most_signs = models.PositiveIntegerField(default=5000)
    # Whether answers are part of the corpus that a run reads.
    reads_answers = models.BooleanField(default=True)
    # How many objections each member may make to the drafts.
    objections_each = models.PositiveSmallIntegerField(default=QUOTA)
    # What it was imported from (address, organisation, digest of the export); null for our own.
    origin = models.JSONField(null=True, blank=True)
    # The run the board was made from; one pointer that flips once all its rows are written.
    run = models.ForeignKey("proposals.Run", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-contributing_at", "slug")

    def __str__(self) -> str:
        return self.title

    def dates(self) -> Dates:
        """The announced dates as a plain value."""
        return Dates(
            self.contributing_at,
            self.sorting_at,
            self.replying_at,
            self.freezing_at,
            self.voting_at,
            self.closing_at,
        )

    def stage(self, now: datetime) -> Stage:
        """Where the campaign stands at `now`."""
        return stage(self.dates(), Acts(self.drafts_published_at, self.frozen_at), now)
