"""What organisers make of a run: booklets, measures with their sources, and every edit with its reason."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from deliberation.core.names import random_name
from deliberation.members.models import Member
from proposals.models.campaigns import Campaign
from proposals.models.runs import Run
from proposals.models.texts import Proposal

HUES = (
    "lagon", "brique", "azur", "sapin", "ocre", "olive",
    "prune", "rouille", "encre", "violet", "rubis", "prairie",
)  # fmt: skip


class Booklet(models.Model):
    """A theme: introduction, measures, coverage. Public once the drafts are published."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="booklets")
    slug = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    introduction = models.TextField(blank=True)
    run = models.ForeignKey(Run, models.PROTECT)
    # The cluster it was made from; none when an organiser made it of texts taken elsewhere.
    cluster = models.PositiveSmallIntegerField(null=True)
    residual = models.BooleanField(default=False)
    frozen_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["campaign", "slug"], name="one_booklet_per_slug"),
            models.UniqueConstraint(fields=["campaign", "number"], name="one_booklet_per_number"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def hue(self) -> str:
        """The hue that goes with the number; a thirteenth booklet starts again."""
        return HUES[(self.number - 1) % len(HUES)]


class Measure(models.Model):
    """One demand in a booklet, linked to the texts that carry it."""

    class Side(models.TextChoices):
        FOR = "for"
        AGAINST = "against"

    booklet = models.ForeignKey(Booklet, models.CASCADE, related_name="measures")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    body = models.TextField(blank=True)
    # What the machine proposed, so that the difference stays visible.
    draft_title = models.CharField(max_length=160, blank=True)
    draft_from = models.ForeignKey(Proposal, models.SET_NULL, null=True, related_name="+")
    terms = models.JSONField(default=list)
    edited = models.BooleanField(default=False)
    # The two halves of a measure that gathered opposite demands: each knows its own side and the other.
    side = models.CharField(max_length=10, choices=Side.choices, blank=True)
    twin = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="+")
    # A person read its texts and says that they ask for the same; the digest says which texts and words.
    verified_by = models.CharField(max_length=80, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["booklet", "number"], name="one_measure_per_number")]

    def __str__(self) -> str:
        return self.title


class MeasureSource(models.Model):
    """A text that carries a measure: its core (the demand itself) or near it."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="sources")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="carried_by")
    core = models.BooleanField(default=True)
    by_hand = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "proposal"], name="one_source_per_text")]


class Sorting(models.Model):
    """Where a text stands on the board now: in a booklet, to be placed, or set aside with a reason."""

    class Place(models.TextChoices):
        BOOKLET = "booklet"
        TO_PLACE = "to-place"
        ASIDE = "aside"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="sortings")
    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="sorting")
    place = models.CharField(max_length=10, choices=Place.choices)
    booklet = models.ForeignKey(Booklet, models.PROTECT, null=True, blank=True, related_name="sortings")
    # Copied from the placement, so that the board can show the doubtful first.
    margin = models.BigIntegerField(default=0)
    by_hand = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    # Raised by each edit: two organisers on one text see each other instead of overwriting.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "place", "by_hand", "margin", "proposal"]),
            models.Index(fields=["booklet", "by_hand", "margin", "proposal"]),
            models.Index(fields=["booklet", "margin"]),
        ]


class OldAddress(models.Model):
    """Where a booklet or a measure stood before it was merged or moved along: the address leads on to `to`.

    Numbers are measures', 0 for a booklet itself, of which `booklet_number` is the number it had.
    Names and numbers are never given twice while the board is open, so that the way on never turns back.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField(default=0)
    to_slug = models.SlugField(max_length=60)
    to_number = models.PositiveSmallIntegerField(default=0)
    booklet_number = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "slug", "number"], name="one_way_from_an_old_address")
        ]


class Edit(models.Model):
    """What a person changed on the board, why, and where the journal says so."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="edits")
    proposal = models.ForeignKey(Proposal, models.CASCADE, null=True, related_name="edits")
    booklet = models.ForeignKey(Booklet, models.SET_NULL, null=True, related_name="edits")
    code = models.CharField(max_length=40)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    # The introduction or the measure's body, whole. The journal is public from the first day and
    # drafts are not: it holds the digests of both wordings, and here are the words.
    text_before = models.TextField(blank=True)
    text_after = models.TextField(blank=True)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Member, models.SET_NULL, null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    journal_seq = models.BigIntegerField()

    class Meta:
        ordering = ("-pk",)
        indexes = [models.Index(fields=["proposal", "-id"])]


class Step(models.Model):
    """What an organiser did in the last minutes, with every row it touched as it was: enough to undo it.

    A row here is a convenience and goes after some minutes; the journal and the edits are what stays.
    """

    name = models.CharField(max_length=16, unique=True, default=random_name)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="steps")
    by = models.ForeignKey(Member, models.CASCADE)
    at = models.DateTimeField()
    code = models.CharField(max_length=40)
    # What is said of it: how many texts, and the title or place before and after.
    count = models.PositiveIntegerField(default=0)
    was = models.CharField(max_length=200, blank=True)
    now = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    journal_seq = models.BigIntegerField()
    # Whether texts changed place: that ends with the board, words may still change until the freeze.
    sorts = models.BooleanField(default=False)
    touched = models.JSONField()
    before = models.JSONField(encoder=DjangoJSONEncoder)
    after = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ("-pk",)
        indexes = [models.Index(fields=["campaign", "by", "-id"])]
