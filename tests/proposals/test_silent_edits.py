"""No organiser edits a text or a measure silently: 12 write routes in 4 phases, 48 cells (T4).

Whatever a route does in a phase: either nothing at all changed and the journal has no new line, or the
journal has exactly one more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from deliberation.core.canonical import digest
from deliberation.journal import queries as journal
from deliberation.members.models import Member
from proposals.actions.publishing import freeze_booklets
from proposals.core.booklets import wording_digest
from proposals.models import Booklet, Campaign, Measure, MeasureSource, Proposal, Sorting
from proposals.queries.regrouping import state_of
from proposals.queries.stance import pair_digest, texts_digest
from tests.people import as_person
from tests.proposals.actions.test_drafting import move_campaign_to
from tests.proposals.boards import Board, make_board

pytestmark = pytest.mark.django_db

FIRST, SECOND = "Réparer les fuites", "Un plan fuites par commune"
PHASES = ("sorting", "replying", "frozen", "voting")
Fields = dict[str, Any]


def seen(measure: Measure) -> str:
    return wording_digest(measure.title, measure.body)


def moving(board: Board) -> Fields:
    name = board.text(FIRST).name
    return {"move": "chosen", "text": name, f"version-{name}": str(board.at(FIRST).version), "to": "aside"}


def booklet(board: Board, rest: str) -> str:
    return f"booklets/{board.water.slug}/{rest}"


# Route under the campaign's address: what an organiser sends there, as the page would have filled it in.
ROUTES: dict[str, tuple[Callable[[Board], str], Callable[[Board], Fields]]] = {
    "a booklet's words": (
        lambda b: booklet(b, "edit/"),
        lambda b: {"title": "L’eau", "introduction": "Autrement.", "seen": wording_digest(b.water.title, "")},
    ),
    "a booklet's title": (
        lambda b: booklet(b, "rename/"),
        lambda b: {"title": "Autre titre", "seen": wording_digest(b.water.title, "")},
    ),
    "two booklets merged": (
        lambda b: booklet(b, "merge/"),
        lambda b: {"into": b.housing.slug, "seen": state_of(b.water, b.housing)},
    ),
    "a measure added": (
        lambda b: booklet(b, "measures/new/"),
        lambda b: {"title": "Une mesure", "body": ""},
    ),
    "a measure's words": (
        lambda b: booklet(b, "measures/1/edit/"),
        lambda b: {"title": "Autre mesure", "body": "Autrement.", "seen": seen(b.measure())},
    ),
    "a source taken away": (
        lambda b: booklet(b, "measures/1/sources/"),
        lambda b: {"act": "remove", "text": b.text(FIRST).name},
    ),
    "a measure removed": (
        lambda b: booklet(b, "measures/2/remove/"),
        lambda b: {"seen": seen(b.measure(2))},
    ),
    "two measures merged": (
        lambda b: booklet(b, "measures/2/merge/"),
        lambda b: {"into": "1", "seen": pair_digest(b.measure(2), b.measure())},
    ),
    "a measure split": (
        lambda b: booklet(b, "measures/1/split/"),
        lambda b: {"text": [b.text(SECOND).name], "title": "Un plan", "seen": texts_digest(b.measure())},
    ),
    "texts moved": (lambda b: "board/move/", moving),
    "drafts published": (lambda b: "publish/", lambda b: {"mixed": "0"}),
    "booklets frozen": (lambda b: "freeze/", lambda b: {}),
}


@pytest.fixture
def board(organiser: Member, client: Client) -> Board:
    client.force_login(organiser)
    return make_board(organiser)


def in_phase(board: Board, phase: str, organiser: Member) -> None:
    """The campaign in a phase; its booklets are frozen from `frozen` on."""
    if phase in ("frozen", "voting"):
        move_campaign_to(board, "replying")
        freeze_booklets(as_person(organiser), board.campaign, early="tout a sa réponse")
    if phase != "frozen":
        move_campaign_to(board, phase)


def everything() -> str:
    """A digest of all that members wrote or that was put together from it."""
    tables = (Proposal, Booklet, Measure, MeasureSource, Sorting, Campaign)
    return digest([[[str(value) for value in row] for row in table.objects.order_by("pk").values_list()]
                   for table in tables])  # fmt: skip


@pytest.mark.parametrize("phase", PHASES)
def test_each_route_writes_one_line_of_the_journal_or_changes_nothing(
    phase: str, client: Client, organiser: Member, board: Board
) -> None:
    in_phase(board, phase, organiser)
    assert len(ROUTES) * len(PHASES) == 48
    before, (seq, _) = everything(), journal.head_digest()
    changed = []
    for route, (where, fields) in ROUTES.items():
        sent = {"reason": "plus clair ainsi", **fields(board)}
        with transaction.atomic():
            answer = client.post(f"/campaigns/{board.campaign.slug}/{where(board)}", sent)
            lines = journal.head_digest()[0] - seq
            silent = everything() != before and not lines
            transaction.set_rollback(True)
        assert not silent, f"{route} while {phase}"
        if not lines:
            assert answer.status_code >= 400, f"{route} while {phase}"
        else:
            changed.append((route, lines))
    # A freeze says one line for each of the two booklets, and one for the campaign.
    assert [each for each in changed if each[1] != 1 and each[0] != "booklets frozen"] == []
    expected = {"sorting": len(ROUTES) - 1, "replying": 0, "frozen": 0, "voting": 0}[phase]
    assert len(changed) >= expected
    if phase in ("frozen", "voting"):
        assert changed == []
