"""`python -m proposals.replay BUNDLE`: exit 0 same, 1 different, 2 no bundle, 3 can no longer be repeated.

With `--sheet OUT` it reruns with other settings or lists instead and writes the file of a rival run: exit 0.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from deliberation.core.errors import RuleBroken
from proposals.core.bundle import Bundle, read_bundle
from proposals.core.rivals import rival_bytes
from proposals.replay.replaying import Replay, replay
from proposals.replay.rerunning import counted, lists_in, rerun, settings_in
from proposals.replay.words import LANGUAGES, language_of, say, say_refusal

EXITS = {"same": 0, "different": 1, "not-repeatable": 3}
NO_BUNDLE = 2


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Repeat the run of one bundle and print what came out; the exit code is the verdict."""
    language = _language(arguments, environment)
    parser = argparse.ArgumentParser(prog="python -m proposals.replay", description=say(language, "about"))
    parser.add_argument("bundle", type=Path, help=say(language, "help-bundle"))
    parser.add_argument("--json", action="store_true", help=say(language, "help-json"))
    parser.add_argument("--language", choices=LANGUAGES, help=say(language, "help-language"))
    parser.add_argument("--settings", type=Path, metavar="FILE", help=say(language, "help-settings"))
    parser.add_argument("--lists", type=Path, metavar="FILE", help=say(language, "help-lists"))
    parser.add_argument("--cold", action="store_true", help=say(language, "help-cold"))
    parser.add_argument("--sheet", type=Path, metavar="OUT", help=say(language, "help-sheet"))
    asked = parser.parse_args(arguments)
    try:
        with asked.bundle.open("rb") as source:
            bundle = read_bundle(source)
        if asked.sheet or asked.settings or asked.lists or asked.cold:
            return _rerun(bundle, asked, language)
        found = replay(bundle)
    except RuleBroken as refusal:
        return _refused(asked.json, refusal.code, say_refusal(language, refusal))
    except OSError:
        return _refused(asked.json, "bundle.unreadable", say(language, "unreadable"))
    print(json.dumps(found.as_json(), indent=1) if asked.json else "\n".join(_sentences(found, language)))
    return EXITS[found.verdict]


def _rerun(bundle: Bundle, asked: argparse.Namespace, language: str) -> int:
    """Rerun with what was changed, write the file of a rival run, and say what came out."""
    if asked.sheet is None:
        raise RuleBroken("replay.needs-sheet")
    settings, lists = settings_in(bundle, asked.settings), lists_in(bundle, asked.lists)
    sheet, result = rerun(bundle, settings, lists, cold=asked.cold)
    try:
        asked.sheet.write_bytes(rival_bytes(sheet, lists))
    except OSError:
        return _refused(asked.json, "replay.unwritable", say(language, "unwritable", path=asked.sheet))
    made, placed, texts = counted(result)
    if asked.json:
        print(json.dumps({"made": made, "placed": placed, "result": sheet.result, "texts": texts}, indent=1))
    else:
        print(say(language, "rerun", made=made, placed=placed, texts=texts, digest=sheet.result))
        print(say(language, "written", path=asked.sheet))
    return EXITS["same"]


def _language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language, before the arguments are parsed: the help is in it too."""
    first = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    first.add_argument("--language")
    try:
        asked: str | None = first.parse_known_args(arguments)[0].language
    except argparse.ArgumentError:
        asked = None
    return asked if asked in LANGUAGES else language_of(environment.get("LC_ALL") or environment.get("LANG"))


def _refused(as_json: bool, code: str, sentence: str) -> int:
    print(json.dumps({"refused": code, "sentence": sentence}, indent=1) if as_json else sentence)
    return NO_BUNDLE


def _sentences(found: Replay, language: str) -> list[str]:
    lines = [say(language, "stated", digest=found.stated)]
    if found.recomputed is not None:
        lines.append(say(language, "recomputed", digest=found.recomputed))
    for name, (theirs, ours) in found.versions.items():
        lines.append(say(language, "version", name=name, theirs=theirs or "-", ours=ours or "-"))
    if found.verdict == "different":
        parts = "; ".join(say(language, f"part-{part}") for part in found.differs)
        lines.append(say(language, "different", parts=parts))
        if found.erased:
            lines.append(say(language, "erased", erased=found.erased))
    else:
        lines.append(say(language, found.verdict, erased=found.erased))
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
