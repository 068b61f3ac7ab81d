"""A booklet as one value: its digests, and what is printed of very long texts."""

from dataclasses import replace

from deliberation.core.canonical import canonical, parse
from proposals.core import documents
from proposals.core.documents import BEGINNING, LONGEST_WHOLE, PrintedMeasure, SourceText, shortened
from tests.proposals.core.printing import make_document


def one(body: str) -> SourceText:
    """The text as printed, alone behind a measure."""
    return shortened([PrintedMeasure(1, "M", "", "d", sources=(SourceText("a", "T", body),))])[0].sources[0]


def test_the_value_holds_the_booklet_as_its_digest_is_taken() -> None:
    document = make_document()
    value = document.as_json()
    assert value["booklet"] == document.booklet.as_json()
    assert value["digest"] == document.booklet.digest()
    assert parse(canonical(value)) == value


def test_any_change_changes_the_document_s_digest_and_only_wording_the_booklet_s() -> None:
    document = make_document()
    hidden = replace(document, edits=document.edits + 1)
    assert hidden.digest() != document.digest()
    assert hidden.booklet.digest() == document.booklet.digest()


def test_parts_that_are_not_there_are_null_and_empty_ones_are_empty() -> None:
    assert make_document().as_json()["objections"] is None
    assert replace(make_document(), silences=()).as_json()["silences"] == []


def test_a_text_is_whole_up_to_the_limit() -> None:
    assert one("x" * LONGEST_WHOLE) == SourceText("a", "T", "x" * LONGEST_WHOLE)


def test_a_longer_text_is_cut_at_a_blank_and_says_so() -> None:
    found = one("mot " * LONGEST_WHOLE)
    assert found.cut
    assert found.body.endswith("mot")
    assert LONGEST_WHOLE - 4 <= len(found.body) <= LONGEST_WHOLE
    assert len(one("x" * 20_000).body) == LONGEST_WHOLE


def test_when_all_texts_are_too_much_each_gives_its_beginning() -> None:
    texts = tuple(SourceText(str(at), "T", "mot " * 250) for at in range(documents.MOST_SIGNS // 1000 + 1))
    printed = shortened([PrintedMeasure(1, "M", "", "d", sources=texts)])[0].sources
    assert len(printed) == len(texts)
    assert all(text.cut and len(text.body) <= BEGINNING for text in printed)
