"""What members write: proposals and answers, with every version kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from deliberation.core.names import random_name
from deliberation.members.models import Member
from proposals.models.campaigns import Campaign


class Proposal(models.Model):
    """An open text by a member: a proposal, or an answer to one."""

    class Kind(models.TextChoices):
        PROPOSAL = "proposal"
        ANSWER = "answer"

    class State(models.TextChoices):
        OPEN = "open"
        WITHDRAWN = "withdrawn"
        HIDDEN = "hidden"

    name = models.CharField(max_length=16, unique=True, default=random_name)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PROPOSAL)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="answers")
    author = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="proposals")
    # Whether the author chose to sign in a published booklet.
    signed = models.BooleanField(default=False)
    title = models.CharField(max_length=160)
    body = models.TextField()
    theme_wish = models.CharField(max_length=80, blank=True)
    # Guessed when it was written, unless its author said which (`language_chosen`).
    language = models.CharField(max_length=2, default="fr")
    language_chosen = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    state_reason = models.CharField(max_length=300, blank=True)
    submitted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    # Its name in the campaign that this one was imported from; empty for our own.
    origin = models.CharField(max_length=16, blank=True)
    # Hides the text in the corpus digest, so that an erased text leaves the digest whole.
    salt = models.CharField(max_length=32)
    # From the form, so that a form sent twice makes one proposal.
    nonce = models.CharField(max_length=40, unique=True)
    # Title and body in lower case without accents, for search.
    folded = models.TextField(blank=True)

    class Meta:
        ordering = ("-submitted_at", "-pk")
        indexes = [
            models.Index(fields=["campaign", "state", "-submitted_at"]),
            models.Index(fields=["campaign", "kind", "state"]),
            models.Index(fields=["author", "-submitted_at"]),
            # What changed since an index was built: few rows, asked for every few seconds.
            models.Index(
                fields=["campaign", "edited_at"], condition=Q(edited_at__isnull=False), name="edited_texts"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """An earlier wording: a text is never overwritten without a trace."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    body = models.TextField()
    until = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="one_row_per_version")]
