"""Every placement is a sum: score, own part, second and margin redone from what a bundle publishes."""

import csv
import gzip
import io
import json
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from proposals.core.analysis import analyse
from proposals.core.bundle import write_bundle
from proposals.core.corpus import Corpus, CorpusText, corpus_of
from proposals.core.lists import Lists, lists_for
from proposals.core.runsheet import sheet_of
from proposals.core.settings import Settings
from proposals.core.terms import Reader
from tests.proposals.core.byhand import BIT, ByHand, Placed, Table, by_hand, logarithm, ranked
from tests.proposals.core.manytexts import many_texts
from tests.proposals.core.texts import small_corpus

REAL = Path(__file__).parents[3].parent / "shared/data/texts/fr_repnum.dev.csv.gz"


@dataclass(frozen=True)
class Published:
    """What a bundle holds: the counts of each text's terms, where it was put, and the table."""

    settings: Mapping[str, int]
    counts: Mapping[str, Mapping[str, int]]
    placements: list[Placed]
    hand: ByHand

    @property
    def table(self) -> Table:
        return self.hand.table

    def with_sums(self) -> list[tuple[Placed, Mapping[str, int]]]:
        """The placements that have a cluster, each with the counts of its text's terms."""
        return [(one, self.counts[one["id"]]) for one in self.placements if one["cluster"] is not None]


def published(corpus: Corpus, settings: Settings) -> Published:
    """Run, write the bundle, and read it as plain JSON."""
    lists = lists_for(*corpus.languages())
    found = analyse(corpus, settings, lists)
    bundle = write_bundle(sheet_of(corpus, settings, lists, found), corpus, lists, found)
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        result, sheet = json.loads(archive.read("result.json")), json.loads(archive.read("sheet.json"))
    hand = by_hand(cast(Table, result["table"]))
    counts = counted(corpus, lists, hand)
    return Published(sheet["settings"], counts, cast(list[Placed], result["placements"]), hand)


def counted(corpus: Corpus, lists: Lists, hand: ByHand) -> dict[str, dict[str, int]]:
    """How often each term of the table stands in each text."""
    reader = Reader(lists)
    return {
        text.id: {
            stem: n for stem, n in reader.counts(text.text, text.language).items() if stem in hand.row_of
        }
        for text in corpus.texts
    }


def real_corpus() -> Corpus:
    with gzip.open(REAL, "rt", encoding="utf-8", newline="") as stream:
        return corpus_of(CorpusText(row["id"], row["text"]) for row in csv.DictReader(stream))


ABSENT = pytest.mark.skipif(
    not REAL.exists(), reason=f"real texts: ../shared/data/texts/{REAL.name} is absent"
)


@pytest.fixture(
    scope="module",
    params=["five themes", "two clusters", "four languages", pytest.param("a consultation", marks=ABSENT)],
)
def run(request: pytest.FixtureRequest) -> Published:
    match request.param:
        case "five themes":
            return published(small_corpus(), Settings(booklets=5))
        case "two clusters":
            return published(small_corpus(), Settings(booklets=2))
        case "four languages":
            return published(many_texts(), Settings())
        case _:
            return published(real_corpus(), Settings())


def test_the_table_follows_from_its_counts(run: Published) -> None:
    for row in run.table["rows"]:
        again = [
            run.hand.bits(row["total"], held, words)
            for held, words in zip(row["held"], run.hand.words_held, strict=True)
        ]
        assert again == row["bits"], row["stem"]


def test_every_score_and_second_is_the_plain_sum(run: Published) -> None:
    assert run.with_sums()
    for placed, counts in run.with_sums():
        sums = run.hand.sums(counts)
        best, second = ranked(sums)[:2]
        assert (placed["cluster"], placed["score"]) == (best + 1, sums[best])
        assert (placed["second"], placed["second_score"]) == (second + 1, sums[second])


def counted_here(placed: Placed) -> bool:
    """Whether the text's words stand in the column of its cluster: a last move may have brought it there."""
    return placed["own"] != 0


def bits_that_count(run: Published, placed: Placed, counts: Mapping[str, int]) -> dict[str, int]:
    """What each term brings to the cluster once the text's own words are out."""
    at = cast(int, placed["cluster"]) - 1
    if counted_here(placed):
        return run.hand.bits_without(counts, at)
    return {stem: run.hand.row_of[stem]["bits"][at] for stem in counts}


def test_every_own_part_and_margin_is_what_its_words_account_for(run: Published) -> None:
    for placed, counts in run.with_sums():
        at = cast(int, placed["cluster"]) - 1
        without = sum(counts[stem] * b for stem, b in bits_that_count(run, placed, counts).items())
        assert placed["own"] == placed["score"] - without - run.table["prior"][at]
        assert placed["margin"] == placed["score"] - placed["own"] - placed["second_score"]


def test_every_state_follows_the_published_rule(run: Published) -> None:
    for placed in run.placements:
        counts = run.counts[placed["id"]]
        if not counts:
            assert (placed["state"], placed["cluster"], placed["score"]) == ("no-terms", None, 0)
            continue
        bits = bits_that_count(run, placed, counts)
        strong = sum(counts[stem] * bits[stem] >= run.settings["evidence"] for stem in counts)
        enough = strong >= needed(len(counts), run.settings) and placed["margin"] >= run.settings["margin"]
        assert placed["state"] == ("placed" if enough else "to-place"), placed["id"]


def needed(terms: int, settings: Mapping[str, int]) -> int:
    """How many strong terms the rule asks of a text with so many terms: of a short one, half of them."""
    return min(settings["evidence_terms"], max(1, terms // 2))


def test_the_columns_are_the_words_of_the_texts_counted_in_them(run: Published) -> None:
    """What no text accounts for is what the few texts bring that moved in the very last step."""
    held: Counter[tuple[str, int]] = Counter()
    moved: Counter[str] = Counter()
    texts: Counter[int] = Counter()
    for placed, counts in run.with_sums():
        if not counted_here(placed):
            moved.update(counts)
            continue
        texts[cast(int, placed["cluster"]) - 1] += 1
        held.update({(stem, cast(int, placed["cluster"]) - 1): n for stem, n in counts.items()})
    late = len(run.with_sums()) - texts.total()
    assert late <= len(run.with_sums()) // 20
    for row in run.table["rows"]:
        rest = [n - held[row["stem"], at] for at, n in enumerate(row["held"])]
        assert min(rest) >= 0
        assert sum(rest) <= moved[row["stem"]]
        assert row["total"] == sum(counts.get(row["stem"], 0) for counts in run.counts.values())
    shared = logarithm(len(run.with_sums()) + len(run.table["prior"]))
    for at, prior in enumerate(run.table["prior"]):
        assert prior in {logarithm(texts[at] + more + 1) - shared for more in range(late + 1)}


def test_the_logarithm_redone_by_hand_is_one() -> None:
    assert [logarithm(2**power) for power in range(53)] == [power * BIT for power in range(53)]
    assert logarithm(3) == 6492  # 4096 x 1.58496... = 6492.006
