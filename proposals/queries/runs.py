"""Reading runs: the texts one reads, the list of a campaign's runs, and what one found."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Length

from proposals.core.booklets import name_of
from proposals.core.corpus import LANGUAGES, Corpus, CorpusText, Kind, corpus_of
from proposals.core.families import one_of_each
from proposals.core.runs import STAGES, part_done
from proposals.core.starts import COLD, Start
from proposals.core.texts import corpus_words
from proposals.models import Campaign, Cluster, Placement, Proposal, Rival, Run
from proposals.models.booklets import HUES

NAMING_TERMS_SHOWN = 8
RUNS_SHOWN = 50
KINDS: dict[str, Kind] = {"proposal": "proposal", "answer": "answer"}


@dataclass(frozen=True, slots=True)
class TextRead:
    """A text as a run read it: the key of its row, the number of the wording, and its language."""

    key: int
    version: int
    language: str


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a corpus: how many texts, how many signs in all."""

    texts: int
    signs: int


@dataclass(frozen=True, slots=True)
class Found:
    """A cluster as pages show it; `name` is made of its first terms, and says nothing for a residual one."""

    number: int
    hue: str
    name: str
    terms: tuple[str, ...]
    placed: int
    to_place: int
    residual: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found, in counts of texts: texts = placed + to_place + no_terms."""

    clusters: tuple[Found, ...]
    texts: int
    placed: int
    to_place: int
    no_terms: int

    @property
    def largest(self) -> int:
        """The texts of the largest cluster, for bars that compare."""
        return max((found.placed + found.to_place for found in self.clusters), default=0)

    @property
    def residual(self) -> Found | None:
        """The cluster of small demands without a common theme, if there is one."""
        return next((found for found in self.clusters if found.residual), None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: the stage (a code of the analysis), the stages done and still to come."""

    stage: str
    past: tuple[str, ...]
    to_come: tuple[str, ...]
    part: int
    whole: int


def texts_to_read(campaign: Campaign) -> QuerySet[Proposal]:
    """The texts that a run of this campaign reads: open ones, answers if the campaign says so."""
    rows = Proposal.objects.filter(campaign=campaign, state=Proposal.State.OPEN)
    return rows if campaign.reads_answers else rows.filter(kind=Proposal.Kind.PROPOSAL)


def count_of_texts(campaign: Campaign) -> int:
    """How many texts a run would read now. One query."""
    return texts_to_read(campaign).count()


def size_of_corpus(campaign: Campaign) -> Size:
    """How much a run would read now. One query."""
    length = Length("title") + Length("body")
    rows = texts_to_read(campaign).order_by()
    return Size(**rows.aggregate(texts=Count("pk"), signs=Coalesce(Sum(length), 0)))


def texts_read(campaign: Campaign) -> tuple[Corpus, dict[str, TextRead]]:
    """The corpus of this moment, without authors, and where each text came from, by public name.

    One query, so that words and wording number belong together. A text in a language that no list of
    ours reads (a file may say so) is read in the campaign's.
    """
    columns = ("name", "kind", "title", "body", "salt", "version", "language")
    texts: list[CorpusText] = []
    read: dict[str, TextRead] = {}
    for row in texts_to_read(campaign).order_by().only(*columns).iterator(2000):
        language = row.language if row.language in LANGUAGES else campaign.language
        words = corpus_words(row.title, row.body)
        texts.append(CorpusText(row.name, words, KINDS[row.kind], row.salt, language))
        read[row.name] = TextRead(row.pk, row.version, language)
    return corpus_of(texts), read


def start_of(run: Run | None) -> Start:
    """Where a run that continues this one starts from: the cluster of each text, by public name."""
    if run is None:
        return COLD
    rows = Placement.objects.filter(run=run).values_list("proposal__name", "cluster")
    return {text: cluster for text, cluster in rows.iterator(2000) if cluster is not None}


def runs_of(campaign: Campaign) -> QuerySet[Run]:
    """The official runs of a campaign, the newest first, with who asked; without their long columns."""
    rows = Run.objects.filter(campaign=campaign, kind=Run.Kind.OFFICIAL)
    return rows.select_related("requested_by").defer("sheet", "lists")


def rivals_of(campaign: Campaign) -> list[Rival]:
    """The newest rival runs of a campaign, as many as one page shows. One query."""
    rows = Rival.objects.filter(run__campaign=campaign).select_related("run", "challenged")
    return list(rows[:RUNS_SHOWN])


def run_going(campaign: Campaign) -> Run | None:
    """The run that waits or works now, if any."""
    return runs_of(campaign).filter(state__in=[Run.State.WAITING, Run.State.RUNNING]).first()


def runs_beside(run: Run) -> list[Run]:
    """The other runs of the campaign that are done, rival ones too, the newest first, as many as one page
    shows.
    """
    kinds = (Run.Kind.OFFICIAL, Run.Kind.RIVAL)
    rows = Run.objects.filter(campaign=run.campaign, kind__in=kinds, state=Run.State.DONE)
    done = rows.exclude(pk=run.pk).defer("sheet", "lists").order_by("kind", "-number")
    return list(done[:RUNS_SHOWN])


def progress_of(run: Run) -> Progress:
    """How far a run is; no query."""
    part, whole = part_done(run.stage, run.done, run.of)
    at = STAGES.index(run.stage) if run.stage in STAGES else -1
    return Progress(run.stage, STAGES[: max(at, 0)], STAGES[at + 1 : -1], part, whole)


def outcome_of(run: Run) -> Outcome:
    """What a run that is done found. Two queries."""
    states = Placement.State
    counted = Placement.objects.filter(run=run).aggregate(
        texts=Count("pk"),
        placed=Count("pk", filter=Q(state=states.PLACED)),
        to_place=Count("pk", filter=Q(state=states.TO_PLACE)),
        no_terms=Count("pk", filter=Q(state=states.NO_TERMS)),
    )
    clusters = Cluster.objects.filter(run=run).defer("drafts")
    return Outcome(tuple(found_of(cluster) for cluster in clusters), **counted)


def found_of(cluster: Cluster) -> Found:
    """A cluster as pages show it."""
    surfaces = one_of_each(term["surface"] for term in cluster.terms)
    return Found(
        number=cluster.number,
        hue=HUES[(cluster.number - 1) % len(HUES)],
        name=name_of(surfaces),
        terms=surfaces[:NAMING_TERMS_SHOWN],
        placed=cluster.size,
        to_place=cluster.to_place,
        residual=cluster.residual,
    )
