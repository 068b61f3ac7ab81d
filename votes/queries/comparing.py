"""Two results side by side, and one question over several votes: held again, or put by another rule."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When

from votes.core.choices import Shape
from votes.core.comparing import WORDINGS, Named, matched, obstacles
from votes.core.kinds import YES_NO
from votes.core.tally.rules import RULES, read_result
from votes.models import Option, Question
from votes.queries.definitions import question_definition
from votes.queries.results import Line, QuestionResult, question_result

# So many options in common make two questions worth comparing.
FEWEST_COMMON = 2
MOST_OFFERED = 20
# Two votes are a pair; from three on there is a course.
FEWEST_IN_COURSE = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """One option as two results have it; None where a question did not offer it."""

    text: str
    here: Line | None
    there: Line | None

    @property
    def gained(self) -> Fraction | None:
        """By how much its share of the expressed ballots is larger here than there."""
        if self.here is None or self.there is None:
            return None
        if self.here.share is None or self.there.share is None:
            return None
        return self.here.share - self.there.share

    @property
    def is_reworded(self) -> bool:
        """Whether what was frozen under this name is not the same on both sides."""
        if self.here is None or self.there is None:
            return False
        return self.here.option.digest != self.there.option.digest


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results with their options paired, and what keeps their figures from being compared."""

    here: QuestionResult
    there: QuestionResult
    pairs: tuple[Pair, ...]
    obstacles: tuple[str, ...]

    @property
    def by_share(self) -> bool:
        """Whether shares of the expressed ballots compare: one rule, which counts each vote once."""
        rule = self.here.result.rule
        return rule == self.there.result.rule and RULES[rule].shape is Shape.APPROVALS

    @property
    def has_gaps(self) -> bool:
        """Whether some option was offered on one side only."""
        return any(pair.here is None or pair.there is None for pair in self.pairs)

    @property
    def yes(self) -> Pair | None:
        """The yes of two questions of yes or no that somebody answered."""
        both = (self.here.result, self.there.result)
        if not all(result.rule == YES_NO and result.expressed for result in both):
            return None
        return next(pair for pair in self.pairs if pair.here and pair.here.option.code == "yes")

    @property
    def same_first(self) -> bool:
        """Whether the options that come first, or took the places, are the same here and there."""
        mine, theirs = self.here.leading, self.there.leading
        return all((pair.here in mine) == (pair.there in theirs) for pair in self.pairs)


def comparable_with(question: Question) -> list[Question]:
    """The published questions that can be set beside this one, the same one asked again first.

    All questions of yes or no can; others when two of their options are the same: by the address of the
    measure or booklet, by the digest of its frozen form, or by their words. Two queries, twenty at most.
    """
    options = list(question.options.all())
    same = Q(options__url__in=[each.url for each in options if each.url])
    same |= Q(options__digest__in=[each.digest for each in options if each.digest])
    same |= Q(options__text__in=[each.text for each in options])
    likely = Q(common__gte=FEWEST_COMMON)
    if sum(bool(_answers(question, each)) for each in options) >= FEWEST_COMMON:
        worded = [form for word in WORDINGS for form in (word, word.capitalize())]
        same |= Q(options__text__in=worded)
        likely |= Q(rule=YES_NO)
    others = _published().exclude(pk=question.pk)
    again = When(_again(question), then=Value(0))
    about = When(subject_url=question.subject_url, subject_slug__gt="", then=Value(1))
    nearness = Case(again, about, default=Value(2), output_field=IntegerField())
    counted = others.annotate(common=Count("options", filter=same, distinct=True), nearness=nearness)
    return list(counted.filter(likely).order_by("nearness", "-vote__closes_at", "number")[:MOST_OFFERED])


def compare(here: QuestionResult, there: QuestionResult) -> Comparison:
    """Two results side by side: the options of the first by rank, then those that only the second has.

    No query when the options are at hand.
    """
    mine = [_named(line).names(here.result.rule) for line in here.lines]
    theirs = [_named(line).names(there.result.rule) for line in there.lines]
    other = dict(matched(mine, theirs))
    pairs = []
    for place, line in enumerate(here.lines):
        pairs.append(Pair(line.option.text, line, there.lines[other[place]] if place in other else None))
    alone = (line for place, line in enumerate(there.lines) if place not in other.values())
    pairs += [Pair(line.option.text, None, line) for line in alone]
    found = obstacles(
        question_definition(here.question), question_definition(there.question),
        same_vote=here.question.vote_id == there.question.vote_id,
    )  # fmt: skip
    return Comparison(here, there, tuple(pairs), found)


def course_of(question: Question) -> list[QuestionResult]:
    """The same question in all published votes of its campaign, oldest first; empty for fewer than three.

    The same: of one name in the campaign (a booklet's, a measure's, a question's own), one kind, one rule.
    Two queries, the newest twenty.
    """
    options = Prefetch("options", Option.objects.order_by("position"))
    rows = _published().filter(_again(question)).prefetch_related(options).order_by("-vote__closes_at")
    found = list(rows[:MOST_OFFERED])
    return [_result_of(each) for each in reversed(found)] if len(found) >= FEWEST_IN_COURSE else []


def _published() -> QuerySet[Question]:
    return Question.objects.filter(vote__published_at__isnull=False).select_related("vote")


def _again(question: Question) -> Q:
    campaign = question.vote.campaign_id
    return Q(vote__campaign=campaign, slug=question.slug, kind=question.kind, rule=question.rule)


def _result_of(question: Question) -> QuestionResult:
    row = next(row for row in question.vote.tally or () if row["question"] == question.slug)
    return question_result(question, read_result(row))


def _answers(question: Question, option: Option) -> list[str]:
    named = Named(option.code, option.text).names(question.rule)
    return [name for name in named if name.startswith("answer ")]


def _named(line: Line) -> Named:
    option = line.option
    return Named(option.code, option.text, option.digest, option.url)
