"""Three people walk the whole line once, at two sizes: from a member's proposal to a verified tally.

The site is a demo built and served by our own commands; time passes by the demo's "next step".
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Site, look

pytestmark = pytest.mark.browser

CAMPAIGN = "/campaigns/convention-d-automne/"
TITLE = "Un composteur dans chaque cour d’immeuble"
BODY = (
    "Dans ma résidence, les épluchures partent au feu avec le reste des poubelles.\n\n"
    "Je demande un composteur collectif, fourni par la commune, dans chaque cour qui le veut."
)


def be(page: Page, name: str) -> None:
    """Become one of the demo's people."""
    page.goto("/demo/people/")
    page.get_by_role("button", name=name).click()
    expect(page.get_by_text(f"vous êtes {name}")).to_be_visible()


def next_step(page: Page) -> None:
    """Move the demo's clock to just after its next date."""
    page.goto("/")
    page.get_by_role("button", name="Étape suivante").click()
    expect(page.locator(".notice.good")).to_be_visible()


def run_and_adopt(page: Page, size: str, label: str) -> None:
    """Ask for a run that starts from the board, watch it, keep it as the next edition."""
    page.goto(f"{CAMPAIGN}runs/new/")
    page.get_by_role("button", name=re.compile("^Lancer l.édition")).click()
    # The page tells itself when the worker is done: nobody reloads it.
    expect(page.get_by_role("heading", level=1)).to_contain_text("classés sur", timeout=90_000)
    look(page, f"{label}-passe")
    page.get_by_role("link", name=re.compile("Retenir cette passe")).click()
    page.get_by_role("button", name="Retenir cette édition").click()
    expect(page.locator(".notice.good")).to_be_visible()


@pytest.mark.parametrize("size", ["1280", "360"])
def test_from_a_proposal_to_a_verified_tally(
    size: str, site: Site, open_page: Callable[[str], Page], tmp_path: Path
) -> None:
    member, ines, tom, maud = (open_page(size) for _ in range(4))

    # A member reads, writes, looks at the preview, submits.
    member.goto("/")
    look(member, "01-accueil")
    member.goto("/demo/people/")
    name = member.get_by_role("button", name=re.compile("^Être ")).nth(6).inner_text().removeprefix("Être ")
    be(member, name)
    member.goto(f"{CAMPAIGN}proposals/new/")
    member.get_by_role("textbox", name="Titre").fill(TITLE)
    member.get_by_role("textbox", name="Texte").fill(BODY)
    member.get_by_role("button", name="Voir l’aperçu").click()
    expect(member.get_by_role("heading", name=TITLE)).to_be_visible()
    look(member, "02-contribuer")
    member.get_by_role("button", name="Déposer ma contribution").click()
    expect(member.get_by_role("heading", level=1)).to_have_text(TITLE)
    look(member, "03-contribution")
    text = member.url

    # Contributing ends; an organiser runs the analysis and keeps it.
    next_step(ines)
    be(ines, "Inès Valmont")
    look(ines, "04-a-faire-organisatrice")
    run_and_adopt(ines, size, "05")
    member.goto(text + "why/")
    look(member, "06-pourquoi")
    ines.goto(f"{CAMPAIGN}board/")
    look(ines, "07-tri")
    ines.get_by_role("checkbox").first.check()
    ines.get_by_label("Déplacer vers").last.select_option(index=3)
    ines.get_by_label("Motif public").fill("parle de ce livret, lu en entier")
    ines.get_by_role("button", name=re.compile("^Déplacer")).last.click()
    expect(ines.locator(".item.gone")).to_be_visible()

    # She writes a booklet's title and a measure, then publishes the drafts.
    ines.goto(f"{CAMPAIGN}booklets/")
    look(ines, "08-livrets")
    ines.locator(".pile a").first.click()
    ines.get_by_role("link", name="Écrire ce livret").click()
    ines.get_by_label("Titre du livret").fill("Vivre au quotidien")
    ines.get_by_label("Motif public").fill("un titre que l’on comprend")
    look(ines, "09-ecrire-livret")
    ines.get_by_role("button", name=re.compile("Écrire le titre")).click()
    expect(ines.get_by_role("heading", level=1)).to_contain_text("Vivre au quotidien")
    ines.goto(f"{CAMPAIGN}publish/")
    ines.get_by_role("button", name=re.compile("^Publier")).click()
    member.goto(f"{CAMPAIGN}booklets/")
    member.locator(".pile a").first.click()
    look(member, "10-livret")

    # Two people talk in its room; each sees the other without reloading.
    be(tom, "Tom Arrieta")
    for page in (member, tom):
        page.goto(member.url if page is member else booklet_of(member))
        page.get_by_role("button", name="Entrer dans la salle").click()
    say(member, "Bonjour à tous, on commence par la mesure 1 ?")
    expect(tom.get_by_role("log")).to_contain_text("on commence par la mesure 1", timeout=15_000)
    say(tom, "Oui, et par ses sources.")
    expect(member.get_by_role("log")).to_contain_text("par ses sources", timeout=15_000)
    look(member, "11-salle")

    # Frozen by one organiser, put to the vote by two.
    tom.goto(f"{CAMPAIGN}freeze/")
    look(tom, "12-figer")
    tom.get_by_label("Motif public").fill("personne ne conteste plus")
    tom.get_by_role("button", name=re.compile("^Figer")).click()
    ines.goto(f"{CAMPAIGN}votes/new/")
    look(ines, "13-preparer-scrutin")
    ines.get_by_role("button", name="Préparer ce scrutin").click()
    vote = ines.url
    ines.get_by_role("button", name=re.compile("Préparer la liste")).click()
    tom.goto(vote)
    # Each question lies folded: unfolded, read, signed.
    for fold in tom.locator("details.asked").all():
        fold.locator("summary").first.click()
    for signed in tom.locator('input[name="signed"][type="checkbox"]').all():
        signed.check()
    tom.get_by_role("button", name="Confirmer ce scrutin").click()
    tom.get_by_role("button", name=re.compile("Figer la liste")).click()
    look(tom, "14-preparation")

    # The vote opens by its date; the member votes.
    walk_until(ines, member, vote, "Voter")
    look(member, "15-scrutin")
    member.get_by_role("link", name=re.compile("^Voter")).click()
    look(member, "16-bulletin")
    member.get_by_role("radio").nth(1).check()
    member.get_by_role("button", name="Relire mon bulletin").click()
    expect(member.get_by_text("Code de changement")).to_be_visible()
    look(member, "17-relire")
    member.get_by_role("button", name="Confirmer et mettre dans l’urne").click()
    expect(member.get_by_role("heading", level=1)).to_contain_text("Votre bulletin est dans l’urne")
    look(member, "18-recu")
    tracker = "".join(member.locator(".code-box:not(.secret) .code [aria-hidden]").all_inner_texts())
    assert re.fullmatch(r"[A-Z0-9]{12}", tracker)

    # It closes by its date, is sealed and published; an observer recounts it where the site is not trusted.
    walk_until(ines, member, vote, "Lire le résultat")
    be(maud, "Maud Kerlann")
    maud.goto(vote.replace("preparation/", "result/"))
    look(maud, "19-resultat")
    with maud.expect_download() as download:
        maud.get_by_role("link", name=re.compile("Dossier de preuves")).click()
    pack = tmp_path / "pack.zip"
    download.value.save_as(pack)
    said = recount(pack, "--receipt", tracker)
    assert said.returncode == 0, said.stdout
    assert "cohérent" in said.stdout

    # The same with the file that the site hands out, with its mirror, and in a page of the site.
    maud.goto("/verifier/")
    look(maud, "21-verifier")
    files = [save(maud, name, tmp_path) for name in ("livret-verify.pyz", "livret-mirror.pyz")]
    kept = run_file(files[1], site.address, tmp_path / "mirror", "--language", "fr")
    assert kept.returncode == 0, kept.stdout
    said = run_file(files[0], pack, "--anchors", tmp_path / "mirror" / "notes.txt", "--language", "fr")
    assert said.returncode == 0, said.stdout
    assert "conforme à" in said.stdout.splitlines()[-1]
    maud.get_by_role("link", name="Recompter dans le navigateur").click()
    maud.set_input_files("#recount-pack", str(pack))
    maud.fill("#recount-tracker", tracker)
    maud.get_by_role("button", name="Recompter").click()
    expect(maud.locator("#recount-shown .notice")).to_contain_text("Cohérent, non ancré")
    # One ballot alone is never published: it is not found, and the page says why.
    expect(maud.locator("#recount-shown")).to_contain_text(f"ne porte le numéro {tracker}")
    expect(maud.locator("#recount-shown")).to_contain_text("bulletins non")
    look(maud, "22-recompter")
    maud.goto("/journal/")
    look(maud, "20-journal")


def booklet_of(page: Page) -> str:
    """The booklet whose room the page stands in."""
    return page.locator("main a[href*='/booklets/']").first.get_attribute("href") or ""


def say(page: Page, words: str) -> None:
    """Send a message to the room."""
    page.get_by_label("Votre message").fill(words)
    page.get_by_role("button", name="Envoyer").click()


def walk_until(clock: Page, page: Page, preparation: str, offered: str) -> None:
    """Take the demo's steps until the page of the vote offers a link whose name begins so."""
    for _ in range(6):
        page.goto(preparation.replace("preparation/", ""))
        if page.get_by_role("link", name=re.compile(f"^{offered}")).count():
            return
        next_step(clock)
    raise AssertionError(f"the vote never offered: {offered}")


def recount(pack: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The verifier, as an observer runs it: no site, no network, no third-party package."""
    command = [sys.executable, "-S", "-m", "votes.verifier", str(pack), "--language", "fr", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)})


def save(page: Page, name: str | re.Pattern[str], folder: Path) -> Path:
    """A file that a link of the page hands out, saved under the name that the site gives it."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name).first.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def run_file(file: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A single file run where nothing else of ours can be imported."""
    command = [sys.executable, "-I", "-S", str(file), *map(str, arguments)]
    return subprocess.run(command, cwd=file.parent, capture_output=True, text=True, timeout=60)
