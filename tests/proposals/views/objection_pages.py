"""The pages of objections as tests read and send them."""

from __future__ import annotations

import re

from django.test import Client

from tests.proposals.boards import Board
from tests.proposals.pages import words

WORDS = "Presque tous les textes prévoient une exception."


def page(client: Client, where: str, status: int = 200) -> str:
    answered = client.get(where)
    assert answered.status_code == status, where
    return words(answered)


def campaign(board: Board, rest: str = "") -> str:
    return f"/campaigns/{board.campaign.slug}/{rest}"


def booklet(board: Board, rest: str = "") -> str:
    return campaign(board, f"booklets/{board.water.slug}/{rest}")


def hidden(source: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', source)
    assert found, name
    return found[1]


def send(client: Client, where: str, **fields: object) -> tuple[int, str, str]:
    """Send the form of a page as a browser would: its hidden fields as they stand on it."""
    source = page(client, where)
    given = {name: hidden(source, name) for name in ("nonce", "seen") if f'name="{name}"' in source}
    answered = client.post(where, given | fields)
    return answered.status_code, words(answered), answered.headers.get("Location", "")
