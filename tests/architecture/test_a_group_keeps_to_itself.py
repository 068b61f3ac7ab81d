"""A second, small world: one group holds its own campaign, vote and room; a member of another group looks in.

"Not yours" and "absent" must be the same bytes; and an organiser of one group is a stranger in another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from deliberation import clock
from deliberation.members.models import Group, Member
from deliberation.rooms.actions import open_room, send_message
from proposals.models import Campaign
from tests.architecture.roles import TABLE
from tests.people import as_person, make_group, make_member, make_officer
from tests.proposals.boards import Board, make_board
from tests.votes.builders import make_open, make_ready, questions_of
from votes.models import Vote

pytestmark = pytest.mark.django_db
SECRET = "Convention de Mende"
# These stand behind no group's door: they take no argument, or only published things.
ARGUMENTS = ("campaign", "text", "run", "booklet", "measure", "vote", "ballot", "room")
# Who holds a change code need not sign in, in a group's vote neither; what it shows is frozen, hence public.
BY_CODE = ("vote-change", "vote-change-ballot", "vote-change-review", "vote-change-cast")


@dataclass(frozen=True)
class GroupWorld:
    """What the group of Mende holds, and what each address takes: what is there, and what is nowhere."""

    group: Group
    board: Board
    vote: Vote
    real: dict[str, tuple[object, ...]]
    absent: dict[str, tuple[object, ...]]
    titles: tuple[str, ...]


@pytest.fixture
def world(db: None) -> GroupWorld:
    group = make_group("Mende")
    inside = make_member("Paul Delmas", group=group)
    organiser = make_officer("organiser", "Inès de Mende", group)
    board = make_board(organiser, group=group, title=SECRET)
    Campaign.objects.filter(pk=board.campaign.pk).update(drafts_published_at=clock.now())
    vote = make_open(group=group)
    Vote.objects.filter(pk=vote.pk).update(title=f"{SECRET}, scrutin")
    Campaign.objects.filter(pk=vote.campaign_id).update(title=f"{SECRET}, figée", frozen_at=clock.now())
    room = open_room(title=f"{SECRET}, salle", subject_title=SECRET, subject_url="/x/", group=group)
    send_message(as_person(inside), room, f"{SECRET} : un mot", "client-000001")
    slug, name = board.campaign.slug, board.water.slug
    text, run = board.text("Renouveler le réseau").name, board.run.name
    question = questions_of(vote)[0].slug
    real: dict[str, tuple[object, ...]] = {
        "campaign": (slug,), "text": (text,), "run": (run,), "booklet": (slug, name),
        "measure": (slug, name, 1), "vote": (vote.slug,), "ballot": (vote.slug, question),
        "room": (room.name,),
    }  # fmt: skip
    absent: dict[str, tuple[object, ...]] = {
        kind: tuple(1 if isinstance(part, int) else "nowhere" for part in parts)
        for kind, parts in real.items()
    }
    titles = (SECRET, board.water.title, board.housing.title, text, run, room.name)
    return GroupWorld(group, board, vote, real, absent, titles)


def body(answer: HttpResponseBase) -> bytes:
    """The bytes of an answer without its token, its clock, and the address that was asked."""
    content: bytes = getattr(answer, "content", b"")
    content = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", content)
    return re.sub(rb'name="next" value="[^"]*"', b"", content)


def strangers() -> dict[str, Member]:
    """People of another group: a plain member, and its organiser."""
    foix = make_group("Foix")
    return {
        "member": make_member("Nora Stern", group=foix),
        "organiser": make_officer("organiser", "Otto de Foix", foix),
        "observer": make_officer("observer", "Odile de Foix", foix),
    }


def test_a_stranger_gets_what_nobody_made(world: GroupWorld) -> None:
    for role, stranger in strangers().items():
        client = Client()
        client.force_login(stranger)
        for name, row in sorted(TABLE.items()):
            if row.of not in ARGUMENTS or name in BY_CODE:
                continue
            for method in ("get", "post"):
                sent = {"sent": "1", "choices": "m1", "body": "x"} if method == "post" else {}
                asked = [
                    getattr(client, method)(reverse(name, args=kinds[row.of]), sent)
                    for kinds in (world.real, world.absent)
                ]
                where = (role, method, name)
                assert asked[0].status_code == asked[1].status_code, where
                assert asked[0].status_code in (302, 404, 405), where
                if asked[0].status_code == 302:
                    assert name in ("ballot-review", "ballot-cast"), where
                assert body(asked[0]) == body(asked[1]), where


def test_a_visitor_is_sent_to_sign_in_all_the_same(world: GroupWorld) -> None:
    client = Client()
    for name, row in sorted(TABLE.items()):
        if row.of not in ARGUMENTS or name in BY_CODE or name.startswith("ballot-"):
            continue
        for method in ("get", "post"):
            asked = [
                getattr(client, method)(reverse(name, args=kinds[row.of]))
                for kinds in (world.real, world.absent)
            ]
            assert asked[0].status_code == asked[1].status_code != 200, (method, name)
            assert body(asked[0]) == body(asked[1]), (method, name)


def test_no_list_and_no_home_tells_of_another_group(world: GroupWorld) -> None:
    lists = ("home", "campaigns", "votes", "rooms", "account")
    for stranger in (None, *strangers().values()):
        client = Client()
        if stranger is not None:
            client.force_login(stranger)
        for name in lists:
            page = client.get(reverse(name), follow=True).content.decode()
            for title in world.titles:
                assert title not in page, (name, title)


def test_its_own_members_and_organisers_are_at_home(world: GroupWorld) -> None:
    client = Client()
    client.force_login(Member.objects.get(display_name="Paul Delmas"))
    for name in ("campaign", "proposals", "proposal", "run", "booklets", "booklet", "vote", "room", "ballot"):
        answer = client.get(reverse(name, args=world.real[TABLE[name].of]))
        assert answer.status_code == 200, name
    for name in ("board", "publish", "vote-preparation"):
        assert client.get(reverse(name, args=world.real[TABLE[name].of])).status_code == 404, name


def test_a_group_s_vote_is_announced_to_nobody_else_before_it_opens(db: None) -> None:
    group = make_group("Mende")
    make_member("Paul Delmas", group=group)
    vote = make_ready(group=group)
    client = Client()
    assert client.get(reverse("vote-change", args=[vote.slug])).status_code == 404
    client.force_login(strangers()["organiser"])
    for name in ("vote", "vote-state", "vote-result", "vote-board", "vote-pack", "vote-preparation"):
        assert client.get(reverse(name, args=[vote.slug])).status_code == 404, name


def test_an_organiser_of_a_group_organises_nothing_of_the_whole(db: None) -> None:
    board = make_board(make_officer("organiser", "Inès Valmont"))
    slug, water = board.campaign.slug, board.water.slug
    behind = {
        "campaign": (slug,),
        "run": (board.run.name,),
        "booklet": (slug, water),
        "measure": (slug, water, 1),
    }
    client = Client()
    client.force_login(strangers()["organiser"])
    read = set()
    for name, row in sorted(TABLE.items()):
        if row.of not in behind:
            continue
        for method, outcomes in (("get", row.get), ("post", row.post)):
            if outcomes.split()[1] == "absent" and outcomes.split()[2] != "absent":
                answer = getattr(client, method)(reverse(name, args=behind[row.of]), {"sent": "1"})
                assert answer.status_code == 404, (method, name)
                read.add(name)
    assert {"board", "board-move", "publish", "freeze", "run-new", "run-adopt", "measure-edit"} <= read
