"""An organiser sorts by keyboard alone, and again without any script; a measure is parted in two gestures."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SIZES, Site, look_at_both
from tests.browser.test_the_whole_line import CAMPAIGN, be

pytestmark = pytest.mark.browser
BOARD = f"{CAMPAIGN}board/"
MOST_TABS = 120


def card(page: Page) -> str:
    """The card that holds the cursor."""
    found: str = page.evaluate("document.activeElement.closest('.item')?.id ?? ''")
    return found


def tab_to(page: Page, what: str) -> None:
    """Go on with the tab key until the cursor stands on what is asked, as a keyboard does."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"the tab key never came to {what}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def heard(page: Page) -> str:
    """What a screen reader was told last."""
    return page.locator("[data-says]").inner_text()


def test_the_board_by_keyboard_in_two_gestures_and_without_script(
    site: Site, browser: Browser, open_page: Callable[[str], Page]
) -> None:
    # One site for the three: building it is what takes long.
    sort_by_keyboard_alone(open_page("1280"))
    part_a_measure_in_two_gestures(open_page("360"))
    context = browser.new_context(
        java_script_enabled=False, viewport=SIZES["360"], locale="fr-FR", base_url=site.address
    )  # fmt: skip
    do_it_all_without_script(context.new_page())
    context.close()


def sort_by_keyboard_alone(page: Page) -> None:
    be(page, "Inès Valmont")
    page.goto(f"{BOARD}?at=everywhere&by=machine")
    tab_to(page, "#moving .item input[type=checkbox]")
    press(page, "j", "j")
    third = card(page)
    assert third != ""

    # One key moves it to a candidate; the cursor stays on its card, and the move is said.
    press(page, "2" if page.locator(f"#{third} [data-key='1']").count() == 0 else "1")
    gone = page.locator(f"#{third}.gone")
    expect(gone).to_be_visible()
    assert card(page) == third
    assert re.fullmatch(r"1 texte déplacé vers « .+ », \d+ sur \d+\.", heard(page).replace("\u00a0", " "))
    expect(gone).to_contain_text("possible jusqu’à")
    look_at_both(page, "tri-deplace")

    # Z takes it back, and the card is an item again.
    press(page, "z")
    expect(page.locator(f"#{third}:not(.gone)")).to_be_visible()
    assert card(page) == third
    assert "C’est annulé" in heard(page)
    expect(page.locator(f"#{third} .notice.good")).to_contain_text("C’est annulé")

    # Two are ticked and go where the list says, with a reason that is written.
    press(page, "x", "j", "x", "m")
    assert page.evaluate("document.activeElement.id") == "to"
    press(page, "ArrowDown", "ArrowDown", "Tab")
    page.keyboard.type("relus ensemble")
    press(page, "Enter")
    expect(page.locator(".item.gone")).to_have_count(2)
    assert card(page) == third
    assert heard(page).startswith("2 textes déplacés vers")
    assert page.locator("#reason").input_value() == "relus ensemble"

    # What is refused is said too, and the cursor stands on it; nothing ticked is lost.
    press(page, "j", "j", "x", "m", "Tab", "Enter")
    expect(page.locator("#errors")).to_be_focused()
    assert "Aucune destination n’est choisie" in heard(page)
    expect(page.locator("#moving input[type=checkbox]:checked")).to_have_count(1)
    look_at_both(page, "tri-refus")


def part_a_measure_in_two_gestures(page: Page) -> None:
    be(page, "Inès Valmont")
    page.goto(f"{CAMPAIGN}publish/")
    page.locator("#t-mixed ~ .scroll tbody a").first.click()
    look_at_both(page, "mesure-melee")
    page.get_by_role("link", name="Séparer le pour et le contre").click()
    expect(page.locator("input[type=checkbox]:checked").first).to_be_visible()
    look_at_both(page, "pour-et-contre")
    page.get_by_role("button", name="Séparer le pour et le contre").last.click()
    expect(page.get_by_role("heading", name="Le côté contre d’une mesure")).to_be_visible()
    page.goto(page.url.replace("sources/", ""))
    expect(page.get_by_role("heading", name="De l’autre côté : pour")).to_be_visible()
    look_at_both(page, "deux-cotes")


def do_it_all_without_script(page: Page) -> None:
    be(page, "Tom Arrieta")
    page.goto(f"{BOARD}?at=everywhere&by=machine")

    # Move two, see them where they were, undo.
    for at in (0, 1):
        page.locator("#moving .item input[type=checkbox]").nth(at).check()
    page.locator("#to").select_option("aside")
    page.locator("#reason").fill("relus sans script")
    page.get_by_role("button", name="Déplacer ces textes").last.click()
    expect(page.locator(".notice.good")).to_contain_text("2 textes déplacés vers")
    expect(page.locator(".item.gone")).to_have_count(2)
    page.locator(".item.gone").get_by_role("button", name="Annuler").click()
    expect(page.locator(".notice.good")).to_contain_text("C’est annulé")
    expect(page.locator(".item.gone")).to_have_count(0)

    # Make a booklet of two texts, rename it, merge it into another.
    for at in (2, 3):
        page.locator("#moving .item input[type=checkbox]").nth(at).check()
    page.get_by_role("button", name="En faire un nouveau livret").click()
    page.get_by_label("Titre du livret").fill("Un livret à part")
    page.get_by_label("Motif public").fill("un thème à lui")
    page.get_by_role("button", name="Faire ce livret").click()
    expect(page.locator("h2#t-texts")).to_contain_text("Un livret à part")
    page.locator("summary", has_text="Renommer ce livret").click()
    page.locator("#naming_title").fill("Un autre titre")
    page.locator("#naming_reason").fill("plus clair")
    page.get_by_role("button", name="Renommer", exact=True).click()
    expect(page.locator("h2#t-texts")).to_contain_text("Un autre titre")
    page.get_by_role("link", name="Réunir ce livret à un autre").click()
    page.get_by_label("Réunir avec").select_option(index=1)
    page.get_by_role("button", name="Voir ce que cela ferait").click()
    page.get_by_label("Motif public").fill("finalement le même thème")
    page.get_by_role("button", name="Réunir ces deux livrets").click()
    expect(page.locator(".notice.good")).to_contain_text("Livrets réunis : 2 textes")
