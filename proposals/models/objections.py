"""What members contest in the draft booklets, and what organisers answer; nothing of it is overwritten."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from deliberation.core.names import random_name
from deliberation.members.models import Member
from proposals.core.objections import Kind, Outcome, State
from proposals.models.booklets import Booklet, Edit, Measure
from proposals.models.campaigns import Campaign
from proposals.models.texts import Proposal

KINDS = [(str(kind), kind.name) for kind in Kind]
STATES = [(str(state), state.name) for state in State]
OUTCOMES = [(str(outcome), outcome.name) for outcome in Outcome]


class ObjectionAnswer(models.Model):
    """One answer of organisers, to one objection or to many."""

    name = models.CharField(max_length=16, unique=True, default=random_name)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="objection_answers")
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    reason = models.TextField()
    # What was changed because of the objections, each with its line in the journal.
    edits = models.ManyToManyField(Edit, related_name="answers")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    journal_seq = models.BigIntegerField()
    # Raised by each correction: who read an earlier wording is told again.
    version = models.PositiveIntegerField(default=1)
    nonce = models.CharField(max_length=40, unique=True)


class ObjectionAnswerVersion(models.Model):
    """An earlier wording of an answer."""

    answer = models.ForeignKey(ObjectionAnswer, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    reason = models.TextField()
    by_name = models.CharField(max_length=80)
    until = models.DateTimeField()
    journal_seq = models.BigIntegerField()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="one_row_per_answer_version")
        ]


class Objection(models.Model):
    """A member's formal challenge: of a text's place, a measure's words, a merge or an omission."""

    name = models.CharField(max_length=16, unique=True, default=random_name)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="objections")
    kind = models.CharField(max_length=10, choices=KINDS)
    state = models.CharField(max_length=10, choices=STATES, default=str(State.OPEN))
    # The booklet it is printed in; none for a text outside booklets, or for the campaign as a whole.
    booklet = models.ForeignKey(Booklet, models.SET_NULL, null=True, blank=True, related_name="objections")
    # None when it is about no measure, or about one that was taken out since.
    measure = models.ForeignKey(Measure, models.SET_NULL, null=True, blank=True, related_name="objections")
    # What it contests, as its writer read it: words may have changed since.
    about_title = models.CharField(max_length=160, blank=True)
    about_body = models.TextField(blank=True)
    # The text whose place is contested; or the texts that were wrongly gathered or left out.
    texts = models.ManyToManyField(Proposal, related_name="objections")
    terms = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    instead = models.TextField(blank=True)
    author = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="objections")
    signed = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    # Hides the words in their digest, which is public before they are.
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    # From the form, so that a form sent twice makes one objection.
    nonce = models.CharField(max_length=40, unique=True)
    answer = models.ForeignKey(ObjectionAnswer, models.PROTECT, null=True, related_name="objections")
    # The version of the answer that the author has read; 0 for none.
    read_version = models.PositiveIntegerField(default=0)
    # Why a moderator hid its words; it still waits for its answer.
    hidden_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state="answered", answer__isnull=False)
                | ~Q(state="answered") & Q(answer__isnull=True),
                name="answered_has_an_answer",
            )
        ]
        indexes = [
            models.Index(fields=["campaign", "state", "-id"]),
            models.Index(fields=["booklet", "state"]),
            models.Index(fields=["author", "campaign"]),
        ]

    def __str__(self) -> str:
        return self.name
