"""Objections: when one may object, answer, move and freeze; what their digests hold."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from deliberation.core.errors import RuleBroken
from proposals.core.booklets import FrozenBooklet, FrozenMeasure
from proposals.core.objections import (
    KINDS,
    LONGEST_OBJECTION,
    MOST_ANSWERED_AT_ONCE,
    About,
    Answered,
    Kind,
    Objected,
    Outcome,
    State,
    answer_digest,
    check_answer,
    check_kind,
    check_may_answer,
    check_may_freeze,
    check_may_move,
    check_may_object,
    check_objection,
)
from proposals.core.phases import Phase
from tests.proposals.refusing import refuses

FREEZE = datetime(2026, 11, 8, 20, tzinfo=UTC)
BEFORE = FREEZE - timedelta(seconds=1)
MADE = Objected(
    "8kx2w9mhpa",
    "wording",
    ("Réparer", "Tout."),
    "Non.",
    "Presque tout.",
    ("aaa", "bbb"),
    "fuites",
    "0f" * 16,
)
ANSWERED = Answered("8kx2w9mhpa", "wording", 3, "d" * 64, "refused", "51 textes sur 57.", (41,))


@pytest.mark.parametrize("phase", Phase)
def test_one_objects_while_the_drafts_are_open(phase: Phase) -> None:
    if phase is Phase.REPLYING:
        check_may_object(phase, FREEZE, BEFORE, 4, 5)
    else:
        with refuses("objection.not-replying"):
            check_may_object(phase, FREEZE, BEFORE, 0, 5)


def test_objections_end_at_the_announced_date_though_the_freeze_be_late() -> None:
    with refuses("objection.too-late"):
        check_may_object(Phase.REPLYING, FREEZE, FREEZE, 0, 5)


@given(some.integers(0, 60), some.integers(1, 50))
def test_the_quota_is_exact(made: int, quota: int) -> None:
    if made < quota:
        check_may_object(Phase.REPLYING, FREEZE, BEFORE, made, quota)
    else:
        with refuses("objection.too-many"):
            check_may_object(Phase.REPLYING, FREEZE, BEFORE, made, quota)


@pytest.mark.parametrize("about", About)
def test_each_subject_has_its_kinds(about: About) -> None:
    for kind in Kind:
        if kind in KINDS[about]:
            assert check_kind(about, kind) is kind
        else:
            with refuses("objection.no-kind"):
                check_kind(about, kind)
    with refuses("objection.no-kind"):
        check_kind(about, "anything")


def test_words_are_kept_as_those_of_a_text() -> None:
    assert check_objection(" Non.\r\nDu tout. ", " ", "", 5000) == ("Non.\nDu tout.", "", "")
    assert check_objection("Non.", "Presque", "  fuites\n réseau", 5000)[1:] == ("Presque", "fuites réseau")
    with refuses("text.body-empty"):
        check_objection("...", "", "", 5000)
    with refuses("text.body-too-long"):
        check_objection("a" * (LONGEST_OBJECTION + 1), "", "", 5000)
    with refuses("text.body-too-long"):
        check_objection("Non.", "a" * 301, "", 300)
    with refuses("text.hidden-sign"):
        check_objection("a\u202eb", "", "", 5000)


@given(some.text(), some.text(), some.text())
def test_any_words_are_kept_or_refused(body: str, instead: str, terms: str) -> None:
    try:
        kept = check_objection(body, instead, terms, 500)
    except RuleBroken:
        return
    # What is kept is kept again as it is.
    assert check_objection(*kept, 500) == kept


def test_an_answer_says_what_and_why() -> None:
    assert check_answer("partly", " Oui,\r\nmais. ") == (Outcome.PARTLY, "Oui,\nmais.")
    with refuses("objection.no-outcome"):
        check_answer("perhaps", "Oui.")
    with refuses("objection.no-reason"):
        check_answer("accepted", " \n ")


def test_only_open_objections_are_answered_and_all_or_none() -> None:
    check_may_answer(Phase.REPLYING, [State.OPEN] * MOST_ANSWERED_AT_ONCE)
    with refuses("objection.nothing-chosen"):
        check_may_answer(Phase.REPLYING, [])
    with refuses("objection.too-many-at-once"):
        check_may_answer(Phase.REPLYING, [State.OPEN] * (MOST_ANSWERED_AT_ONCE + 1))
    for gone in (State.ANSWERED, State.WITHDRAWN):
        with refuses("objection.no-longer-open"):
            check_may_answer(Phase.REPLYING, [State.OPEN, gone])
    for phase in set(Phase) - {Phase.REPLYING}:
        with refuses("objection.answers-closed"):
            check_may_answer(phase, [State.OPEN])


@pytest.mark.parametrize("outcome", ["", *Outcome])
def test_the_board_opens_only_for_a_text_of_an_accepted_objection(outcome: str) -> None:
    if outcome in ("accepted", "partly"):
        check_may_move(Phase.REPLYING, outcome, {"aaa"}, "aaa")
        with refuses("objection.not-about-this-text"):
            check_may_move(Phase.REPLYING, outcome, {"aaa"}, "bbb")
        with refuses("objection.answers-closed"):
            check_may_move(Phase.FROZEN, outcome, {"aaa"}, "aaa")
    else:
        with refuses("objection.not-accepted"):
            check_may_move(Phase.REPLYING, outcome, {"aaa"}, "aaa")


def test_no_freeze_while_one_is_open() -> None:
    check_may_freeze(0)
    with refuses("freeze.objections-open"):
        check_may_freeze(1)


def test_the_digest_is_the_one_that_anybody_computes() -> None:
    written = (
        '{"about":["Réparer","Tout."],"body":"Non.","format":"livret-objection-1","instead":"Presque tout.",'
        '"kind":"wording","name":"8kx2w9mhpa","salt":"' + "0f" * 16 + '","terms":"fuites",'
        '"texts":["aaa","bbb"]}'
    )
    assert MADE.digest() == hashlib.sha256(written.encode()).hexdigest()


def test_a_digest_moves_with_any_part() -> None:
    others = [
        replace(MADE, name="x"), replace(MADE, kind="merge"), replace(MADE, about=("Réparer", "")),
        replace(MADE, body="Oui."), replace(MADE, instead=""), replace(MADE, texts=("aaa",)),
        replace(MADE, terms=""), replace(MADE, salt="00" * 16),
    ]  # fmt: skip
    assert len({form.digest() for form in (MADE, *others)}) == 9
    assert answer_digest("refused", "Non.", [2, 1, 2]) == answer_digest("refused", "Non.", [1, 2])
    assert answer_digest("refused", "Non.", [1]) != answer_digest("refused", "Non.", [])


def test_a_booklet_prints_answers_whole_and_members_words_by_their_digest() -> None:
    measure = FrozenMeasure(3, "Réparer", "", ("aaa",))
    plain = FrozenBooklet("automne", "eau", 1, "Eau", "", "run", "d" * 64, (measure,))
    form = replace(plain, objections=(ANSWERED,))
    assert form.as_json()["format"] == "livret-booklet-2"
    assert form.as_json()["objections"] == [
        {
            "answer": {"changes": [41], "outcome": "refused", "reason": "51 textes sur 57."},
            "digest": "d" * 64, "kind": "wording", "measure": 3, "name": "8kx2w9mhpa",
        }
    ]  # fmt: skip
    assert form.digest() != plain.digest()
    # Written by hand, not by our canonical writer.
    written = json.dumps(form.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert form.digest() == hashlib.sha256(written.encode()).hexdigest()


def test_a_booklet_without_objections_keeps_the_digest_it_always_had() -> None:
    plain = FrozenBooklet("automne", "eau", 1, "Eau", "", "run", "d" * 64, ())
    assert plain.as_json()["format"] == "livret-booklet-1"
    assert "objections" not in plain.as_json()
