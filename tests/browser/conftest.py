"""A real site, started as a newcomer would, and a real browser: Debian's Chromium through Playwright."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize, sync_playwright

from tests.built import copy_of_demo, environ_of

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "screenshots"
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# The first words of each list of facts whose answers do not all stand under one another.
RAGGED = """[...document.querySelectorAll("dl.facts")].filter((list) => {
  const edges = [...list.querySelectorAll("dd")].map((said) => Math.round(said.getBoundingClientRect().left));
  return new Set(edges).size > 1;
}).map((list) => list.textContent.slice(0, 60))"""
SIZES: dict[str, ViewportSize] = {
    "1280": {"width": 1280, "height": 900},
    "360": {"width": 360, "height": 740},
}


@dataclass(frozen=True)
class Site:
    """A running demo: its address, its folder, and how to run a command beside it."""

    address: str
    folder: Path
    environ: dict[str, str]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a manage.py command on the site's own data."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environ, capture_output=True, text=True, check=True)


# Playwright keeps an event loop running in its thread: the tests of another file must not meet it.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("the browser tests need Debian's package chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=CHROMIUM, timeout=60_000)
        yield launched
        launched.close()


@pytest.fixture
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small demo, built by the command that `make demo` calls, and served by `manage.py serve`."""
    folder = copy_of_demo(tmp_path_factory, tmp_path_factory.mktemp("site"), "small")
    yield from served_demo(folder)


def served_demo(folder: Path) -> Iterator[Site]:
    """The demo of a folder, served on a free port until the tests are over."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    environ = environ_of(folder, LIVRET_DEMO="1", LIVRET_ADDRESS=address)
    served = Site(address, folder, environ)
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
        try:
            wait_for(address)
            yield served
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)


def look_at_both(page: Page, name: str) -> None:
    """Hold the page to the rules at both sizes, then go back to its own."""
    own = page.viewport_size
    for size in SIZES.values():
        page.set_viewport_size(size)
        look(page, name)
    assert own is not None
    page.set_viewport_size(own)


def wait_for(address: str) -> None:
    """Wait until the site answers, a minute at most."""
    for _ in range(240):
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise TimeoutError(f"{address} does not answer")


class OpenPage(Protocol):
    """Opens a page at a size, with or without scripts."""

    def __call__(self, size: str, script: bool = True) -> Page:
        """A fresh browser, signed in as nobody."""
        ...


@dataclass
class Watched:
    """What a browser must never do while a test looks: ask another host, log an error."""

    outside: list[str]
    messages: list[str]


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[OpenPage]:
    """A fresh browser at one of the two sizes; afterwards: no other host was asked, nothing was logged."""
    contexts: list[BrowserContext] = []
    watched = Watched([], [])

    def note(request: Request) -> None:
        if not request.url.startswith((site.address, site.address.replace("http", "ws"), "data:", "blob:")):
            watched.outside.append(request.url)

    def open_at(size: str, script: bool = True) -> Page:
        context = browser.new_context(
            viewport=SIZES[size],
            locale="fr-FR",
            base_url=site.address,
            java_script_enabled=script,
        )
        contexts.append(context)
        context.on("request", note)
        page = context.new_page()
        page.on("console", lambda said: watched.messages.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: watched.messages.append(str(error)))
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert watched.outside == []
    # A page that answers 4xx on purpose is logged by the browser itself; anything else is a fault.
    assert [said for said in watched.messages if "status of 4" not in said] == []


def look(page: Page, name: str) -> None:
    """Keep a screenshot; hold the page to the rules: nothing serious for axe, no sideways scroll."""
    SCREENSHOTS.mkdir(exist_ok=True)
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
    found = Axe().run(page).response["violations"]
    serious = [
        (rule["id"], rule["nodes"][0]["html"][:200])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]
    assert serious == [], f"{name} at {width}"
    assert page.evaluate("document.documentElement.scrollWidth") <= width, (
        f"{name} scrolls sideways at {width}"
    )
    assert page.evaluate(RAGGED) == [], f"{name} at {width}: what a list of facts says stands in two columns"
