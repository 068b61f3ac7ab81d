"""Run a bundle's corpus again and compare, part by part, with what its sheet states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from deliberation.core.canonical import Json, digest
from deliberation.core.progress import Progress, silent
from proposals.core.analysis import analyse
from proposals.core.bundle import Bundle
from proposals.core.runsheet import versions_here
from proposals.core.starts import start_as_json

Verdict = Literal["same", "different", "not-repeatable"]


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay found. `recomputed` and `stated` are digests of the result.

    `differs` names the parts (corpus, lists, start, result) that are not what the sheet states; `versions`
    gives, for each version that is not the sheet's, (theirs, ours); `erased` counts texts erased
    since the run: then the result cannot be repeated and `recomputed` is None.
    """

    verdict: Verdict
    recomputed: str | None
    stated: str
    differs: tuple[str, ...]
    versions: Mapping[str, tuple[str, str]]
    erased: int

    def as_json(self) -> dict[str, Json]:
        """The same for machines."""
        return {
            "differs": list(self.differs),
            "erased": self.erased,
            "recomputed": self.recomputed,
            "stated": self.stated,
            "verdict": self.verdict,
            "versions": {name: list(pair) for name, pair in self.versions.items()},
        }


def replay(bundle: Bundle, progress: Progress = silent) -> Replay:
    """Repeat the run. Refuses what `analyse` refuses (an empty corpus, too many words)."""
    sheet, erased = bundle.sheet, len(bundle.corpus.erased)
    recomputed = None
    if not erased:
        recomputed = analyse(bundle.corpus, sheet.settings, bundle.lists, progress, bundle.start).digest()
    found = {
        "corpus": (sheet.corpus, bundle.corpus.digest()),
        "lists": (sheet.lists, bundle.lists.digest()),
        "start": (sheet.start, digest(start_as_json(bundle.start))),
        "result": (sheet.result, bundle.result_digest),
    }
    differs = [part for part, (stated, here) in found.items() if stated != here]
    if recomputed is not None and recomputed != sheet.result and "result" not in differs:
        differs.append("result")
    verdict: Verdict = "different" if differs else "not-repeatable" if erased else "same"
    return Replay(verdict, recomputed, sheet.result, tuple(differs), _versions(sheet.versions), erased)


def _versions(stated: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    here = versions_here()
    names = sorted({*stated, *here})
    pairs = {name: (stated.get(name, ""), here.get(name, "")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
