"""The one way a rule refuses: a code for machines, facts for the sentence, no words."""

from __future__ import annotations

Fact = str | int | bool | None


class RuleBroken(Exception):
    """A rule of the house refused an act.

    `code` reads `thing.what-went-wrong` and is stable; `facts` are plain values that the words for
    people (kept in `frontend.wording`) may quote. Nothing is stored when this is raised.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
