"""The pages of rooms, as they work without a script."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from deliberation import clock
from deliberation.members.models import Member
from deliberation.rooms.models import Message, Room
from tests.deliberation.rooms.test_actions import make_room
from tests.people import make_group, make_member

pytestmark = pytest.mark.django_db
SENT = {"body": "Bonjour à tous", "client_id": "sending-1"}


@pytest.fixture
def room(member: Member) -> Room:
    """A room that every member may enter."""
    return make_room()


@pytest.fixture
def inside(client: Client, member: Member) -> Client:
    """A signed-in member's browser."""
    client.force_login(member)
    return client


def fill(room: Room, author: Member, count: int) -> None:
    """A room in which much was said."""
    Message.objects.bulk_create(
        Message(room=room, number=n, author=author, author_name="Camille R.", body=f"n° {n}", at=clock.now(),
                client_id=f"{n:08}")
        for n in range(1, count + 1)
    )  # fmt: skip
    Room.objects.filter(pk=room.pk).update(last_number=count)


def test_a_message_is_sent_by_a_form_and_read_again(inside: Client, room: Room) -> None:
    answer = inside.post(f"/rooms/{room.name}/", SENT)
    assert (answer.status_code, answer["Location"]) == (302, f"/rooms/{room.name}/")
    page = inside.get(f"/rooms/{room.name}/").content.decode()
    assert "Bonjour à tous" in page
    assert "Camille R. (vous)" in page


def test_a_double_click_is_one_message(inside: Client, room: Room) -> None:
    for _ in range(2):
        assert inside.post(f"/rooms/{room.name}/", SENT).status_code == 302
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [({"body": ""}, 422, "écrivez votre message"), ({"body": " \n "}, 409, "Le message est vide"),
     ({"body": "Gardé \x1b"}, 409, "signes de commande"), ({"body": "Gardé" * 300}, 409, "la limite est de"),
     ({"body": "Gardé", "client_id": "?"}, 409, "pas été compris"),
     ({"body": "x" * 4000}, 422, "Rien n’est encore")],
)  # fmt: skip
def test_a_refused_message_is_kept_in_the_form(
    inside: Client, room: Room, sent: dict[str, str], status: int, words: str
) -> None:
    answer = inside.post(f"/rooms/{room.name}/", SENT | sent)
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert sent["body"].strip() in page
    assert Message.objects.count() == 0


def test_what_is_written_is_text(inside: Client, room: Room) -> None:
    inside.post(f"/rooms/{room.name}/", SENT | {"body": "<script>alert(1)</script>\nfin"})
    page = inside.get(f"/rooms/{room.name}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>fin" in page


def test_the_history_goes_back_by_fifty(inside: Client, member: Member, room: Room) -> None:
    fill(room, member, 130)
    page = inside.get(f"/rooms/{room.name}/").content.decode()
    assert "Plus anciens (80)" in page
    assert 'href="?before=81"' in page
    assert "n° 80<" not in page
    older = inside.get(f"/rooms/{room.name}/?before=81").content.decode()
    assert "n° 80<" in older
    assert "n° 81<" not in older
    assert "room.js" not in older
    for wrong in ("x", "-1", "9" * 99, "٣"):
        assert inside.get(f"/rooms/{room.name}/", {"before": wrong}).status_code == 200


def test_the_catch_up_gives_what_follows(inside: Client, member: Member, room: Room) -> None:
    fill(room, member, 130)
    answer = inside.get(f"/rooms/{room.name}/messages/?after=120").json()
    assert [message["number"] for message in answer["messages"]] == list(range(121, 131))
    assert answer["last"] == 130
    assert len(inside.get(f"/rooms/{room.name}/messages/").json()["messages"]) == 100
    for wrong in ("x", "-1", "1e3", "9" * 30):
        assert inside.get(f"/rooms/{room.name}/messages/", {"after": wrong}).status_code == 422


def test_a_visitor_signs_in_first(client: Client, room: Room) -> None:
    for path in ("", f"{room.name}/", f"{room.name}/messages/", "nowhere/"):
        answer = client.get(f"/rooms/{path}")
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/sign-in/")
    assert client.post(f"/rooms/{room.name}/", SENT).status_code == 302
    assert Message.objects.count() == 0


def test_a_room_of_another_group_looks_like_none(inside: Client) -> None:
    closed = make_room(group=make_group())
    for name in (closed.name, "nowhere"):
        assert inside.get(f"/rooms/{name}/").status_code == 404
        assert inside.get(f"/rooms/{name}/messages/").status_code == 404
        assert inside.post(f"/rooms/{name}/", SENT).status_code == 404
    assert closed.name not in inside.get("/rooms/").content.decode()
    inside.force_login(make_member("Nadia B.", group=make_group()))
    assert inside.get(f"/rooms/{closed.name}/").status_code == 200


def test_the_list_is_paged_and_asks_once(
    inside: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(25):
        make_room(f"/subject/{n}/")
    with django_assert_max_num_queries(10):
        page = inside.get("/rooms/").content.decode()
    assert page.count("Eau et rivières") == 20
    assert inside.get("/rooms/?page=2").content.decode().count("Eau et rivières") == 5


def test_a_room_asks_as_often_for_fifty_messages_as_for_one(
    inside: Client, member: Member, room: Room, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill(room, member, 60)
    with django_assert_max_num_queries(10):
        inside.get(f"/rooms/{room.name}/")
