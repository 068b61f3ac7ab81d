"""The demo's texts: ours, many, worded as different people would."""

from collections import Counter
from datetime import date

import pytest

from frontend.demo.people import OFFICERS, demo_people
from frontend.demo.writing import Demand, demands, demo_texts, odd
from proposals.core.texts import check_body, check_title

DEMANDS = demands()


def test_there_are_enough_demands_over_two_dozen_themes() -> None:
    assert len(DEMANDS) >= 300
    assert len({demand.theme for demand in DEMANDS}) == 24
    assert all(count >= 10 for count in Counter(demand.theme for demand in DEMANDS).values())


def test_no_sentence_was_written_twice() -> None:
    sentences = Counter(
        sentence for demand in DEMANDS for sentence in (*demand.problems, *demand.asks, *demand.reasons)
    )
    assert [sentence for sentence, count in sentences.items() if count > 1] == []


@pytest.mark.parametrize("demand", DEMANDS, ids=lambda demand: f"{demand.theme}-{demand.slug}")
def test_a_demand_has_its_wordings_and_its_opposite_answers(demand: Demand) -> None:
    assert len(demand.titles) >= 3
    assert min(len(demand.problems), len(demand.asks), len(demand.reasons)) >= 3
    if demand.opposes:
        (other,) = [one for one in DEMANDS if (one.theme, one.slug) == (demand.theme, demand.opposes)]
        assert other.opposes == demand.slug


def test_the_texts_are_those_of_the_seed_and_all_can_be_submitted() -> None:
    texts = demo_texts(1500, "graine")
    assert len(texts) == 1500
    assert texts == demo_texts(1500, "graine")
    assert texts != demo_texts(1500, "autre graine")
    assert len({text.key for text in texts}) == 1500
    for text in texts:
        check_body(text.body, 5000)
        if text.title:
            check_title(text.title)


def test_recurrence_is_uneven_and_every_demand_comes_up() -> None:
    counts = Counter(
        tuple(text.key.split("/")[:2]) for text in demo_texts(1500, "graine") if text.kind == "proposal"
    )
    assert all(counts[demand.theme, demand.slug] >= 1 for demand in DEMANDS)
    assert max(counts.values()) >= 10


def test_answers_follow_a_text_that_is_there() -> None:
    texts = demo_texts(1500, "graine")
    proposals = {text.key for text in texts if text.kind == "proposal"}
    answers = [text for text in texts if text.kind == "answer"]
    assert len(answers) >= 100
    assert all(answer.parent in proposals for answer in answers)


def test_people_are_many_and_some_came_too_late_for_a_roll() -> None:
    today = date(2026, 11, 24)
    people = demo_people(600, today, "graine")
    assert len({someone.email for someone in people}) == 600
    assert len({someone.reference for someone in people}) == 600
    assert len({someone.name for someone in people}) > 300
    assert sum((today - someone.joined_on).days < 15 for someone in people) == 20
    assert {office for _email, _name, office in OFFICERS} >= {"organiser", "observer", "moderator"}
    assert len(odd()["off_topic"]) >= 20
