"""A member objects, an organiser answers, and only then are the booklets frozen: at two sizes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, look_at_both
from tests.browser.test_the_whole_line import CAMPAIGN, be, next_step

pytestmark = pytest.mark.browser
WORDS = "La plupart des textes prévoient une exception.\n\nLa mesure n’en dit rien."


def test_no_freeze_before_the_answer(site: Site, open_page: Callable[[str], Page]) -> None:
    ines, member = open_page("1280"), open_page("360")
    be(ines, "Inès Valmont")
    next_step(ines)
    ines.goto(f"{CAMPAIGN}publish/")
    ines.get_by_role("button", name=re.compile("^Publier")).click()

    # A member objects to the words of a measure, and to the place of a text.
    member.goto("/demo/people/")
    parts = member.get_by_role("button", name=re.compile("^Être "))
    be(member, parts.nth(6).inner_text().removeprefix("Être "))
    member.goto(f"{CAMPAIGN}booklets/")
    member.locator(".pile a").first.click()
    member.get_by_role("link", name="Contester la mesure 1", exact=True).click()
    member.get_by_label("Les mots de la mesure").check()
    member.get_by_label("Votre contestation").fill(WORDS)
    look_at_both(member, "contester")
    member.get_by_role("button", name="Déposer ma contestation").click()
    expect(member.get_by_text("Sans réponse pour l’instant.")).to_be_visible()
    look_at_both(member, "contestation-deposee")
    objection = member.url
    member.goto(f"{CAMPAIGN}proposals/")
    member.locator("main h2.h3 a").first.click()
    member.get_by_role("link", name="Contester sa place").click()
    member.get_by_label("Votre contestation").fill("Ce texte parle d’autre chose.")
    member.get_by_role("button", name="Déposer ma contestation").click()
    placement = member.url

    # No freeze while they are open: the page says so, and leads to them.
    ines.goto("/")
    expect(ines.get_by_text(re.compile("Répondre aux contestations de"))).to_be_visible()
    ines.goto(f"{CAMPAIGN}freeze/")
    expect(ines.get_by_text("2 contestations attendent leur réponse")).to_be_visible()
    expect(ines.get_by_role("button", name=re.compile("^Figer"))).to_have_count(0)
    look_at_both(ines, "figer-refuse")
    ines.get_by_role("link", name="Répondre aux contestations").click()
    look_at_both(ines, "contestations")

    # What comes meanwhile appears by itself, and what was ticked stays ticked.
    boxes = ines.get_by_role("checkbox", name=re.compile("Choisir pour répondre"))
    boxes.first.check()
    ines.get_by_role("heading", level=1).click()
    member.goto(f"{CAMPAIGN}objections/new/")
    member.get_by_label("Votre contestation").fill("Rien sur les fontaines.")
    member.get_by_role("button", name="Déposer ma contestation").click()
    expect(boxes).to_have_count(3, timeout=15_000)
    expect(ines.locator("main input[type=checkbox]:checked")).to_have_count(1)
    member.get_by_role("link", name="Retirer ma contestation").click()
    member.get_by_role("button", name="Retirer cette contestation").click()
    expect(boxes).to_have_count(2, timeout=15_000)

    # One answer for both.
    for box in ines.get_by_role("checkbox", name=re.compile("Choisir pour répondre")).all():
        box.check()
    ines.get_by_role("button", name="Répondre aux contestations choisies").click()
    expect(ines.get_by_role("heading", level=1)).to_have_text("Répondre à 2 contestations")
    ines.get_by_label("Acceptée", exact=True).check()
    ines.get_by_label("Motif").fill("Relu en entier : vous avez raison.")
    look_at_both(ines, "repondre")
    ines.get_by_role("button", name="Donner cette réponse").click()

    # What it accepts is done: the text is moved, which nothing else allows any more.
    ines.goto(placement)
    ines.get_by_role("link", name="Déplacer un texte qu’elle nomme").click()
    ines.get_by_label("Déplacer vers").select_option("aside")
    look_at_both(ines, "deplacer-conteste")
    ines.get_by_role("button", name="Déplacer ce texte").click()
    expect(ines.get_by_text("Texte déplacé")).to_be_visible()

    # The member is told, reads, and finds the answer printed in the booklet.
    member.goto("/")
    member.get_by_role("link", name=re.compile("Lire la réponse")).first.click()
    member.goto(objection)
    expect(member.get_by_text("Relu en entier")).to_be_visible()
    look_at_both(member, "contestation-repondue")
    ines.goto(f"{CAMPAIGN}freeze/")
    ines.get_by_label("Motif public").fill("chacune a sa réponse")
    ines.get_by_role("button", name="Figer avant la date annoncée").click()
    expect(ines.locator(".notice.good")).to_be_visible()
    member.context.clear_cookies()
    member.goto(f"{CAMPAIGN}booklets/")
    member.locator(".pile a").first.click()
    expect(member.locator("#m1 .objection")).to_contain_text("Relu en entier")
    look_at_both(member, "livret-conteste")
