"""Changes of word lists: each does what it says, and its opposite undoes it without a trace."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from deliberation.core.errors import RuleBroken
from proposals.core.lists import lists_for
from proposals.core.wordchanges import Act, Change, change_of, changed, is_left_out
from proposals.core.wordedits import NO_EDITS, Edits
from tests.proposals.refusing import refuses

PLAIN = lists_for("fr", "en")


def after(edits: Edits, act: str, *words: str) -> Edits:
    return changed(lists_for("fr", "en", edits=edits), change_of(act, words))


def test_what_is_typed_is_folded_and_sorted() -> None:
    assert change_of("leave-out", ["Gare ", "", "ÉCOLE"]) == Change(Act.LEAVE_OUT, ("ecole", "gare"))
    assert change_of("join", ["vélo", "Bicyclette"]).words == ("bicyclette", "velo")


@pytest.mark.parametrize(
    ("act", "words", "code"),
    [
        ("burn", ["gare"], "words.no-such-act"),
        ("count", [" "], "words.empty"),
        ("leave-out", ["deux mots"], "edits.not-a-word"),
        ("leave-out", ["=1+1"], "edits.not-a-word"),
        ("join", ["vélo", "VELO"], "edits.too-few-synonyms"),
        ("join", [f"mot{chr(97 + at)}" for at in range(21)], "edits.too-many"),
    ],
)
def test_what_is_no_change_is_refused(act: str, words: list[str], code: str) -> None:
    with refuses(code):
        change_of(act, words)


def test_a_word_is_left_out_and_counted_again_without_a_trace() -> None:
    once = after(NO_EDITS, "leave-out", "gare")
    assert once == Edits(added=("gare",))
    assert after(once, "count", "gare") == NO_EDITS


def test_a_stop_word_of_the_lists_is_given_back_and_left_out_again() -> None:
    assert is_left_out("plus", PLAIN)
    once = after(NO_EDITS, "count", "plus")
    assert once == Edits(removed=("plus",))
    assert not is_left_out("plus", lists_for("fr", edits=once))
    assert after(once, "leave-out", "plus") == NO_EDITS


def test_groups_are_joined_and_parted() -> None:
    once = after(NO_EDITS, "join", "vélo", "bicyclette")
    twice = after(once, "join", "gare", "station")
    assert twice.synonyms == (("bicyclette", "velo"), ("gare", "station"))
    assert after(twice, "part", "velo", "bicyclette").synonyms == (("gare", "station"),)


@pytest.mark.parametrize(
    ("edits", "act", "words", "code"),
    [
        (Edits(added=("gare",)), "leave-out", ["gare"], "words.already-left-out"),
        (NO_EDITS, "leave-out", ["plus"], "words.already-left-out"),
        (NO_EDITS, "count", ["gare"], "words.already-counted"),
        (Edits(synonyms=(("gare", "halte"),)), "join", ["gare", "station"], "words.already-joined"),
        (Edits(synonyms=(("gare", "halte"),)), "part", ["gare", "station"], "words.not-joined"),
    ],
)
def test_what_changes_nothing_is_refused(edits: Edits, act: str, words: list[str], code: str) -> None:
    with refuses(code):
        after(edits, act, *words)


words = st.text("abcdefgh", min_size=3, max_size=5)


@given(st.lists(st.tuples(st.sampled_from(list(Act)), st.lists(words, min_size=1, max_size=3)), max_size=8))
def test_any_row_of_changes_leaves_edits_that_a_bundle_carries(acts: list[tuple[Act, list[str]]]) -> None:
    edits = NO_EDITS
    for act, typed in acts:
        try:
            edits = after(edits, act, *typed)
        except RuleBroken:
            continue
    assert not set(edits.added) & set(edits.removed)
    assert lists_for("fr", edits=edits).as_json()["added"] == sorted(edits.added)


@given(words)
def test_leaving_out_then_counting_is_nothing(word: str) -> None:
    assume(not is_left_out(word, PLAIN))
    assert after(after(NO_EDITS, "leave-out", word), "count", word) == NO_EDITS
