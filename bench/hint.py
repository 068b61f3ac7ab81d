"""`python -m bench.hint`: the hint while typing against SQLite FTS5 and rapidfuzz, in the same run.

Ends with one line of JSON. What each figure means is told in `docs/bench.md`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.hints import Finder, Fts5, Ours, Rapidfuzz, Timed, timed
from bench.sets import FOLDER, PASSAGES, NotASet, TextSet, known_file, read_set
from proposals.core.likeness import likeness
from proposals.core.similar import Given, Shelf, build_index
from proposals.core.tongues import Tongues

TEXTS = 25_000
TYPED = (10, 25)  # words
QUERIES = 400
QUERIES_OF_RAPIDFUZZ = 40  # it takes a quarter of a second each
FIRST = 5
RETRIEVAL, PAIRS = "fr_repnum", "fr_pairs_nli"
ENTAILS = "0"


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.hint", description=__doc__)
    add = parser.add_argument
    add("--texts", nargs="+", type=Path, metavar="FILE", help="texts to time on (CSV with id, text)")
    add("--found", type=Path, metavar="FILE", help="texts with a parent or a section, to see what is found")
    add("--pairs", type=Path, metavar="FILE", help="judged pairs: premise, hypothesis, label (0 entails)")
    add("--quick", action="store_true", help="few texts and queries: to try the bench itself")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Time, find, judge; print the tables, end with the line of JSON."""
    asked = arguments(given)
    if find_spec("rapidfuzz") is None:
        print("A peer is not installed (rapidfuzz): pip install -r requirements-bench.txt")
        return 1
    files = asked.texts or [known_file(PASSAGES)]
    found, pairs = asked.found or known_file(RETRIEVAL), asked.pairs or known_file(PAIRS)
    if not all(path.exists() for path in (*files, found)):
        print(f"No texts to measure on: name some with --texts and --found, or put them in {FOLDER}")
        return 0
    queries = 40 if asked.quick else QUERIES
    most = 2_000 if asked.quick else TEXTS
    try:
        times = _latency(_many(files, most), queries)
        ratios = _precision(read_set(found, labelled=False), queries)
    except NotASet as wrong:
        print(wrong)
        return 1
    if pairs.exists():
        _badge(pairs)
    p95 = times["FTS5"].p95 / times["ours"].p95
    print(json.dumps({"p95_ratio": round(p95, 2), "precision_ratio": round(min(ratios), 3)}))
    return 0


def _many(files: Sequence[Path], most: int) -> TextSet:
    """The rows of several files as one set, in the order given, cut at `most`."""
    sets = [read_set(path, labelled=False) for path in files]
    rows = tuple(row for one in sets for row in one.rows)[:most]
    return TextSet("+".join(one.name for one in sets), rows)


def _latency(texts: TextSet, queries: int) -> dict[str, Timed]:
    """Each finder's time to answer what members type, the reading of the typed text included."""
    with TemporaryDirectory() as folder:
        ours = Ours(texts, Path(folder) / "index")
        print(f"{texts.name}: {len(texts.rows):,} texts; index of {ours.size / 1e6:.1f} MB")
        print(f"index built in {ours.built:.2f} CPU s, reading the texts and writing the file included")
        finders: list[Finder] = [ours, *_peers(texts)]
        typed = _typed(texts, queries)
        times = {
            finder.name: timed(finder, typed[:QUERIES_OF_RAPIDFUZZ] if finder.is_slow else typed, FIRST)
            for finder in finders
        }
    print(f"{'':28}{'p50 ms':>10}{'p95 ms':>10}")
    for name, time in times.items():
        print(f"{name:28}{time.p50:10.2f}{time.p95:10.2f}")
    return times


def _peers(texts: TextSet) -> list[Finder]:
    return [Fts5(texts), Fts5(texts, stops=True), Rapidfuzz(texts)]


def _typed(texts: TextSet, queries: int) -> list[str]:
    """Beginnings of texts, half of ten words and half of twenty-five, drawn by a fixed seed."""
    chosen = random.Random(0).choices(texts.rows, k=queries)
    return [" ".join(row.text.split()[: TYPED[at % 2]]) for at, row in enumerate(chosen)]


def _precision(texts: TextSet, queries: int) -> list[float]:
    """Ours over FTS5, for each length typed: the share of the first five of the typed text's parent."""
    together = Counter(row.inner for row in texts.rows)
    asking = [at for at, row in enumerate(texts.rows) if row.inner and together[row.inner] > FIRST]
    asking = sorted(random.Random(0).sample(asking, min(queries, len(asking))))
    if not asking:
        raise NotASet(f"{texts.name}: no parents or sections of {FIRST + 1} texts or more")
    with TemporaryDirectory() as folder:
        finders: list[Finder] = [Ours(texts, Path(folder) / "index"), *_peers(texts)]
        print(f"{texts.name}: share of the first {FIRST} with the same parent, {len(asking)} texts typed")
        print(f"{'':28}" + "".join(f"{words:>7} words" for words in TYPED))
        shares = {
            finder.name: [_share(texts, finder, asking, words) for words in TYPED] for finder in finders
        }
    for name, found in shares.items():
        print(f"{name:28}" + "".join(f"{share:13.3f}" for share in found))
    best = [max(shares["FTS5"][at], shares["FTS5 without stop words"][at]) for at in range(len(TYPED))]
    return [ours / max(peer, 1e-9) for ours, peer in zip(shares["ours"], best, strict=True)]


def _share(texts: TextSet, finder: Finder, asking: Sequence[int], words: int) -> float:
    rows = texts.rows
    right = 0
    for at in asking:
        typed = " ".join(rows[at].text.split()[:words])
        found = [other for other in finder.first(typed, FIRST + 1) if other != at][:FIRST]
        right += sum(rows[other].inner == rows[at].inner for other in found)
    return right / (FIRST * len(asking))


def _badge(path: Path) -> None:
    """How well the share of common weight tells pairs that ask the same from the others."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    pairs = list(csv.DictReader(content.decode().splitlines(keepends=True)))
    tongues = Tongues()
    both = [text for pair in pairs for text in (pair["premise"], pair["hypothesis"])]
    shelf = Shelf.of(build_index((Given(at, True, text, "fr") for at, text in enumerate(both)), tongues))
    same: list[float] = []
    others: list[float] = []
    asked = Counter[bool]()
    for pair in pairs:
        typed = tongues.stems(pair["premise"], "fr")
        words = [(stem, stem) for stem in tongues.stems(pair["hypothesis"], "fr")]
        like = likeness(typed, words, shelf.rarities(typed.union(stem for stem, _ in words)))
        entails = pair["label"] == ENTAILS
        (same if entails else others).append(like.common / max(1, like.all))
        asked[entails] += like.is_same
    wins = sum((one > other) + (one == other) / 2 for one in same for other in others)
    print(f"{path.name.split('.')[0]}: AUC of the badge's measure {wins / len(same) / len(others):.3f};")
    print(f"the badge stands on {asked[True]} of {len(same)} same and {asked[False]} of {len(others)} others")


if __name__ == "__main__":
    raise SystemExit(main())
