"""When a checkpoint is due, what it publishes, what is left over at the close."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deliberation.core.errors import RuleBroken
from votes.core.ballots import Ballot, checkpoint_hash, fresh_nonce
from votes.core.checkpoints import (
    LEAST_HASHES,
    Checkpoint,
    is_due,
    kept_back,
    make_checkpoint,
    replaced_of,
    whole_minute,
)

NOW = datetime(2026, 11, 26, 10, 30, 45, tzinfo=UTC)
REFERENCE = "priorites-2026/eau"


def minutes_ago(minutes: int) -> datetime:
    return whole_minute(NOW) - timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("new", "fresh", "since", "due"),
    [
        (19, 19, None, False),
        (20, 20, None, True),
        (20, 20, minutes_ago(14), False),
        (20, 20, minutes_ago(15), True),
        # Changes alone, beside the twenty that were kept back.
        (0, 40, minutes_ago(15), True),
        (0, 39, minutes_ago(60), False),
        # Nothing came since the first twenty were mixed.
        (0, 20, None, False),
        # Few new ones among many changed: their marks would stand alone.
        (1, 40, minutes_ago(60), False),
        (19, 40, minutes_ago(60), False),
        (21, 40, minutes_ago(60), True),
        (0, 0, None, False),
    ],
)
def test_twenty_ballots_and_a_quarter_of_an_hour(
    new: int, fresh: int, since: datetime | None, due: bool
) -> None:
    assert is_due(new, fresh, since, NOW) is due


@pytest.mark.parametrize(("fresh", "kept"), [(0, 0), (20, 20), (39, 39), (40, 20), (41, 20), (5_000, 20)])
def test_twenty_are_kept_back_and_never_fewer_published(fresh: int, kept: int) -> None:
    assert kept_back(fresh) == kept
    assert fresh - kept == 0 or fresh - kept >= LEAST_HASHES


def ballots(number: int) -> list[Ballot]:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    return [
        Ballot(letters[n] * 12, 1, ("a",), fresh_nonce(bytes([n] * 16))) for n in range(number)
    ]  # fmt: skip


def test_the_order_of_a_checkpoint_is_that_of_its_hashes() -> None:
    hashes = [checkpoint_hash(REFERENCE, ballot) for ballot in ballots(5)]
    made = make_checkpoint("eau", 1, "2026-11-26T10:30:00Z", reversed(hashes))
    assert made == make_checkpoint("eau", 1, "2026-11-26T10:30:00Z", hashes)
    assert list(made.hashes) == sorted(hashes)
    with pytest.raises(RuleBroken, match=r"checkpoint\.hash-repeated"):
        make_checkpoint("eau", 1, "2026-11-26T10:30:00Z", [hashes[0]] * 2)


def checkpointed(*batches: list[Ballot]) -> list[Checkpoint]:
    return [
        make_checkpoint("eau", n, NOW.isoformat(), (checkpoint_hash(REFERENCE, each) for each in batch))
        for n, batch in enumerate(batches, start=1)
    ]


def test_what_was_changed_after_its_checkpoint_is_replaced() -> None:
    first = ballots(4)
    changed = replace(first[0], version=2, choices=("b",), nonce="f" * 32)
    held = [changed, *first[1:]]
    replaced = replaced_of("eau", REFERENCE, checkpointed(first, [changed]), held)
    assert replaced.hashes == (checkpoint_hash(REFERENCE, first[0]),)


def test_a_ballot_that_no_checkpoint_holds_or_that_is_gone_is_refused() -> None:
    first = ballots(4)
    with pytest.raises(RuleBroken, match=r"box\.ballot-not-checkpointed"):
        replaced_of("eau", REFERENCE, checkpointed(first[:3]), first)
    with pytest.raises(RuleBroken, match=r"box\.checkpointed-lost"):
        replaced_of("eau", REFERENCE, checkpointed(first), first[:3])
    # A change explains one hash that stays unopened, not two.
    changed = replace(first[0], version=2, nonce="f" * 32)
    with pytest.raises(RuleBroken, match=r"box\.checkpointed-lost"):
        replaced_of("eau", REFERENCE, checkpointed(first, [changed]), [changed, *first[1:3]])
