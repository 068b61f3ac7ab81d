"""Submitting, editing and withdrawing: who may, when, and what a form sent twice does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from deliberation import clock
from deliberation.core.names import random_name
from deliberation.journal import queries as journal
from deliberation.members.access import VISITOR, Person
from deliberation.members.models import Member
from proposals.actions.writing import edit_proposal, submit_proposal, withdraw_proposal
from proposals.core.phases import Phase
from proposals.models import Campaign, Proposal
from tests.people import as_person, make_group, make_member
from tests.proposals.builders import DAY, make_campaign, make_proposal
from tests.proposals.refusing import refuses


@pytest.fixture
def campaign(db: None) -> Campaign:
    return make_campaign()


@pytest.fixture
def person(member: Member) -> Person:
    return as_person(member)


def submit(person: Person, campaign: Campaign, **changed: Any) -> Proposal:
    given: dict[str, Any] = {
        "title": "Réparer les fuites",
        "body": "Une goutte sur cinq se perd.",
        "nonce": random_name(20),
    }
    return submit_proposal(person, campaign, **(given | changed))


def test_a_text_is_stored_as_it_was_written(person: Person, campaign: Campaign) -> None:
    proposal = submit(person, campaign, title=" Re\u0301parer ", body="a\r\nb", theme_wish="Eau", signed=True)
    proposal.refresh_from_db()
    assert (proposal.title, proposal.body, proposal.theme_wish) == ("Réparer", "a\nb", "Eau")
    assert proposal.author == person.member
    assert proposal.signed
    assert (proposal.kind, proposal.state, proposal.version) == ("proposal", "open", 1)
    assert proposal.folded == "reparer\na\nb"
    assert len(proposal.salt) == 32
    assert abs(clock.now() - proposal.submitted_at) < DAY


def test_a_member_s_own_act_is_not_in_the_journal(person: Person, campaign: Campaign) -> None:
    withdraw_proposal(
        person, edit_proposal(person, submit(person, campaign), title="B", body="b", seen_version=1)
    )
    assert journal.head() is None


def test_a_form_sent_twice_makes_one_text(person: Person, campaign: Campaign) -> None:
    first = submit(person, campaign, nonce="once")
    again = submit(person, campaign, nonce="once", body="Autre chose.")
    assert again == first
    assert Proposal.objects.count() == 1


def test_a_form_sent_again_after_the_close_finds_its_text(person: Person, campaign: Campaign) -> None:
    first = submit(person, campaign, nonce="once")
    clock.move(10 * DAY)
    assert submit(person, campaign, nonce="once") == first


def test_a_nonce_of_somebody_else_shows_nothing(person: Person, campaign: Campaign) -> None:
    submit(person, campaign, nonce="once")
    with refuses("proposal.not-yours"):
        submit(as_person(make_member("Paule B.")), campaign, nonce="once")


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_form_sent_many_times_at_once_makes_one_text() -> None:
    campaign, person = make_campaign(), as_person(make_member())

    def send(_time: int) -> str:
        try:
            return submit(person, campaign, nonce="once").name
        finally:
            connection.close()

    # SQLite lets one in after the other; its database in memory knows no waiting at all.
    at_once = 4 if connection.vendor == "postgresql" else 1
    with ThreadPoolExecutor(at_once) as pool:
        names = list(pool.map(send, range(4)))
    assert len(set(names)) == 1
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.CONTRIBUTING])
def test_texts_come_in_while_the_campaign_is_open(person: Person, phase: Phase) -> None:
    campaign = make_campaign(phase)
    own = make_proposal(campaign, person.member)
    with refuses("proposal.not-open"):
        submit(person, campaign)
    with refuses("proposal.not-open"):
        edit_proposal(person, own, title="A", body="b", seen_version=1)
    with refuses("proposal.not-open"):
        withdraw_proposal(person, own)
    assert list(Proposal.objects.values_list("title", "state")) == [("Réparer les fuites", "open")]


def test_only_members_of_the_scope_write(person: Person, organiser: Member, campaign: Campaign) -> None:
    local = make_campaign(group=make_group("Mende"))
    for outsider in (person, as_person(organiser), VISITOR):
        with refuses("proposal.not-in-scope"):
            submit(outsider, local)
    with refuses("person.not-signed-in"):
        submit(VISITOR, campaign, nonce=submit(person, campaign).nonce)


def test_the_limit_is_the_campaign_s(person: Person) -> None:
    campaign = make_campaign(most_signs=200)
    assert submit(person, campaign, body="a" * 200).body == "a" * 200
    with refuses("text.body-too-long"):
        submit(person, campaign, body="a" * 201)


def test_an_answer_takes_its_first_words_as_a_title(person: Person, campaign: Campaign) -> None:
    proposal = make_proposal(campaign)
    answer = submit(person, campaign, title="", body="**D’accord**, et vite.", parent=proposal)
    assert (answer.kind, answer.parent, answer.title) == ("answer", proposal, "D’accord, et vite.")
    edited = edit_proposal(person, answer, title="", body="Plutôt non.", seen_version=1)
    assert edited.title == "Plutôt non."


def test_one_answers_an_open_proposal_of_the_same_campaign(person: Person, campaign: Campaign) -> None:
    proposal = make_proposal(campaign)
    for parent in (
        make_proposal(campaign, parent=proposal),
        make_proposal(campaign, state=Proposal.State.WITHDRAWN),
        make_proposal(campaign, state=Proposal.State.HIDDEN),
        make_proposal(make_campaign()),
    ):
        with refuses("answer.to-no-proposal"):
            submit(person, campaign, parent=parent)


def test_an_edit_keeps_the_wording_before(person: Person, campaign: Campaign) -> None:
    proposal = submit(person, campaign, title="Un", body="premier")
    edit_proposal(person, proposal, title="Deux", body="deuxième", seen_version=1)
    edit_proposal(person, proposal, title="Trois", body="troisième", seen_version=2)
    proposal.refresh_from_db()
    assert (proposal.title, proposal.version, proposal.folded) == ("Trois", 3, "trois\ntroisieme")
    assert proposal.edited_at is not None
    assert list(proposal.versions.values_list("number", "title", "body")) == [
        (2, "Deux", "deuxième"),
        (1, "Un", "premier"),
    ]


def test_an_edit_that_changes_no_word_makes_no_version(person: Person, campaign: Campaign) -> None:
    proposal = submit(person, campaign)
    edit_proposal(
        person,
        proposal,
        title=proposal.title,
        body=proposal.body,
        seen_version=1,
        signed=True,
        theme_wish="Eau",
    )
    proposal.refresh_from_db()
    assert (proposal.version, proposal.signed, proposal.theme_wish) == (1, True, "Eau")
    assert proposal.edited_at is None
    assert not proposal.versions.exists()


def test_two_edits_of_one_wording_do_not_overwrite_each_other(person: Person, campaign: Campaign) -> None:
    proposal = submit(person, campaign)
    edit_proposal(person, proposal, title="Ici", body="ici", seen_version=1)
    with refuses("proposal.edited-meanwhile"):
        edit_proposal(person, proposal, title="Ailleurs", body="ailleurs", seen_version=1)
    proposal.refresh_from_db()
    assert (proposal.title, proposal.version) == ("Ici", 2)


def test_a_text_is_edited_and_withdrawn_by_its_author_only(
    person: Person, organiser: Member, campaign: Campaign
) -> None:
    proposal = submit(person, campaign)
    with refuses("proposal.not-yours"):
        edit_proposal(as_person(organiser), proposal, title="A", body="b", seen_version=1)
    with refuses("proposal.not-yours"):
        withdraw_proposal(as_person(organiser), proposal)


def test_withdrawing_twice_is_withdrawing_once(person: Person, campaign: Campaign) -> None:
    proposal = submit(person, campaign)
    for _ in range(2):
        assert withdraw_proposal(person, proposal).state == Proposal.State.WITHDRAWN
    with refuses("proposal.not-editable"):
        edit_proposal(person, proposal, title="A", body="b", seen_version=1)


def test_a_hidden_text_is_not_its_author_s_to_change(person: Person, campaign: Campaign) -> None:
    proposal = make_proposal(campaign, person.member, state=Proposal.State.HIDDEN)
    with refuses("proposal.not-editable"):
        edit_proposal(person, proposal, title="A", body="b", seen_version=1)
    with refuses("proposal.not-editable"):
        withdraw_proposal(person, proposal)


ENGLISH: dict[str, Any] = {
    "title": "Evening trains",
    "body": "Reopen the small stations and bring back the evening trains in the valleys.",
}


def test_the_language_of_a_text_is_guessed_from_its_words(person: Person, campaign: Campaign) -> None:
    assert submit(person, campaign).language == "fr"
    english = submit(person, campaign, **ENGLISH)
    assert (english.language, english.language_chosen) == ("en", False)
    again = edit_proposal(
        person,
        english,
        title="Les gares",
        body="Rouvrir les petites gares de la vallée le soir.",
        seen_version=1,
    )
    assert again.language == "fr"


def test_what_an_author_says_of_the_language_holds(person: Person, campaign: Campaign) -> None:
    text = submit(person, campaign)
    unsaid = edit_proposal(person, text, title="A", body="b", seen_version=1, language="fr")
    assert (unsaid.language, unsaid.language_chosen) == ("fr", False)
    said = edit_proposal(person, text, title="A", body="b", seen_version=2, language="es")
    assert (said.language, said.language_chosen, said.version) == ("es", True, 2)
    assert edit_proposal(person, text, **ENGLISH, seen_version=2).language == "es"
    with refuses("proposal.unknown-language"):
        edit_proposal(person, text, title="A", body="b", seen_version=3, language="tlh")
