"""A process that dies for real (signal 9) at a chosen point of a cast, a change or a closing.

`python -m tests.votes.actions.dying WHEN POINT VERB [arguments]`: dies `before` or `after` the first
statement that begins like POINT, or when the file of a pack is to be put in place (`rename`). The
database is the one that the environment names.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any


def die() -> None:
    """Go without a word, as in a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


def deadly(when: str, point: str) -> Callable[..., Any]:
    """Watches statements and dies at the point."""

    def watch(execute: Callable[..., Any], sql: str, *others: Any) -> Any:
        if when == "before" and sql.startswith(point):
            die()
        done = execute(sql, *others)
        if when == "after" and sql.startswith(point):
            die()
        return done

    return watch


def dying_at_rename() -> None:
    """From here on, putting a pack in place is deadly."""

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "os.rename" and str(arguments[1]).endswith(".zip"):
            die()

    sys.addaudithook(watch)


def main(when: str, point: str, verb: str, *arguments: str) -> None:
    """Do the act until the point."""
    import django

    django.setup()
    from django.db import connection

    from deliberation.members.access import person_for
    from deliberation.members.models import Member
    from votes.actions.casting import cast_ballot, change_ballot
    from votes.actions.closing import close_vote
    from votes.models import Question

    if when == "rename":
        dying_at_rename()
    with connection.execute_wrapper(deadly(when, point)):
        if verb == "close":
            close_vote(int(arguments[0]))
            return
        question = Question.objects.select_related("vote").get(pk=arguments[0])
        choice, code = arguments[1], arguments[2]
        if verb == "change":
            change_ballot(question, code=code, choices=[choice])
        else:
            person = person_for(Member.objects.get(pk=arguments[3]))
            cast_ballot(person, question, choices=[choice], code=code)


if __name__ == "__main__":
    main(*sys.argv[1:])
