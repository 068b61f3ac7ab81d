"""Votes by the keyboard alone: once a page is open, no click, no pointer, and no focus that a test sets.

At each stop on the way the focus is seen, lies in the window under nothing, and comes later in the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import SIZES, OpenPage, Site, served_demo
from tests.browser.test_the_votes import CAMPAIGN, HELD, OPEN, be_a_voter
from tests.browser.test_the_whole_line import be
from tests.built import copy_of_demo

pytestmark = pytest.mark.browser
MOST_STOPS = 200
# Whether what has the keyboard lies in the window, under nothing.
IN_SIGHT = """() => {
  const at = document.activeElement, box = at.getClientRects()[0];
  const left = box.left + Math.min(box.width / 2, 16);
  const top = Math.max(box.top, 0) + Math.min(box.height / 2, 16);
  const under = document.elementFromPoint(left, top);
  return Boolean(under) && (at.contains(under) || under.contains(at) || at.closest("label")?.contains(under));
}"""
# What has the keyboard: its place, its outline (or that of its label), its name; and whether it is in sight.
STOP = f"""() => {{
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const drawn = [at, at.closest("label"), at.nextElementSibling].filter((each) => each).map(getComputedStyle);
  const ring = Math.max(...drawn.map(({{outlineStyle, outlineWidth}}) =>
    outlineStyle === "none" ? 0 : parseFloat(outlineWidth)));
  const place = [...document.querySelectorAll("*")].indexOf(at);
  const name = `${{at.tagName}} ${{(at.labels?.[0] ?? at).innerText || at.id}}`.slice(0, 60);
  return {{place, ring, name, in_sight: Boolean(({IN_SIGHT})())}};
}}"""
WIDTH = "document.documentElement.scrollWidth"
TWICE = "document.documentElement.style.fontSize = '200%'"


class Stop(NamedTuple):
    """What has the keyboard: its place among all elements, its ring in pixels, its name."""

    place: int
    ring: float
    name: str
    in_sight: bool


class Keyboard:
    """Somebody who has no pointer, on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)

    def tab(self) -> Stop | None:
        """Go one stop further, and hold it to the rules; None past the end of the page."""
        self.press("Tab")
        found = self.page.evaluate(STOP)
        if found is None:
            return None
        stop = Stop(**found)
        assert stop.ring >= 2, f"the focus is not seen on {stop.name}"
        if not stop.in_sight:  # a page that scrolls smoothly needs a moment
            self.page.wait_for_function(IN_SIGHT, timeout=3_000)
        return stop

    def stops(self) -> list[str]:
        """The names of all stops of the page, whose end must come: there the browser begins anew."""
        found: list[Stop] = []
        while len(found) < MOST_STOPS:
            stop = self.tab()
            if stop is None or (found and stop.place == found[0].place):
                return [each.name for each in found]
            if found:
                assert stop.place > found[-1].place, f"{stop.name} comes after {found[-1].name}"
            found.append(stop)
        raise AssertionError(f"no end after {found[-3:]}")

    def go_to(self, wanted: Locator) -> None:
        """Go on to this, or into it."""
        passed: list[str] = []
        while (stop := self.tab()) is not None and len(passed) < MOST_STOPS:
            if wanted.evaluate("(each) => each.contains(document.activeElement)"):
                return
            passed.append(stop.name)
        raise AssertionError(f"never came to it, past {passed[:60]}")

    def follow(self, name: str) -> None:
        """Go on to a link or a button of `main` with this name, and press it."""
        main = self.page.locator("main")
        self.go_to(main.get_by_role("link", name=name).or_(main.get_by_role("button", name=name)).first)
        with self.page.expect_navigation():
            self.press("Enter")


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demo with every vote, for the tests here."""
    yield from served_demo(copy_of_demo(tmp_path_factory, tmp_path_factory.mktemp("site"), "votes"))


def test_the_focus_is_seen_follows_each_page_and_leaves_it(open_page: OpenPage) -> None:
    page = open_page("360")
    be_a_voter(page)
    ballots = [link.get_attribute("href") for link in questions(page).all()]
    for address in (OPEN, *ballots, f"{OPEN}change/", f"{OPEN}seat/", f"{OPEN}board/"):
        page.goto(str(address))
        keys = Keyboard(page)
        stops = keys.stops()
        assert "Aller au contenu" in stops[0]
        page.goto(str(address))
        keys.tab()
        keys.press("Enter")  # the skip link
        assert keys.tab() is not None
        assert page.evaluate("document.activeElement.closest('main, footer') !== null"), address


def test_pages_of_a_vote_fit_a_narrow_window_and_text_of_twice_its_size(open_page: OpenPage) -> None:
    page = open_page("360")
    be_a_voter(page)
    ballots = [str(link.get_attribute("href")) for link in questions(page).all()]
    for address in (OPEN, *ballots, f"{OPEN}change/", f"{OPEN}seat/", f"{HELD}board/", f"{HELD}result/"):
        page.set_viewport_size({"width": 320, "height": 640})  # what 1280 px are at 400 % (WCAG 1.4.10)
        page.goto(address)
        assert page.evaluate(WIDTH) <= 320, address
        page.set_viewport_size(SIZES["1280"])
        page.evaluate(TWICE)
        assert page.evaluate(WIDTH) <= 1280, address
        page.set_viewport_size(SIZES["360"])
        # More than is asked: a figure beside its bar may scroll there, a ballot may not.
        assert page.evaluate(WIDTH) <= 360 or address.endswith("result/"), address


def test_the_focus_is_told_from_the_choice_in_colours_of_the_reader_s_own(open_page: OpenPage) -> None:
    page = open_page("1280")
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    be_a_voter(page)
    keys = Keyboard(page)
    open_ballot(keys, 1)
    keys.go_to(page.locator(".choices").first)
    keys.press("Space")
    chosen = page.locator(".choice", has=page.locator(":checked"))
    outline = "(each) => getComputedStyle(each).outline"
    with_focus = chosen.evaluate(outline)
    keys.tab()
    assert chosen.evaluate(outline) != with_focus
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("document.getAnimations().length") == 0


def test_a_member_votes_changes_her_ballot_and_finds_it_and_an_organiser_closes(open_page: OpenPage) -> None:
    page = open_page("1280")
    be_a_voter(page)
    keys = Keyboard(page)
    tracker, code, chosen = vote_for_one(keys)
    give_grades(keys)
    tick_several(keys)
    change(keys, code, chosen)
    organiser = open_page("1280")
    be(organiser, "Inès Valmont")
    sign_off(Keyboard(organiser), open_page)
    close(Keyboard(organiser))
    page.goto(f"{OPEN}board/")
    keys.go_to(page.get_by_label("Numéro de suivi"))
    page.keyboard.type(tracker)
    with page.expect_navigation():
        keys.press("Enter")
    found = page.locator(".notice.good")
    expect(found).to_be_focused()  # what was looked for is where the keyboard is
    expect(found).to_contain_text("Version 2")


def questions(page: Page) -> Locator:
    """The links of the questions on the page of the open vote."""
    return page.locator("section[aria-labelledby=t-questions] .h3 a")


def open_ballot(keys: Keyboard, number: int) -> None:
    """From the page of the vote to the ballot of a question."""
    keys.page.goto(OPEN)
    keys.go_to(questions(keys.page).nth(number - 1))
    keys.press("Enter")
    expect(keys.page.get_by_role("button", name="Relire mon bulletin")).to_be_visible()


def confirm(keys: Keyboard) -> tuple[str, str]:
    """Read over, confirm; the tracker and the change code."""
    keys.follow("Relire mon bulletin")
    keys.follow("Confirmer et mettre dans l’urne")
    page = keys.page
    expect(page.get_by_role("heading", level=1, name="Votre bulletin est dans l’urne")).to_be_visible()
    boxes = (".code-box:not(.secret)", ".code-box.secret")
    tracker, code = ("".join(page.locator(f"{box} [aria-hidden]").all_inner_texts()) for box in boxes)
    return tracker, code


def vote_for_one(keys: Keyboard) -> tuple[str, str, str]:
    """First nothing, which is an error; then one of the options, by Space and the arrows: which one, last."""
    open_ballot(keys, 1)
    keys.follow("Relire mon bulletin")
    errors = keys.page.locator("#errors")
    expect(errors).to_be_focused()
    expect(errors).to_contain_text("Rien n’est coché.")
    keys.go_to(errors.get_by_role("link"))
    keys.press("Enter")  # to the field that is wrong
    radios = keys.page.get_by_role("radio")
    keys.tab()
    expect(radios.first).to_be_focused()
    expect(radios.first).not_to_be_checked()
    keys.press("Space")
    expect(radios.first).to_be_checked()
    keys.press("ArrowDown")
    expect(radios.nth(1)).to_be_checked()
    chosen = radios.nth(1).input_value()
    return *confirm(keys), chosen


def give_grades(keys: Keyboard) -> None:
    """Each measure is one stop, and the arrows go through its grades."""
    open_ballot(keys, 2)
    rows = keys.page.locator(".graded")
    keys.go_to(rows.nth(0))
    keys.press("Space")
    expect(rows.nth(0).get_by_label("Très bien", exact=True)).to_be_checked()
    keys.tab()
    keys.press("Space")
    keys.press("ArrowRight")
    expect(rows.nth(1).get_by_label("Bien", exact=True)).to_be_checked()
    confirm(keys)


def tick_several(keys: Keyboard) -> None:
    """Five at most: a sixth is ticked, told at once, refused in words, and unticked."""
    open_ballot(keys, 4)
    page, boxes = keys.page, keys.page.get_by_role("checkbox")
    for place in range(6):
        keys.go_to(boxes.nth(place))
        keys.press("Space")
    expect(page.locator("[data-choosing]")).to_contain_text("6 choisis, 5 au plus")
    keys.follow("Relire mon bulletin")
    expect(page.locator("#errors")).to_be_focused()
    keys.go_to(boxes.first)
    keys.press("Space")
    expect(boxes.first).not_to_be_checked()
    confirm(keys)


def change(keys: Keyboard, code: str, chosen: str) -> None:
    """Replace the first ballot, of one option, by one of another, with the change code."""
    page = keys.page
    page.goto(OPEN)
    keys.follow("Changer un bulletin avec mon code")
    keys.go_to(page.get_by_label("Quelle question"))
    keys.press("Home")
    keys.go_to(page.get_by_label("Code de changement"))
    page.keyboard.type("AAAA")
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.locator("#errors")).to_be_focused()
    keys.go_to(page.get_by_label("Code de changement"))
    keys.press("Control+A")
    page.keyboard.type(code)
    with page.expect_navigation():
        keys.press("Enter")
    keys.go_to(page.locator(".choices").first)
    keys.press("Space")
    if page.get_by_role("radio").first.input_value() == chosen:  # the order is drawn for each display
        keys.press("ArrowDown")
    expect(page.locator(f'input[type="radio"][value="{chosen}"]')).not_to_be_checked()
    keys.follow("Relire mon bulletin")
    keys.follow("Remplacer mon bulletin")
    expect(page.get_by_role("heading", level=1, name="Votre bulletin est remplacé")).to_be_visible()


def sign_off(second: Keyboard, open_page: OpenPage) -> None:
    """One organiser prepares a vote, by the pointer; the other reads, signs and confirms it by keyboard."""
    first = open_page("1280")
    be(first, "Tom Arrieta")
    first.goto(f"{CAMPAIGN}votes/new/")
    first.get_by_label("Titre").fill("Au clavier")
    first.get_by_label("Répétition", exact=True).check()
    first.get_by_role("button", name="Préparer ce scrutin").click()
    expect(first.get_by_role("heading", level=1)).to_be_visible()
    page = second.page
    page.goto(first.url)
    folds = page.locator("details.asked")
    assert folds.count() > 1
    for fold in folds.all():  # each question lies folded: unfolded, read, signed
        second.go_to(fold.locator("summary").first)
        second.press("Enter")
        signed = fold.locator('input[name="signed"]')
        second.go_to(signed)
        second.press("Space")
        expect(signed).to_be_checked()
    second.follow("Confirmer ce scrutin")
    expect(page.get_by_text("Fait par Inès Valmont")).to_be_visible()


def close(organiser: Keyboard) -> None:
    """Put the clock of the demo forward to the close."""
    page = organiser.page
    for _ in range(8):
        page.goto(OPEN)
        if page.get_by_role("link", name="Lire le résultat").count():
            return
        organiser.go_to(page.get_by_role("button", name="Étape suivante"))
        with page.expect_navigation():
            organiser.press("Enter")
    raise AssertionError("the vote never closed")
