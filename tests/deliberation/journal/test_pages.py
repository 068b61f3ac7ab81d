"""The journal's pages: everyone may read, filter, follow one entry, and check a head they noted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import AsyncClient, Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from deliberation.core.actors import Actor
from deliberation.core.canonical import parse
from deliberation.core.chain import Link, first_break
from deliberation.journal.actions import record

INES = Actor("organiser", "Inès <b>Valmont</b>")


def write(code: str = "trial.made", **facts: str | int) -> Link:
    with transaction.atomic():
        return record(INES, code, **facts)


def record_of(line: bytes) -> dict[str, Any]:
    found = parse(line)
    assert isinstance(found, dict)
    return found


@pytest.fixture
def three(db: None) -> list[Link]:
    return [write(seats=9640), write("other.done", root="ab" * 32), write()]


def download(client: Client) -> bytes:
    return b"".join(client.get("/journal/journal.jsonl"))


def test_an_empty_journal_says_so(client: Client, db: None) -> None:
    assertContains(client.get("/journal/"), "Aucune ligne.")


def test_newest_first_with_names_escaped(client: Client, three: list[Link]) -> None:
    page = client.get("/journal/").content.decode()
    assert page.index("Nº 3") < page.index("Nº 2") < page.index("Nº 1")
    assert "Inès &lt;b&gt;" in page
    assert "organisateur" in page


def test_a_family_filters(client: Client, three: list[Link]) -> None:
    page = client.get("/journal/?family=other")
    assertContains(page, "Nº 2")
    assertNotContains(page, "Nº 1</a>")


@pytest.mark.parametrize("question", ["?family=nowhere", "?page=x", "?page=-1", "?page=99999999999999999999"])
def test_an_odd_question_shows_the_list(client: Client, three: list[Link], question: str) -> None:
    assert client.get("/journal/" + question).status_code == 200


def test_one_entry_shows_whole_digests_and_the_bytes(client: Client, three: list[Link]) -> None:
    page = client.get("/journal/2/")
    assertContains(page, " ".join(["abababab"] * 8))
    assertContains(page, three[1].digest[:8])
    assertContains(page, "&quot;previous&quot;:&quot;" + three[0].digest)


def test_no_such_entry(client: Client, three: list[Link]) -> None:
    assert client.get("/journal/4/").status_code == 404
    assert client.get("/journal/99999999999999999999999/").status_code == 404


def test_a_page_costs_the_same_whatever_its_length(
    client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(45):
        write()
    with django_assert_num_queries(4):  # families, count, page, head
        page = client.get("/journal/?page=2")
    assertContains(page, 'aria-current="page">2')


def test_the_download_is_a_chain_that_holds(client: Client, three: list[Link]) -> None:
    lines = download(client).splitlines()
    links = [Link(**record_of(line)) for line in lines]
    assert links == three
    assert first_break(links) is None


@pytest.mark.django_db(transaction=True)
async def test_the_download_under_asgi_is_the_same() -> None:
    from asgiref.sync import sync_to_async

    made = await sync_to_async(lambda: [write(), write()])()
    answer: HttpResponseBase = await AsyncClient().get("/journal/journal.jsonl")
    assert isinstance(answer, StreamingHttpResponse)
    body = b"".join([part async for part in answer])
    assert [record_of(line)["digest"] for line in body.splitlines()] == [link.digest for link in made]


def test_the_verifier_takes_the_download(client: Client, three: list[Link], tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    file.write_bytes(download(client))
    command = [sys.executable, "-m", "votes.verifier", str(file), "--known-head"]
    good = subprocess.run([*command, three[1].digest], capture_output=True, check=False)
    assert good.returncode == 0, good.stdout
    wrong = subprocess.run([*command, "0" * 63 + "1"], capture_output=True, check=False)
    assert wrong.returncode == 1, wrong.stdout


def test_a_noted_head_is_found_however_it_was_written(client: Client, three: list[Link]) -> None:
    noted = " ".join([three[1].digest[:8].upper(), three[1].digest[8:16]])
    assertContains(client.get("/journal/noted/", {"digest": noted}), "Cette tête est la ligne 2")


def test_an_unknown_head_says_what_to_do(client: Client, three: list[Link]) -> None:
    assertContains(client.get("/journal/noted/", {"digest": "0" * 64}), "n’est pas dans le journal")


@pytest.mark.parametrize("typed", ["", "abc", "g" * 64, "<script>" * 9, "0" * 65])
def test_what_is_no_head_keeps_what_was_typed(client: Client, three: list[Link], typed: str) -> None:
    page = client.get("/journal/noted/", {"digest": typed})
    assert page.status_code == 422
    assertContains(page, 'aria-invalid="true"', status_code=422)
    assertNotContains(page, "<script>", status_code=422)


def test_the_head_stands_on_every_page(client: Client, three: list[Link]) -> None:
    assertContains(client.get("/"), "Tête du journal nº 3")
    assertContains(client.get("/"), three[2].digest[-8:])
