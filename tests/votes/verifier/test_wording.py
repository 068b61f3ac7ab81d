"""The verifier's words: every code that can be said has its sentence and advice in both languages."""

import re
from pathlib import Path

import pytest

import votes.verifier
from votes.verifier.findings import Finding
from votes.verifier.wording import ADVICE, LANGUAGES, SENTENCES, advice, harmless, sentence
from votes.verifier.words.labels import LABELS

SOURCES = sorted(Path(votes.verifier.__file__).parent.rglob("*.py"))
RAISED = re.compile(r'(?:finding|Finding|NotAPack)\(\s*"([a-z]+\.[a-z-]+)"')
MADE = {"journal.gap", "journal.chain-broken", "journal.entry-changed", "journal.time-backwards",
        "roll.root-not-announced", "roll.seats-not-announced", "roll.groups-not-announced",
        "roll.cutoff-not-announced",
        "roll.conditions-not-announced", "roll.urgent-not-announced",
        "anchor.root-differs", "anchor.sealed-differs", "anchor.vote-differs",
        "pack.version-old", "pack.version-unknown", "pack.not-canonical-zip"}  # fmt: skip


def test_every_code_that_is_raised_has_words_and_no_words_are_left_over() -> None:
    raised = {code for source in SOURCES for code in RAISED.findall(source.read_text())} | MADE
    assert raised == set(SENTENCES)


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_use_the_same_facts(code: str) -> None:
    french, english = SENTENCES[code]
    assert set(re.findall(r"{(\w+)}", french)) == set(re.findall(r"{(\w+)}", english))
    facts = dict.fromkeys(re.findall(r"{(\w+)}", french), "x")
    for language in LANGUAGES:
        assert sentence(Finding(code, {**facts}), language)
        assert advice(Finding(code), language)


def test_the_format_page_names_every_finding() -> None:
    page = (Path(__file__).parents[3] / "docs" / "formats" / "evidence-pack.md").read_text()
    notes = {"question.hidden", "anchor.head-after-pack", "anchor.other-vote", "receipt.maybe-hidden"}
    refusals = ("pack.", "anchors.", "receipt.unreadable", "receipt.change-code", "verifier.")
    findings = {code for code in SENTENCES if not code.startswith(refusals)} - notes
    assert [code for code in sorted(findings) if f"`{code}`" not in page] == []


def test_french_typography() -> None:
    for table in (SENTENCES, ADVICE, LABELS):
        for french, _ in table.values():
            assert not re.search(r" [:;?!»]|« |'", french), french


def test_what_steers_a_terminal_is_made_harmless() -> None:
    assert harmless("a\x1b[31mb\u202ec\u200bd\r") == "a\ufffd[31mb\ufffdc\ufffdd\ufffd"
    assert harmless("L’eau\u00a0: où ?\u202f!") == "L’eau\u00a0: où ?\u202f!"
