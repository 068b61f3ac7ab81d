"""The files that a job makes of a booklet, or of a whole campaign, and keeps by their digests."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from proposals.models.booklets import Booklet
from proposals.models.campaigns import Campaign


class Files(models.Model):
    """The files of one booklet or one campaign; the row is the work order, and says what was made.

    Asked for when `asked_at` is later than `made_at`. `stamp` is what the files were made from: they
    are up to date as long as it is the stamp of what there is now.
    """

    booklet = models.OneToOneField(Booklet, models.CASCADE, null=True, related_name="files")
    campaign = models.OneToOneField(Campaign, models.CASCADE, null=True, related_name="files")
    asked_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    stamp = models.CharField(max_length=64, blank=True)
    # By ending: {"digest": SHA-256, "bytes": size}.
    held = models.JSONField(default=dict)
    # The code of what went wrong, and the facts its words quote.
    failure = models.CharField(max_length=60, blank=True)
    failure_facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(booklet=None, campaign__isnull=False) | Q(booklet__isnull=False, campaign=None),
                name="files_of_one_thing",
            )
        ]

    @property
    def is_asked_for(self) -> bool:
        """Whether a worker is to make them."""
        return not self.failure and (self.made_at is None or self.asked_at > self.made_at)
