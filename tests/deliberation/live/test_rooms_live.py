"""Rooms over real sockets: order, catch-up, refusals, floods; two web processes, a real Valkey."""

from __future__ import annotations

import asyncio
import json
import socket
import time

import pytest
from channels_redis.pubsub import RedisPubSubChannelLayer
from websockets.exceptions import ConnectionClosed

from tests.deliberation.live.pages import code_of, enter, hear, is_silent, numbers, say, status_of
from tests.deliberation.live.running import Site


async def test_a_message_is_kept_and_heard_by_all_in_every_process(site: Site, room: str) -> None:
    mine, other = await enter(site, room, 0), await enter(site, room, 1, port=site.ports[1])
    await say(mine, "Bonjour", "sending-1")
    assert (await hear(mine, "message"))["body"] == "Bonjour"
    heard = await hear(other, "message")
    assert (heard["number"], heard["name"], heard["client_id"]) == (1, "Membre A.", "sending-1")
    assert heard["by"]


async def test_the_sender_is_told_the_number_under_which_it_is_kept(site: Site, room: str) -> None:
    mine = await enter(site, room)
    await say(mine, "Un", "sending-1")
    assert await hear(mine, "kept") == {"type": "kept", "client_id": "sending-1", "number": 1}


async def test_the_same_sending_twice_is_one_message(site: Site, room: str) -> None:
    mine = await enter(site, room)
    for _ in range(2):
        await say(mine, "Une fois", "sending-1")
        assert (await hear(mine, "kept"))["number"] == 1
    later = await enter(site, room, after=0)
    assert await numbers(later, 1) == [1]
    assert await is_silent(later)


async def test_four_members_in_two_processes_hear_one_order(site: Site, room: str) -> None:
    pages = [await enter(site, room, n, port=site.ports[n % 2]) for n in range(4)]
    await asyncio.gather(
        *(say(page, f"{who}-{n}", f"sending-{n:02}") for who, page in enumerate(pages) for n in range(6))
    )
    heard = [[(await hear(page, "message"))["body"] for _ in range(24)] for page in pages]
    assert sorted(heard[0]) == sorted(f"{who}-{n}" for who in range(4) for n in range(6))
    assert all(order == heard[0] for order in heard)


async def test_a_page_that_comes_back_hears_what_it_missed_once(site: Site, room: str) -> None:
    speaker, page = await enter(site, room, 0), await enter(site, room, 1)
    for n in range(3):
        await say(speaker, f"{n}", f"sending-{n}")
    assert await numbers(page, 3) == [1, 2, 3]
    page.transport.abort()
    for n in range(3, 6):
        await say(speaker, f"{n}", f"sending-{n}")
    # While it comes back the room goes on.
    coming = asyncio.create_task(enter(site, room, 1, after=3))
    await say(speaker, "6", "sending-6")
    assert await numbers(await coming, 4) == [4, 5, 6, 7]


async def test_a_page_far_behind_is_sent_to_the_history(site: Site) -> None:
    assert await code_of(await enter(site, site.long, after=0)) == 4408
    found, after = [], 0
    while True:
        path = f"/rooms/{site.long}/messages/?after={after}"
        status, body = await asyncio.to_thread(site.read, path, site.sessions[0])
        assert status == 200
        part = [message["number"] for message in json.loads(body)["messages"]]
        if not part:
            break
        assert len(part) <= 100
        found += part
        after = part[-1]
    assert found == list(range(1, 621))
    assert await is_silent(await enter(site, site.long, after=after))


@pytest.mark.parametrize("path", ["/rooms/{0}/live", "/rooms/nowhere/live", "/elsewhere"])
async def test_a_visitor_is_refused(site: Site, path: str) -> None:
    assert await status_of(site, path.format(site.rooms[0])) == 403
    assert await status_of(site, path.format(site.rooms[0]), Cookie="sessionid=nobody") == 403


async def test_a_member_of_another_group_is_refused_as_if_there_were_no_room(site: Site) -> None:
    cookie = f"sessionid={site.sessions[0]}"
    assert await status_of(site, f"/rooms/{site.closed}/live", Cookie=cookie) == 403
    assert await status_of(site, f"/rooms/{site.rooms[0]}/live", Cookie=cookie) == 101


@pytest.mark.parametrize(
    "origin",
    ["", "null", "https://evil.example", "http://evil.example", "http://localhost", "http://localhost:1",
     "https://localhost:{0}", "http://localhost:{0}.evil.example", "http://127.0.0.1:{0}", "file://",
     "http://evil.localhost:{0}", "http://[::1"],
)  # fmt: skip
async def test_a_page_of_another_site_is_refused(site: Site, origin: str) -> None:
    origin = origin.format(site.ports[0])
    for cookie in ("", f"sessionid={site.sessions[0]}"):
        assert await status_of(site, f"/rooms/{site.rooms[0]}/live", Origin=origin, Cookie=cookie) == 403
        assert await status_of(site, "/live/", Origin=origin, Cookie=cookie) == 403


async def test_a_sixth_page_of_one_member_is_one_too_many(site: Site, room: str) -> None:
    pages = [await enter(site, room) for _ in range(5)]
    assert await code_of(await enter(site, room)) == 4429
    await enter(site, room, 1)
    await pages[0].close()
    await asyncio.sleep(0.1)
    await say(await enter(site, room), "Encore là", "sending-1")
    assert await numbers(pages[1], 1) == [1]


async def test_who_signs_out_is_cut(site: Site, room: str) -> None:
    page = await enter(site, room, 11)
    await asyncio.to_thread(site.run, "manage.py", "shell", "-v0", "-c", _DELETE.format(site.sessions[11]))
    assert await code_of(page) == 4403


_DELETE = "from django.contrib.sessions.models import Session; Session.objects.filter(pk='{}').delete()"


async def test_a_flooder_is_slowed_and_nobody_else(site: Site, room: str) -> None:
    flooder, other = await enter(site, room, 2), await enter(site, room, 3)
    flood = asyncio.gather(*(say(flooder, "flot", f"flood-{n:04}") for n in range(150)))
    began = time.monotonic()
    await say(other, "et moi ?", "sending-1")
    while (await hear(other, "message"))["body"] != "et moi ?":
        pass
    assert time.monotonic() - began < 2  # 0.5 s is the aim on a quiet machine
    await flood
    assert (await hear(flooder, "refused"))["code"] == "message.too-often"
    await asyncio.sleep(0.5)
    page = await asyncio.to_thread(site.read, f"/rooms/{room}/messages/", site.sessions[0])
    assert sum(message["body"] == "flot" for message in json.loads(page[1])["messages"]) <= 10


async def test_whoever_does_not_stop_is_closed(site: Site, room: str) -> None:
    page = await enter(site, room, 4)
    closing = asyncio.create_task(code_of(page, seconds=20))
    for n in range(2000):
        try:
            await say(page, "flot", f"flood-{n:04}")
        except ConnectionClosed:
            break
    assert await closing == 4429


BAD: list[str | bytes] = [
    "", "{", "null", "[]", "[" * 9000, "1e999", '{"type":"send"}', '{"type":1}', '{"type":"send","body":3}',
    '{"type":"send","body":"x","client_id":null}', '{"type":"send","body":"x","client_id":"a"}',
    '{"type":"send","body":"\\ud800","client_id":"sending-1"}', "9" * 5000,
    '{"type":"send","body":"\\u0000","client_id":"sending-1"}', b"\x00\xff",
    '{"type":"send","body":"' + "x" * 1001 + '","client_id":"sending-1"}',
    '{"type":"send","body":" \\n ","client_id":"sending-1"}',
    '{"type":"send","body":"\\u202e","client_id":"sending-1"}',
]  # fmt: skip


async def test_a_bad_frame_is_refused_and_the_page_stays(site: Site, room: str) -> None:
    pages = [await enter(site, room, member) for member in (5, 6)]
    for n, frame in enumerate(BAD):
        await pages[n % 2].send(frame)
        assert (await hear(pages[n % 2], "refused"))["code"].startswith("message.")
    await asyncio.sleep(2.5)  # the buckets fill again
    await say(pages[0], "Toujours là", "sending-2")
    assert await numbers(pages[1], 1) == [1]


async def test_a_frame_too_large_ends_only_its_page(site: Site, room: str) -> None:
    page, other = await enter(site, room, 7), await enter(site, room, 8)
    await page.send("x" * 20_000)
    assert await code_of(page) == 1009
    await say(other, "Toujours là", "sending-1")
    assert await numbers(other, 1) == [1]


async def test_a_stalled_reader_stops_nobody(site: Site, room: str) -> None:
    """One page reads nothing; the others get all of a burst that is larger than any buffer on its way."""
    stalled = socket.socket()
    stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    stalled.setblocking(False)
    await asyncio.get_running_loop().sock_connect(stalled, ("127.0.0.1", site.ports[0]))
    slow = await enter(site, room, 0, sock=stalled)
    slow.transport.pause_reading()
    others = [await enter(site, room, 1 + n % 10) for n in range(10)]
    layer = RedisPubSubChannelLayer(hosts=[site.place.url], prefix="livret")
    for n in range(1, 601):
        text = json.dumps({"type": "message", "number": n, "body": "x" * 20_000})
        await layer.group_send(f"room.{room}", {"type": "numbered", "number": n, "text": text})
        await asyncio.sleep(0.002)
    heard = await asyncio.gather(*(numbers(page, 600, seconds=20) for page in others))
    assert all(order == list(range(1, 601)) for order in heard)
    slow.transport.resume_reading()
    assert await code_of(slow, seconds=15) == 4408
    await layer.flush()
