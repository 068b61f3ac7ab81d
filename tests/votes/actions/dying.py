"""A process that dies for real (signal 9) at a named point of an act.

`python -m tests.votes.actions.dying POINT VERB [arguments]`: dies where `fault.point(POINT)` is passed, or
at the POINT that a verb brings itself (`answered`, `in-commit`). The database is the one that the
environment names.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import Any


def die() -> None:
    """Go without a word, as in a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


def cast(question: str, choice: str, code: str, member: str) -> None:
    """Cast a ballot, through the action."""
    from deliberation.members.access import person_for
    from deliberation.members.models import Member
    from votes.actions.casting import cast_ballot

    person = person_for(Member.objects.get(pk=member))
    cast_ballot(person, _question(question), choices=[choice], code=code)


def answer(question: str, choice: str, code: str, member: str) -> None:
    """Cast a ballot through its page, and die once it is answered."""
    from django.test import Client
    from django.urls import reverse

    from deliberation.members.models import Member

    asked, client = _question(question), Client(SERVER_NAME="localhost")
    client.force_login(Member.objects.get(pk=member))
    address = reverse("ballot-cast", args=[asked.vote.slug, asked.slug])
    if client.post(address, {"choices": choice, "code": code}).status_code == 200:
        die()


def change(question: str, choice: str, code: str) -> None:
    """Change a ballot."""
    from votes.actions.casting import change_ballot

    change_ballot(_question(question), code=code, choices=[choice])
    from deliberation import fault

    fault.point("changed")


def close(vote: str) -> None:
    """Close a vote."""
    from votes.actions.closing import close_vote

    close_vote(int(vote))


def checkpoint() -> None:
    """Take the checkpoints that are due."""
    from votes.actions.checkpointing import take_due_checkpoints

    take_due_checkpoints()


VERBS = {each.__name__: each for each in (cast, answer, change, close, checkpoint)}


def watch(point: str) -> None:
    """Die at the point; `in-commit` is about the moment when a cast is being committed."""
    from deliberation import fault

    def watcher(passed: str) -> None:
        if passed == point:
            die()
        if point == "in-commit" and passed == "cast.after-ballot":
            _die_soon()

    fault.watch(watcher)


def _die_soon() -> None:
    def later() -> None:
        time.sleep(float(os.environ.get("DIES_AFTER", "0.001")))
        die()

    threading.Thread(target=later).start()


def _question(key: str) -> Any:
    from votes.models import Question

    return Question.objects.select_related("vote").get(pk=key)


def main(point: str, verb: str, *arguments: str) -> None:
    """Do the act until the point."""
    import django

    django.setup()
    watch(point)
    VERBS[verb](*arguments)
    if point == "in-commit":
        time.sleep(1)  # it was quicker than death


if __name__ == "__main__":
    main(*sys.argv[1:])
