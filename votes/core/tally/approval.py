"""The rule "approval": name every option you approve of; the most approved is first (docs/rules/approval.md).

Counted as "choose up to n" is, where n is the number of options: no ballot has to leave one out.
"""

from __future__ import annotations

from votes.core.questions import Question
from votes.core.tally import choose
from votes.core.tally.settings import refuse


def check_settings(question: Question) -> None:
    """As `choose`, and a ballot may name all options. Raises RuleBroken `question.settings-wrong`."""
    if question.most != len(question.options):
        refuse(question, "most")
    choose.check_settings(question)
