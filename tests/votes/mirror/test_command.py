"""The mirror against a real server whose history is changed behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from deliberation import store
from deliberation.journal.models import Entry, Head
from tests.votes.builders import cast, make_open, make_voters, move_to_close, questions_of
from votes.actions.closing import close_due_votes
from votes.exports import PACKS
from votes.mirror.command import main
from votes.models import Vote
from votes.verifier.command import main as verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def published(live_server: LiveServer) -> Vote:
    """A vote of twelve members, closed and published on a running server."""
    voters = make_voters(12)
    vote = make_open()
    for voter in voters:
        for question in questions_of(vote):
            cast(voter, question, question.options.all()[0].code)
    move_to_close(vote)
    close_due_votes()
    return Vote.objects.get(pk=vote.pk)


def mirror(server: LiveServer, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main([server.url, str(folder), "--language", "en"])
    return code, capsys.readouterr().out


def test_everything_is_kept_and_verified_and_serves_as_anchors(
    published: Vote, live_server: LiveServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = mirror(live_server, tmp_path, capsys)
    assert (code, said.splitlines()[-1]) == (0, "Nothing of what was kept has changed.")
    assert f"pack verified and kept: {published.slug}" in said
    pack, notes = tmp_path / "packs" / f"{published.pack_digest}.zip", tmp_path / "notes.txt"
    assert f"root {published.slug} {published.roll_root}" in notes.read_text()
    assert f"vote {published.slug} {published.digest}" in notes.read_text()
    assert verify([str(pack), "--anchors", str(notes), "--language", "en"]) == 0
    assert "as " in capsys.readouterr().out.splitlines()[-1]
    assert verify([str(tmp_path / "journal.jsonl"), "--anchors", str(notes)]) == 0
    capsys.readouterr()
    again, said = mirror(live_server, tmp_path, capsys)
    assert again == 0
    assert "0 new" in said
    assert "verified" not in said


def test_an_old_entry_changed_behind_the_server_is_shouted(
    published: Vote, live_server: LiveServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mirror(live_server, tmp_path, capsys)[0] == 0
    kept = (tmp_path / "journal.jsonl").read_bytes()
    Entry.objects.filter(seq=2).update(actor="Somebody else")
    code, said = mirror(live_server, tmp_path, capsys)
    assert code == 1
    assert "ALARM, mirror.rewritten: History was changed: entry 2 of the journal" in said
    assert (tmp_path / "journal.jsonl").read_bytes() == kept
    assert len(list((tmp_path / "alarms").iterdir())) == 1


def test_a_journal_restored_from_an_old_copy_is_shouted(
    published: Vote, live_server: LiveServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mirror(live_server, tmp_path, capsys)[0] == 0
    last = Entry.objects.order_by("-seq")[3]
    Entry.objects.filter(seq__gt=last.seq).delete()
    Head.objects.filter(pk=1).update(seq=last.seq, digest=last.digest, at=last.at)
    code, said = mirror(live_server, tmp_path, capsys)
    assert code == 1
    assert "ALARM, mirror.cut" in said


def test_another_pack_than_the_journal_announces_is_shouted(
    published: Vote, live_server: LiveServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mirror(live_server, tmp_path, capsys)[0] == 0
    other = store.keep(PACKS, b"PK\x03\x04 another pack")
    Vote.objects.filter(pk=published.pk).update(pack_digest=other)
    code, said = mirror(live_server, tmp_path, capsys)
    assert code == 1
    assert f"ALARM, mirror.pack-differs: Vote {published.slug}" in said


def test_what_cannot_be_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for address, code in (("ftp://example.org", "mirror.address-wrong"), ("nothing", "mirror.address-wrong"),
                          ("http://127.0.0.1:9", "mirror.unreachable")):  # fmt: skip
        assert main([address, str(tmp_path), "--language", "en"]) == 2
        assert f"Cannot look, {code}" in capsys.readouterr().out
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "journal.jsonl").write_bytes(b"{}\n")
    assert main(["http://127.0.0.1:9", str(tmp_path), "--language", "en"]) == 2
    assert "Traceback" not in capsys.readouterr().out
