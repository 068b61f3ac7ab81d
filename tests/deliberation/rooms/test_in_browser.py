"""A room in a real browser: two people talk, the line is cut, what was written meanwhile leaves once."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.deliberation.live.running import Site, running

CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site of its own: the test ends its web process."""
    with running(tmp_path_factory, "b") as site:
        yield site


@pytest.fixture
def pages(site: Site) -> Iterator[list[Page]]:
    """Two members, one at a desk and one on a phone."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("the browser tests need Debian's package chromium: apt-get install chromium")
    base = f"http://localhost:{site.ports[0]}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM, timeout=60_000)
        found = []
        for member, width in enumerate((1280, 360)):
            context = browser.new_context(
                viewport={"width": width, "height": 740}, locale="fr-FR", base_url=base
            )
            context.add_cookies([{"name": "sessionid", "value": site.sessions[member], "url": base}])
            found.append(context.new_page())
        yield found
        browser.close()


def send(page: Page, body: str) -> None:
    """Write and send."""
    page.get_by_label("Votre message").fill(body)
    page.get_by_role("button", name="Envoyer").click()


def test_a_conversation_outlives_the_server(site: Site, pages: list[Page]) -> None:
    desk, phone = pages
    faults: list[str] = []
    for page in pages:
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"/rooms/{site.rooms[0]}/")
        expect(page.get_by_text("Personne n’a encore écrit ici")).to_be_visible()
    send(desk, "Bonjour <b>à tous</b>\nligne 2")
    expect(phone.locator(".log li").last).to_contain_text("Bonjour <b>à tous</b>")
    send(phone, "Du téléphone")
    expect(desk.locator(".log li").last).to_contain_text("Du téléphone")
    expect(desk.locator(".log .mine")).to_have_count(1)

    site.processes[0].send_signal(signal.SIGTERM)
    site.processes.pop().wait()
    send(desk, "Écrit hors ligne")
    expect(desk.get_by_text("Votre message attend ici")).to_be_visible()
    expect(desk.locator(".waiting")).to_have_count(1)
    site.start_web(site.ports[0])
    expect(phone.locator(".log li").last).to_contain_text("Écrit hors ligne", timeout=60_000)
    expect(desk.locator(".waiting")).to_have_count(0, timeout=60_000)
    expect(desk.get_by_text("Hors ligne depuis")).to_be_hidden()
    for page in pages:
        expect(page.locator(".log li")).to_have_count(3)
        assert page.viewport_size is not None
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert faults == []


SECTION = """([topic, source]) => {
  document.querySelector("main").innerHTML =
    `<section data-live="${topic}" data-src="${source}"><a id="kept" href="#">avant</a></section>`;
  document.getElementById("kept").focus();
  return import("/static/js/live.js").then(() => undefined);
}"""


def test_a_section_reads_itself_again_and_keeps_the_focus(site: Site, pages: list[Page]) -> None:
    from django.core.signing import Signer

    page, _ = pages
    key = (site.folder / "secret.key").read_text().strip()
    page.route("**/fragment/", lambda route: route.fulfill(body='<a id="kept" href="#">après</a>'))
    page.goto("/account/sign-in/")
    page.evaluate(SECTION, [Signer(key=key, salt="live").sign("run.k7"), "/fragment/"])
    page.wait_for_timeout(1000)  # the line is open
    site.run(
        "-c", "import django; django.setup(); from deliberation import live; live.announce('run.k7', 'x')"
    )
    expect(page.get_by_text("après")).to_be_focused(timeout=15_000)
