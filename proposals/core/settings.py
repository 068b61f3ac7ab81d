"""What an organiser (or a rival run) may set in a run; everything else is fixed by the method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from proposals.core.fixedlog import BIT

RANGES = {
    "booklets": (2, 60),
    "neighbours": (1, 100),
    "smallest": (2, 100),
    "common_percent": (1, 100),
    "drafts": (1, 40),
    "draft_neighbours": (1, 100),
    "draft_smallest": (2, 100),
    "draft_common_percent": (1, 100),
    "evidence_terms": (0, 20),
    "evidence": (0, 64 * BIT),
    "margin": (-64 * BIT, 64 * BIT),
    "core_percent": (0, 100),
}

# A community of a sixtieth of the texts still has 133 texts in such a sample.
CORPUS_SAMPLE = 8_000
DRAFT_SAMPLE = 1_000


@dataclass(frozen=True, slots=True)
class Level:
    """Settings of one level of grouping: the whole corpus, or the inside of one cluster.

    `asked` clusters; each text linked to its `neighbours` nearest; a cluster has at least `smallest`
    texts; a term stands in at least `least_texts` texts and in at most `common_percent` % of them. The
    first communities are looked for in at most `sample` texts; they are what six partitions agree on, or
    without `agreement` those of one graph. In an edition that continues another, a
    text leaves its cluster only for one that leads by more than `lead`, in 1/4096 bit.
    """

    asked: int
    neighbours: int
    smallest: int
    least_texts: int
    common_percent: int
    sample: int = CORPUS_SAMPLE
    lead: int = 0
    agreement: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a run. `evidence` and `margin` are in 1/4096 bit, percentages are whole numbers.

    A text is placed when at least `evidence_terms` of its terms bring at least `evidence` each, and
    its cluster leads the second by at least `margin` once its own words are taken out.
    """

    booklets: int = 12
    neighbours: int = 30
    smallest: int = 5
    common_percent: int = 30
    drafts: int = 10
    draft_neighbours: int = 12
    draft_smallest: int = 2
    draft_common_percent: int = 40
    evidence_terms: int = 2
    evidence: int = BIT // 2
    margin: int = BIT
    core_percent: int = 12

    def corpus_level(self, texts: int) -> Level:
        """The first level for a corpus of so many texts; rare terms count only in small corpora."""
        least = 2 if texts < 600 else 3 if texts < 6000 else 5
        return Level(
            self.booklets,
            self.neighbours,
            self.smallest,
            least,
            self.common_percent,
            CORPUS_SAMPLE,
            max(self.margin, 0),
        )

    def draft_level(self) -> Level:
        """The second level: the inside of one cluster."""
        return Level(
            self.drafts,
            self.draft_neighbours,
            self.draft_smallest,
            2,
            self.draft_common_percent,
            DRAFT_SAMPLE,
            agreement=False,
        )

    def as_json(self) -> dict[str, Json]:
        """The settings as they stand in a run sheet."""
        return dict(asdict(self))


def check_settings(settings: Settings) -> None:
    """Refuse with `settings.out-of-range` (name, value, least, most) what the method cannot run with."""
    for name, (least, most) in RANGES.items():
        value = getattr(settings, name)
        if not least <= value <= most:
            raise RuleBroken("settings.out-of-range", name=name, value=value, least=least, most=most)


def settings_from(read: Json) -> Settings:
    """Settings out of a run sheet; refuses with `settings.not-settings` or `settings.out-of-range`."""
    names = {field.name for field in fields(Settings)}
    if not isinstance(read, Mapping) or set(read) != names:
        raise RuleBroken("settings.not-settings")
    found = {name: value for name, value in read.items() if type(value) is int}
    if set(found) != names:
        raise RuleBroken("settings.not-settings")
    settings = Settings(**found)
    check_settings(settings)
    return settings
