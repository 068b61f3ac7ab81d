"""What organisers make of a run: booklets, measures with their sources, and every edit with its reason."""

from __future__ import annotations

from django.db import models

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

    booklet = models.ForeignKey(Booklet, models.CASCADE, related_name="measures")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    body = models.TextField(blank=True)
    # What the machine proposed, so that the difference stays visible.
    draft_title = models.CharField(max_length=160, blank=True)
    draft_from = models.ForeignKey(Proposal, models.SET_NULL, null=True, related_name="+")
    terms = models.JSONField(default=list)
    edited = models.BooleanField(default=False)

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
            models.Index(fields=["campaign", "place", "margin"]),
            models.Index(fields=["booklet", "margin"]),
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
