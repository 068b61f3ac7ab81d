"""A member writes, sees similar texts while typing, says how the own one differs, or co-signs another.

With a script and without, at two sizes; one small demo for all of it.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SCREENSHOTS, OpenPage, Site, look

pytestmark = pytest.mark.browser

PATIENCE = 20_000  # milliseconds, for an act that a busy machine may take its time over
NEW = "/campaigns/convention-d-automne/proposals/new/"
TITLE = "Réparer les fuites d’eau avant tout"
BODY = "Une part de l’eau potable se perd dans des tuyaux trop vieux.\n\nRenouvelons toutes les conduites."


def test_similar_texts_while_writing(site: Site, open_page: OpenPage) -> None:
    for place, size in enumerate(("1280", "360")):
        say_the_difference(open_page(size), size, 2 * place)
        co_sign_instead(open_page(size), 2 * place + 1)
        write_without_script(open_page(size, script=False), size, 2 * place + 4)


def be_somebody(page: Page, place: int) -> None:
    """Become one of the demo's members, each time another: a hint is given once a second to each."""
    page.goto("/demo/people/")
    page.get_by_role("button", name=re.compile("^Être ")).nth(6 + place).click()
    page.goto(NEW)


def say_the_difference(page: Page, size: str, place: int) -> None:
    """Type, read the hint without losing the cursor, say the difference, type on, publish."""
    be_somebody(page, place)
    page.get_by_role("textbox", name="Titre").fill(TITLE)
    expect(page.locator(".near").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("textbox", name="Titre")).to_be_focused()
    text = page.get_by_role("textbox", name="Texte", exact=True)
    text.press_sequentially(BODY[:30])
    expect(page.get_by_role("status").filter(has_text="du vôtre")).to_be_visible()
    expect(text).to_be_focused()
    assert page.locator(".near mark").count() > 1
    look(page, f"similar-hint-{place}")
    first = page.locator(".near").first
    name = (first.locator("details").get_attribute("id") or "").removeprefix("differs-")
    first.get_by_text("Le mien est différent").click()
    sentence = page.locator(f"#says-{name}")
    sentence.fill("Le mien passe avant tous les autres travaux.")
    # The list does not change under who writes in it; then it does, and keeps the sentence.
    text.fill(BODY)
    with page.expect_response(re.compile("/similar/")):
        text.press("End")
        text.press_sequentially(" Vite.")
    expect(sentence).to_have_value("Le mien passe avant tous les autres travaux.")
    expect(sentence).to_be_visible()
    look(page, f"similar-different-{place}")
    page.get_by_role("button", name="Déposer ma contribution").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE, timeout=PATIENCE)
    expect(page.get_by_text("Le mien passe avant tous les autres travaux.")).to_be_visible()
    look(page, f"similar-kept-{place}")
    page.get_by_role("link", name=re.compile("^Lire l’autre texte")).click()
    expect(page).to_have_url(re.compile(f"/proposals/{name}/"))


def co_sign_instead(page: Page, place: int) -> None:
    """Type, co-sign the nearest instead; what was typed is still there, and the count has grown."""
    # No hint comes, and quietly so: then the server asks before it publishes.
    page.route(re.compile("/similar/$"), lambda route: route.fulfill(status=429))
    be_somebody(page, place)
    page.get_by_role("textbox", name="Titre").fill(TITLE)
    page.get_by_role("textbox", name="Texte", exact=True).fill(BODY)
    page.get_by_role("button", name="Déposer ma contribution").click()
    expect(page.get_by_role("alert").filter(has_text="Avant de déposer")).to_be_visible(timeout=PATIENCE)
    look(page, f"similar-step-{place}")
    page.get_by_role("button", name=re.compile("^Cosigner plutôt ce texte")).first.click()
    expect(page.get_by_role("status").filter(has_text="Vous cosignez")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("textbox", name="Texte", exact=True)).to_have_value(BODY)
    look(page, f"similar-cosigned-{place}")
    page.get_by_role("link", name="Lire le texte cosigné").click()
    expect(page.get_by_role("heading", name=re.compile("cosignature"))).to_be_visible()
    look(page, f"similar-support-{place}")
    page.get_by_role("button", name="Retirer ma cosignature").click()
    expect(page.get_by_role("button", name="Cosigner cette contribution")).to_be_visible()


def write_without_script(page: Page, size: str, place: int) -> None:
    """Publish; the server shows similar texts once, keeps what was typed, and then publishes."""
    be_somebody(page, place)
    page.get_by_role("textbox", name="Titre").fill(TITLE)
    page.get_by_role("textbox", name="Texte", exact=True).fill(BODY)
    page.get_by_role("button", name="Déposer ma contribution").click()
    expect(page.get_by_role("alert").filter(has_text="Avant de déposer")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("textbox", name="Texte", exact=True)).to_have_value(BODY)
    page.screenshot(path=SCREENSHOTS / f"similar-no-script-{size}.png", full_page=True)
    page.get_by_role("button", name="Déposer ma contribution").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE, timeout=PATIENCE)
