"""Somebody who types the same words again and again, in a process of its own.

`python -m tests.proposals.queries.looking SLUG MEMBER TITLE`: says `nothing` once the hint has found no text,
then, as soon as it finds one, its title and when that was, as JSON. The database is the one that the
environment names.
"""

from __future__ import annotations

import json
import sys
import time

PATIENCE = 30.0  # seconds


def look(slug: str, member: str, title: str) -> None:
    """Ask for the hint ten times a second until it finds something."""
    from deliberation.members.access import person_for
    from deliberation.members.models import Member
    from proposals.models import Campaign
    from proposals.queries.similar import similar_to

    person, campaign = person_for(Member.objects.get(pk=member)), Campaign.objects.get(slug=slug)
    until = time.monotonic() + PATIENCE
    told = False
    while time.monotonic() < until:
        if found := similar_to(person, campaign, title, "", {}):
            print(json.dumps({"title": found[0].proposal.title, "at": time.time()}))
            return
        if not told:
            print("nothing", flush=True)
            told = True
        time.sleep(0.1)
    sys.exit("no text in time")


if __name__ == "__main__":
    import django

    django.setup()
    look(*sys.argv[1:])
