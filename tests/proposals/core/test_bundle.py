"""The bundle: the same bytes each time, read back whole, refused with a code when it is none."""

import contextlib
import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliberation.core.errors import RuleBroken
from proposals.core.analysis import METHOD, Result, analyse
from proposals.core.bundle import MEMBERS, read_bundle, write_bundle
from proposals.core.corpus import Corpus, corpus_of
from proposals.core.lists import lists_for
from proposals.core.runsheet import sheet_from, sheet_of
from proposals.core.settings import Settings
from tests.proposals.core.texts import small_corpus

FRENCH = lists_for("fr")
FIVE = Settings(booklets=5)


@pytest.fixture(scope="module")
def result() -> Result:
    return analyse(small_corpus(), FIVE, FRENCH)


def bundle_of(corpus: Corpus, result: Result) -> bytes:
    return write_bundle(sheet_of(corpus, FIVE, FRENCH, result), corpus, FRENCH, result)


@pytest.fixture(scope="module")
def written(result: Result) -> bytes:
    return bundle_of(small_corpus(), result)


def changed(written: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same zip with one member changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == member else content)
    return target.getvalue()


def test_two_writings_are_the_same_bytes(written: bytes, result: Result) -> None:
    assert bundle_of(small_corpus(3), result) == written


def test_what_was_written_is_read(written: bytes, result: Result) -> None:
    bundle = read_bundle(io.BytesIO(written))
    assert bundle.corpus == small_corpus()
    assert bundle.lists == FRENCH
    assert bundle.start == {}
    assert bundle.sheet == sheet_of(small_corpus(), FIVE, FRENCH, result)
    assert bundle.result_digest == result.digest()


def test_members_are_stored_in_order(written: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert tuple(archive.namelist()) == MEMBERS
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}


def test_an_erased_text_travels_as_its_leaf(result: Result) -> None:
    corpus = small_corpus()
    after = corpus_of(corpus.texts[1:], [corpus.texts[0].leaf()])
    written = write_bundle(sheet_of(corpus, FIVE, FRENCH, result), after, FRENCH, result)
    assert read_bundle(io.BytesIO(written)).corpus == after
    assert corpus.texts[0].text.encode() not in written


def refusal(written: bytes) -> str:
    with pytest.raises(RuleBroken) as refused:
        read_bundle(io.BytesIO(written))
    return refused.value.code


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    assert refusal(content) in ("bundle.not-a-zip", "bundle.wrong-members")


def without_first_line(content: bytes) -> bytes:
    return content.split(b"\n", 1)[1]


@pytest.mark.parametrize(
    ("member", "change", "code"),
    [
        ("sheet.json", lambda _: b"{}", "run-sheet.not-a-sheet"),
        ("sheet.json", lambda _: b"[]", "run-sheet.not-a-sheet"),
        ("sheet.json", lambda c: c.replace(b"analysis-2", b"analysis-9"), "run-sheet.unknown-method"),
        ("sheet.json", lambda c: c.replace(b"analysis-2", b"analysis-1"), "run-sheet.older-method"),
        ("sheet.json", lambda c: c.replace(b'"booklets":5', b'"booklets":0'), "settings.out-of-range"),
        ("sheet.json", lambda c: c.replace(b'"booklets":5', b'"booklets":true'), "settings.not-settings"),
        ("sheet.json", lambda c: c.replace(b'"booklets":5,', b""), "settings.not-settings"),
        ("sheet.json", lambda c: b" " + c, "bundle.not-canonical"),
        ("lists.json", lambda _: b"{}", "lists.not-lists"),
        ("lists.json", lambda c: c.replace(b"french", b"klingon"), "lists.unknown-stemmer"),
        ("start.json", lambda _: b"{}", "start.not-a-start"),
        ("start.json", lambda _: b'[["a",99]]', "start.not-a-start"),
        ("result.json", lambda c: c[:-1], "bundle.not-canonical"),
        ("corpus.jsonl", lambda c: c + b"nonsense\n", "bundle.not-canonical"),
        ("corpus.jsonl", lambda c: c + b"[1]\n", "bundle.not-a-corpus"),
        ("corpus.jsonl", lambda c: c + b'{"erased":"me"}\n', "bundle.not-a-corpus"),
        ("corpus.jsonl", lambda c: c.replace(b'"fr"', b'"tlh"'), "corpus.unknown-language"),
        ("corpus.jsonl", lambda c: c + c, "corpus.same-id-twice"),
    ],
)
def test_a_damaged_member_is_refused(
    written: bytes, member: str, change: Callable[[bytes], bytes], code: str
) -> None:
    assert refusal(changed(written, member, change)) == code


def test_a_member_too_many_or_too_few_is_refused(written: bytes) -> None:
    more = io.BytesIO(written)
    with zipfile.ZipFile(more, "a") as archive:
        archive.writestr("../escape", b"x")
    assert refusal(more.getvalue()) == "bundle.wrong-members"
    assert refusal(changed(written, "none", bytes)[:-30]) == "bundle.not-a-zip"


def test_a_bundle_of_the_method_before_names_the_livret_that_repeats_it(written: bytes) -> None:
    older = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as archive, zipfile.ZipFile(older, "w") as target:
        for name in archive.namelist():
            if name != "start.json":
                target.writestr(name, archive.read(name).replace(b"analysis-2", b"analysis-1"))
    with pytest.raises(RuleBroken) as refused:
        read_bundle(io.BytesIO(older.getvalue()))
    assert refused.value.code == "run-sheet.older-method"
    assert refused.value.facts == {"method": "livret-analysis-1", "version": "0.1.0"}


def test_a_huge_member_is_refused(written: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proposals.core.bundle.LARGEST_MEMBER", 1000)
    assert refusal(written) == "bundle.too-large"


@given(at=st.integers(0, 10_000_000), byte=st.integers(0, 255))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_flipped_byte_makes_a_traceback(written: bytes, at: int, byte: int) -> None:
    flipped = bytearray(written)
    # The last bytes are the zip's own directory, where damage is oddest.
    flipped[-1 - at % 400 if at % 2 else at % len(flipped)] = byte
    with contextlib.suppress(RuleBroken):
        assert read_bundle(io.BytesIO(bytes(flipped))).sheet.method == METHOD


def test_a_sheet_says_what_it_was_made_with(result: Result) -> None:
    sheet = sheet_of(small_corpus(), FIVE, FRENCH, result)
    assert sheet_from(sheet.as_json()) == sheet
    assert sorted(sheet.versions) == [
        "numpy",
        "python",
        "scipy",
        "snowballstemmer",
        "stopwordsiso",
        "unicode",
    ]
    assert (sheet.corpus, sheet.result) == (small_corpus().digest(), result.digest())
