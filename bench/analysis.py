"""`python -m bench.analysis`: our analysis against named peers, on any labelled texts, in the same run.

Ends with one line of JSON. What each figure means is told in `docs/bench.md`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from bench.sets import FOLDER, LABELLED, PASSAGES, TITLES, NotASet, TextSet, known_file, read_set
from proposals.core.settings import Settings, check_settings

PEER_PACKAGES = ("scikit-learn", "leidenalg", "igraph", "numpy", "scipy")
PEER_MODULES = ("sklearn", "leidenalg", "igraph")
SEEDS = 3
QUICK_TEXTS = 1_500
QUICK_SIZES = (300, 600, 1_200)
QUICK_DRAWS = 2


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.analysis", description=__doc__)
    add = parser.add_argument
    add("--texts", nargs="+", type=Path, metavar="FILE", help="CSV or CSV.gz with id, text, label")
    add("--booklets", type=int, default=Settings().booklets, metavar="K", help="groups asked for (12)")
    add("--seeds", type=int, default=SEEDS, help="seeds of each peer, and orders of the texts for ours (3)")
    add("--folds", action="store_true", help="choose settings on half of the sets, report on the others")
    add("--scale", action="store_true", help="CPU time and memory at 3,000, 12,000 and 25,000 texts")
    add("--scale-most", action="store_true", help="then 120,000 texts, ours alone")
    add("--warm", action="store_true", help="the last tenth arrives: how many texts keep their booklet")
    add("--stability", action="store_true", help="AMI between draws of nine texts in ten")
    add("--level2", action="store_true", help="measures inside booklets")
    add("--quick", action="store_true", help="one seed, at most 1,500 texts a set: to try the bench itself")
    add("--no-quality", action="store_true", help="leave the comparison on the sets out")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Run what was asked for, print the tables, end with the line of JSON."""
    asked = arguments(given)
    missing = [name for name in PEER_MODULES if find_spec(name) is None]
    if missing:
        print(f"The peers are not installed ({', '.join(missing)}): pip install -r requirements-bench.txt")
        return 1
    settings = Settings(booklets=asked.booklets)
    check_settings(settings)
    print("peers: " + ", ".join(f"{name} {version(name)}" for name in PEER_PACKAGES))
    print(json.dumps(_on_one_thread(asked, settings)))
    return 0


def _on_one_thread(asked: argparse.Namespace, settings: Settings) -> dict[str, float | None]:
    """The peers' libraries may use one thread, so that seconds are the work and not the waiting. Only those
    already imported can be told.
    """
    import_module("bench.peers")
    with import_module("threadpoolctl").threadpool_limits(1):
        return _measured(asked, settings)


def _measured(asked: argparse.Namespace, settings: Settings) -> dict[str, float | None]:
    """Every part asked for, in turn; what the last line tells."""
    from bench.editions import SPLITS, report_editions
    from bench.folds import report_folds
    from bench.levels import report_levels
    from bench.quality import OURS, best_peer, mean_ami, measure_set, summary
    from bench.steadiness import DRAWS, report_determinism, report_steadiness

    sets = [texts.sample(QUICK_TEXTS if asked.quick else None) for texts in _sets(asked.texts)]
    seeds = 1 if asked.quick else asked.seeds
    told: dict[str, float | None] = {"ami": None, "best_peer": None, "ratio": None}
    if sets and not asked.no_quality:
        found = []
        for texts in sets:
            found.append(measure_set(texts, settings, seeds))
            _say(found[-1].report())
        _say(summary(found))
        _say(report_determinism(sets, settings))
        ours, best = mean_ami(found, OURS), mean_ami(found, best_peer(found))
        told = {"ami": ours, "best_peer": best, "ratio": ours / best if best > 0 else None}
        if asked.folds:
            _say(report_folds(found, settings, seeds))
    if asked.level2:
        _say(report_levels(sets, settings))
    if asked.warm:
        _say(report_editions(sets, settings, QUICK_DRAWS if asked.quick else SPLITS))
    if asked.stability:
        _say(report_steadiness(sets, settings, QUICK_DRAWS if asked.quick else DRAWS))
    return {**told, **_scale(asked, settings)}


def _scale(asked: argparse.Namespace, settings: Settings) -> dict[str, float | None]:
    from bench.scale import SIZES, measure_scale, report_most

    told: dict[str, float | None] = {}
    if not (asked.scale or asked.scale_most):
        return told
    sets = [read_set(known_file(name)) for name in (PASSAGES, TITLES) if known_file(name).exists()]
    if not sets or sets[0].name != PASSAGES:
        print(f"Scale: skipped, {known_file(PASSAGES)} is absent", file=sys.stderr)
        return told
    if asked.scale:
        found = measure_scale(sets[0], settings, QUICK_SIZES if asked.quick else SIZES)
        _say(found.report())
        told = dict(found.ratios())
    if asked.scale_most:
        _say(report_most(sets, settings))
    return told


def _sets(files: Sequence[Path] | None) -> list[TextSet]:
    """The sets to measure on: the files given, or those of the shared folder that are there."""
    found = []
    for path in files or [known_file(name) for name in LABELLED]:
        if files is None and not path.exists():
            continue
        try:
            found.append(read_set(path))
        except (NotASet, OSError, UnicodeDecodeError) as problem:
            print(f"skipped: {problem}", file=sys.stderr)
    if not found:
        print(f"No labelled texts to measure on: give --texts FILE, or put sets into {FOLDER}")
    return found


def _say(report: str) -> None:
    print(f"\n{report}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
