"""The rule "choose up to n": each option counts the ballots that chose it (docs/rules/choose.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from deliberation.core.canonical import Json
from votes.core import reading
from votes.core.ballots import BLANK
from votes.core.questions import Question


@dataclass(frozen=True, slots=True)
class OptionResult:
    """The ballots that chose an option and its rank: 1 + the options with more; equals share a rank."""

    code: str
    votes: int
    rank: int

    def published(self) -> dict[str, Json]:
        """The option's result as published."""
        return {"code": self.code, "rank": self.rank, "votes": self.votes}


@dataclass(frozen=True, slots=True)
class Result:
    """The count of one question.

    `seats` is the base of turnout, `ballots` = `blank` + `expressed`. `options` go by rank, those of
    one rank in the order of the question. `ties` lists the codes of each rank held by several.
    """

    question: str
    rule: str
    most: int
    seats: int
    ballots: int
    blank: int
    expressed: int
    options: tuple[OptionResult, ...]
    ties: tuple[tuple[str, ...], ...]

    def published(self) -> dict[str, Json]:
        """The result as published in tally.json."""
        return {
            "ballots": self.ballots,
            "blank": self.blank,
            "expressed": self.expressed,
            "most": self.most,
            "options": [option.published() for option in self.options],
            "question": self.question,
            "rule": self.rule,
            "seats": self.seats,
            "ties": [list(tie) for tie in self.ties],
        }


def count(question: Question, choices: Iterable[tuple[str, ...]], seats: int) -> Result:
    """Count legal choices, one tuple per ballot; what is not an option of the question is not counted.

    `seats` is the number of seats on the roll. Ties are declared: nothing breaks them.
    """
    votes: Counter[str] = Counter()
    ballots = blank = 0
    for chosen in choices:
        ballots += 1
        blank += chosen == BLANK
        votes.update(chosen)
    return result_of(question, {code: votes[code] for code in question.codes()}, ballots, blank, seats)


def result_of(question: Question, votes: dict[str, int], ballots: int, blank: int, seats: int) -> Result:
    """The result that follows from the totals of each option, in the order of the question."""
    ranked = sorted(votes, key=lambda code: -votes[code])
    options = tuple(
        OptionResult(code, votes[code], 1 + sum(other > votes[code] for other in votes.values()))
        for code in ranked
    )
    ranks = Counter(option.rank for option in options)
    ties = tuple(
        tuple(option.code for option in options if option.rank == rank)
        for rank, holders in sorted(ranks.items())
        if holders > 1
    )
    return Result(
        question.slug, question.rule, question.most, seats, ballots, blank, ballots - blank, options, ties
    )


def read_result(value: Json) -> Result:
    """One result of a tally.json. Raises Malformed."""
    names = ("ballots", "blank", "expressed", "most", "options", "question", "rule", "seats", "ties")
    found = reading.record(value, "tally.json", *names)
    ties = [reading.rows(tie, "ties") for tie in reading.rows(found["ties"], "ties")]
    return Result(
        question=reading.slug(found["question"], "question"),
        rule=reading.text(found["rule"], "rule"),
        most=reading.count(found["most"], "most"),
        seats=reading.count(found["seats"], "seats"),
        ballots=reading.count(found["ballots"], "ballots"),
        blank=reading.count(found["blank"], "blank"),
        expressed=reading.count(found["expressed"], "expressed"),
        options=tuple(_read_option(each) for each in reading.rows(found["options"], "options")),
        ties=tuple(tuple(reading.text(code, "ties") for code in tie) for tie in ties),
    )


def _read_option(value: Json) -> OptionResult:
    found = reading.record(value, "option result", "code", "rank", "votes")
    return OptionResult(
        reading.text(found["code"], "code"),
        reading.count(found["votes"], "votes"),
        reading.count(found["rank"], "rank"),
    )
