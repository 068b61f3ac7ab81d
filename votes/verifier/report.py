"""The report: plain text of 80 columns that reads aloud well, or JSON; the last line is the verdict."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from deliberation.core.canonical import Json
from votes.core.codes import in_groups
from votes.core.questions import Vote
from votes.core.tally.results import Result
from votes.verifier.findings import Finding
from votes.verifier.verifying import Receipt, Report
from votes.verifier.wording import advice, harmless, say, sentence
from votes.verifier.words.labels import LABELS

WIDTH = 80
EXIT_CODES = {"consistent-anchored": 0, "consistent-not-anchored": 0, "inconsistent": 1}
NOT_A_PACK = 2


def as_text(report: Report, path: str, language: str) -> str:
    """The report in words."""
    return "\n".join(_text_lines(report, path, language)) + "\n"


def as_json(report: Report, language: str) -> str:
    """The report as JSON, ASCII only, on one line."""
    return _dumped(
        {
            "checks": report.checks,
            "exit": EXIT_CODES[report.verdict],
            "findings": [_said(found, language) for found in report.findings],
            "head": {"digest": report.head.digest, "seq": report.head.seq} if report.head else None,
            "matched": report.matched,
            "notes": [_said(note, language) for note in report.notes],
            "receipts": [_receipt(receipt) for receipt in report.receipts],
            "results": [result.published() for result in report.results],
            "sha256": report.sha256,
            "verdict": report.verdict,
            "vote": report.vote.slug if report.vote else None,
        }
    )


def refusal_as_text(refused: Finding, language: str) -> str:
    """One sentence, what to do, and the verdict for what is no pack."""
    verdict = say(LABELS, "verdict", language, verdict=say(LABELS, "not-a-pack", language))
    said = [f"{refused.code}: {sentence(refused, language)}", advice(refused, language), verdict]
    return "\n".join(line for each in said for line in _wrapped(each)) + "\n"


def refusal_as_json(refused: Finding, language: str) -> str:
    """The refusal of what is no pack as JSON."""
    return _dumped({"exit": NOT_A_PACK, "refused": _said(refused, language), "verdict": "not-a-pack"})


def _text_lines(report: Report, path: str, language: str) -> Iterator[str]:
    yield from _wrapped(say(LABELS, "file", language, path=path))
    yield f"SHA-256 {report.sha256}"
    if report.vote:
        facts = {"title": report.vote.title, "vote": report.vote.slug}
        yield from _wrapped(say(LABELS, "vote", language, **facts))
    if report.head:
        yield say(LABELS, "head", language, seq=report.head.seq)
        yield f"  {report.head.digest}"
    if report.vote:
        yield from _titled("results", language, _results(report.vote, report.results, language))
    yield from _titled("receipts", language, _receipts(report.receipts, language))
    yield from _titled(
        "notes", language, (f"{note.code}: {sentence(note, language)}" for note in report.notes)
    )
    yield from _titled("findings", language, _findings(report.findings, language))
    yield ""
    yield say(LABELS, "checks", language, checks=report.checks)
    if report.verdict == "consistent-not-anchored":
        yield from _wrapped(say(LABELS, "not-anchored", language))
    counts = {"findings": len(report.findings), "matched": report.matched}
    verdict = say(LABELS, report.verdict, language, **counts)
    yield say(LABELS, "verdict", language, verdict=verdict)


def _titled(label: str, language: str, paragraphs: Iterable[str]) -> Iterator[str]:
    """A section with its title, or nothing when it has no paragraph."""
    listed = list(paragraphs)
    if listed:
        yield from ("", say(LABELS, label, language))
    for paragraph in listed:
        yield from _wrapped(paragraph, "  ")


def _results(vote: Vote, results: Iterable[Result], language: str) -> Iterator[str]:
    questions = {question.slug: question for question in vote.questions}
    for result in results:
        question = questions.get(result.question)
        if question is None:
            continue
        texts = {option.code: option.text for option in question.options}
        yield say(LABELS, "question", language, number=question.number, text=question.text)
        counts = {"ballots": result.ballots, "blank": result.blank, "expressed": result.expressed}
        yield "  " + say(LABELS, "count", language, seats=result.seats, **counts)
        for option in result.options:
            text = texts.get(option.code, option.code)
            yield "  " + say(
                LABELS, "option", language, rank=option.rank, votes=result.figure(option), text=text
            )
        for tie in result.ties:
            yield "  " + say(LABELS, "tie", language, options=", ".join(tie))
        yield from (f"  {line}" for line in _conclusion(result, texts, language))


def _conclusion(result: Result, texts: Mapping[str, str], language: str) -> Iterator[str]:
    """What a result comes to, by which lot, and whether it had its quorum."""
    if result.draw:
        yield say(LABELS, "draw", language, order=", ".join(result.draw.order))
    if quorum := result.quorum:
        reached = "quorum-reached" if quorum.reached else "quorum-missed"
        yield say(LABELS, reached, language, found=quorum.found, needed=quorum.needed)
    leaders = " / ".join(texts.get(code, code) for code in result.leaders)
    yield say(LABELS, f"conclusion-{result.conclusion}", language, options=leaders)


def _receipts(receipts: Iterable[Receipt], language: str) -> Iterator[str]:
    for receipt in receipts:
        choices = " / ".join(receipt.choices) or say(LABELS, "blank", language)
        yield say(
            LABELS,
            "ballot",
            language,
            tracker=in_groups(receipt.tracker),
            number=receipt.question.number,
            version=receipt.version,
            choices=choices,
        )


def _findings(findings: Iterable[Finding], language: str) -> Iterator[str]:
    last = ""
    for found in findings:
        yield f"{found.code}: {sentence(found, language)}"
        what = advice(found, language)
        if what != last:
            yield "  " + say(LABELS, "advice", language, advice=what)
        last = what


def _said(found: Finding, language: str) -> dict[str, Json]:
    facts: dict[str, Json] = dict(found.facts)
    return {
        "advice": advice(found, language),
        "code": found.code,
        "facts": facts,
        "sentence": sentence(found, language),
    }


def _receipt(receipt: Receipt) -> dict[str, Json]:
    return {
        "choices": list(receipt.choices),
        "question": receipt.question.slug,
        "tracker": receipt.tracker,
        "version": receipt.version,
    }


def _wrapped(paragraph: str, indent: str = "") -> list[str]:
    """A paragraph in lines of 80 columns; one that starts with blanks keeps them on each line."""
    words = harmless(paragraph)
    own = indent + " " * (len(words) - len(words.lstrip(" ")))
    return textwrap.wrap(words, WIDTH, initial_indent=indent, subsequent_indent=own + "  ")


def _dumped(value: dict[str, Json]) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True) + "\n"
