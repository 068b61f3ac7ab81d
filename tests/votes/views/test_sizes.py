"""Who watches the line sees sizes, addresses and headers: they are the same for every ballot."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from tests.votes.builders import make_frozen_campaign, make_open, make_voters, questions_of
from votes.forms.ballots import SIZE_STEP
from votes.models import Ballot, Question

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
TEXTS = [f"Mesure {number}. " + "Des mots de plus, & d’autres. " * number for number in range(1, 9)]
HIDDEN = re.compile(rb'<input type="hidden" name="([^"]*)" value="([^"]*)"')


def post(client: Client, name: str, question: Question, fields: list[tuple[str, str]]) -> Any:
    """Post a form as a browser without scripts does, and see what a watcher sees of it."""
    address = reverse(name, args=[question.vote.slug, question.slug])
    return client.post(address, urlencode(fields), content_type=FORM, headers={"accept-encoding": "gzip, br"})


def test_thirty_ballots_make_one_size_of_request_and_one_of_answer() -> None:
    voters = make_voters(30)
    campaign = make_frozen_campaign([(text, ("Une mesure",)) for text in TEXTS])
    question = questions_of(make_open(campaign))[-1]
    codes = [option.code for option in question.options.all()]
    ballots = [[code] for code in codes] + [codes[n : n + 2] for n in range(7)]
    ballots += (
        [codes[n : n + 3] for n in range(6)] + [["blank"]] + [[codes[0], codes[n]] for n in range(2, 8)]
    )
    ballots += [[codes[7], codes[1]], [codes[7], codes[2]]]
    requests, reviews, receipts = set(), set(), set()
    for voter, chosen in zip(voters, ballots, strict=True):
        client = Client()
        client.force_login(voter)
        review = post(client, "ballot-review", question, [("choices", code) for code in chosen])
        assert review.status_code == 200
        fields = [(name.decode(), value.decode()) for name, value in HIDDEN.findall(review.content)]
        answer = post(client, "ballot-cast", question, [f for f in fields if f[0] != "csrfmiddlewaretoken"])
        assert answer.status_code == 200
        requests.add(len(urlencode(fields)))
        reviews.add(len(review.content))
        receipts.add(len(answer.content))
        for page in (review, answer):
            assert page["Cache-Control"] == "no-store, no-transform"
            assert "Content-Encoding" not in page
    assert len({tuple(ballot.choices) for ballot in Ballot.objects.all()}) == 30
    assert [len(sizes) for sizes in (requests, reviews, receipts)] == [1, 1, 1]
    assert not [size for size in (*reviews, *receipts) if size % SIZE_STEP]
