"""Three people and the votes of a site: a member and her ballot, an observer and the pack, two organisers.

Each journey is walked on a phone and at a desk, once with scripts and once without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import OpenPage, Site, look, served_demo
from tests.browser.test_the_whole_line import be, next_step, run_file, save
from tests.built import copy_of_demo

pytestmark = pytest.mark.browser
OPEN = "/votes/et-maintenant-quoi-d-abord/"
HELD = "/votes/approuver-deux-livrets-les-ranger-tous/"
CAMPAIGN = "/campaigns/assemblee-d-ete/"
URGENT = "/votes/l-avis-sur-l-enquete-publique/"
REHEARSED = "/votes/repetition-generale/"
CONTESTED = "/votes/chaque-mesure-une-par-une/"
# Pages of states that a member seldom meets, by who opens them.
RARE = {
    "": (f"{URGENT}result/", f"{URGENT}roll/"),
    "Inès Valmont": (
        f"{CAMPAIGN}votes/new/", f"{CONTESTED}preparation/", f"{CONTESTED}claims/", f"{CONTESTED}extend/",
        f"{URGENT}result/remettre-cet-avis-a-l-enquete-publique/", f"{CONTESTED}seat/", REHEARSED, CONTESTED,
    ),
    "Maud Kerlann": (f"{HELD}draws/", f"{CONTESTED}roll/", f"{URGENT}observe/"),
}  # fmt: skip
PATIENCE = 20_000  # milliseconds, for an act that a busy machine may take its time over
WITH_AND_WITHOUT = (("360", True), ("1280", False))
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demo with every vote: in the small one nothing was ever put to the vote. The tests here share it."""
    yield from served_demo(copy_of_demo(tmp_path_factory, tmp_path_factory.mktemp("site"), "votes"))


def test_an_observer_observes_from_the_pages_and_from_the_command_line(
    open_page: OpenPage, tmp_path: Path
) -> None:
    for size, script in WITH_AND_WITHOUT:
        page, folder = open_page(size, script), tmp_path / size
        folder.mkdir()
        be(page, "Maud Kerlann")
        page.goto("/observe/")
        page.get_by_role("link", name="Et maintenant, quoi d’abord ?").click()
        seen(page, "observer-un-scrutin", script)
        said = f"Rien à signaler ({size})."
        page.get_by_role("link", name="Déposer une observation").click()
        page.get_by_label("Ce que vous avez constaté").fill(said)
        page.get_by_role("button", name="Déposer cette observation").click()
        expect(page.get_by_role("listitem").filter(has_text=said)).to_contain_text("Maud Kerlann")

        # What she notes on the pages anchors what the files of the site say of a published pack.
        page.goto(f"{HELD}observe/")
        notes = save(page, "Télécharger ces notes", folder)
        assert "root approuver-deux-livrets-les-ranger-tous " in notes.read_text()
        page.goto(f"{HELD}result/")
        expect(page.get_by_text("À l’ouverture, la racine de la liste")).to_be_visible()
        pack = save(page, re.compile("Dossier de preuves"), folder)
        page.goto("/verifier/")
        verifier, mirror = (save(page, f"livret-{name}.pyz", folder) for name in ("verify", "mirror"))
        checked = run_file(verifier, pack, "--anchors", notes, "--language", "fr")
        assert checked.returncode == 0, checked.stdout
        assert "conforme à" in checked.stdout.splitlines()[-1]
        for _ in range(2):  # the second time, what the site says is compared with what was kept
            kept = run_file(mirror, page.url.removesuffix("/verifier/"), folder / "kept", "--language", "fr")
            assert kept.returncode == 0, kept.stdout
        forged = folder / "forged.txt"
        forged.write_text(re.sub("root (.*) .{64}", f"root \\1 {'0' * 64}", notes.read_text()))
        assert run_file(verifier, pack, "--anchors", forged).returncode == 1


def test_a_stranger_recounts_in_a_page_or_is_told_how_to(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("360")
    page.goto(f"{HELD}result/")
    pack = save(page, re.compile("Dossier de preuves"), tmp_path)
    page.goto("/verifier/recount/")
    page.set_input_files("#recount-pack", str(pack))
    page.keyboard.press("Tab")  # from here on with the keyboard alone
    page.get_by_role("button", name="Recompter").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#recount-shown .notice")).to_contain_text("Cohérent, non ancré")
    page = open_page("1280", script=False)
    page.goto("/verifier/recount/")
    expect(page.get_by_text("Cette page a besoin de scripts.")).to_be_visible()
    page.locator("main").get_by_role("link", name="Le vérificateur").click()
    expect(page.get_by_role("link", name="livret-verify.pyz")).to_be_visible()


def test_each_kind_of_question_is_prepared_by_one_and_signed_by_another(open_page: OpenPage) -> None:
    for (size, script), other in zip(WITH_AND_WITHOUT, reversed(WITH_AND_WITHOUT), strict=True):
        page, second = open_page(size, script), open_page(*other)
        be(page, "Inès Valmont")
        page.goto(f"{CAMPAIGN}votes/new/")
        page.get_by_label("Titre").fill(f"Chaque sorte, {size}")
        page.get_by_label("Commencer avec les questions d’usage").uncheck()
        page.get_by_label("Répétition", exact=True).check()
        page.get_by_role("button", name="Préparer ce scrutin").click()
        for kind, fill in kinds(page).items():
            page.get_by_role("link", name=kind).click()
            fill()
            page.get_by_role("button", name="Ajouter cette question").click()
            expect(page.locator(".notice.good")).to_be_visible()
        expect(page.get_by_role("button", name="Confirmer ce scrutin")).to_have_count(0)
        be(second, "Tom Arrieta")
        second.goto(page.url)
        asked = second.locator("details.asked")
        expect(asked).to_have_count(4)
        for question in asked.all():  # with the keyboard, and with or without scripts
            press(second, question.locator("summary"))
            press(second, question.get_by_role("checkbox"), "Space")
            expect(question.locator("summary")).to_contain_text("cochée", use_inner_text=True)
        seen(second, "signer-les-questions", other[1])
        second.get_by_role("button", name="Confirmer ce scrutin").click()
        expect(second.get_by_text("Fait par Tom Arrieta")).to_be_visible()
        second.goto(second.url.replace("preparation/", ""))
        expect(second.locator("main")).to_contain_text("répétition")


def kinds(page: Page) -> dict[str, Callable[[], None]]:
    """The four kinds of question by the name of their link, and what is filled in for each."""

    def ranked() -> None:
        page.get_by_label("Règle de comptage").select_option("schulze")
        page.get_by_label("Combien de choix, ou de rangs, par bulletin").fill("2")
        page.get_by_label("Article des statuts").fill("Statuts, article 9")

    def freely() -> None:
        page.get_by_label("La question").fill("Continuer l’an prochain ?")
        page.get_by_label("Non", exact=True).check()

    return {
        "Mettre en ordre les mesures d’un livret": lambda: None,
        "Mettre en ordre les livrets, ou les mesures de tous": ranked,
        "Approuver ou rejeter un livret, ou ses mesures": lambda: None,
        "Une autre question": freely,
    }


def test_pages_that_few_people_see_keep_to_the_rules(open_page: OpenPage) -> None:
    page = open_page("360")
    for who, addresses in RARE.items():
        if who:
            be(page, who)
        for address in addresses:
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
            look(page, f"votes-rare-{re.sub('[^a-z]+', '-', address.lower())}")


def test_whoever_watches_the_line_sees_requests_of_one_size(open_page: OpenPage) -> None:
    """What the browser fills in is one size by a script; what is read over is, without any."""
    back: dict[int, set[int]] = {1: set(), 3: set()}
    for script in (True, False):
        page = open_page("1280", script)
        be_a_voter(page)
        for number, ballots in ((1, one_of_two(page)), (3, one_rank_or_three(page))):
            review = set()
            for fill in ballots:
                open_ballot(page, number)
                fill()
                review.add(length_of_post(page, "Relire mon bulletin"))
                back[number].add(length_of_post(page, "Changer de choix"))
            assert len(review) == 1 or not script
    assert [len(sizes) for sizes in back.values()] == [1, 1], back


def test_a_member_finds_her_seat_and_her_ballot(open_page: OpenPage, tmp_path: Path) -> None:
    """The last one here: it moves the clock of the site, to the close of the open vote."""
    kept = []
    for size, script in WITH_AND_WITHOUT:
        page, folder = open_page(size, script), tmp_path / size
        folder.mkdir()
        be_a_voter(page)
        page.get_by_role("link", name="Voir mon siège sur la liste").click()
        expect(page.get_by_role("heading", level=1, name="Vous êtes sur la liste")).to_be_visible()
        expect(page.get_by_text("Tient", exact=True)).to_be_visible()
        seat = save(page, "Garder mon siège dans un fichier", folder)
        tracker, code, sent = grade_two(page, script)
        rank_two(page, script)
        assert change_to_one_grade(page, code) == sent, "who watches the line can tell a change from a vote"
        kept.append((page, folder, seat, tracker))
    organiser = open_page("1280")
    be(organiser, "Inès Valmont")
    for _ in range(6):
        organiser.goto(OPEN)
        if organiser.get_by_role("link", name="Lire le résultat").count():
            break
        next_step(organiser)
    for page, folder, seat, tracker in kept:
        page.goto(f"{OPEN}board/")
        page.get_by_label("Numéro de suivi").fill(tracker)
        page.get_by_role("button", name="Chercher ce bulletin").click()
        found = page.locator(".notice.good")
        expect(found).to_contain_text("(Bien)")
        expect(found).to_contain_text("Version 2")
        page.goto(f"{OPEN}seat/")
        expect(page.get_by_text("siège marqué, un bulletin est dans l’urne")).to_have_count(2)
        page.goto(f"{OPEN}result/")
        pack = save(page, re.compile("Dossier de preuves"), folder)
        page.goto("/verifier/")
        verifier = save(page, "livret-verify.pyz", folder)
        said = run_file(verifier, pack, "--receipt", tracker, "--seat", seat, "--language", "fr")
        assert said.returncode == 0, said.stdout
        assert tracker in said.stdout.replace("-", "")


def be_a_voter(page: Page) -> None:
    """Become a plain member who is on the roll of the open vote and voted on none of its questions."""
    page.goto("/demo/people/")
    buttons = "section[aria-labelledby=t-members] form button"
    for place in range(page.locator(buttons).count()):
        page.goto("/demo/people/")
        page.locator(buttons).nth(place).click()
        expect(page.get_by_text("Vous êtes maintenant")).to_be_visible()
        page.goto(OPEN)
        if page.get_by_text("questions vous attendent").count():
            return
    raise AssertionError("everybody voted, or has no seat")


def open_ballot(page: Page, number: int) -> None:
    """The ballot of a question of the open vote, by its link on the vote's page."""
    page.goto(OPEN)
    page.locator("section[aria-labelledby=t-questions] .h3 a").nth(number - 1).click()
    expect(page.get_by_role("button", name="Relire mon bulletin")).to_be_visible()


def grade_two(page: Page, script: bool) -> tuple[str, str, int]:
    """Grade two measures, read over, confirm; the tracker, the change code, and the bytes that were sent."""
    open_ballot(page, 2)
    for place, grade in enumerate(("Très bien", "Passable")):
        page.locator(".graded").nth(place).get_by_label(grade, exact=True).check()
    seen(page, "bulletin-mentions", script)
    page.get_by_role("button", name="Relire mon bulletin").click()
    expect(page.locator("form li.lead")).to_have_count(2)
    codes = confirm(page)
    seen(page, "recu", script)
    return codes


def rank_two(page: Page, script: bool) -> None:
    """Rank two booklets: with scripts by the keyboard alone, without them by the fields."""
    open_ballot(page, 3)
    rows = page.locator("[data-ranking] > li")
    names = [rows.nth(place).locator(".wording").inner_text() for place in (0, 1)]
    if script:
        for name in reversed(names):
            press(page, page.get_by_role("button", name=f"Ranger : {name}"))
        press(page, page.get_by_role("button", name=f"Monter : {names[0]}"))
        expect(page.get_by_role("status")).to_contain_text(f"{names[0]} : rang 1 sur 2.")
        # The button that was pressed keeps the keyboard though its row goes up; one that goes hands it on.
        expect(page.get_by_role("button", name=f"Monter : {names[0]}")).to_be_focused()
        press(page, page.get_by_role("button", name=f"Retirer : {names[0]}"))
        expect(page.get_by_role("button", name=f"Ranger : {names[0]}")).to_be_focused()
        page.keyboard.press("Enter")
        press(page, page.get_by_role("button", name=f"Monter : {names[0]}"))
    else:
        for place in (0, 1):
            rows.nth(place).get_by_role("combobox").select_option(str(place + 1))
    seen(page, "bulletin-rangs", script)
    page.get_by_role("button", name="Relire mon bulletin").click()
    expect(page.locator("form li.lead")).to_have_text([re.compile(re.escape(name)) for name in names])
    confirm(page)


def press(page: Page, button: Locator, key: str = "Enter") -> None:
    """Press a button by the keyboard: no click, no pointer."""
    button.focus()
    page.keyboard.press(key)


def confirm(page: Page) -> tuple[str, str, int]:
    """Confirm the ballot that was read over; tracker and change code of its receipt, and the bytes sent."""
    sent = length_of_post(page, "Confirmer et mettre dans l’urne")
    expect(page.get_by_role("heading", level=1, name="Votre bulletin est dans l’urne")).to_be_visible()
    boxes = (".code-box:not(.secret)", ".code-box.secret")
    tracker, code = ("".join(page.locator(f"{box} [aria-hidden]").all_inner_texts()) for box in boxes)
    return tracker, code, sent


def change_to_one_grade(page: Page, code: str) -> int:
    """Replace the graded ballot by one that calls a single measure good; the bytes that were sent."""
    page.goto(f"{OPEN}change/")
    page.get_by_label("Quelle question").select_option(index=1)
    page.get_by_label("Code de changement").fill(code)
    page.get_by_role("button", name="Ouvrir un nouveau bulletin").click()
    page.locator(".graded").first.get_by_label("Bien", exact=True).check()
    page.get_by_role("button", name="Relire mon bulletin").click()
    expect(page.locator("form li.lead")).to_have_count(1)
    sent = length_of_post(page, "Remplacer mon bulletin")
    expect(page.get_by_role("heading", level=1, name="Votre bulletin est remplacé")).to_be_visible()
    return sent


def one_of_two(page: Page) -> list[Callable[[], None]]:
    """Two ballots on a question that asks for one of its options: the first that is shown, and a blank."""
    return [
        lambda: page.get_by_role("radio").first.check(),
        lambda: page.get_by_label("Vote blanc").check(),
    ]


def one_rank_or_three(page: Page) -> list[Callable[[], None]]:
    """A ballot that ranks one option, and one that ranks three."""
    rows = page.locator("[data-ranking] > li")

    def rank(number: int) -> None:
        for place in range(number):
            rows.nth(place).get_by_role("combobox").select_option(str(place + 1))

    return [lambda: rank(1), lambda: rank(3)]


def length_of_post(page: Page, button: str) -> int:
    """Press a button and tell how many bytes its form sent."""
    with page.expect_request(lambda sent: sent.method == "POST") as sent:
        page.get_by_role("button", name=button).click()
    page.wait_for_load_state()
    return len(sent.value.post_data_buffer or b"")


def seen(page: Page, name: str, script: bool) -> None:
    """Look at a page where scripts run (axe is one); elsewhere hold only that nothing scrolls sideways."""
    if script:
        return look(page, f"votes-{name}")
    # Without scripts a page cannot be asked; what is laid out is as wide as the window, or it scrolls.
    box = page.locator("main").bounding_box()
    assert box is not None
    assert page.viewport_size is not None
    assert box["width"] <= page.viewport_size["width"]
    return None
