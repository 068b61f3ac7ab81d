"""Run a bundle's corpus again with other settings or other word lists, for a rival run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from deliberation.core.progress import Progress, silent
from proposals.core.analysis import Result, analyse
from proposals.core.bundle import Bundle
from proposals.core.lists import Lists, lists_from
from proposals.core.runsheet import RunSheet, sheet_of
from proposals.core.settings import Settings, settings_from
from proposals.core.starts import COLD
from proposals.core.wordedits import edits_of

# Of these a person writes any number, in any order; a bundle holds them folded and sorted.
EDITED = ("added", "removed", "synonyms")


def rerun(
    bundle: Bundle, settings: Settings, lists: Lists, *, cold: bool = False, progress: Progress = silent
) -> tuple[RunSheet, Result]:
    """Run the corpus of a bundle with these settings and lists, from its start or from nothing.

    Refuses a corpus of which texts were erased (`replay.erased`), and what `analyse` refuses.
    """
    if bundle.corpus.erased:
        raise RuleBroken("replay.erased", erased=len(bundle.corpus.erased))
    start = COLD if cold else bundle.start
    result = analyse(bundle.corpus, settings, lists, progress, start)
    return sheet_of(bundle.corpus, settings, lists, result, start), result


def settings_in(bundle: Bundle, path: Path | None) -> Settings:
    """The bundle's settings with those that a JSON file names changed: `{"booklets": 8}`."""
    if path is None:
        return bundle.sheet.settings
    changed = _object(path)
    return settings_from({**bundle.sheet.settings.as_json(), **changed})


def lists_in(bundle: Bundle, path: Path | None) -> Lists:
    """The bundle's lists with what a JSON file says changed.

    The file is either a whole `lists.json`, or only what is edited: `{"added": ["gare"], "removed": [],
    "synonyms": [["vélo", "bicyclette"]]}`, which then stands instead of the bundle's edits.
    """
    if path is None:
        return bundle.lists
    changed = _object(path)
    if "languages" in changed:
        return lists_from(changed)
    if set(changed) - set(EDITED) or not all(_is_rows(changed[name]) for name in changed):
        raise RuleBroken("lists.not-lists")
    given: Any = changed
    edits = edits_of(given.get("added", ()), given.get("removed", ()), given.get("synonyms", ()))
    return replace(bundle.lists, edits=edits)


def _is_rows(value: Json) -> bool:
    """Whether a value is a list of words, or of lists of words."""
    if not isinstance(value, list):
        return False
    return all(
        isinstance(one, str) or (isinstance(one, list) and all(isinstance(word, str) for word in one))
        for one in value
    )


def _object(path: Path) -> Mapping[str, Json]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise RuleBroken("replay.not-json", name=path.name) from error
    if not isinstance(read, dict):
        raise RuleBroken("replay.not-json", name=path.name)
    return read


def counted(result: Result) -> tuple[int, int, int]:
    """What a rerun found, in counts: clusters, texts placed, texts read."""
    placed = sum(found.state == "placed" for found in result.placements)
    return result.made, placed, len(result.placements)
