"""Open data of a result: the same numbers as the page and the pack, and no formula for a spreadsheet."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from deliberation.core.canonical import canonical, parse
from votes.models import Option, Vote
from votes.verifier.contents import read_pack

pytestmark = pytest.mark.django_db


def test_the_document_says_what_the_pack_says(client: Client, published: Vote) -> None:
    answer = client.get(reverse("vote-result-json", args=[published.slug]))
    assert answer["Content-Type"] == "application/json"
    document = parse(answer.content)
    assert isinstance(document, dict)
    assert canonical(document) == answer.content
    pack = read_pack(client.get(reverse("vote-pack", args=[published.slug])).getvalue())
    questions = document["questions"]
    assert isinstance(questions, list)
    assert [each["asked"] for each in questions] == [each.published() for each in pack.vote.questions]
    assert [each["result"] for each in questions] == [each.published() for each in pack.tally.results]


def test_the_table_has_one_row_an_option_and_no_formula(client: Client, published: Vote) -> None:
    Option.objects.filter(question__vote=published, question__number=1, code="m1").update(text="=1+1")
    answer = client.get(reverse("vote-result-csv", args=[published.slug]))
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert len(rows) == Option.objects.filter(question__vote=published).count()
    first = next(row for row in rows if row["code"] == "m1" and row["question"] == "livret-1")
    assert (first["text"], first["rank"], first["amount"], first["share"]) == ("'=1+1", "1", "7", "7/11")


def test_there_is_none_before_the_publication(client: Client, vote: Vote) -> None:
    for name in ("vote-result-json", "vote-result-csv"):
        assert client.get(reverse(name, args=[vote.slug])).status_code == 404
