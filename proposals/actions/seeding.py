"""Seeding a new campaign with the open data of another: its texts, and if asked its run and its board."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import transaction

from deliberation import clock
from deliberation.core.actors import Actor
from deliberation.core.errors import RuleBroken
from deliberation.core.names import random_name
from deliberation.journal.actions import record
from proposals.core.phases import Phase
from proposals.core.seeds import Seed, recurring
from proposals.core.tables import Row
from proposals.core.texts import folded
from proposals.models import (
    Arrival,
    Booklet,
    Campaign,
    Cluster,
    Measure,
    MeasureSource,
    Placement,
    Proposal,
    Run,
    RunTerm,
    Sorting,
    TermTexts,
)

BATCH = 500
OPEN_TO_SEED = (Phase.DRAFT, Phase.CONTRIBUTING, Phase.SORTING)
Keys = Mapping[str, int]
CLUSTER = ("number", "was", "size", "to_place", "residual", "prior", "terms", "drafts")
BOOKLET = ("number", "slug", "title", "introduction", "cluster", "residual")
MEASURE = ("number", "title", "body", "draft_title", "terms", "edited", "side")
PLACEMENT = ("version", "language", "state", "cluster", "score", "second", "second_score", "margin")


@dataclass(frozen=True, slots=True)
class Seeded:
    """What came in; `left_out` counts the texts whose words were not in the file."""

    proposals: int
    answers: int
    left_out: int
    booklets: int
    measures: int


@transaction.atomic
def seed_campaign(actor: Actor, campaign: Campaign, seed: Seed) -> Seeded:
    """Bring an export into a campaign that is still empty, all of it or none.

    Texts come without authors, with fresh salts, unsigned: who signed elsewhere did not sign here. They
    keep their public name where it is free, and their name of then in any case. Refuses `import.not-open`
    (title) and `seed.not-empty`.
    """
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    now = clock.now()
    if locked.stage(now).phase not in OPEN_TO_SEED:
        raise RuleBroken("import.not-open", title=locked.title)
    if Proposal.objects.filter(campaign=locked).exists() or Run.objects.filter(campaign=locked).exists():
        raise RuleBroken("seed.not-empty", title=locked.title)
    keys = _store_texts(locked, seed, now)
    counts = _counts(seed)
    if seed.with_board:
        _store_board(locked, seed, _store_run(locked, seed, keys, now), keys)
    manifest = seed.exported.manifest
    origin = {name: str(manifest[name]) for name in ("address", "organisation", "slug", "title")}
    origin["digest"] = seed.exported.digest
    Campaign.objects.filter(pk=locked.pk).update(origin=origin)
    record(
        actor, "campaign.seeded", campaign=locked.slug, title=locked.title, source=origin["title"],
        organisation=origin["organisation"], address=origin["address"], digest=origin["digest"],
        proposals=counts.proposals, answers=counts.answers, booklets=counts.booklets,
    )  # fmt: skip
    return counts


def _counts(seed: Seed) -> Seeded:
    answers = sum(row["kind"] == "answer" for row in seed.texts)
    return Seeded(
        proposals=len(seed.texts) - answers,
        answers=answers,
        left_out=len(seed.rows("texts")) - len(seed.texts),
        booklets=len(seed.rows("booklets")) if seed.with_board else 0,
        measures=len(seed.rows("measures")) if seed.with_board else 0,
    )


def _store_texts(campaign: Campaign, seed: Seed, now: datetime) -> dict[str, int]:
    """Store the texts, proposals first so that each answer finds its own; their keys by the file's names."""
    taken = _taken([str(row["name"]) for row in seed.texts])
    at = min(now, campaign.sorting_at)
    texts: dict[str, Proposal] = {}
    for row in sorted(seed.texts, key=lambda row: row["kind"] == "answer"):
        name, title, body = str(row["name"]), str(row["title"]), str(row["body"])
        texts[name] = Proposal(
            name=random_name() if name in taken else name,
            campaign=campaign,
            kind=str(row["kind"]),
            parent=texts.get(str(row["parent"])),
            title=title,
            body=body,
            language=str(row["language"]),
            # Earlier wordings stay where they were written, the number tells which one a run read.
            version=cast(int, row["version"]),
            submitted_at=at,
            salt=secrets.token_hex(16),
            nonce=_nonce(campaign, seed, name),
            folded=folded(f"{title}\n{body}"),
            origin=name,
        )
    for kind in Proposal.Kind.PROPOSAL, Proposal.Kind.ANSWER:
        Proposal.objects.bulk_create([text for text in texts.values() if text.kind == kind], BATCH)
    return {name: text.pk for name, text in texts.items()}


def _taken(names: list[str]) -> set[str]:
    """Those of these names that a text carries already."""
    return {
        name
        for at in range(0, len(names), BATCH)
        for name in Proposal.objects.filter(name__in=names[at : at + BATCH]).values_list("name", flat=True)
    }


def _nonce(campaign: Campaign, seed: Seed, name: str) -> str:
    return hashlib.sha256(f"seed|{campaign.slug}|{seed.exported.digest}|{name}".encode()).hexdigest()[:40]


def _store_run(campaign: Campaign, seed: Seed, keys: Keys, now: datetime) -> Run:
    """The run as the other campaign published it: its sums can be explained here, its bundle lies there."""
    row = seed.run()
    name = str(row["name"])
    columns = ("settings", "edits", "reason", "texts", "copies", "fewer", "corpus_digest", "result_digest")
    run = Run.objects.create(
        name=random_name() if Run.objects.filter(name=name).exists() else name,
        campaign=campaign, number=1, state=Run.State.DONE, requested_at=now, finished_at=now,
        stage="done", done=1, of=1, sheet=seed.exported.sheet, lists=seed.exported.lists,
        **_some(row, columns),
    )  # fmt: skip
    Cluster.objects.bulk_create(Cluster(run=run, **_some(row, CLUSTER)) for row in seed.rows("clusters"))
    RunTerm.objects.bulk_create([_term(run, row) for row in seed.rows("terms")], BATCH)
    placed = [
        Placement(run=run, proposal_id=keys[str(row["text"])], **_some(row, PLACEMENT))
        for row in seed.placements
    ]
    Placement.objects.bulk_create(placed, BATCH)
    came = [
        Arrival(run=run, proposal_id=keys[str(row["text"])], at=now, **_some(row, PLACEMENT))
        for row in seed.arrivals
    ]
    Arrival.objects.bulk_create(came, BATCH)
    held = [
        TermTexts(run=run, term=term.stem, surface=term.surface, texts=[keys[name] for name in term.texts])
        for term in recurring(seed)
    ]
    TermTexts.objects.bulk_create(held, BATCH)
    return run


def _term(run: Run, row: Row) -> RunTerm:
    near = cast(Iterable[Mapping[str, Any]], row["neighbours"])
    columns = ("term", "surface", "family", "total", "held", "weights")
    neighbours = [[found["term"], found["percent"]] for found in near]
    return RunTerm(run=run, neighbours=neighbours, **_some(row, columns))


def _store_board(campaign: Campaign, seed: Seed, run: Run, keys: Keys) -> None:
    """Booklets, measures, sources and the place of each text, as they stood there, to be edited here."""
    booklets = {
        cast(int, row["number"]): Booklet(campaign=campaign, run=run, **_some(row, BOOKLET))
        for row in seed.rows("booklets")
    }
    Booklet.objects.bulk_create(booklets.values())
    measures = {
        (row["booklet"], row["number"]): Measure(
            booklet=booklets[cast(int, row["booklet"])],
            draft_from_id=keys.get(str(row["draft_from"])),
            **_some(row, MEASURE),
        )
        for row in seed.rows("measures")
    }
    Measure.objects.bulk_create(measures.values())
    halves = [row for row in seed.rows("measures") if row["twin"] is not None]
    for row in halves:
        measures[row["booklet"], row["number"]].twin = measures[row["booklet"], row["twin"]]
    Measure.objects.bulk_update([measures[row["booklet"], row["number"]] for row in halves], ["twin"])
    ordered = sorted(seed.sources, key=lambda row: (row["booklet"], row["measure"], row["place"]))
    sources = [
        MeasureSource(
            measure=measures[row["booklet"], row["measure"]],
            proposal_id=keys[str(row["text"])],
            **_some(row, ("core", "by_hand")),
        )
        for row in ordered
    ]
    MeasureSource.objects.bulk_create(sources, BATCH)
    places = [
        Sorting(
            campaign=campaign,
            proposal_id=keys[str(row["text"])],
            booklet=None if row["booklet"] is None else booklets[cast(int, row["booklet"])],
            **_some(row, ("place", "margin", "by_hand", "reason")),
        )
        for row in seed.board
    ]
    Sorting.objects.bulk_create(places, BATCH)
    Campaign.objects.filter(pk=campaign.pk).update(run=run)


def _some(row: Row, columns: tuple[str, ...]) -> dict[str, Any]:
    """Some columns of a row, for a model that calls its fields the same."""
    return {name: row[name] for name in columns}
