"""Builders of boards: a run written row by row, so that a test knows where each text goes and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deliberation import clock
from deliberation.members.access import person_for
from deliberation.members.models import Member
from proposals.actions.founding import adopt_run
from proposals.actions.sorting import Seen
from proposals.core.corpus import CorpusText, corpus_of
from proposals.core.lists import lists_for
from proposals.core.settings import Settings
from proposals.core.termtexts import texts_by_term
from proposals.core.texts import corpus_words
from proposals.models import (
    Booklet,
    Campaign,
    Cluster,
    Measure,
    Placement,
    Proposal,
    Run,
    RunTerm,
    Sorting,
    TermTexts,
)
from tests.proposals.builders import make_campaign, make_proposal

WATER = [
    ("Réparer les fuites", "Les fuites du réseau : une goutte sur cinq se perd."),
    ("Un plan fuites par commune", "Que chaque commune publie les fuites de son réseau."),
    ("Renouveler le réseau", "Le réseau a soixante ans ; les fuites sont partout."),
    ("Un tarif social", "Un tarif social pour la facture des petites maisons."),
]
HOUSING = [
    ("Encadrer les loyers", "Un loyer encadré dans chaque ville."),
    ("Le loyer selon le revenu", "Que le loyer suive le revenu, pas le marché."),
    ("Une garantie des loyers", "Une garantie publique du loyer."),
]
DOUBTFUL = [("La facture d’eau du locataire", "Le locataire paie le loyer et les fuites.")]
# What each stem says for (water, housing), in 1/4096 bit.
TABLE = {
    "fuit": (8192, -4096),
    "reseau": (6144, -2048),
    "tarif": (4096, 0),
    "loi": (-4096, 8192),
    "revenu": (0, 4096),
}


@dataclass(frozen=True, slots=True)
class Board:
    """A campaign whose run was adopted: its rows, by title of the text."""

    campaign: Campaign
    run: Run
    water: Booklet
    housing: Booklet
    texts: dict[str, Proposal]

    def text(self, title: str) -> Proposal:
        """A text by its title."""
        return self.texts[title]

    def at(self, title: str) -> Sorting:
        """Where a text stands now."""
        return Sorting.objects.select_related("booklet").get(proposal=self.texts[title])

    def seen(self, *titles: str) -> list[Seen]:
        """The texts as an organiser sees them now."""
        return [Seen(self.texts[title].name, self.at(title).version) for title in titles]

    def measure(self, number: int = 1) -> Measure:
        """A measure of the water booklet, as it is now."""
        return Measure.objects.select_related("booklet__campaign").get(booklet=self.water, number=number)


def make_run(campaign: Campaign, texts: dict[str, Proposal], *, residual: bool = False) -> Run:
    """A run that put the water texts together and the housing texts together, and hesitates on one."""
    run = Run.objects.create(
        campaign=campaign, number=1 + campaign.runs.count(), state=Run.State.DONE, requested_at=clock.now(),
        settings=Settings(booklets=2).as_json(), finished_at=clock.now(), sheet={},
        lists=lists_for("fr").as_json(),
        corpus_digest="c" * 64, result_digest="d" * 64, texts=len(texts),
    )  # fmt: skip
    _cluster(
        run, 1, 4, ["fuites", "réseau", "tarif"], [_draft(texts, WATER[:3], core=2), _draft(texts, WATER[3:])]
    )
    _cluster(run, 2, 3, ["loyer", "revenu"], [_draft(texts, HOUSING)], residual=residual)
    RunTerm.objects.bulk_create(
        RunTerm(run=run, term=term, surface=term, total=5, held=[4, 1], weights=list(bits))
        for term, bits in TABLE.items()
    )
    write_term_texts(run, texts.values())
    states = Placement.State
    for number, titles in ((1, WATER), (2, HOUSING)):
        for at, (title, _) in enumerate(titles):
            _placed(run, texts[title], states.PLACED, number, 5 - at)
    _placed(run, texts[DOUBTFUL[0][0]], states.TO_PLACE, 1, 0)
    return run


def write_term_texts(run: Run, texts: Iterable[Proposal]) -> None:
    """Which texts hold which term, as a run that read these texts would have stored it."""
    keys = {text.name: text.pk for text in texts}
    words = [CorpusText(text.name, corpus_words(text.title, text.body)) for text in texts]
    TermTexts.objects.bulk_create(
        TermTexts(run=run, term=found.stem, surface=found.surface, texts=[keys[name] for name in found.texts])
        for found in texts_by_term(corpus_of(words), lists_for("fr"))
    )


def make_edition(board: Board, moved: Mapping[str, int | None]) -> Run:
    """A run that started from the board and puts the texts of these titles elsewhere (None: not sure)."""
    run = make_run(board.campaign, board.texts)
    for number in (1, 2):
        Cluster.objects.filter(run=run, number=number).update(was=number)
    for title, cluster in moved.items():
        state = Placement.State.PLACED if cluster else Placement.State.TO_PLACE
        changed = {"state": state, "cluster": cluster or 1, "second": 2 if cluster in (1, None) else 1}
        Placement.objects.filter(run=run, proposal=board.texts[title]).update(**changed)
    run.previous = board.run
    run.save(update_fields=["previous"])
    return Run.objects.select_related("campaign", "previous").get(pk=run.pk)


def make_board(organiser: Member, **fields: Any) -> Board:
    """A campaign in the sorting phase with two booklets: water (four texts, two measures) and housing
    (three texts, one measure); one text is to be placed. The board then stands in the phase asked.
    """
    wanted = {name: fields.pop(name) for name in ("drafts_published_at", "frozen_at") if name in fields}
    campaign = make_campaign(**({"phase": "sorting"} | fields))
    texts = {
        title: make_proposal(campaign, title=title, body=body)
        for title, body in (*WATER, *HOUSING, *DOUBTFUL)
    }
    run = make_run(campaign, texts)
    adopt_run(person_for(organiser), run)
    Campaign.objects.filter(pk=campaign.pk).update(**wanted)
    campaign.refresh_from_db()
    water, housing = Booklet.objects.filter(campaign=campaign).select_related("campaign", "run")
    return Board(campaign, run, water, housing, texts)


def _cluster(
    run: Run, number: int, size: int, terms: Sequence[str], drafts: list[object], residual: bool = False
) -> None:
    Cluster.objects.create(
        run=run, number=number, size=size, to_place=1 if number == 1 else 0, residual=residual, prior=-4096,
        terms=[{"stem": term, "surface": term, "texts": 3, "bits": 8192} for term in terms], drafts=drafts,
    )  # fmt: skip


def _draft(texts: dict[str, Proposal], behind: Sequence[tuple[str, str]], core: int = 9) -> dict[str, object]:
    return {
        "cluster": 1,
        "number": 1,
        "medoid": texts[behind[0][0]].name,
        "terms": [{"stem": "fuit", "surface": "fuites", "texts": 3, "bits": 8192}],
        "sources": [
            {"id": texts[title].name, "core": at < core, "similarity": 1000 - at}
            for at, (title, _) in enumerate(behind)
        ],
    }


def _placed(run: Run, text: Proposal, state: str, cluster: int, bits: int) -> None:
    margin = bits * 4096
    Placement.objects.create(
        run=run, proposal=text, state=state, cluster=cluster, score=margin + 9000, second=3 - cluster,
        second_score=1000, margin=margin,
    )  # fmt: skip
