"""Who watches the line sees sizes, addresses and headers: they are the same for every ballot."""

import re
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from deliberation.members.models import Member
from tests.votes.builders import cast, make_frozen_campaign, make_open, make_voters, questions_of
from votes.forms.ballots import OTHER_FIELDS, SIZE_STEP, BallotForm
from votes.models import Ballot, Option, Question

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
TEXTS = [f"Mesure {number}. " + "Des mots de plus, & d’autres. " * number for number in range(1, 9)]
HIDDEN = re.compile(rb'<input type="hidden" name="([^"]*)" value="([^"]*)"')


def post(client: Client, name: str, question: Question, fields: list[tuple[str, str]]) -> Any:
    """Post a form as a browser without scripts does, and see what a watcher sees of it."""
    address = reverse(name, args=[question.vote.slug, question.slug])
    return client.post(address, urlencode(fields), content_type=FORM, headers={"accept-encoding": "gzip, br"})


def posted(client: Client, name: str, question: Question, fields: list[tuple[str, str]]) -> tuple[Any, int]:
    """The answer, and the bytes of address and form that went out; the token is as long in every form."""
    answer = post(client, name, question, fields)
    assert answer.status_code == 200
    address = reverse(name, args=[question.vote.slug, question.slug])
    return answer, len(address) + len(urlencode(fields))


def fields_of(page: Any) -> list[tuple[str, str]]:
    """What the hidden fields of a page send along."""
    fields = [(name.decode(), value.decode()) for name, value in HIDDEN.findall(page.content)]
    return [field for field in fields if field[0] != "csrfmiddlewaretoken"]


@pytest.fixture
def voters(db: None) -> list[Member]:
    return make_voters(30)


@pytest.fixture
def question(voters: list[Member]) -> Question:
    """Up to three of eight booklets with names of very different lengths."""
    return questions_of(make_open(make_frozen_campaign([(text, ("Une mesure",)) for text in TEXTS])))[-1]


def thirty_ballots(question: Question) -> list[list[str]]:
    """One, two and three options, and blank."""
    codes = [option.code for option in question.options.all()]
    ballots = [[code] for code in codes] + [codes[n : n + 2] for n in range(7)]
    ballots += (
        [codes[n : n + 3] for n in range(6)] + [["blank"]] + [[codes[0], codes[n]] for n in range(2, 8)]
    )
    return [*ballots, [codes[7], codes[1]], [codes[7], codes[2]]]


def test_thirty_ballots_and_thirty_changes_make_one_size_of_request_and_one_of_each_answer(
    voters: list[Member], question: Question
) -> None:
    ballots = thirty_ballots(question)
    assert len({tuple(ballot) for ballot in ballots}) == 30
    requests, answers = set(), set()
    for place, (chosen, new) in enumerate(zip(ballots, reversed(ballots), strict=True)):
        client = Client(REMOTE_ADDR=f"192.0.2.{place}")  # each at home: codes are tried so often from one
        client.force_login(voters[place])
        code: list[tuple[str, str]] = []  # what the first round shows the second one needs
        for kind, choices in (("ballot", chosen), ("vote-change", new)):
            fields = [("choices", choice) for choice in choices]
            review, _ = posted(client, f"{kind}-review", question, fields + code)
            code = [field for field in fields_of(review) if field[0] == "code"]
            answer, size = posted(client, f"{kind}-cast", question, fields_of(review))
            requests.add(size)
            answers |= {(kind, "review", len(review.content)), (kind, "cast", len(answer.content))}
            for page in (review, answer):
                assert page["Cache-Control"] == "no-store, no-transform"
                assert "Content-Encoding" not in page
    assert {ballot.version for ballot in Ballot.objects.all()} == {2}
    assert len({tuple(ballot.choices) for ballot in Ballot.objects.all()}) == 30
    assert len(requests) == 1
    assert len(answers) == 4, answers
    assert not [size for *_, size in answers if size % SIZE_STEP]


@pytest.mark.parametrize("name", ["ballot", "vote-change"])
def test_a_form_that_the_browser_fills_in_sends_a_length_drawn_for_it_and_its_page_tells_none(
    client: Client, voters: list[Member], question: Question, name: str
) -> None:
    """Without scripts: whoever chooses more sends a few bytes more, drowned in up to two thousand."""
    client.force_login(voters[0])
    ballot = cast(voters[0], question, "blank") if name == "vote-change" else None
    lengths, pages = [], set()
    for place in range(12):
        if ballot:
            asked = {"question": question.slug, "code": ballot.code}
            page: Any = client.post(reverse(name, args=[question.vote.slug]), asked, REMOTE_ADDR=f"::{place}")
        else:
            page = client.get(reverse(name, args=[question.vote.slug, question.slug]))
        lengths.append(len(dict(fields_of(page))["padding"]))
        pages.add(len(page.content))
    assert len(set(lengths)) > 8
    assert max(lengths) < SIZE_STEP
    assert len(pages) == 1


def make_question(rule: str, options: int, most: int, allowed: dict[str, Any]) -> Question:
    """A question of so many options whose codes and wordings are of very different lengths."""
    vote = make_open()
    question = Question.objects.create(
        vote=vote, slug="sizes", number=90, text="Quoi ?", rule=rule, most=most, settings=allowed
    )
    Option.objects.bulk_create(
        Option(
            question=question, code=f"b{place}-m{place * 7 % 13}", position=place,
            text="« é à & ü »" * (place % 7) + "x" * (place * 31 % 97),
        )
        for place in range(1, options + 1)
    )  # fmt: skip
    return Question.objects.prefetch_related("options").get(pk=question.pk)


def some_ballot(question: Question, lots: Random) -> list[tuple[str, str]]:
    """The fields of a legal ballot as a browser may post them, empty ranks and grades among them or not."""
    codes = [option.code for option in question.options.all()]
    chosen = lots.sample(codes, lots.randint(1, question.most))
    if lots.random() < 0.05:
        return [("choices", "blank")]
    if question.rule == "approval":
        return [("choices", code) for code in chosen]
    if question.rule == "borda":
        ranks = {code: str(place) for place, code in enumerate(chosen, start=1)}
        return [(f"rank-{code}", ranks.get(code, "")) for code in codes]
    return [(f"grade-{code}", str(lots.randint(0, 100))) for code in chosen]


@pytest.mark.parametrize(
    ("rule", "options", "most", "allowed"),
    [
        ("approval", 12, 12, {}),
        ("approval", 120, 120, {}),
        ("approval", 120, 3, {}),
        ("borda", 10, 4, {}),
        ("borda", 50, 50, {}),
        ("score", 10, 10, {"lowest": 0, "highest": 100}),
        ("score", 50, 50, {"lowest": 0, "highest": 100}),
    ],
)
def test_every_shape_of_ballot_has_one_size_of_request_and_no_page_longer_than_the_longest(
    rule: str, options: int, most: int, allowed: dict[str, Any]
) -> None:
    question = make_question(rule, options, most, allowed)
    lots = Random(f"{rule} {options} {most}")

    def shown(form: BallotForm) -> int:
        parts = ("votes/_carried.html", "votes/_chosen.html")
        return sum(len(render_to_string(part, {"ballot": form}).encode()) for part in parts)

    requests, room = set(), set()
    for _ in range(40):
        fields = some_ballot(question, lots)
        form = BallotForm(question, QueryDict(urlencode([("seed", "abcdefghjk"), *fields])))
        assert form.is_valid(), form.errors
        requests.add(len(urlencode([*form.carried, ("padding", form.padding)])))
        room.add(form.room)
        assert len(urlencode(fields)) + OTHER_FIELDS <= form.room  # what a browser fills in fits too
        assert shown(form) <= shown(form.longest())
    assert (len(requests), len(room)) == (1, 1)
    assert room.pop() % SIZE_STEP == 0


def test_the_page_for_another_choice_is_as_long_whatever_is_ticked() -> None:
    voter = make_voters(30)[0]
    campaign = make_frozen_campaign([(f"Livret {number}", ("Une mesure",)) for number in range(1, 9)])
    question = questions_of(make_open(campaign))[-1]
    client = Client()
    client.force_login(voter)
    codes = [option.code for option in question.options.all()]
    sizes = set()
    for chosen in (codes[:1], codes[:2], codes[:3], ["blank"], codes[5:8]):
        sizes.add(len(post(client, "ballot", question, [("choices", code) for code in chosen]).content))
    assert len(sizes) == 1
