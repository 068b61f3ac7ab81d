"""What two questions have in common, and what keeps their figures apart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.core.comparing import Named, matched, obstacles
from votes.core.questions import Option, Question

YES_NO = Question(
    "livret-1-m1", 1, "Approuvez-vous ?", "yes-no", 1, False,
    (Option("yes", "Pour"), Option("no", "Contre"), Option("abstain", "Abstention")),
    settings={"base": "decided", "share": "1/2"},
)  # fmt: skip
CHOOSE = Question("lieu", 1, "Où ?", "choose", 1, True, (Option("o1", "Mende"), Option("o2", "Millau")))


def names(rule: str, *options: Named) -> list[tuple[str, ...]]:
    return [option.names(rule) for option in options]


def test_yes_and_no_are_the_same_whatever_they_are_called() -> None:
    here = names("yes-no", Named("yes", "Pour"), Named("no", "Contre"), Named("abstain", "Abstention"))
    there = names("choose", Named("o1", "Non"), Named("o2", "Oui"), Named("o3", "Plus tard"))
    assert matched(here, there) == [(0, 1), (1, 0)]


def test_an_answer_in_words_is_one_only_where_it_is_the_whole_option() -> None:
    assert (
        matched(names("yes-no", Named("yes", "Pour")), names("choose", Named("o1", "Pour les vélos"))) == []
    )


def test_a_measure_is_known_by_its_address_before_its_form_and_its_words() -> None:
    here = names("choose", Named("m1", "Planter", "aa", "/l1#m1"), Named("m2", "Planter", "bb", "/l1#m2"))
    there = names("borda", Named("b1-m2", "Planter", "aa", "/l1#m2"), Named("b9", "Planter", "aa"))
    assert matched(here, there) == [(0, 1), (1, 0)]


def test_the_same_words_are_the_same_option_whatever_their_case_and_blanks() -> None:
    there = names("choose", Named("o2", "  MENDE "))
    assert matched(names("choose", Named("o1", "Mende")), there) == [(0, 0)]


OPTIONS = st.lists(
    st.builds(Named, st.sampled_from("abc"), st.sampled_from(["Oui", "Non", "x", "y"]),
              st.sampled_from(["", "d1", "d2"]), st.sampled_from(["", "/1", "/2"])),
    max_size=6,
)  # fmt: skip


@given(OPTIONS, OPTIONS)
def test_a_pair_shares_a_name_and_no_option_is_in_two(here: list[Named], there: list[Named]) -> None:
    mine, theirs = names("choose", *here), names("choose", *there)
    pairs = matched(mine, theirs)
    assert all(set(mine[place]) & set(theirs[other]) for place, other in pairs)
    assert len({place for place, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    assert len(matched(mine, mine)) == len(mine)


def test_a_question_and_itself_in_one_vote_can_be_compared_in_all() -> None:
    assert obstacles(YES_NO, YES_NO, same_vote=True) == ()


@pytest.mark.parametrize(
    ("there", "code"),
    [
        (replace(YES_NO, settings={"base": "seats", "share": "1/2"}), "majority"),
        (replace(YES_NO, settings={"base": "decided", "share": "2/3"}), "majority"),
        (replace(YES_NO, settings={**YES_NO.settings, "quorum": {"base": "seats"}}), "quorum"),
        (replace(YES_NO, blank=True), "blank"),
        (replace(YES_NO, text="Et celle-ci ?"), "subject"),
    ],
)
def test_what_is_counted_otherwise_is_said(there: Question, code: str) -> None:
    assert obstacles(YES_NO, there, same_vote=True) == (code,)


def test_another_rule_another_vote_and_another_number_of_choices_are_said() -> None:
    assert obstacles(CHOOSE, replace(CHOOSE, rule="borda", most=2), same_vote=True) == ("rule",)
    assert obstacles(CHOOSE, replace(CHOOSE, most=2), same_vote=False) == ("most", "roll")
    assert obstacles(CHOOSE, replace(CHOOSE, settings={"ties": "draw"}), same_vote=True) == ("settings",)
