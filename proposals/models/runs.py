"""One execution of the term analysis: its state, its frozen table, and where it placed each text.

The sum behind a placement is not stored but computed when read, from the text and the table.
Scores, margins and table entries are integers: bits times 4096.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from deliberation.core.names import random_name
from deliberation.members.models import Member
from proposals.models.campaigns import Campaign
from proposals.models.texts import Proposal


class Run(models.Model):
    """A run asked for, and done by a worker; its row is the durable work order.

    Official ones are asked for by organisers, and a board may be made from them. A trial shows what a
    change of the word lists would do; a rival run is filed by a member, with words and settings of one's
    own. Numbers count within a kind.
    """

    class Kind(models.TextChoices):
        OFFICIAL = "official"
        TRIAL = "trial"
        RIVAL = "rival"

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    name = models.CharField(max_length=16, unique=True, default=random_name)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="runs")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OFFICIAL)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    requested_by = models.ForeignKey(Member, models.SET_NULL, null=True)
    requested_at = models.DateTimeField()
    settings = models.JSONField()
    # What people changed in the word lists, as it stood when the run was asked for.
    edits = models.JSONField(default=dict)
    # Why a board that stands is not continued: the public reason for a cold run beside it.
    reason = models.CharField(max_length=300, blank=True)
    # Progress, in the analysis' own stage codes.
    stage = models.CharField(max_length=30, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    # A worker beats while it works; a run whose worker died is found by its silence.
    beat_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    # The code of what went wrong, and the facts its words quote.
    failure = models.CharField(max_length=60, blank=True)
    failure_facts = models.JSONField(default=dict)
    sheet = models.JSONField(null=True)
    # The word lists it used, so that a sum is redone by them whatever our lists become.
    lists = models.JSONField(null=True)
    corpus_digest = models.CharField(max_length=64, blank=True)
    result_digest = models.CharField(max_length=64, blank=True)
    bundle_digest = models.CharField(max_length=64, blank=True)
    texts = models.PositiveIntegerField(default=0)
    # The run whose clusters this one starts from; none for a cold run.
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    # Why it made fewer clusters than asked for (a code of the analysis; empty when it did not).
    fewer = models.CharField(max_length=30, blank=True)
    # mu of the frozen table, in words; 0 where there is no table.
    smoothing = models.PositiveIntegerField(default=0)
    # Texts that hold the very terms of an earlier one.
    copies = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["campaign", "kind", "number"], name="one_run_per_number"),
            models.UniqueConstraint(
                fields=["campaign", "kind"],
                condition=Q(state__in=["waiting", "running"], kind__in=["official", "trial"]),
                name="one_run_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Cluster(models.Model):
    """What a run put together, before people edit."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="clusters")
    number = models.PositiveSmallIntegerField()
    # Texts placed in it for sure; those that lean to it without enough evidence are `to_place`.
    size = models.PositiveIntegerField()
    to_place = models.PositiveIntegerField(default=0)
    # The words that name it, most characteristic first.
    terms = models.JSONField()
    # A mix of small demands, named "other demands" rather than given an invented theme.
    residual = models.BooleanField(default=False)
    # Its number in the run that this one started from.
    was = models.PositiveSmallIntegerField(null=True, blank=True)
    prior = models.BigIntegerField()
    # The draft measures, as the analysis gave them.
    drafts = models.JSONField()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_cluster_per_number")]


class RunTerm(models.Model):
    """One row of the frozen table b(t,c): what a term adds for each cluster, in number order.

    `total` and `held` are the counts of words it was made from: in the corpus, and in each cluster.
    Terms of one `family` are shown together; `neighbours` are the terms that go with it, as pairs of a
    stem and a percent, strongest first.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="terms")
    # A stem: at most 64 signs of a word, three letters each once folded (Hangul syllables).
    term = models.CharField(max_length=200)
    surface = models.CharField(max_length=80)
    family = models.CharField(max_length=200, blank=True)
    total = models.PositiveIntegerField()
    held = models.JSONField()
    weights = models.JSONField()
    neighbours = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "term"], name="one_row_per_term")]


class Placement(models.Model):
    """Where a run put a text, and how sure it was.

    `version` is the wording it read, in `language`: a text edited since is still explained by the words
    of then.
    margin = score - (what the text's own words account for) - second_score.
    """

    class State(models.TextChoices):
        PLACED = "placed"
        TO_PLACE = "to-place"
        NO_TERMS = "no-terms"

    run = models.ForeignKey(Run, models.CASCADE, related_name="placements")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="placements")
    version = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=2, default="fr")
    state = models.CharField(max_length=10, choices=State.choices)
    # Numbers of the best and the second-best cluster; null when the text has no term at all.
    cluster = models.PositiveSmallIntegerField(null=True)
    score = models.BigIntegerField(default=0)
    second = models.PositiveSmallIntegerField(null=True)
    second_score = models.BigIntegerField(default=0)
    margin = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "proposal"], name="one_placement_per_text")]
        indexes = [models.Index(fields=["run", "cluster", "margin"])]
