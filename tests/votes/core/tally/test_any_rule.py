"""What holds for every counting rule, whatever the ballots."""

import json
import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.core.canonical import canonical, parse
from deliberation.core.errors import RuleBroken
from tests.votes.core.tally.vectors import a_question
from votes.core.choices import BLANK, Choice, Choices, Shape
from votes.core.patterns import pattern_count
from votes.core.questions import Question
from votes.core.reading import Malformed
from votes.core.tally.results import Result
from votes.core.tally.rules import RULES, count_question, read_result, rule_of

CODES = ["a", "b", "c", "d"]
WORDS = {"grades": ["reject", "poor", "fair", "good", "excellent"]}
CASES: list[tuple[str, dict[str, Any]]] = [
    ("choose", {}),
    ("choose", {"ties": "draw"}),
    ("approval", {"quorum": {"base": "seats", "counted": "expressed", "share": "1/3"}}),
    ("score", {}),
    ("score", {"by": "mean", "ties": "draw"}),
    ("majority-judgement", WORDS),
    ("borda", {}),
    ("borda", {"unranked": "zero", "ties": "draw"}),
    ("borda", {"unranked": "modified"}),
    ("schulze", {}),
    ("schulze", {"ties": "draw"}),
    ("ranked-pairs", {}),
    ("ranked-pairs", {"ties": "draw", "strength": "margins"}),
    ("instant-runoff", {}),
    ("stv-scottish", {"places": 2}),
    ("stv-meek", {"places": 2}),
]
every_rule = pytest.mark.parametrize(("rule", "set_so"), CASES)
CONDORCET = ("schulze", "ranked-pairs")
MAJORITARIAN = (*CONDORCET, "choose", "instant-runoff")
SEED = "a seed"


def asked(rule: str, set_so: dict[str, Any], codes: Sequence[str] = CODES) -> Question:
    return a_question(list(codes), rule, 2 if rule == "choose" else None, **set_so)


def legal(rule: str, draw: random.Random, codes: Sequence[str] = CODES) -> Choices:
    """One legal ballot of a question of these options."""
    shape = RULES[rule].shape
    if draw.random() < 0.1:
        return BLANK
    named = draw.sample(codes, draw.randint(1, 2 if rule == "choose" else len(codes)))
    if shape is Shape.RANKING:
        return tuple(named)
    kept = [code for code in codes if code in named]
    return tuple((code, draw.randint(0, 4)) for code in kept) if shape is Shape.GRADES else tuple(kept)


def box(rule: str, seed: int, most: int = 40, codes: Sequence[str] = CODES) -> list[Choices]:
    draw = random.Random(seed)
    return [legal(rule, draw, codes) for _ in range(draw.randint(0, most))]


def counted(rule: str, set_so: dict[str, Any], ballots: list[Choices]) -> Result:
    return count_question(asked(rule, set_so), ballots, 100, SEED)


SEEDS = st.integers(0, 10**9)


@every_rule
@settings(max_examples=40)
@given(seed=SEEDS)
def test_heads_add_up_and_ranks_are_ranks(rule: str, set_so: dict[str, Any], seed: int) -> None:
    ballots = box(rule, seed)
    result = counted(rule, set_so, ballots)
    assert (result.question, result.rule, result.seats) == ("q", rule, 100)
    assert result.ballots == len(ballots) == result.blank + result.expressed
    assert result.blank == ballots.count(BLANK)
    assert sorted(line.code for line in result.options) == CODES
    for place, line in enumerate(result.options):
        shared = [other.rank for other in result.options].index(line.rank)
        assert line.rank == shared + 1 <= place + 1
    sharing = [{line.code for line in result.options if line.rank == rank} for rank in range(1, 5)]
    if result.draw and set_so.get("ties") == "draw":
        assert all(len(codes) <= 1 for codes in sharing)
    else:
        assert [codes for codes in sharing if len(codes) > 1] == [
            set(tie) for tie in result.ties[: sum(len(codes) > 1 for codes in sharing)]
        ]


@every_rule
@settings(max_examples=40)
@given(seed=SEEDS)
def test_a_published_result_reads_back_and_could_have_been(
    rule: str, set_so: dict[str, Any], seed: int
) -> None:
    result = counted(rule, set_so, box(rule, seed))
    assert read_result(parse(canonical(result.published()))) == result
    assert rule_of(asked(rule, set_so)).is_possible(asked(rule, set_so), result, SEED)


@every_rule
@settings(max_examples=25)
@given(seed=SEEDS)
def test_the_order_of_the_ballots_changes_nothing(rule: str, set_so: dict[str, Any], seed: int) -> None:
    ballots = box(rule, seed)
    mixed = random.Random(seed + 1).sample(ballots, len(ballots))
    assert counted(rule, set_so, mixed) == counted(rule, set_so, ballots)


def decided_by_lot(result: Result) -> bool:
    return json.dumps(result.published()).find('"lot": true') >= 0


@every_rule
@settings(max_examples=40)
@given(seed=SEEDS)
def test_other_names_for_the_options_give_the_same_result_under_these_names(
    rule: str, set_so: dict[str, Any], seed: int
) -> None:
    ballots = box(rule, seed)
    names = dict(zip(CODES, random.Random(seed).sample(CODES, 4), strict=True))
    first = counted(rule, set_so, ballots)
    question = asked(rule, set_so)

    def renamed(ballot: Choices) -> Choices:
        if ballot == BLANK:
            return BLANK
        other = [names[each] if isinstance(each, str) else (names[each[0]], each[1]) for each in ballot]
        if rule_of(question).shape is Shape.RANKING:
            return tuple(other)
        return tuple(sorted(other, key=lambda each: each if isinstance(each, str) else each[0]))

    second = counted(rule, set_so, [renamed(ballot) for ballot in ballots])
    if decided_by_lot(first) or (set_so.get("ties") == "draw" and (first.ties or rule == "ranked-pairs")):
        return  # the lot is drawn among names
    ranks = {names[line.code]: line.rank for line in first.options}
    assert ranks == {line.code: line.rank for line in second.options}


@pytest.mark.parametrize(("rule", "set_so"), [case for case in CASES if case[0] in MAJORITARIAN])
@settings(max_examples=40)
@given(seed=SEEDS)
def test_an_option_named_alone_or_first_by_a_majority(rule: str, set_so: dict[str, Any], seed: int) -> None:
    """The majority criterion, of the rules that have it: more than half want A only, or first."""
    ballots = [ballot for ballot in box(rule, seed) if ballot != BLANK]
    more: list[Choices] = [("a",)] * (len(ballots) + 1)
    if rule == "choose":
        ballots = [ballot[:1] for ballot in ballots]
    assert counted(rule, set_so, ballots + more).options[0].code == "a"


@pytest.mark.parametrize(("rule", "set_so"), [case for case in CASES if case[0] in CONDORCET])
@settings(max_examples=80)
@given(seed=SEEDS)
def test_who_wins_every_duel_is_first(rule: str, set_so: dict[str, Any], seed: int) -> None:
    ballots = box(rule, seed)
    published: Any = counted(rule, set_so, ballots).published()

    def before(one: str, other: str) -> int:
        return sum(
            one in ballot and (other not in ballot or ballot.index(one) < ballot.index(other))
            for ballot in ballots
        )

    for row, one in enumerate(CODES):
        assert published["duels"][row] == [0 if one == other else before(one, other) for other in CODES]
    winners = [c for c in CODES if all(before(c, other) > before(other, c) for other in CODES if other != c)]
    assert published["condorcet"] == (winners[0] if winners else None)
    if winners:
        assert published["options"][0]["code"] == winners[0]
        assert [line["rank"] for line in published["options"]].count(1) == 1


MONOTONE = ["choose", "approval", "score", "majority-judgement", "borda", "schulze", "ranked-pairs"]


@pytest.mark.parametrize("rule", MONOTONE)
@settings(max_examples=60)
@given(seed=SEEDS)
def test_more_support_never_harms(rule: str, seed: int) -> None:
    """Monotonicity: A moves up on one ballot, all else alike, and is not ranked worse.

    Instant run-off and the transferable votes do not have it, as their pages say.
    """
    set_so = WORDS if rule == "majority-judgement" else {}
    ballots = box(rule, seed) or [BLANK]
    at = random.Random(seed).randrange(len(ballots))
    raised = list(ballots)
    raised[at] = with_more_of("a", ballots[at], rule)
    before, after = counted(rule, set_so, ballots), counted(rule, set_so, raised)
    ranks = [next(line.rank for line in result.options if line.code == "a") for result in (before, after)]
    if rule in CONDORCET:
        assert ranks[0] > 1 or ranks[1] == 1  # a winner stays one
    else:
        assert ranks[1] <= ranks[0]


def with_more_of(code: str, ballot: Choices, rule: str) -> Choices:
    """The ballot with one option a step higher; as it is where that is not possible."""
    if ballot == BLANK or RULES[rule].shape is Shape.APPROVALS:
        full = rule == "choose" and len(ballot) == 2
        return ballot if ballot == BLANK or code in ballot or full else (code, *ballot)
    if RULES[rule].shape is Shape.GRADES:
        return tuple(
            (each[0], 4) if each[0] == code else each for each in ballot if not isinstance(each, str)
        )
    order = list(ballot)
    if code not in order:
        return (*order, code)
    place = order.index(code)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
    return tuple(order)


@every_rule
@settings(max_examples=40)
@given(st.data())
def test_ballots_that_no_box_should_hold_never_stop_a_count(
    rule: str, set_so: dict[str, Any], data: st.DataObject
) -> None:
    """The verifier counts what it is given, and names what is wrong elsewhere."""
    strange = st.one_of(
        st.sampled_from([*CODES, "z", "blank"]), st.tuples(st.sampled_from([*CODES, "z"]), st.integers(0, 9))
    )
    ballots = data.draw(st.lists(st.lists(strange, max_size=6).map(tuple), max_size=8))
    assert counted(rule, set_so, ballots).ballots == len(ballots)


@every_rule
@settings(max_examples=60)
@given(seed=SEEDS, data=st.data())
def test_a_changed_result_is_malformed_or_impossible_or_another_that_could_be(
    rule: str, set_so: dict[str, Any], seed: int, data: st.DataObject
) -> None:
    """Whatever is changed in a result without ballots, checking it never fails otherwise."""
    question = asked(rule, set_so)
    published: Any = json.loads(canonical(counted(rule, set_so, box(rule, seed, 9)).published()))
    spots = list(leaves(published))
    path = data.draw(st.sampled_from(spots))
    holder = published
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = data.draw(
        st.one_of(st.none(), st.integers(-1, 9), st.sampled_from([*CODES, "z", "1/3"]))
    )
    try:
        result = read_result(published)
    except Malformed:
        return
    if type(result) is type(counted(rule, set_so, [])):
        rule_of(question).is_possible(question, result, SEED)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Any:
    """The paths to all that is neither object nor array."""
    inner = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    )
    if inner is None:
        yield path
        return
    for key, each in inner:
        yield from leaves(each, (*path, key))


@pytest.mark.parametrize("rule", ["choose", "approval", "score", "borda", "schulze", "majority-judgement"])
def test_the_pattern_count_is_the_number_of_legal_ballots(rule: str) -> None:
    """All that could be written on a ballot of three options is tried."""
    scales: dict[str, dict[str, Any]] = {
        "majority-judgement": {"grades": ["no", "yes"]},
        "score": {"highest": 1},
    }
    question = asked(rule, scales.get(rule, {}), CODES[:3])
    tried: list[Choices] = [()]
    symbols: list[Choice] = [*CODES[:3], "blank"]
    symbols += [(code, grade) for code in CODES[:3] for grade in (0, 1)]
    for _ in range(3):
        tried += [(*start, symbol) for start in tried for symbol in symbols]
    legal_ones = {choices for choices in tried if is_legal(question, choices)}
    assert len(legal_ones) == pattern_count(question)


def is_legal(question: Question, choices: Choices) -> bool:
    try:
        rule_of(question).check_choices(question, choices)
    except RuleBroken:
        return False
    return True


@pytest.mark.parametrize(
    ("rule", "set_so", "setting"),
    [
        ("choose", {"colour": 1}, "colour"),
        ("choose", {"ties": "quietly"}, "ties"),
        ("score", {"lowest": 5, "highest": 5}, "highest"),
        ("score", {"lowest": -1}, "lowest"),
        ("score", {"highest": True}, "highest"),
        ("score", {"by": "median"}, "by"),
        ("score", {"complete": "yes"}, "complete"),
        ("majority-judgement", {}, "grades"),
        ("majority-judgement", {"grades": ["one"]}, "grades"),
        ("majority-judgement", {"grades": ["twice", "twice"]}, "grades"),
        ("majority-judgement", {"grades": ["fine", "with\u202eturn"]}, "grades"),
        ("majority-judgement", {"grades": ["fine", 2]}, "grades"),
        ("borda", {"unranked": "half"}, "unranked"),
        ("schulze", {"strength": "margins"}, "strength"),
        ("ranked-pairs", {"strength": "ratio"}, "strength"),
        ("instant-runoff", {"ties": "declared"}, "ties"),
        ("stv-scottish", {"places": 0}, "places"),
        ("stv-scottish", {"places": 5}, "places"),
        ("stv-meek", {"ties": "declared"}, "ties"),
    ],
)
def test_settings_that_a_rule_does_not_take_are_refused(
    rule: str, set_so: dict[str, Any], setting: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        asked(rule, set_so)
    assert (refusal.value.code, refusal.value.facts["setting"]) == ("question.settings-wrong", setting)


def test_nobody_ranks_or_grades_long_lists() -> None:
    """Who could rank 500 options could make a count in rounds, on the server too, last for hours."""
    for rule in RULES:
        if RULES[rule].shape is Shape.APPROVALS:
            continue
        needed: dict[str, Any] = {"grades": ["non", "oui"]} if rule == "majority-judgement" else {}
        asked(rule, needed, [f"o{number}" for number in range(50)])
        with pytest.raises(RuleBroken, match=r"question\.settings-wrong"):
            asked(rule, needed, [f"o{number}" for number in range(51)])
