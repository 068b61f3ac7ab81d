"""In which texts each term of a run stands: what silences and maps are counted from, as the board moves."""

from __future__ import annotations

from django.db import models

from proposals.models.runs import Run


class TermTexts(models.Model):
    """A stem that stands in two texts or more of what a run read; also those too common for its table.

    `texts` are the keys of these proposals. Of an erased text nothing is left but its key, which leads
    nowhere.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="recurrences")
    term = models.CharField(max_length=200)
    surface = models.CharField(max_length=80)
    texts = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "term"], name="one_list_of_texts_per_term")]
