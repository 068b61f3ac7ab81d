"""Redis dies in the middle of a discussion: nothing is lost, pages stay up, live says it is paused."""

from __future__ import annotations

import asyncio

from tests.deliberation.live.pages import enter, hear, is_silent, numbers, say
from tests.deliberation.live.running import Site


async def test_a_room_outlives_redis(site: Site, room: str) -> None:
    mine, other = await enter(site, room, 0), await enter(site, room, 1, port=site.ports[1])
    await say(mine, "avant", "sending-1")
    assert await numbers(other, 1) == [1]

    site.kill_valkey()
    await hear(mine, "paused")
    await hear(other, "paused")
    await say(mine, "pendant", "sending-2")
    assert (await hear(mine, "kept"))["number"] == 2  # stored although nobody could be told
    assert await numbers(other, 1) == [2]  # read from the database at the next pulse
    for port in site.ports:
        assert await asyncio.to_thread(site.get, f"/rooms/{room}/", site.sessions[0], port) == 200

    late = await enter(site, site.rooms.pop(), 2)  # a room that was not followed before
    await hear(late, "paused")

    await asyncio.to_thread(site.start_valkey)
    for page in (mine, other, late):
        await hear(page, "live", seconds=15)
    await say(mine, "après", "sending-3")
    assert await numbers(other, 1, seconds=1) == [3]
    assert await is_silent(other)
    # A page that comes now finds all three, once.
    assert await numbers(await enter(site, room, 3, after=0), 3) == [1, 2, 3]


async def test_an_act_is_stored_although_nobody_can_be_told(site: Site) -> None:
    site.kill_valkey()
    said = await asyncio.to_thread(site.run, "-c", _ANNOUNCE)
    assert said.strip() == "stored"
    await asyncio.to_thread(site.start_valkey)


_ANNOUNCE = """
import django; django.setup()
from django.db import transaction
from deliberation import live
from tests.people import make_member
from deliberation.members.models import Member
with transaction.atomic():
    make_member("Zoé")
    live.announce("campaign.eau", "run-done")
print("stored" if Member.objects.filter(display_name="Zoé").exists() else "lost")
"""
