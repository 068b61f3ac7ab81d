"""Two results on the same options, side by side: a vote held again, or by another rule."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from votes.models import Option, Question
from votes.queries.results import Line, QuestionResult

# So many options in common make two questions worth comparing.
FEWEST_COMMON = 2
MOST_OFFERED = 20


@dataclass(frozen=True, slots=True)
class Pair:
    """One option as two results have it; None where a question did not offer it."""

    text: str
    here: Line | None
    there: Line | None

    @property
    def moved(self) -> int:
        """By how many ranks it went up from there to here; 0 where one of them has none."""
        return self.there.rank - self.here.rank if self.here and self.there else 0


def comparable_with(question: Question) -> list[Question]:
    """The questions of published votes that offer at least two of the same frozen options, newest first.

    The same: an option of the same digest, hence of the same wording. Two queries, twenty at most.
    """
    digests = [option.digest for option in question.options.all() if option.digest]
    same = Count("options", filter=Q(options__digest__in=digests))
    others = Question.objects.filter(vote__published_at__isnull=False).exclude(pk=question.pk)
    found = others.annotate(same=same).filter(same__gte=FEWEST_COMMON).select_related("vote")
    return list(found.order_by("-vote__closes_at", "number")[:MOST_OFFERED])


def compare(here: QuestionResult, there: QuestionResult) -> list[Pair]:
    """The options of two results, those of the first by rank, then those that only the second has."""
    theirs = {_same(line.option): line for line in there.lines}
    pairs = [Pair(line.option.text, line, theirs.pop(_same(line.option), None)) for line in here.lines]
    return pairs + [Pair(line.option.text, None, line) for line in theirs.values()]


def _same(option: Option) -> str:
    return option.digest or option.text
