"""Published results as open data: the count of each question, as its rule publishes it, with its wordings."""

from __future__ import annotations

from collections.abc import Sequence

from deliberation.core.canonical import Json
from deliberation.core.chain import utc_second
from proposals.core.tables import Cell, cell
from votes.models import Vote
from votes.queries.definitions import question_definition
from votes.queries.results import QuestionResult

FORMAT, VERSION = "livret-results", 1
HEADS = ("question", "question_text", "rule", "rank", "code", "text", "amount", "share", "expressed", "blank",
         "ballots", "seats")  # fmt: skip


def results_document(vote: Vote, outcomes: Sequence[QuestionResult]) -> dict[str, Json]:
    """The results of a published vote as one JSON document (docs/formats/results.md). No query."""
    return {
        "closed_at": utc_second(vote.closes_at),
        "format": FORMAT,
        "groups": vote.group_turnouts or [],
        "pack": vote.pack_digest,
        "questions": [
            {"asked": question_definition(each.question).published(), "result": each.result.published()}
            for each in outcomes
        ],
        "title": vote.title,
        "version": VERSION,
        "vote": vote.slug,
    }


def results_rows(outcomes: Sequence[QuestionResult]) -> list[tuple[Cell, ...]]:
    """The results as rows of a table, one for each option of each question, heads first. No query.

    Texts that a spreadsheet would take for a formula start with an apostrophe.
    """
    rows: list[tuple[Cell, ...]] = [HEADS]
    for each in outcomes:
        result = each.result
        counts = (result.expressed, result.blank, result.ballots, result.seats)
        rows += [
            (
                each.question.slug, cell(each.question.text), result.rule, str(line.rank), line.option.code,
                cell(line.option.text), str(line.amount), "" if line.share is None else str(line.share),
                *map(str, counts),
            )
            for line in each.lines
        ]  # fmt: skip
    return rows
