"""The rules of co-signatures, and of saying how one's own text differs from a similar one."""

from __future__ import annotations

from deliberation.core.errors import RuleBroken
from proposals.core.phases import Phase
from proposals.core.texts import check_title

# As long as texts may still be sorted: once the drafts are out, the counts are what booklets were made with.
OPEN_TO_SUPPORT = (Phase.CONTRIBUTING, Phase.SORTING)
LONGEST_DIFFERENCE = 200
MOST_DIFFERENCES = 5


def check_cosignable(phase: Phase, *, is_proposal: bool, is_open: bool, is_own: bool) -> None:
    """Refuse a co-signature once the drafts are out or before contributing opens (`cosignature.closed`),
    of an answer (`cosignature.an-answer`), of a text withdrawn or hidden (`cosignature.text-gone`), and
    of one's own (`cosignature.own-text`).
    """
    check_changeable(phase)
    if not is_proposal:
        raise RuleBroken("cosignature.an-answer")
    if not is_open:
        raise RuleBroken("cosignature.text-gone")
    if is_own:
        raise RuleBroken("cosignature.own-text")


def check_changeable(phase: Phase) -> None:
    """Refuse to give or take back a co-signature once the drafts are out (`cosignature.closed`)."""
    if phase not in OPEN_TO_SUPPORT:
        raise RuleBroken("cosignature.closed")


def check_difference(sentence: str) -> str:
    """How a text differs, in one line, or a refusal: `difference.empty`, `difference.too-long` (used,
    most), and `text.hidden-sign`, `text.too-many-marks` as for a title.
    """
    try:
        return check_title(sentence, LONGEST_DIFFERENCE)
    except RuleBroken as refusal:
        if refusal.code == "text.title-empty":
            raise RuleBroken("difference.empty") from refusal
        if refusal.code == "text.title-too-long":
            raise RuleBroken("difference.too-long", **refusal.facts) from refusal
        raise
