"""Random whole votes: questions by random rules and settings, random ballots, sealed and packed."""

from __future__ import annotations

import random
from typing import Any

from deliberation.core.canonical import Json
from tests.votes.core.building import CLOSES_AT, OPENS_AT, Story, a_roll, retold
from votes.core.ballots import Ballot, fresh_nonce
from votes.core.box import BoxContents
from votes.core.choices import BLANK, Choices, Shape
from votes.core.codes import ALPHABET, TRACKER_LETTERS
from votes.core.questions import Option, Question, Vote
from votes.core.tally.rules import RULES, rule_of

YES_NO = ("yes", "no", "abstain")
WORDS: list[Json] = ["à rejeter", "passable", "bien", "excellent"]
# What a question may set, by rule; the first is what holds where nothing is said.
SETTINGS: dict[str, dict[str, list[Any]]] = {
    "yes-no": {"base": ["decided", "expressed", "ballots", "seats"], "share": ["1/2", "2/3", "3/5"]},
    "score": {"by": ["total", "mean"], "highest": [5, 3, 10], "complete": [False, True]},
    "majority-judgement": {"grades": [WORDS], "complete": [False, True]},
    "borda": {"unranked": ["averaged", "zero", "modified"]},
    "ranked-pairs": {"strength": ["winning-votes", "margins"]},
}
BY_LOT_ONLY = ("instant-runoff", "stv-scottish", "stv-meek")


def random_story(seed: int, rule: str = "") -> Story:
    """A vote of one to three questions, by random rules unless one is named, among 20 to 60 members."""
    draw = random.Random(seed)
    numbers = range(1, draw.randint(2, 4))
    questions = tuple(random_question(draw, number, rule or draw.choice(sorted(RULES))) for number in numbers)
    vote = Vote(f"scrutin-{seed}", f"Scrutin {seed}", OPENS_AT, CLOSES_AT, questions)
    roll = a_roll(vote.slug, draw.randint(20, 60), draw)
    contents = []
    for question in questions:
        voters = draw.sample(roll.commitments, draw.randint(5, len(roll.commitments)))
        ballots = [random_ballot(question, draw) for _ in voters]
        contents.append(BoxContents(question.slug, voters, ballots))
    return retold(vote, roll, contents, {})


def random_question(draw: random.Random, number: int, rule: str) -> Question:
    """A question by a rule of the table, its settings left to the rule or drawn."""
    codes = YES_NO if rule == "yes-no" else tuple(f"o{place}" for place in range(draw.randint(3, 6)))
    settings: dict[str, Json] = {
        name: draw.choice(values) for name, values in SETTINGS.get(rule, {}).items() if draw.random() < 0.5
    }
    if rule == "majority-judgement":
        settings["grades"] = WORDS
    if rule not in ("yes-no", *BY_LOT_ONLY):
        settings |= draw.choice([{}, {"ties": "draw"}, {"ties": "declared"}])
    if rule.startswith("stv"):
        settings["places"] = draw.randint(1, len(codes) - 1)
    if draw.random() < 0.3:
        settings["quorum"] = {"base": "seats", "counted": "ballots", "share": draw.choice(["1/2", "2/3"])}
    limited = rule == "choose" or rule_of_shape(rule) is Shape.RANKING
    most = 1 if rule == "yes-no" else draw.randint(1, len(codes)) if limited else len(codes)
    options = tuple(Option(code, f"Option {code}") for code in codes)
    return Question(f"q{number}", number, f"Question {number} ?", rule, most, True, options, None, settings)


def rule_of_shape(rule: str) -> Shape:
    """The shape of a rule's ballots."""
    return RULES[rule].shape


def random_ballot(question: Question, draw: random.Random) -> Ballot:
    """A legal ballot; one in four was changed once."""
    letters = "".join(draw.choices(ALPHABET, k=TRACKER_LETTERS))
    version = draw.choice((1, 1, 1, 2))
    return Ballot(letters, version, random_choices(question, draw), fresh_nonce(draw.randbytes(16)))


def random_choices(question: Question, draw: random.Random) -> Choices:
    """Legal choices of any shape, now and then blank."""
    if draw.random() < 0.1:
        return BLANK
    codes, shape = question.codes(), rule_of(question).shape
    named = draw.sample(codes, draw.randint(1, question.most))
    if shape is Shape.RANKING:
        return tuple(named)
    if shape is Shape.APPROVALS:
        return tuple(code for code in codes if code in named)
    words = question.settings.get("grades")
    highest = question.settings.get("highest", 5)
    top = len(words) - 1 if isinstance(words, list) else highest if isinstance(highest, int) else 5
    graded = codes if question.settings.get("complete") else [code for code in codes if code in named]
    return tuple((code, draw.randint(0, top)) for code in graded)
