"""What a run is to read: the campaign's texts and word lists of this moment, or, for a rival run, those of
the run that it challenges.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from deliberation.core.errors import RuleBroken
from proposals.core.bundle import read_bundle
from proposals.core.corpus import Corpus
from proposals.core.lists import Lists, lists_for, lists_from
from proposals.core.settings import Settings, settings_from
from proposals.core.starts import COLD, Start
from proposals.exports import bundle_bytes
from proposals.models import Placement, Rival, Run
from proposals.queries.editions import continues_board, start_on_board
from proposals.queries.runs import TextRead, start_of, texts_read
from proposals.queries.wordlists import edits_kept


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything an analysis asks for, and where each text came from, by public name."""

    corpus: Corpus
    texts: dict[str, TextRead]
    settings: Settings
    lists: Lists
    start: Start


def prepared(run: Run) -> Prepared:
    """What a run reads. Refuses a rival run whose texts were erased since (`rival.not-repeatable`), and a
    bundle that is gone (`bundle.lost`).
    """
    if run.kind == Run.Kind.RIVAL:
        return _as_filed(run)
    corpus, texts = texts_read(run.campaign)
    lists = lists_for(run.campaign.language, *corpus.languages(), edits=edits_kept(run.edits))
    return Prepared(corpus, texts, settings_from(run.settings), lists, _start_of(run))


def _start_of(run: Run) -> Start:
    """Where a run starts from: the board as it stands, if it continues that; else the run before it."""
    if run.previous is not None and continues_board(run):
        return start_on_board(run.campaign, run.previous)
    return start_of(run.previous)


def _as_filed(run: Run) -> Prepared:
    filed = Rival.objects.select_related("challenged").get(run=run)
    official = read_bundle(io.BytesIO(bundle_bytes(filed.challenged)))
    rows = Placement.objects.filter(run=filed.challenged)
    columns = ("proposal__name", "proposal", "version", "language")
    texts = {
        name: TextRead(key, version, language) for name, key, version, language in rows.values_list(*columns)
    }
    if official.corpus.erased or set(texts) != {text.id for text in official.corpus.texts}:
        raise RuleBroken("rival.not-repeatable")
    start = official.start if filed.sheet["digests"]["start"] == official.sheet.start else COLD
    return Prepared(official.corpus, texts, settings_from(run.settings), lists_from(run.lists), start)
