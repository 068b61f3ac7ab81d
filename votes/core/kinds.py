"""Kinds of question: what each kind asks, and what it asks of the question's rule and subject.

`prioritise` puts the measures of one booklet in order, `overall` the booklets or the measures of all,
`approve` takes or refuses a booklet or one of its measures, `free` asks whatever else.
"""

from __future__ import annotations

from deliberation.core.errors import RuleBroken
from votes.core.questions import Question
from votes.core.reading import is_plain_text

PRIORITISE, OVERALL, APPROVE, FREE = "prioritise", "overall", "approve", "free"
KINDS = (PRIORITISE, OVERALL, APPROVE, FREE)
YES_NO = "yes-no"
LONGEST_STATUTE = 300


def check_kind(question: Question) -> None:
    """Refuse a question that is not what its kind says.

    Raises RuleBroken `question.unknown-kind`, `question.kind-rule` (approving is counted by yes or no, and
    putting in order is not), `question.kind-subject` (of one booklet, or of none), or
    `question.statute-unsafe`.
    """
    approves = question.kind == APPROVE
    about_one = question.kind in (PRIORITISE, APPROVE)
    checks = (
        (question.kind in KINDS, "question.unknown-kind"),
        (question.kind == FREE or approves == (question.rule == YES_NO), "question.kind-rule"),
        (question.kind == FREE or about_one == (question.subject is not None), "question.kind-subject"),
        (not question.statute or is_plain_text(question.statute, LONGEST_STATUTE), "question.statute-unsafe"),
    )
    for holds, code in checks:
        if not holds:
            raise RuleBroken(code, question=question.slug)
