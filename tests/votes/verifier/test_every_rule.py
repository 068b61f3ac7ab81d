"""A vote that counts by every rule verifies, shown or hidden; a result told otherwise is named."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.votes.core.building import Story, a_story, a_vote
from tests.votes.verifier.tampering import Members, edit, rechain, repacked
from votes.core.questions import Option, Question
from votes.core.tally.rules import RULES
from votes.verifier.report import as_text
from votes.verifier.verifying import verify

GRADES = ["À rejeter", "Passable", "Bien", "Très bien"]
QUORUM = {"base": "seats", "counted": "ballots", "share": "2/3"}
SETTINGS: dict[str, dict[str, Any]] = {
    "yes-no": {"quorum": QUORUM},
    "choose": {"ties": "draw"},
    "score": {"by": "mean"},
    "majority-judgement": {"grades": GRADES},
    "borda": {"unranked": "modified", "ties": "draw"},
    "ranked-pairs": {"strength": "margins"},
    "stv-scottish": {"places": 2},
    "stv-meek": {"places": 2},
}


def a_question(number: int, rule: str) -> Question:
    codes = ("yes", "no", "abstain") if rule == "yes-no" else ("m1", "m2", "m3", "m4", "m5")
    options = tuple(Option(code, f"Option {code}") for code in codes)
    most = 1 if rule == "yes-no" else 2 if rule == "choose" else len(codes)
    question = a_vote().questions[-1]
    return replace(
        question,
        slug=rule,
        number=number,
        rule=rule,
        most=most,
        options=options,
        settings=SETTINGS.get(rule, {}),
    )


def a_vote_by_every_rule(members: int) -> Story:
    questions = tuple(a_question(number, rule) for number, rule in enumerate(RULES, 1))
    return a_story(7, members, replace(a_vote(), questions=questions))


@pytest.fixture(scope="module")
def shown() -> Story:
    return a_vote_by_every_rule(60)


@pytest.fixture(scope="module")
def hidden() -> Story:
    """So few members that no ballot is published."""
    return a_vote_by_every_rule(12)


def test_shown_or_hidden_every_rule_verifies(shown: Story, hidden: Story) -> None:
    for story in (shown, hidden):
        report = verify(story.pack())
        assert report.findings == ()
        assert [result.rule for result in report.results] == list(RULES)
    assert not any(marks.hidden for marks in shown.box.marks)
    assert all(marks.hidden for marks in hidden.box.marks)


def test_the_report_says_what_each_result_comes_to(shown: Story) -> None:
    french, english = (as_text(verify(shown.pack()), "pack.zip", language) for language in ("fr", "en"))
    in_french = ("élus : Option", "adopté", "quorum atteint : 40, il en fallait 40", "tiré au sort : m")
    in_english = ("elected: Option", "adopted", "quorum reached: 40, 40 were", "drawn by lot: m")
    figures = ("16.42852", "11.749999993", "Passable (+14 -17)", "65 (65/22)")
    for text, words in ((french, in_french), (english, in_english)):
        assert [each for each in (*words, *figures) if each not in text] == []


def swap_two(result: Any) -> None:
    """The first two options change places, each with the other's rank."""
    first, second = result["options"][:2]
    result["options"][:2] = [second, first]
    first["rank"], second["rank"] = second["rank"], first["rank"]


def another(code: str | None) -> str:
    return "m1" if code == "m5" else "m5"


# Name, rule, what is changed in the result of the question that this rule counts.
FORGERIES: list[tuple[str, str, Callable[[Any], object]]] = [
    ("a quorum said to be missed", "yes-no", lambda r: r["quorum"].update(reached=False)),
    ("a quorum made smaller", "yes-no", lambda r: r["quorum"].update(needed=1)),
    ("the quorum left out", "yes-no", lambda r: r.update(quorum=None)),
    ("adopted or not, the other way", "yes-no", lambda r: r.update(adopted=not r["adopted"])),
    ("a majority of another base", "yes-no", lambda r: r["majority"].update(base="seats")),
    ("the lot drawn another way", "choose", lambda r: r["draw"]["order"].reverse()),
    ("the seed of another lot", "borda", lambda r: r["draw"].update(seed="0" * 64)),
    ("two approved options swapped", "approval", swap_two),
    ("two scored options swapped", "score", swap_two),
    ("a mean made better", "score", lambda r: r["options"][-1].update(mean="99/1")),
    ("a middle grade made better", "majority-judgement", lambda r: r["options"][-1].update(median=9)),
    ("the words of the grades turned round", "majority-judgement", lambda r: r["grades"].reverse()),
    ("points by another convention", "borda", lambda r: r.update(unranked="zero")),
    ("a path made stronger", "schulze", lambda r: r["paths"][0].__setitem__(1, 99)),
    ("a winner of all duels invented", "schulze", lambda r: r.update(condorcet=another(r["condorcet"]))),
    ("a lock undone", "ranked-pairs", lambda r: r["steps"][0].update(locked=False)),
    ("a round left out", "instant-runoff", lambda r: r["steps"].pop(0)),
    ("another one leaves", "instant-runoff",
     lambda r: r["steps"][-1].update(out=[r["options"][0]["code"]])),
    ("one more elected", "stv-scottish", lambda r: r.update(elected=["m1", "m2", "m3"])),
    ("the quota lowered", "stv-scottish", lambda r: r.update(quota=1)),
    ("votes lost on the way", "stv-scottish", lambda r: r["steps"][-1].update(lost=10**6)),
    ("a round without its votes", "stv-meek", lambda r: r["steps"][0].update(exhausted=5)),
    ("a place more", "stv-meek", lambda r: r.update(places=3)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "forge"), [pytest.param(rule, forge, id=name) for name, rule, forge in FORGERIES]
)
def test_a_result_told_otherwise_is_named(
    shown: Story, hidden: Story, rule: str, forge: Callable[[Any], object]
) -> None:
    """Shown, the recount differs; hidden, no ballots could have given it. The forger seals it all anew."""
    for story, code in ((shown, "tally.differs"), (hidden, "tally.impossible")):
        members: Members = dict(story.members())
        edit("tally.json", lambda tally: forge(tally["results"][list(RULES).index(rule)]))(members)
        rechain(members)
        found = verify(repacked(members)).findings
        assert [(each.code, each.facts["question"]) for each in found] == [(code, rule)]
