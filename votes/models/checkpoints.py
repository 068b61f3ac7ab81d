"""What was published of the box while it was open: hashes in batches."""

from __future__ import annotations

from django.db import models

from votes.core.checkpoints import Checkpoint as PlainCheckpoint
from votes.models.votes import Question


class Checkpoint(models.Model):
    """One published batch of a question; never updated. `seq` is its entry in the journal."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="checkpoints")
    number = models.PositiveIntegerField()
    # The minute it was made, as published.
    at = models.CharField(max_length=20)
    seq = models.BigIntegerField(unique=True)
    hashes = models.JSONField()

    class Meta:
        ordering = ("seq",)
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_checkpoint_per_number"),
        ]

    def plain(self, question: str) -> PlainCheckpoint:
        """The checkpoint as it is published; `question` is the slug of its question."""
        return PlainCheckpoint(question, self.number, self.at, tuple(self.hashes))
