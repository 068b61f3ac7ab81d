"""Files of texts: what is read, what is refused, which line is wrong and why."""

import gzip
import hashlib

import pytest

from deliberation.core.errors import RuleBroken
from proposals.core.textfiles import TextRow, proposal_of, read_texts
from tests.proposals.refusing import refuses

GOOD = """id,text,label,lang,kind,parent
p1,"Rouvrir les petites gares, le soir aussi.",transports,fr,opinion,p1
a1,"D’accord : ""sans train"", pas de travail.",transports,fr,argument,p1

p2,"Deux lignes
dans un texte.",énergie,,,
"""


def wrong_of(line: str) -> tuple[int, str]:
    reading = read_texts(f"id,text,lang,kind,parent,title\n{line}\n".encode())
    assert reading.rows == ()
    (wrong,) = reading.wrong
    return wrong.line, wrong.why.code


def test_rows_are_read_in_order_without_their_label() -> None:
    reading = read_texts(GOOD.encode())
    assert reading.wrong == ()
    assert reading.rows == (
        TextRow(2, "p1", "Rouvrir les petites gares, le soir aussi.", "proposal", "p1", "fr"),
        TextRow(3, "a1", 'D’accord : "sans train", pas de travail.', "answer", "p1", "fr"),
        TextRow(5, "p2", "Deux lignes\ndans un texte.", "proposal"),
    )
    assert reading.digest == hashlib.sha256(GOOD.encode()).hexdigest()


def test_gzip_byte_order_mark_and_windows_lines_are_read() -> None:
    rows = read_texts(GOOD.encode()).rows
    assert read_texts(gzip.compress(GOOD.encode()), gzipped=True).rows == rows
    assert read_texts(gzip.compress(GOOD.encode())).rows == rows
    assert read_texts(b"\xef\xbb\xbf" + GOOD.encode()).rows == rows
    windows = read_texts(GOOD.replace("\n", "\r\n").encode()).rows
    assert [row.text for row in windows] == [row.text for row in rows]


def test_a_limit_reads_the_first_texts() -> None:
    assert [row.id for row in read_texts(GOOD.encode(), limit=2).rows] == ["p1", "a1"]


@pytest.mark.parametrize(
    ("content", "gzipped", "code"),
    [
        (b"", False, "import.empty-file"),
        (gzip.compress(b"", mtime=0), True, "import.empty-file"),
        (GOOD.encode(), True, "import.not-gzip"),
        (gzip.compress(GOOD.encode(), mtime=0)[:-20], True, "import.not-gzip"),
        (b"\x1f\x8bnot at all", False, "import.not-gzip"),
        (b"id;text\np1;bonjour\n", False, "import.missing-columns"),
        (b"\n\n", False, "import.missing-columns"),
        (GOOD.encode("utf-16"), False, "import.not-utf8"),
        (b'id,text\np1,"jamais fermee\n', False, "import.not-csv"),
        (b'id,text\np1,"a"b\n', False, "import.not-csv"),
        (b"id,text\np1," + b"a" * 200_000, False, "import.not-csv"),
    ],
)
def test_what_is_no_file_of_texts_is_refused(content: bytes, gzipped: bool, code: str) -> None:
    with refuses(code):
        read_texts(content, gzipped=gzipped)


def test_the_refusal_names_columns_and_lines() -> None:
    with pytest.raises(RuleBroken) as caught:
        read_texts(b"identifiant,texte,lang\nx,y,fr\n")
    assert caught.value.facts == {"missing": "id, text", "found": "identifiant, texte, lang"}
    with pytest.raises(RuleBroken) as caught:
        read_texts("id,text\np1,bon\np2,été\n".encode("latin-1"))
    assert caught.value.facts == {"line": 3}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (",Un texte,fr,,,", "import.no-id"),
        ("x" * 81 + ",Un texte,fr,,,", "import.no-id"),
        ("p1,,fr,,,", "text.body-empty"),
        ("p1,  …  ,fr,,,", "text.body-empty"),
        (f"p1,{'a' * 20_001},fr,,,", "text.body-too-long"),
        ("p1,Un\x00texte,fr,,,", "text.hidden-sign"),
        ("p1,Un\u202etexte,fr,,,", "text.hidden-sign"),
        ("p1,Un texte,français,,,", "import.unknown-language"),
        ("p1,Un texte,fr,motion,,", "import.unknown-kind"),
        ("p1,Un texte, virgule,fr,,,", "import.wrong-columns"),
        ("p1,Un texte", "import.wrong-columns"),
        (f"p1,Un texte,fr,,,{'t' * 161}", "text.title-too-long"),
    ],
)
def test_a_wrong_line_is_named(line: str, code: str) -> None:
    assert wrong_of(line) == (2, code)


def test_a_wrong_line_stops_no_other() -> None:
    reading = read_texts(b"id,text\np1,Un texte\np1,Le double\np2,\np3,Un autre\n")
    assert [row.id for row in reading.rows] == ["p1", "p3"]
    assert [(wrong.line, wrong.why.code) for wrong in reading.wrong] == [
        (3, "import.same-id-twice"),
        (4, "text.body-empty"),
    ]
    assert reading.wrong[0].why.facts == {"id": "p1", "first": 2}


def test_a_text_of_twenty_thousand_signs_is_read() -> None:
    reading = read_texts(f"id,text\np1,{'mot ' * 4999}fin.\n".encode())
    assert len(reading.rows[0].text) == 20_000
    assert reading.wrong == ()


def test_an_answer_finds_its_proposal_through_other_answers() -> None:
    rows = [
        TextRow(1, "p", "x"),
        TextRow(2, "a", "x", "answer", "p"),
        TextRow(3, "b", "x", "answer", "a"),
        TextRow(4, "c", "x", "answer", "absent"),
        TextRow(5, "d", "x", "answer", "e"),
        TextRow(6, "e", "x", "answer", "d"),
    ]
    by_id = {row.id: row for row in rows}
    assert [proposal_of(row, by_id) for row in rows[1:]] == [rows[0], rows[0], None, None, None]
