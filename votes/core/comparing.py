"""Two questions side by side: the options that are the same, and what keeps figures apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from votes.core.kinds import YES_NO
from votes.core.questions import Question
from votes.core.tally.quorum import SETTING as QUORUM

# The three answers, as questions word them that are not counted by yes or no.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "yes": ("oui", "pour", "yes", "for", "in favour"),
    "no": ("non", "contre", "no", "against"),
    "abstain": ("abstention", "abstain", "je m’abstiens"),
}
# The settings that say what carries a yes.
MAJORITY: Sequence[str] = ("base", "share", "more")
WORDINGS = frozenset(word for words in ANSWERS.values() for word in words)
_ANSWER_OF = {word: answer for answer, words in ANSWERS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Named:
    """An option as another vote may offer it again.

    `address` is the permanent one of the measure or booklet that it copies, `digest` that of its frozen
    form; both are empty for an option that an organiser worded.
    """

    code: str
    text: str
    digest: str = ""
    address: str = ""

    def names(self, rule: str) -> tuple[str, ...]:
        """What the option goes by, surest first: where it stands, what was frozen, its answer, its words."""
        words = " ".join(self.text.casefold().split())
        answer = self.code if rule == YES_NO else _ANSWER_OF.get(words, "")
        found = (("at", self.address), ("form", self.digest), ("answer", answer), ("words", words))
        return tuple(f"{kind} {name}" for kind, name in found if name)


def matched(here: Iterable[tuple[str, ...]], there: Iterable[tuple[str, ...]]) -> list[tuple[int, int]]:
    """The places of options that share a name, each in one pair at most; in the order of `here`.

    The surest names are matched first, so that two measures of one wording are told apart by where they
    stand.
    """
    mine, theirs = list(here), list(there)
    pairs: dict[int, int] = {}
    for kind in ("at ", "form ", "answer ", "words "):
        free: dict[str, list[int]] = {}
        for other, names in enumerate(theirs):
            for name in names:
                if name.startswith(kind) and other not in pairs.values():
                    free.setdefault(name, []).append(other)
        for place, names in enumerate(mine):
            found = next((free[name] for name in names if free.get(name)), None)
            if place not in pairs and found:
                pairs[place] = found.pop(0)  # each option has one name of a kind at most
    return sorted(pairs.items())


def obstacles(here: Question, there: Question, *, same_vote: bool) -> tuple[str, ...]:
    """What makes the two figures measure different things, as codes; the rule first.

    `rule`: other rules, so votes and points are not set side by side; `most`: other numbers of choices a
    ballot; `majority`: another majority, or another base of it; `quorum`; `settings`: anything else that
    the rule lets a question set; `blank`: a blank vote on one side only; `subject`: a yes to one
    thing beside a yes to another; `roll`: another vote, hence another roll.
    """
    same_rule = here.rule == there.rule
    checks = (
        (same_rule, "rule"),
        (not same_rule or here.most == there.most, "most"),
        (not same_rule or _kept(here, MAJORITY) == _kept(there, MAJORITY), "majority"),
        (here.settings.get(QUORUM) == there.settings.get(QUORUM), "quorum"),
        (not same_rule or _others(here) == _others(there), "settings"),
        (here.blank == there.blank, "blank"),
        (YES_NO not in (here.rule, there.rule) or _about(here) == _about(there), "subject"),
        (same_vote, "roll"),
    )
    return tuple(code for holds, code in checks if not holds)


def _about(question: Question) -> tuple[str, str]:
    return question.text, question.subject.digest if question.subject else ""


def _kept(question: Question, names: Sequence[str]) -> dict[str, object]:
    return {name: question.settings[name] for name in names if name in question.settings}


def _others(question: Question) -> dict[str, object]:
    return {
        name: value for name, value in question.settings.items() if name != QUORUM and name not in MAJORITY
    }
