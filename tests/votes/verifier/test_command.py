"""The command: exit codes, words, receipts, what was remembered from outside, and no framework."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.votes.core.building import Story, a_story, retold
from tests.votes.verifier.forgeries import TAMPERED
from tests.votes.verifier.tampering import edit_lines, repacked
from votes.core.ballots import Ballot
from votes.core.box import BoxContents, lines
from votes.core.codes import in_groups
from votes.verifier.command import main

ROOT = Path(__file__).parents[3]


@cache
def story() -> Story:
    # Everybody votes everywhere, so that no question is hidden and every receipt must be found.
    return a_story(seed=5, few=40)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    file = tmp_path / "pack.zip"
    file.write_bytes(story().pack())
    return file


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    file = tmp_path / "journal.jsonl"
    file.write_bytes(lines(link.published() for link in story().journal))
    return file


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main([str(each) for each in arguments])
    return code, capsys.readouterr().out


def head(number: int = -1) -> str:
    return story().journal[number].digest


def test_a_consistent_pack_says_so_and_that_nothing_was_remembered(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capsys, pack, "--language", "en")
    assert code == 0
    assert said.splitlines()[-1] == "Verdict: consistent, not anchored."
    assert head() in said
    assert "genuine" not in said


def test_french_is_the_language_unless_asked(
    pack: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert run(capsys, pack)[1].splitlines()[-1] == "Verdict\u00a0: cohérent, non ancré."
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert run(capsys, pack)[1].splitlines()[-1] == "Verdict: consistent, not anchored."


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_is_plain_text_of_80_columns(
    language: str, pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    members = story().members()
    for _, forge, _ in TAMPERED[3:4] + TAMPERED[19:20] + TAMPERED[36:37]:
        forge(members)
    pack.write_bytes(repacked(members))
    code, said = run(capsys, pack, "--language", language)
    assert code == 1
    assert all(len(line) <= 80 for line in said.splitlines())
    assert all(sign.isprintable() or sign in "\n\u00a0" for sign in said)
    assert said.splitlines()[-1].startswith("Verdict")
    for name in ("sealed.ballots-differ", "marks.not-on-roll", "vote.digest-differs", "tally.differs"):
        assert f"  {name}: " in said


def test_one_ballot_one_mark_or_one_wording_changed_exits_1(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = {"a choice changed": "sealed.ballots-differ", "a mark changed": "sealed.marks-differ",
             "an option reworded": "vote.digest-differs"}  # fmt: skip
    forgeries = {name: forge for name, forge, _ in TAMPERED}
    for name, code in named.items():
        members = story().members()
        forgeries[name](members)
        pack.write_bytes(repacked(members))
        ended, said = run(capsys, pack)
        assert ended == 1
        assert code in said


def test_json_says_the_same_in_ascii(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, pack, "--json", "--known-head", head())
    report = json.loads(said)
    assert said.isascii()
    assert (code, report["exit"], report["verdict"], report["matched"]) == (0, 0, "consistent-anchored", 1)
    assert report["head"] == {"digest": head(), "seq": len(story().journal)}
    assert len(report["results"]) == 4
    pack.write_bytes(b"nothing")
    code, said = run(capsys, pack, "--json")
    assert (code, json.loads(said)["refused"]["code"]) == (2, "pack.not-a-pack")


def test_remembered_heads(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, pack, "--known-head", head(3), "--known-head", f"5:{head(4)}")[0] == 0
    for wrong, code in (("0" * 64, "anchor.head-not-found"), (f"4:{head(4)}", "anchor.head-elsewhere"),
                        (f"0:{head(4)}", "anchor.head-elsewhere")):  # fmt: skip
        ended, said = run(capsys, pack, "--known-head", wrong)
        assert ended == 1
        assert code in said
    ended, said = run(capsys, pack, "--known-head", f"999:{'0' * 64}", "--language", "en")
    assert ended == 0
    assert "anchor.head-after-pack" in said
    assert said.splitlines()[-1] == "Verdict: consistent, not anchored."
    assert run(capsys, pack, "--known-head", "abc")[0] == 2


def test_a_file_of_notes(pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes, vote = tmp_path / "notes.txt", story().vote
    notes.write_text(
        f"# noted in the hall\n\nhead 3 {head(2)}\nhead {head().upper()}\n"
        f"root {vote.slug} {story().roll.root}\nvote {vote.slug} {vote.digest()}\nroot autre {'0' * 64}\n"
    )
    ended, said = run(capsys, pack, "--anchors", notes, "--language", "en")
    assert ended == 0
    assert said.splitlines()[-1] == "Verdict: consistent, and as 4 note(s) taken outside say."
    assert "anchor.other-vote" in said
    for line, code in ((f"root {vote.slug} {'0' * 64}", "anchor.root-differs"),
                       (f"vote {vote.slug} {'0' * 64}", "anchor.vote-differs")):  # fmt: skip
        notes.write_text(line)
        ended, said = run(capsys, pack, "--anchors", notes)
        assert ended == 1
        assert code in said
    notes.write_text("head\nbonjour\n")
    ended, said = run(capsys, pack, "--anchors", notes, "--language", "en")
    assert ended == 2
    assert said.startswith("anchors.unreadable: Line 1")
    assert run(capsys, pack, "--anchors", tmp_path / "none.txt")[0] == 2


def test_noted_checkpoints(
    pack: Path, journal: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes, vote, taken = tmp_path / "notes.txt", story().vote.slug, story().box.checkpoints
    notes.write_text("".join(f"checkpoint {vote} {c.question} {c.number} {c.digest()}\n" for c in taken))
    for file in (pack, journal):
        ended, said = run(capsys, file, "--anchors", notes, "--json")
        assert (ended, json.loads(said)["matched"]) == (0, len(taken))
    for line in (f"checkpoint {vote} eau 1 {'0' * 64}", f"checkpoint {vote} eau 99 {taken[0].digest()}"):
        notes.write_text(line)
        for file in (pack, journal):
            ended, said = run(capsys, file, "--anchors", notes)
            assert ended == 1
            assert "anchor.checkpoint-differs" in said


def test_notes_of_a_vote_are_compared_with_a_journal_alone(
    journal: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes, vote = tmp_path / "notes.txt", story().vote
    good = f"root {vote.slug} {story().roll.root}\nvote {vote.slug} {vote.digest()}\n"
    notes.write_text(good)
    assert run(capsys, journal, "--anchors", notes)[0] == 0
    notes.write_text(good.replace(vote.digest(), "0" * 64))
    ended, said = run(capsys, journal, "--anchors", notes)
    assert ended == 1
    assert "anchor.vote-differs" in said


def test_a_receipt_finds_its_ballots(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ballot = story().box.ballots[0].ballots[7]
    ended, said = run(capsys, pack, "--receipt", in_groups(ballot.tracker).lower(), "--language", "en")
    assert ended == 0
    assert f"{in_groups(ballot.tracker)}, question 1, version {ballot.version}: " in said
    seat = next(iter(set(story().box.marks[0].seats) & set(story().box.marks[3].seats)))
    ended, said = run(capsys, pack, "--json", "--receipt", in_groups(story().follow_ups[seat]))
    found = json.loads(said)["receipts"]
    assert ended == 0
    assert {"eau", "livrets"} <= {receipt["question"] for receipt in found}


def test_receipts_that_lead_nowhere(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended, said = run(capsys, pack, "--receipt", "AAAA-BBBB-CCCC")
    assert ended == 1
    assert "receipt.not-found" in said
    assert run(capsys, pack, "--receipt", "short")[0] == 2
    ended, said = run(capsys, pack, "--receipt", "A" * 21)
    assert ended == 2
    assert said.startswith("receipt.change-code")
    pack.write_bytes(a_story(seed=5).pack())
    ended, said = run(capsys, pack, "--receipt", "AAAA-BBBB-CCCC")
    assert ended == 0
    assert "receipt.maybe-hidden" in said


def test_a_journal_alone(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended, said = run(capsys, journal, "--known-head", f"2:{head(1)}", "--language", "en")
    assert ended == 0
    assert said.splitlines()[-1] == "Verdict: consistent, and as 1 note(s) taken outside say."
    assert run(capsys, journal)[0] == 0
    ended, said = run(capsys, journal, "--known-head", f"999:{'0' * 64}")
    assert ended == 1
    assert "anchor.journal-cut" in said
    assert run(capsys, journal, "--known-head", "0" * 64)[0] == 1


def test_a_journal_that_was_edited(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    members = story().members()
    edit_lines("journal.jsonl", lambda entries: entries[0]["facts"].update(title="Hiver"))(members)
    journal.write_bytes(members["journal.jsonl"])
    ended, said = run(capsys, journal)
    assert ended == 1
    assert "journal.entry-changed" in said


def swapped_choice() -> Story:
    """The whole story told again with one ballot changed: consistent from end to end."""
    contents = [
        BoxContents(marks.question, marks.seats, ballots.ballots)
        for marks, ballots in zip(story().box.marks, story().box.ballots, strict=True)
    ]
    first: Ballot = contents[0].ballots[0]
    other = replace(first, choices=("m3",) if first.choices != ("m3",) else ("m4",))
    contents[0] = replace(contents[0], ballots=(other, *contents[0].ballots[1:]))
    return retold(story().vote, story().roll, contents, {})


def test_a_pack_made_anew_from_end_to_end_is_caught_by_what_was_noted(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = swapped_choice()
    pack.write_bytes(forged.pack())
    ended, said = run(capsys, pack, "--language", "en")
    assert ended == 0
    assert said.splitlines()[-1] == "Verdict: consistent, not anchored."
    ended, said = run(capsys, pack, "--known-head", head())
    assert ended == 1
    assert "anchor.head-not-found" in said


def test_another_roll_and_another_wording_made_anew_are_caught_by_early_notes(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vote, notes = story().vote, tmp_path / "notes.txt"
    question = vote.questions[0]
    options = (replace(question.options[0], text="Tout autre chose"), *question.options[1:])
    reworded = replace(vote, questions=(replace(question, options=options), *vote.questions[1:]))
    forged = a_story(seed=6, vote=reworded, few=40)
    pack.write_bytes(forged.pack())
    assert run(capsys, pack)[0] == 0
    notes.write_text(
        f"root {vote.slug} {story().roll.root}\nvote {vote.slug} {vote.digest()}\nhead 7 {head(6)}\n"
    )
    ended, said = run(capsys, pack, "--anchors", notes)
    assert ended == 1
    for code in ("anchor.root-differs", "anchor.vote-differs", "anchor.head-not-found"):
        assert code in said


ISOLATED = (
    "import sys; sys.path.insert(0, {root!r})\n"
    "import runpy; sys.argv = ['votes.verifier', *{arguments!r}]\n"
    "try:\n    runpy.run_module('votes.verifier', run_name='__main__')\n"
    "finally:\n"
    "    strangers = {{name.split('.')[0] for name in sys.modules}} - set(sys.stdlib_module_names)\n"
    "    print(sorted(strangers - {{'__main__', 'votes', 'deliberation'}}), file=sys.stderr)\n"
)


@pytest.mark.parametrize(("tamper", "expected"), [(None, 0), ("a choice changed", 1), ("no pack", 2)])
def test_it_runs_with_the_standard_library_alone(tamper: str | None, expected: int, pack: Path) -> None:
    members = story().members()
    if tamper == "no pack":
        pack.write_bytes(b"no pack")
    elif tamper:
        next(forge for name, forge, _ in TAMPERED if name == tamper)(members)
        pack.write_bytes(repacked(members))
    script = ISOLATED.format(root=str(ROOT), arguments=[str(pack), "--language", "en"])
    ended = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == expected
    assert ended.stderr.strip() == "[]"
    assert ended.stdout.splitlines()[-1].startswith("Verdict: ")


def test_as_a_module_from_the_root(pack: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "votes.verifier", str(pack), "--json"],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
    )
    assert ended.returncode == 0
    assert json.loads(ended.stdout)["findings"] == []
