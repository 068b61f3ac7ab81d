"""Importing texts: another consultation's, or the demo's, in one transaction."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from deliberation import clock
from deliberation.core.actors import Actor
from deliberation.core.canonical import digest
from deliberation.core.errors import RuleBroken
from deliberation.core.lots import SPAN, below, numbers
from deliberation.journal.actions import record
from deliberation.markup import first_words
from deliberation.members.models import Member
from proposals.actions.arriving import put_on_board
from proposals.core.languages import detected
from proposals.core.phases import Phase
from proposals.core.textfiles import TextRow, check_row, proposal_of
from proposals.core.texts import folded, title_from
from proposals.models import Campaign, Proposal

BATCH = 500
OPEN_TO_IMPORT = (Phase.CONTRIBUTING, Phase.SORTING)
# Enough of a text to make a title of; rendering the rest of it would take most of the time.
BEGINNING = 600


@dataclass(frozen=True, slots=True)
class Imported:
    """How many texts came in; `without_parent` counts the answers to what the file does not hold."""

    proposals: int
    answers: int
    without_parent: int


@transaction.atomic
def import_proposals(
    actor: Actor, campaign: Campaign, rows: Sequence[TextRow], *, seed: str, file_digest: str = ""
) -> Imported:
    """Store the rows as open texts of the campaign; all of them or none. A board that stands gets them.

    Authors are drawn by the seed among the members of the scope, and so are the times, within the
    contributing period; each text gets a fresh name and salt. `file_digest` is the SHA-256 of the file
    for the journal (default: that of the rows). Refuses `import.nothing`, `import.not-open`,
    `import.nobody-to-write`, `import.already-done` (count) and wrong rows (see `check_row`).
    """
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    now = clock.now()
    if locked.stage(now).phase not in OPEN_TO_IMPORT:
        raise RuleBroken("import.not-open", title=locked.title)
    kept = [check_row(row) for row in rows]
    if not kept:
        raise RuleBroken("import.nothing")
    source = file_digest or digest([[row.id, row.title, row.text, row.kind, row.parent] for row in kept])
    nonces = [_nonce(locked, source, row) for row in kept]
    _check_not_imported(nonces)
    texts = _texts(locked, kept, nonces, seed, min(now, locked.sorting_at))
    parents = [text for text in texts.values() if text.kind == Proposal.Kind.PROPOSAL]
    answers = [text for text in texts.values() if text.kind == Proposal.Kind.ANSWER]
    Proposal.objects.bulk_create(parents, batch_size=BATCH)
    Proposal.objects.bulk_create(answers, batch_size=BATCH)
    put_on_board(locked, [*parents, *answers])
    counts = Imported(len(parents), len(answers), sum(answer.parent is None for answer in answers))
    record(
        actor,
        "proposals.imported",
        campaign=locked.slug,
        title=locked.title,
        proposals=counts.proposals,
        answers=counts.answers,
        without_parent=counts.without_parent,
        seed=seed,
        digest=source,
    )
    return counts


def _texts(
    campaign: Campaign, rows: Sequence[TextRow], nonces: Sequence[str], seed: str, until: datetime
) -> dict[str, Proposal]:
    """The texts by id, not yet stored; proposals first, so that each answer finds its own."""
    authors = _authors(campaign)
    by_id = {row.id: row for row in rows}
    draw = numbers(f"{seed}|import")
    texts: dict[str, Proposal] = {}
    for row, nonce in sorted(zip(rows, nonces, strict=True), key=lambda pair: pair[0].kind == "answer"):
        above = proposal_of(row, by_id) if row.kind == "answer" else None
        parent = texts[above.id] if above is not None else None
        start = parent.submitted_at if parent is not None else campaign.contributing_at
        title = row.title or title_from(first_words(row.text[:BEGINNING]))
        texts[row.id] = Proposal(
            campaign=campaign,
            kind=row.kind,
            parent=parent,
            author_id=authors[below(draw, len(authors))],
            title=title,
            body=row.text,
            language=row.language or detected(row.text, campaign.language),
            language_chosen=bool(row.language),
            submitted_at=start + (until - start) * (next(draw) / SPAN),
            salt=secrets.token_hex(16),
            nonce=nonce,
            folded=folded(f"{title}\n{row.text}"),
        )
    return texts


def _authors(campaign: Campaign) -> list[int]:
    members = Member.objects.filter(is_active=True, left_on=None)
    if campaign.group_id is not None:
        members = members.filter(group_id=campaign.group_id)
    keys = list(members.order_by("pk").values_list("pk", flat=True))
    if not keys:
        raise RuleBroken("import.nobody-to-write")
    return keys


def _nonce(campaign: Campaign, source: str, row: TextRow) -> str:
    """From the file and the id, so that a file imported twice is noticed."""
    return hashlib.sha256(f"import|{campaign.slug}|{source}|{row.id}".encode()).hexdigest()[:40]


def _check_not_imported(nonces: Sequence[str]) -> None:
    known = sum(
        Proposal.objects.filter(nonce__in=nonces[at : at + BATCH]).count()
        for at in range(0, len(nonces), BATCH)
    )
    if known:
        raise RuleBroken("import.already-done", count=known)
    if len(set(nonces)) != len(nonces):
        raise RuleBroken("import.ids-not-unique")
