"""The pages of texts as tests read and send them."""

from __future__ import annotations

from typing import Any

from django.test import Client

from proposals.models import Campaign

TYPED: dict[str, Any] = {
    "title": "Réparer les fuites",
    "body": "Une goutte sur **cinq** se perd.",
    "theme_wish": "Eau",
    "signed": "on",
    "nonce": "n1",
}


def url(campaign: Campaign, end: str = "") -> str:
    return f"/campaigns/{campaign.slug}/proposals/{end}"


def send(browser: Client, address: str, status: int = 302, **typed: Any) -> str:
    answer = browser.post(address, typed)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode() if status != 302 else answer["Location"]


def read(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()
