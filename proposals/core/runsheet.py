"""The run sheet: what anyone needs to know to repeat a run and to see that they did."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from deliberation.core.canonical import Json, digest
from deliberation.core.errors import RuleBroken
from proposals.core.analysis import METHOD, Result
from proposals.core.corpus import Corpus
from proposals.core.lists import Lists
from proposals.core.settings import Settings, settings_from
from proposals.core.starts import COLD, Start, start_as_json

PACKAGES = ("numpy", "scipy", "snowballstemmer", "stopwordsiso")
DIGESTS = ("corpus", "lists", "result", "start")
# Methods of before, and the last version of Livret that runs each.
OLDER_METHODS = {"livret-analysis-1": "0.1.0"}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r"[!-~]{1,64}")
_NAME = re.compile(r"[a-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class RunSheet:
    """A run in one page: the method, its settings, versions by name, and four digests.

    `versions` holds python, unicode (the tables words are cut by) and each package; two runs with
    different versions may still agree, and should.
    """

    method: str
    settings: Settings
    versions: Mapping[str, str]
    corpus: str
    lists: str
    result: str
    start: str

    def as_json(self) -> dict[str, Json]:
        """The sheet as published."""
        return {
            "digests": {
                "corpus": self.corpus,
                "lists": self.lists,
                "result": self.result,
                "start": self.start,
            },
            "method": self.method,
            "settings": self.settings.as_json(),
            "versions": dict(self.versions),
        }

    def digest(self) -> str:
        """SHA-256 of the canonical sheet: settings are in it and not in the result's digest."""
        return digest(self.as_json())


def versions_here() -> dict[str, str]:
    """The versions of everything that computes or reads words, on this machine."""
    return {
        "python": platform.python_version(),
        "unicode": unicodedata.unidata_version,
        **{name: importlib.metadata.version(name) for name in PACKAGES},
    }


def sheet_of(
    corpus: Corpus, settings: Settings, lists: Lists, result: Result, start: Start = COLD
) -> RunSheet:
    """The sheet of a run made here and now."""
    digests = corpus.digest(), lists.digest(), result.digest(), digest(start_as_json(start))
    return RunSheet(METHOD, settings, versions_here(), *digests)


def sheet_from(read: Json) -> RunSheet:
    """A sheet out of a bundle; refuses with `run-sheet.not-a-sheet`, `run-sheet.unknown-method` (method,
    known) or, for a method of before, `run-sheet.older-method` (method, version: the Livret to install).
    """
    if not isinstance(read, Mapping) or set(read) != {"digests", "method", "settings", "versions"}:
        raise RuleBroken("run-sheet.not-a-sheet")
    digests, versions, method = read["digests"], read["versions"], read["method"]
    older = OLDER_METHODS.get(_text(method, _NAME))
    if older is not None:
        raise RuleBroken("run-sheet.older-method", method=_text(method, _NAME), version=older)
    if not isinstance(digests, Mapping) or set(digests) != set(DIGESTS) or not isinstance(versions, Mapping):
        raise RuleBroken("run-sheet.not-a-sheet")
    if _text(method, _NAME) != METHOD:
        raise RuleBroken("run-sheet.unknown-method", method=_text(method, _NAME), known=METHOD)
    settings = settings_from(read["settings"])
    stated = [_text(digests[name], _DIGEST) for name in DIGESTS]
    named = {_text(name, _NAME): _text(version, _VERSION) for name, version in versions.items()}
    return RunSheet(METHOD, settings, named, *stated)


def _text(read: Json, form: re.Pattern[str]) -> str:
    if not isinstance(read, str) or form.fullmatch(read) is None:
        raise RuleBroken("run-sheet.not-a-sheet")
    return read
