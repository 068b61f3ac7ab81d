"""What questions a run: changes of the word lists, tried before they are made, and members' rival runs."""

from __future__ import annotations

from django.db import models

from deliberation.core.names import random_name
from deliberation.members.models import Member
from proposals.models.campaigns import Campaign
from proposals.models.runs import Run


class WordChange(models.Model):
    """A change of a campaign's word lists that an organiser asks for: first a trial shows what it would
    move, then it is confirmed, with that effect in the journal, or dropped.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        CONFIRMED = "confirmed"
        DROPPED = "dropped"

    name = models.CharField(max_length=16, unique=True, default=random_name)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="word_changes")
    act = models.CharField(max_length=10)
    words = models.JSONField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Member, models.SET_NULL, null=True)
    by_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    # The edits in force that it was tried upon, and those that it makes of them.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    trial = models.OneToOneField(Run, models.SET_NULL, null=True, related_name="word_change")
    # What the trial found: of so many texts, those that move by this change alone; from where to where
    # (a number each, 0 for "to be placed", and how many); the first texts; the terms of each cluster.
    texts = models.PositiveIntegerField(null=True)
    moved = models.PositiveIntegerField(null=True)
    moves = models.JSONField(default=list)
    examples = models.JSONField(default=list)
    clusters = models.JSONField(default=dict)
    decided_at = models.DateTimeField(null=True)
    journal_seq = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-pk",)
        indexes = [models.Index(fields=["campaign", "state", "-id"])]


class Rival(models.Model):
    """A run that a member made at home with words and settings of one's own, filed and replayed here."""

    run = models.OneToOneField(Run, models.CASCADE, related_name="rival")
    challenged = models.ForeignKey(Run, models.CASCADE, related_name="rivals")
    by = models.ForeignKey(Member, models.SET_NULL, null=True)
    by_name = models.CharField(max_length=80)
    # Why, in the author's words.
    why = models.TextField()
    # The sheet as it was filed: the replay must come to its digests.
    sheet = models.JSONField()
    # From the form, so that a form sent twice files one.
    nonce = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    # One a member a day.
    on = models.DateField()
    # Why a moderator hid the words of its author; the run itself stays.
    hidden_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = [models.UniqueConstraint(fields=["by", "on"], name="one_rival_a_member_a_day")]
