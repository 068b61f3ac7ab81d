"""A vote, its questions and their options, copied from frozen booklets."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from deliberation.core.names import random_name
from deliberation.members.models import Member
from proposals.models import Campaign
from votes.core.claims import APPEALS
from votes.core.electorate import Conditions
from votes.core.questions import question_reference
from votes.core.stages import Acts, Stage, is_in_time, stage


class Vote(models.Model):
    """What is put to members: opens and closes by dates, after two organisers each did their act."""

    slug = models.SlugField(max_length=80, unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="votes")
    title = models.CharField(max_length=160)
    introduction = models.TextField(blank=True)
    # Who joined after this day is not on the roll.
    cutoff_on = models.DateField()
    # What else the statutes ask of a voter: so many days a member, one of these groups, paid up.
    membership_days = models.PositiveSmallIntegerField(default=0)
    electing_groups = models.JSONField(default=list, blank=True)
    paid_up = models.BooleanField(default=False)
    # The declared reason for less than 72 hours between the roll's freeze and the opening.
    urgent_reason = models.CharField(max_length=300, blank=True)
    opens_at = models.DateTimeField()
    # The close that binds; where it was extended, `first_closes_at` is the one that was confirmed.
    closes_at = models.DateTimeField(db_index=True)
    first_closes_at = models.DateTimeField(null=True)
    # Whether a ballot may be changed until the close; said before the opening, and then for good.
    changes = models.BooleanField(default=True)
    # Its ballots are thrown away at the close, publicly; what is tried out here decides nothing.
    rehearsal = models.BooleanField(default=False)
    rehearsed_at = models.DateTimeField(null=True)
    # Who drafted what it asks now, and signs it by that.
    scheduled_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    scheduled_at = models.DateTimeField()
    # From the form, so that a form sent twice schedules one vote.
    nonce = models.CharField(max_length=40, unique=True, default=random_name)
    # The second organiser's signature; without it the vote does not open.
    confirmed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    # SHA-256 of the canonical definition, fixed when confirmed.
    digest = models.CharField(max_length=64, blank=True)
    roll_prepared_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    roll_prepared_at = models.DateTimeField(null=True)
    roll_frozen_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    roll_frozen_at = models.DateTimeField(null=True)
    roll_root = models.CharField(max_length=64, blank=True)
    roll_seats = models.PositiveIntegerField(default=0)
    # The joinings behind the roll, counted by day when it was frozen (votes/core/growth.py).
    growth = models.JSONField(null=True)
    # It opened to nobody: an organiser's act was missing on the day.
    not_held_at = models.DateTimeField(null=True)
    # Salts, references and members of the seats are gone: the appeals are over.
    salts_erased_at = models.DateTimeField(null=True)
    # The database went back while ballots could come in: nothing goes on until two organisers decide.
    suspended_at = models.DateTimeField(null=True)
    annulled_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(null=True, db_index=True)
    # The journal's entry of the sealing: the pack holds the chain up to it.
    sealed_seq = models.BigIntegerField(null=True)
    tally = models.JSONField(null=True)
    # Who voted, by group of ten seats or more, counted once when the result is published.
    group_turnouts = models.JSONField(null=True)
    pack_digest = models.CharField(max_length=64, blank=True)
    pack_size = models.PositiveBigIntegerField(default=0)
    published_at = models.DateTimeField(null=True)

    # The columns that `stage` needs; a cast reads these and no other.
    STAGED: ClassVar = (
        "opens_at", "closes_at", "urgent_reason", "confirmed_at", "roll_frozen_at", "published_at",
        "rehearsed_at", "suspended_at", "annulled_at",
    )  # fmt: skip

    class Meta:
        ordering = ("-opens_at", "slug")

    def __str__(self) -> str:
        return self.title

    @property
    def conditions(self) -> Conditions:
        """What is asked of a voter beyond the cut-off day."""
        return Conditions(self.membership_days, tuple(self.electing_groups), self.paid_up)

    @property
    def appeals_until(self) -> datetime | None:
        """Until when a mark can be contested and a seat looked up; None before the publication."""
        return None if self.published_at is None else self.published_at + APPEALS

    @property
    def roll_in_time(self) -> bool:
        """Whether the roll is frozen, and was 72 hours before the opening unless the vote is urgent."""
        return is_in_time(self.roll_frozen_at, self.opens_at, bool(self.urgent_reason))

    def stage(self, now: datetime) -> Stage:
        """Where the vote stands at `now`, by its dates and its acts."""
        acts = Acts(
            self.confirmed_at is not None,
            self.roll_in_time,
            self.published_at is not None,
            self.rehearsed_at is not None,
            self.suspended_at is not None,
            self.annulled_at is not None,
        )
        return stage(self.opens_at, self.closes_at, acts, now)


class Question(models.Model):
    """One question of a vote; each has its own marks and its own ballots."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="questions")
    slug = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, default="free")
    rule = models.CharField(max_length=20, default="choose")
    most = models.PositiveSmallIntegerField(default=1)
    blank = models.BooleanField(default=True)
    # What the rule lets a question set; each rule checks its own (docs/rules/).
    settings = models.JSONField(default=dict, blank=True)
    # The article that asks for more different ballots than an open box should allow.
    statute = models.CharField(max_length=300, blank=True)
    # Whether members may also publish, apart from the ballot, why they approve or reject.
    reasons = models.BooleanField(default=False)
    # The frozen booklet the question is about, as printed on the ballot; empty for the overall one.
    subject_slug = models.CharField(max_length=60, blank=True)
    subject_title = models.CharField(max_length=160, blank=True)
    subject_digest = models.CharField(max_length=64, blank=True)
    subject_url = models.CharField(max_length=200, blank=True)
    hue = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["vote", "slug"], name="one_question_per_slug"),
            models.UniqueConstraint(fields=["vote", "number"], name="one_question_per_number"),
        ]

    @property
    def reference(self) -> str:
        """Its name among all questions, public: with the vote at hand, no query."""
        return question_reference(self.vote.slug, self.slug)


class Option(models.Model):
    """One option of a question, with the wording it had when the booklet was frozen."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    digest = models.CharField(max_length=64, blank=True)
    url = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="one_option_per_code")]
