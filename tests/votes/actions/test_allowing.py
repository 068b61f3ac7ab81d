"""A vote whose ballots are final: settled before the confirmation, signed by two, kept by every act."""

import json
import zipfile
from io import BytesIO

import pytest

from deliberation.core.errors import RuleBroken
from deliberation.journal.models import Entry
from tests.votes.builders import (
    cast,
    code_of,
    make_final,
    make_scheduled,
    make_voters,
    move_to_close,
    questions_of,
    two_organisers,
)
from tests.votes.packs import pack_of
from votes.actions.allowing import allow_changes
from votes.actions.casting import change_ballot, check_change_code
from votes.actions.closing import close_vote
from votes.actions.scheduling import confirm_vote
from votes.core.questions import Vote as PlainVote
from votes.models import Ballot, Mark, Vote
from votes.queries.definitions import definition_of
from votes.verifier.verifying import verify

pytestmark = pytest.mark.django_db


def signatures(definition: PlainVote) -> list[str]:
    return [*(question.digest() for question in definition.questions), definition.digest()]


def test_who_settles_it_signs_the_draft_and_another_organiser_confirms_what_was_read() -> None:
    first, second = two_organisers()
    vote = make_scheduled(by=first)
    read = signatures(definition_of(vote))
    allow_changes(second, vote, allowed=False)
    allow_changes(second, vote, allowed=False)  # twice is once
    drafts = list(Entry.objects.filter(code="vote.drafted").order_by("seq"))
    assert [draft.facts["changes"] for draft in drafts] == [True, False]
    with pytest.raises(RuleBroken, match=r"vote.same-organiser"):
        confirm_vote(second, vote)
    with pytest.raises(RuleBroken, match=r"vote.changed-since-read"):
        confirm_vote(first, vote, read)
    vote.refresh_from_db()
    confirm_vote(first, vote, signatures(definition_of(vote)))
    with pytest.raises(RuleBroken, match=r"vote.confirmed-already"):
        allow_changes(second, vote, allowed=True)


def test_a_final_ballot_is_not_changed_and_the_same_form_sent_again_is_one_ballot() -> None:
    voter = make_voters(1)[0]
    question = questions_of(make_final())[0]
    receipt = cast(voter, question, "m1")
    assert cast(voter, question, "m1") == receipt
    for code, choices in ((code_of("other"), "m1"), (receipt.code, "m2")):
        with pytest.raises(RuleBroken, match=r"ballot.cast-for-good"):
            cast(voter, question, choices, code=code)
    with pytest.raises(RuleBroken, match=r"ballot.final"):
        change_ballot(question, code=receipt.code, choices=["m2"])
    with pytest.raises(RuleBroken, match=r"ballot.final"):
        check_change_code(question, receipt.code)
    ballot = Ballot.objects.get()
    assert (ballot.choices, ballot.version, Mark.objects.count()) == (["m1"], 1, 1)


@pytest.mark.django_db(transaction=True)
def test_its_pack_says_so_verifies_and_lists_nothing_as_replaced() -> None:
    voters = make_voters(12)
    vote = make_final()
    for voter in voters:
        cast(voter, questions_of(vote)[0], "m1")
    move_to_close(vote)
    close_vote(vote.pk)
    packed = pack_of(Vote.objects.get())
    assert verify(BytesIO(packed)).findings == ()
    with zipfile.ZipFile(BytesIO(packed)) as members:
        assert json.loads(members.read("vote.json"))["changes"] is False
        replaced = [json.loads(line) for line in members.read("replaced.jsonl").splitlines()]
    assert replaced
    assert not any(line["hashes"] for line in replaced)
