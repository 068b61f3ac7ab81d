"""Files made to hurt the reader: each ends in exit code 2 and one sentence, quickly, without a traceback."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import time
import warnings
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.votes.core.building import a_story
from tests.votes.verifier.tampering import Members, edit, repacked
from votes.core.archive import CENTRAL, END, LOCAL, archive
from votes.core.pack import MANIFEST
from votes.verifier import unpacking
from votes.verifier.boxes import copied_rows
from votes.verifier.command import main
from votes.verifier.unpacking import unpack

SECONDS = 10


@cache
def good() -> bytes:
    return a_story(seed=3).pack()


def good_members() -> Members:
    return {name: content for name, content in unpack(good()).items() if name != MANIFEST}


def with_member(name: str, content: bytes) -> bytes:
    return repacked({**good_members(), name: content})


def by_zipfile(change: Callable[[zipfile.ZipInfo], object], compression: int = zipfile.ZIP_STORED) -> bytes:
    """The good members written by the ordinary zip library, each entry changed first."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as written:
        for name, content in unpack(good()).items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = compression
            change(entry)
            written.writestr(entry, content)
    return packed.getvalue()


def doubled() -> bytes:
    packed = io.BytesIO(good())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(packed, "a") as written:
            written.writestr("vote.json", b"{}")
    return packed.getvalue()


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("manifest.json", b"0" * 200_000_000)
    return packed.getvalue()


def patched(offset: int, fmt: str, value: int) -> bytes:
    """The good pack with one field of its first local header overwritten."""
    packed = bytearray(good())
    struct.pack_into(fmt, packed, offset, value)
    return bytes(packed)


def directory_patched(offset: int, fmt: str, value: int) -> bytes:
    """The good pack with one field of the first entry of its directory overwritten."""
    packed = bytearray(good())
    struct.pack_into(fmt, packed, packed.index(b"PK\x01\x02") + offset, value)
    return bytes(packed)


def many_entries() -> bytes:
    header = LOCAL.pack(b"PK\x03\x04", 10, 0, 0, 0, 0x21, 0, 0, 0, len("ballots/000000.jsonl"), 0)
    return b"".join(header + f"ballots/{place:06}.jsonl".encode() for place in range(100_000))


def overlapping() -> bytes:
    """Two directory entries for one and the same local header."""
    packed = good()
    start = packed.index(b"PK\x01\x02")
    entry = packed[start : start + CENTRAL.size + len(MANIFEST)]
    end = END.unpack(packed[-END.size :])
    counts = (end[3] + 1, end[4] + 1, end[5] + len(entry))
    return packed[: -END.size] + entry + END.pack(end[0], 0, 0, *counts, end[6], 0)


def one_byte_flipped() -> bytes:
    packed = bytearray(good())
    packed[len(packed) // 2] ^= 1
    return bytes(packed)


VOTE = good_members()["vote.json"]
FLAGS, METHOD, DATE, CHECKSUM, SIZE, NAME_LENGTH, EXTRA = 6, 8, 12, 14, 22, 26, 28
ZIPS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "pack.empty"),
    "no zip at all": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(1000), "pack.not-a-pack"),
    "random bytes": (lambda: random.Random(1).randbytes(5000), "pack.not-a-pack"),
    "an empty zip": (lambda: archive({}), "pack.not-a-pack"),
    "bytes before": (lambda: b"#!/bin/sh\n" + good(), "pack.not-a-pack"),
    "bytes after": (lambda: good() + b"more", "pack.trailing-bytes"),
    "two packs in a row": (lambda: good() + good(), "pack.trailing-bytes"),
    "cut in a member": (lambda: good()[:3000], "pack.truncated"),
    "cut in the directory": (lambda: good()[:-100], "pack.truncated"),
    "cut in a header": (lambda: good()[:20], "pack.truncated"),
    "the magic number alone": (lambda: b"PK\x03\x04", "pack.truncated"),
    "a bomb": (bomb, "pack.compressed"),
    "compressed": (lambda: by_zipfile(lambda e: None, zipfile.ZIP_DEFLATED), "pack.compressed"),
    "packed again": (lambda: by_zipfile(lambda e: None), "pack.not-canonical-zip"),
    "a comment on an entry": (
        lambda: by_zipfile(lambda e: setattr(e, "comment", b"hello")),
        "pack.not-canonical-zip",
    ),
    "an extra field": (
        lambda: by_zipfile(lambda e: setattr(e, "extra", b"\x99\x99\x00\x00")),
        "pack.not-canonical-zip",
    ),
    "a link": (
        lambda: by_zipfile(lambda e: setattr(e, "external_attr", 0o120777 << 16)),
        "pack.not-canonical-zip",
    ),
    "another date": (lambda: patched(DATE, "<H", 0x22), "pack.not-canonical-zip"),
    "an encrypted flag": (lambda: patched(FLAGS, "<H", 1), "pack.encrypted"),
    "a size written later": (lambda: patched(FLAGS, "<H", 8), "pack.not-canonical-zip"),
    "an unknown method": (lambda: patched(METHOD, "<H", 99), "pack.compressed"),
    "a wrong checksum": (lambda: patched(CHECKSUM, "<I", 1), "pack.checksum-wrong"),
    "a size too small": (lambda: patched(SIZE, "<I", 5), "pack.checksum-wrong"),
    "a size past the end": (lambda: patched(SIZE, "<I", 900_000), "pack.truncated"),
    "a size past the limit": (lambda: patched(SIZE, "<I", 2**31), "pack.member-too-large"),
    "a zip64 lie": (lambda: patched(SIZE, "<I", 2**32 - 1), "pack.member-too-large"),
    "a name past the end": (lambda: patched(NAME_LENGTH, "<H", 65535), "pack.member-unexpected"),
    "an extra length past the end": (lambda: patched(EXTRA, "<H", 65535)[:60_000], "pack.truncated"),
    "another offset in the directory": (lambda: directory_patched(42, "<I", 7), "pack.not-canonical-zip"),
    "another size in the directory": (lambda: directory_patched(24, "<I", 7), "pack.not-canonical-zip"),
    "overlapping entries": (overlapping, "pack.not-canonical-zip"),
    "a name twice": (doubled, "pack.member-repeated"),
    "a name twice in a row": (lambda: good()[: good().index(b"PK\x01\x02")] * 2, "pack.member-repeated"),
    "a hundred thousand entries": (many_entries, "pack.too-many-members"),
    "one bit flipped": (one_byte_flipped, "pack.checksum-wrong"),
}
NAMES = [
    "../manifest.json",
    "/etc/passwd",
    "C:\\pack.json",
    "ballots\\eau.jsonl",
    "ballots/../vote.json",
    "Vote.json",
    "vote.json\0",
    "inner.zip",
    "ballots/",
    "ballots/EAU.jsonl",
    "",
    "a/" * 100,
]


def texts(written: bytes) -> dict[str, tuple[str, bytes, str]]:
    """JSON that is not canonical, by what is wrong with it: member, bytes, code."""
    inner = written[1:]
    return {
        "a key twice": ("vote.json", b'{"slug":"x",' + inner, "pack.not-canonical"),
        "NaN": ("vote.json", b'{"a":NaN}', "pack.not-canonical"),
        "infinity": ("vote.json", b'{"a":1e999}', "pack.not-canonical"),
        "a float": ("vote.json", b'{"a":1.5}', "pack.not-canonical"),
        "a huge integer": ("vote.json", b'{"a":' + b"9" * 5000 + b"}", "pack.not-canonical"),
        "a large integer": ("vote.json", b'{"a":9007199254740992}', "pack.not-canonical"),
        "deep nesting": ("vote.json", b"[" * 100_000, "pack.not-canonical"),
        "nesting over the limit": ("vote.json", b"[" * 80 + b"]" * 80, "pack.not-canonical"),
        "half a surrogate": ("vote.json", b'{"a":"\\ud800"}', "pack.not-canonical"),
        "a byte-order mark": ("vote.json", b"\xef\xbb\xbf" + written, "pack.not-canonical"),
        "UTF-16": ("vote.json", written.decode().encode("utf-16"), "pack.not-canonical"),
        "Latin-1": ("vote.json", written.decode().encode("latin-1", "replace"), "pack.not-canonical"),
        "white space": ("vote.json", b" " + written, "pack.not-canonical"),
        "a line feed at the end": ("vote.json", written + b"\n", "pack.not-canonical"),
        "nothing": ("vote.json", b"", "pack.not-canonical"),
        "null": ("vote.json", b"null", "pack.malformed"),
        "an array": ("roll.json", b"[]", "pack.malformed"),
        "CRLF in lines": (
            "journal.jsonl",
            good_members()["journal.jsonl"].replace(b"\n", b"\r\n"),
            "pack.not-canonical",
        ),
        "an empty line": ("ballots/eau.jsonl", b"\n", "pack.not-canonical"),
        "no line feed at the end": (
            "ballots/eau.jsonl",
            good_members()["ballots/eau.jsonl"][:-1],
            "pack.malformed",
        ),
        "a line too long": ("journal.jsonl", b'"' + b"a" * 2**20 + b'"\n', "pack.member-too-large"),
        "a string of 100 MB": ("roll.json", b'"' + b"a" * 100_000_000 + b'"', "pack.member-too-large"),
        "a document too large": ("vote.json", b'"' + b"a" * 17 * 2**20 + b'"', "pack.member-too-large"),
        "millions of values": ("roll.json", b"[" + b"[]," * 2_500_000 + b"[]]", "pack.member-too-large"),
    }


SHAPES: dict[str, tuple[Callable[[Members], None], str]] = {
    "an extra key": (edit("vote.json", lambda v: v.update(extra=1)), "pack.malformed"),
    "a missing key": (edit("vote.json", lambda v: v.pop("title")), "pack.malformed"),
    "a wrong type": (edit("vote.json", lambda v: v.update(title=3)), "pack.malformed"),
    "true for a number": (edit("vote.json", lambda v: v["questions"][0].update(most=True)), "pack.malformed"),
    "a negative count": (edit("roll.json", lambda v: v.update(seats=-1)), "pack.malformed"),
    "a digest too short": (edit("roll.json", lambda v: v.update(root="00")), "pack.malformed"),
    "a day that is none": (edit("roll.json", lambda v: v.update(cutoff_on="2026-02-30")), "pack.malformed"),
    "a moment that is none": (edit("vote.json", lambda v: v.update(opens_at="soon")), "pack.malformed"),
    "a slug that climbs": (
        edit("vote.json", lambda v: v["questions"][0].update(slug="../x")),
        "pack.malformed",
    ),
    "terminal codes in a title": (
        edit("vote.json", lambda v: v.update(title="\x1b[2J\x1b[1;1H")),
        "pack.vote-illegal",
    ),
    "a title turned around": (
        edit("vote.json", lambda v: v.update(title="\u202etxt.exe")),
        "pack.vote-illegal",
    ),
    "zero-width signs in an option": (
        edit("vote.json", lambda v: v["questions"][0]["options"][0].update(text="O\u200bui")),
        "pack.vote-illegal",
    ),
}


def refusal(packed: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Run the command on the bytes: exit code 2, and the first word it says."""
    file = folder / "pack.zip"
    file.write_bytes(packed)
    started = time.monotonic()
    code = main([str(file), "--language", "en"])
    said = capsys.readouterr()
    assert code == 2
    assert time.monotonic() - started < SECONDS
    assert said.err == ""
    assert "Traceback" not in said.out
    assert "\x1b" not in said.out
    assert said.out.splitlines()[-1] == "Verdict: this cannot be checked."
    assert max(len(line) for line in said.out.splitlines()) <= 80
    return said.out.split(":")[0]


@pytest.mark.parametrize("family", ZIPS)
def test_hostile_zips(family: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make, code = ZIPS[family]
    assert refusal(make(), tmp_path, capsys) == code


@pytest.mark.parametrize("name", NAMES)
def test_hostile_names(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refusal(with_member(name, b"{}"), tmp_path, capsys) == "pack.member-unexpected"


@pytest.mark.parametrize("family", texts(VOTE))
def test_hostile_json(family: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    member, written, code = texts(VOTE)[family]
    assert refusal(with_member(member, written), tmp_path, capsys) == code


@pytest.mark.parametrize("family", SHAPES)
def test_hostile_shapes(family: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forge, code = SHAPES[family]
    members = good_members()
    forge(members)
    assert refusal(repacked(members), tmp_path, capsys) == code


@pytest.mark.parametrize("version", [b"0", b"3", b"true", b'"1"', b"null"])
def test_unknown_versions(version: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    members = unpack(good())
    members[MANIFEST] = members[MANIFEST].replace(b'"version":2', b'"version":' + version)
    assert refusal(archive(members), tmp_path, capsys) == "pack.version-unknown"


def test_a_pack_of_version_1_is_refused_and_told_what_to_ask_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    members = unpack(good())
    members[MANIFEST] = members[MANIFEST].replace(b'"version":2', b'"version":1')
    assert refusal(archive(members), tmp_path, capsys) == "pack.version-old"


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pack.zip"
    with file.open("wb") as sparse:
        sparse.truncate(unpacking.LARGEST_PACK + 1)
    assert main([str(file), "--language", "en"]) == 2
    assert capsys.readouterr().out.startswith("pack.too-large:")


ALL_IN_TURN = """
import re, sys
from votes.verifier.command import main
codes = {main([file]) for file in sys.argv[1:]}
# The peak of this process alone: that of getrusage would hold the one that started it too.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())
print(codes, int(peak[1]) // 1024, file=sys.stderr)
"""


def test_all_hostile_packs_in_turn_stay_under_300_megabytes(tmp_path: Path) -> None:
    packs = {name: make() for name, (make, _) in ZIPS.items()}
    packs |= {name: with_member(member, written) for name, (member, written, _) in texts(VOTE).items()}
    packs |= {f"name {place}": with_member(name, b"{}") for place, name in enumerate(NAMES)}
    assert len(packs) >= 40
    files = []
    for place, packed in enumerate(packs.values()):
        files.append(tmp_path / f"{place}.zip")
        files[-1].write_bytes(packed)
    ended = subprocess.run(
        [sys.executable, "-c", ALL_IN_TURN, *map(str, files)],
        cwd=Path(__file__).parents[3], capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert "Traceback" not in ended.stdout + ended.stderr
    codes, megabytes = ended.stderr.strip().rsplit(" ", 1)
    assert codes == "{2}"
    assert int(megabytes) < 300


def test_files_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path, tmp_path / "nothing.zip", "a\0b"):
        assert main([str(path), "--language", "en"]) == 2
        assert capsys.readouterr().out.startswith("pack.unreadable:")
    # A name that is wrong is no damaged pack: nobody is told to download it again.
    notes = ["--anchors", str(tmp_path / "nothing.txt"), "--language", "en"]
    assert main([str(tmp_path / "pack.zip"), *notes]) == 2
    said = " ".join(capsys.readouterr().out.split())
    assert "nothing.txt" in said
    assert "leave --anchors out" in said
    assert "ownload" not in said


def test_random_mutilations_never_pass_and_never_crash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw, file = random.Random(11), tmp_path / "pack.zip"
    for _ in range(300):
        packed = bytearray(good())
        for _ in range(draw.randint(1, 4)):
            packed[draw.randrange(len(packed))] = draw.randrange(256)
        if packed == good():
            continue
        file.write_bytes(bytes(packed))
        assert main([str(file)]) == 2
        assert "Traceback" not in capsys.readouterr().out


def test_a_box_of_one_ballot_copied_over_and_over_costs_no_more_than_any_other() -> None:
    """Looking back over what was seen for each copy would take hours for a member as large as may be."""
    started = time.perf_counter()
    assert copied_rows({"eau": bytearray(b"0" * 32 * 200_000)}, 32) == {"eau": ("0" * 32, False)}
    assert time.perf_counter() - started < 10
