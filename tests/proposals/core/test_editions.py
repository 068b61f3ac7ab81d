"""The rule of editions, by hand and by chance: a person's decision stays, everything else is the run's."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.editions import (
    ASIDE,
    TO_PLACE,
    Edition,
    MeasurePlan,
    NewDraft,
    Standing,
    StandingMeasure,
    TextMove,
    homes_of,
    measure_plan,
    text_moves,
)

names = st.sampled_from("abcdefghij")
standings = st.dictionaries(
    names, st.builds(Standing, st.sampled_from([ASIDE, TO_PLACE, 1, 2, 3]), st.booleans())
)
founds = st.dictionaries(names, st.sampled_from([None, 1, 2, 3]))


def test_a_cluster_keeps_the_booklet_it_started_as() -> None:
    # Most of the texts of cluster 2 came from booklet 1: it is booklet 7 all the same, as it started.
    assert homes_of({1: 1, 2: 7}, {1, 7}, {(1, 1): 9, (2, 1): 5, (2, 7): 3}) == {1: 1, 2: 7}


def test_where_people_merged_a_booklet_away_its_cluster_follows_its_texts() -> None:
    assert homes_of({1: 1, 2: 7}, {1, 3}, {(1, 1): 9, (2, 3): 5, (2, 1): 5}) == {1: 1, 2: 1}
    assert homes_of({1: 1, 2: None}, {1, 3}, {}) == {1: 1}


def test_texts_go_where_the_run_puts_them_unless_a_person_decided() -> None:
    standing = {
        "moves": Standing(1), "stays": Standing(1), "doubtful": Standing(2), "by hand": Standing(2, True),
        "agreed": Standing(2, True), "aside": Standing(ASIDE, True), "unread": Standing(1),
    }  # fmt: skip
    found = {
        "moves": 2, "stays": 1, "doubtful": None, "by hand": 1, "agreed": 2, "aside": 1, "new": 2, "lost": 9,
    }  # fmt: skip
    moves, stay, against = text_moves(standing, found, {1: 1, 2: 2})
    assert moves == (
        TextMove("doubtful", 2, TO_PLACE), TextMove("lost", None, TO_PLACE), TextMove("moves", 1, 2),
        TextMove("new", None, 2),
    )  # fmt: skip
    assert (stay, against) == (5, 2)


@given(standings, founds)
def test_each_text_is_accounted_for_once(standing: dict[str, Standing], found: dict[str, int | None]) -> None:
    homes = {1: 1, 2: 2}
    moves, stay, against = text_moves(standing, found, homes)
    assert len(moves) + stay == len({*standing, *found})
    assert against <= stay
    for move in moves:
        assert move.before != move.after
        assert move.before is None or not standing[move.text].decided
        assert move.after in (*homes.values(), TO_PLACE)


def test_the_same_run_again_moves_nothing() -> None:
    standing = {"a": Standing(1), "b": Standing(2), "c": Standing(TO_PLACE)}
    assert text_moves(standing, {"a": 1, "b": 2, "c": None}, {1: 1, 2: 2}) == ((), 3, 0)


def measure(number: int, sources: str, touched: bool = False) -> StandingMeasure:
    return StandingMeasure(number, touched, frozenset(sources))


def draft(title: str, sources: str) -> NewDraft:
    """A draft named by its first source."""
    return NewDraft(title, sources[0], tuple(sources))


ALL = frozenset("abcdefghijklm")


def test_what_a_person_touched_stays_and_no_draft_says_it_again() -> None:
    plan = measure_plan([measure(1, "abc", True)], [draft("again", "ab"), draft("else", "de")], ALL, (), 10)
    assert plan == MeasurePlan(kept=(1,), added=(1,))


def test_a_draft_renews_the_measure_it_shares_most_texts_with() -> None:
    measures = [measure(1, "abcd"), measure(2, "efgh"), measure(3, "ij")]
    drafts = [draft("x", "efga"), draft("y", "abcd"), draft("z", "kl")]
    assert measure_plan(measures, drafts, ALL, (), 10) == MeasurePlan(
        renewed=((1, 1), (2, 0)), added=(2,), dropped=(3,)
    )


def test_one_shared_text_of_many_renews_nothing() -> None:
    plan = measure_plan([measure(1, "abcd")], [draft("x", "aefg")], ALL, (), 10)
    assert plan == MeasurePlan(added=(0,), dropped=(1,))


def test_what_a_person_removed_does_not_come_back() -> None:
    plan = measure_plan([], [draft("Les Gares", "ab"), draft("y", "cd")], ALL, {"les gares"}, 10)
    assert plan.added == (1,)


def test_a_draft_whose_texts_are_elsewhere_by_now_is_left_out() -> None:
    assert measure_plan([], [draft("x", "ab")], frozenset("cd"), (), 10) == MeasurePlan()


def test_there_is_room_for_so_many_measures() -> None:
    measures = [measure(1, "a", True), measure(2, "b")]
    drafts = [draft("x", "b"), draft("y", "c"), draft("z", "d")]
    assert measure_plan(measures, drafts, ALL, (), 3) == MeasurePlan((1,), ((2, 0),), (1,))
    full = [measure(number, source, True) for number, source in enumerate("abc", 1)]
    assert measure_plan(full, [draft("z", "d")], ALL, (), 3).added == ()


def test_a_plan_is_known_by_its_digest() -> None:
    def plan(**changed: Any) -> Edition:
        given: dict[str, Any] = {
            "run": "r", "homes": {1: 1}, "fresh": (), "closing": (), "stay": 3, "against": 0,
            "moves": (TextMove("a", 1, 2),), "measures": {1: MeasurePlan(kept=(1,))},
        }  # fmt: skip
        return Edition(**(given | changed))

    plans = [
        plan(), plan(run="s"), plan(homes={1: 2}), plan(fresh=(2,)), plan(closing=(1,)),
        plan(moves=(TextMove("a", 2, 2),)), plan(measures={1: MeasurePlan(dropped=(1,))}),
    ]  # fmt: skip
    assert len({found.digest() for found in plans}) == len(plans)
    assert plan().digest() == plan().digest()
    assert (plan().moved, plan().new, plan().counts()) == (1, 0, {(1, 2): 1})
