"""What may be asked and cast, by the second reader: written from docs/rules/ alone."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

APPROVALS, RANKING, GRADES = "approvals", "ranking", "grades"
COMMON = {"ties", "quorum"}
# Rule: the shape of its ballots, its own settings.
KNOWN: dict[str, tuple[str, set[str]]] = {
    "yes-no": (APPROVALS, {"base", "share", "more"}),
    "choose": (APPROVALS, set()),
    "approval": (APPROVALS, set()),
    "score": (GRADES, {"lowest", "highest", "by", "complete"}),
    "majority-judgement": (GRADES, {"grades", "complete"}),
    "borda": (RANKING, {"unranked"}),
    "schulze": (RANKING, set()),
    "ranked-pairs": (RANKING, {"strength"}),
    "instant-runoff": (RANKING, set()),
    "stv-scottish": (RANKING, {"places"}),
    "stv-meek": (RANKING, {"places"}),
}
ALWAYS_DRAWN = ("instant-runoff", "stv-scottish", "stv-meek")
WORDS: dict[str, tuple[str, ...]] = {
    "base": ("decided", "expressed", "ballots", "seats"),
    "by": ("total", "mean"),
    "unranked": ("averaged", "zero", "modified"),
    "strength": ("winning-votes", "margins"),
}


def codes_of(question: Any) -> list[str]:
    return [option["code"] for option in question["options"]]


def may_ask(question: Any) -> bool:
    """Whether the rule is known and its settings are its own; most is all options where the page says so."""
    if question["rule"] not in KNOWN or not is_of_its_kind(question):
        return False
    shape, own = KNOWN[question["rule"]]
    codes, settings = codes_of(question), question["settings"]
    if len(set(codes)) != len(codes) or "blank" in codes or not 1 <= question["most"] <= len(codes):
        return False
    if question["rule"] == "yes-no" and (
        codes not in (["yes", "no"], ["yes", "no", "abstain"]) or question["most"] != 1
    ):
        return False
    if (shape == GRADES or question["rule"] == "approval") and question["most"] != len(codes):
        return False
    if shape != APPROVALS and len(codes) > 50:
        return False
    known = own | (COMMON - {"ties"} if question["rule"] == "yes-no" else COMMON)
    return set(settings) <= known and all(may_set(question, name, settings[name]) for name in settings)


def is_of_its_kind(question: Any) -> bool:
    """Whether a booklet stands behind the question where its kind says so, and a rule that fits."""
    asks, has_subject = question["rule"] == "yes-no", question["subject"] is not None
    right = {"free": True, "approve": asks and has_subject, "prioritise": not asks and has_subject,
             "overall": not asks and not has_subject}  # fmt: skip
    return right.get(question["kind"], False)


def may_set(question: Any, name: str, value: Any) -> bool:
    """Whether a setting is one that the page of the rule lets stand."""
    settings, whole = question["settings"], isinstance(value, int) and not isinstance(value, bool)
    if name == "quorum":
        return value is None or is_quorum(value, yes=question["rule"] == "yes-no")
    if name == "share":
        return is_share(value) and (settings.get("more", True) is False or value != "1/1")
    if name == "ties":
        return value == "draw" or (value == "declared" and question["rule"] not in ALWAYS_DRAWN)
    if name == "places":
        return whole and 1 <= value <= len(codes_of(question))
    if name in ("lowest", "highest"):
        lowest, highest = settings.get("lowest", 0), settings.get("highest", 5)
        return whole and isinstance(lowest, int) and isinstance(highest, int) and 0 <= lowest < highest <= 100
    if name == "grades":
        texts = isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)
        return bool(texts and 2 <= len(value) <= 12 and len(set(value)) == len(value))
    if name in WORDS:
        return isinstance(value, str) and value in WORDS[name]
    return isinstance(value, bool)


def is_share(value: Any) -> bool:
    """A ratio in lowest terms, above 0 and at most 1."""
    if not isinstance(value, str) or not re.fullmatch("[0-9]{1,40}/0*[1-9][0-9]{0,39}", value):
        return False
    return ratio(Fraction(value)) == value and 0 < Fraction(value) <= 1


def is_quorum(value: Any, yes: bool) -> bool:
    if not isinstance(value, dict) or set(value) != {"base", "counted", "share"}:
        return False
    counted = ("ballots", "expressed", "yes") if yes else ("ballots", "expressed")
    known = value["base"] in ("seats", "ballots") and value["counted"] in counted
    return known and value["base"] != value["counted"] and is_share(value["share"])


def scale(question: Any) -> range:
    settings = question["settings"]
    if question["rule"] == "majority-judgement":
        return range(len(settings["grades"]))
    return range(settings.get("lowest", 0), settings.get("highest", 5) + 1)


def is_legal(question: Any, choices: list[Any]) -> bool:
    """Whether these choices are a ballot of the question: shape, options, number, order, scale."""
    if choices == ["blank"]:
        return bool(question["blank"])
    shape = KNOWN[question["rule"]][0]
    pairs = [each if isinstance(each, list) else [each] for each in choices]
    named, offered = [pair[0] for pair in pairs], codes_of(question)
    if (
        not named
        or len(named) > question["most"]
        or len(set(named)) < len(named)
        or not set(named) <= set(offered)
    ):
        return False
    if shape != RANKING and named != [code for code in offered if code in named]:
        return False
    if shape != GRADES:
        return all(isinstance(each, str) for each in choices)
    complete = question["settings"].get("complete", False)
    graded = all(len(pair) == 2 and pair[1] in scale(question) for pair in pairs)
    return graded and (not complete or len(named) == len(offered))


def ratio(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"
