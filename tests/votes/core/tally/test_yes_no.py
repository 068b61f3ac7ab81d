"""The rule "yes or no": a second count written from the page alone, and settings that are refused."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.errors import RuleBroken
from tests.votes.core.tally.vectors import a_question
from votes.core.choices import Choices
from votes.core.definition import check_question
from votes.core.questions import Option
from votes.core.tally.yes_no import count

CODES = ["yes", "no", "abstain"]


SHARES = st.sampled_from(["1/2", "2/3", "3/5", "1/1", "1/7"])
QUORUMS = st.one_of(
    st.none(),
    st.builds(
        lambda base, counted, share: {"base": base, "counted": counted, "share": share},
        st.just("seats"),
        st.sampled_from(["ballots", "expressed", "yes"]),
        SHARES,
    ),
    st.builds(
        lambda counted, share: {"base": "ballots", "counted": counted, "share": share},
        st.sampled_from(["expressed", "yes"]),
        SHARES,
    ),
)


def adopted_by_the_page(given_settings: dict[str, Any], ballots: list[Choices], seats: int) -> bool:
    """The page again, in ratios rather than in whole numbers."""
    yes, no = ballots.count(("yes",)), ballots.count(("no",))
    counted = {
        "yes": yes,
        "decided": yes + no,
        "expressed": len(ballots) - ballots.count(("blank",)),
        "ballots": len(ballots),
        "seats": seats,
    }
    base = counted[given_settings["base"]]
    share = Fraction(given_settings["share"])
    carried = yes > 0 and (yes > share * base if given_settings["more"] else yes >= share * base)
    quorum = given_settings["quorum"]
    if quorum is None:
        return carried
    return carried and counted[quorum["counted"]] >= Fraction(quorum["share"]) * counted[quorum["base"]]


@given(
    st.lists(st.sampled_from([("yes",), ("no",), ("abstain",), ("blank",)]), max_size=40),
    st.integers(0, 20),
    st.sampled_from(["decided", "expressed", "ballots", "seats"]),
    SHARES,
    st.booleans(),
    QUORUMS,
)
def test_adopted_exactly_when_the_page_says_so(
    ballots: list[Choices], absent: int, base: str, share: str, more: bool, quorum: Any
) -> None:
    asked = {"base": base, "share": share, "more": more and share != "1/1", "quorum": quorum}
    question = a_question(CODES, "yes-no", 1, **asked)
    result = count(question, ballots, len(ballots) + absent, "")
    assert result.adopted is adopted_by_the_page(asked, ballots, len(ballots) + absent)
    assert sum(line.votes for line in result.options) == result.expressed


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 9))
def test_one_more_yes_never_defeats_what_was_adopted(yes: int, no: int, abstentions: int) -> None:
    question = a_question(CODES, "yes-no", 1, share="2/3", more=False)
    ballots: list[Choices] = [*[("yes",)] * yes, *[("no",)] * no, *[("abstain",)] * abstentions]
    if count(question, ballots, 99, "").adopted:
        assert count(question, [*ballots, ("yes",)], 99, "").adopted


@pytest.mark.parametrize(
    ("change", "setting"),
    [
        ({"options": (Option("no", "Non"), Option("yes", "Oui"))}, "options"),
        ({"most": 2}, "most"),
        ({"settings": {"ties": "draw"}}, "ties"),
        ({"settings": {"base": "members"}}, "base"),
        ({"settings": {"share": "2/4"}}, "share"),
        ({"settings": {"share": "3/2"}}, "share"),
        ({"settings": {"share": "0/1"}}, "share"),
        ({"settings": {"share": 1}}, "share"),
        ({"settings": {"share": "1/1"}}, "more"),
        ({"settings": {"more": 1}}, "more"),
        ({"settings": {"quorum": {"base": "seats", "counted": "no", "share": "1/2"}}}, "quorum"),
        ({"settings": {"quorum": {"base": "ballots", "counted": "ballots", "share": "1/2"}}}, "quorum"),
        ({"settings": {"quorum": {"base": "seats"}}}, "quorum"),
        ({"settings": {"quorum": "1/2"}}, "quorum"),
    ],
)
def test_settings_that_could_not_be_counted_are_refused(change: dict[str, Any], setting: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_question(replace(a_question(["yes", "no"], "yes-no", 1), **change))
    assert refusal.value.facts["setting"] == setting
