"""Checkpoints and remarks, each announced in the journal, by the second reader."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.votes.verifier.second_pack import Pack
from tests.votes.verifier.second_shapes import H, alike, canonical, sha


def check_checkpoints(pack: Pack) -> None:
    pack.expect({each["question"] for each in pack.taken} <= set(pack.asked), "checkpoints.other-question")
    check_lines(pack, pack.taken, "vote.checkpoint", "checkpoints")
    pack.expect([each["question"] for each in pack.replaced] == pack.asked, "replaced.questions-differ")
    for slug in pack.asked:
        check_pace(pack, [each for each in pack.taken if each["question"] == slug])
        check_opened(pack, slug)


def check_lines(pack: Pack, lines: list[Any], code: str, family: str) -> None:
    """Lines of a member and the journal's entries that announce them, one by one."""
    announced = pack.entries(code)
    pack.expect(len(announced) <= len(lines), f"{family}.missing")
    pack.expect(len(announced) >= len(lines), f"{family}.not-announced")
    for line, entry in zip(lines, announced, strict=False):
        facts = {"vote": pack.vote["slug"], "number": line["number"], "digest": sha(canonical(line))}
        holds = entry["at"] >= line["at"] if family == "checkpoints" else entry["actor"] == line["author"]
        if family == "checkpoints":
            facts |= {"question": line["question"], "hashes": len(line["hashes"])}
        pack.expect(alike(entry["facts"], facts) and holds, f"{family}.differ")


def check_pace(pack: Pack, taken: list[Any]) -> None:
    pack.expect(
        [each["number"] for each in taken] == list(range(1, len(taken) + 1)), "checkpoints.numbers-wrong"
    )
    hashes = [each for checkpoint in taken for each in checkpoint["hashes"]]
    pack.expect(len(set(hashes)) == len(hashes), "checkpoints.hash-repeated")
    before = pack.vote["opens_at"]
    for place, each in enumerate(taken):
        final = place == len(taken) - 1 and each["at"] >= pack.closes_at
        gap = datetime.fromisoformat(each["at"]) - datetime.fromisoformat(before)
        pack.expect(each["hashes"] == sorted(each["hashes"]), "checkpoints.not-sorted")
        pack.expect(each["at"] >= before, "checkpoints.outside-vote")
        pack.expect(len(each["hashes"]) >= (1 if final else 20), "checkpoints.too-small")
        pack.expect(final or place == 0 or gap.total_seconds() >= 900, "checkpoints.too-close")
        before = each["at"]


def check_opened(pack: Pack, slug: str) -> None:
    taken = {h for each in pack.taken if each["question"] == slug for h in each["hashes"]}
    gone: list[str] = next((each["hashes"] for each in pack.replaced if each["question"] == slug), [])
    pack.expect(gone == sorted(set(gone)), "replaced.not-sorted")
    pack.expect(set(gone) <= taken, "replaced.unknown")
    pack.expect(not gone or pack.vote["changes"], "replaced.not-allowed")
    marks = next((each for each in pack.marks["questions"] if each["question"] == slug), None)
    batches = [each["hashes"] for each in pack.taken if each["question"] == slug]
    if marks is not None and marks["hidden"]:
        right = len(taken - set(gone)) == marks["count"]
        most = max(map(len, batches), default=0)
        pack.expect(right and most <= marks["count"], "checkpoints.hidden-count")
        return
    names = ("tracker", "version", "choices", "nonce")
    start = ("livret-checkpoint-v1", f"{pack.vote['slug']}/{slug}")
    versions = {
        H(*start, *(ballot[name] for name in names)): ballot["version"] for ballot in pack.ballots[slug]
    }
    opened = set(versions)
    pack.expect(taken <= opened | set(gone), "checkpoints.never-opened")
    pack.expect(opened <= taken, "checkpoints.ballot-missing")
    pack.expect(not opened & set(gone), "replaced.opened-too")
    pack.expect(explained(batches, versions, set(gone)), "replaced.too-many")


def explained(batches: list[list[str]], versions: dict[str, int], gone: set[str]) -> bool:
    """Back from the last checkpoint: of the ballots that can still explain a hash, those that can most do."""
    can: list[int] = []
    left = {own: version for own, version in versions.items() if version > 1}
    for place in range(len(batches) - 1, -1, -1):
        needed = len(gone & set(batches[place]))
        can = sorted((each for each in can if each), reverse=True)
        if needed > len(can):
            return False
        can = [each - (rank < needed) for rank, each in enumerate(can)]
        can += [min(left.pop(own) - 1, place) for own in batches[place] if own in left]
    return True


def check_remarks(pack: Pack) -> None:
    numbers = [remark["number"] for remark in pack.remarks]
    pack.expect(numbers == list(range(1, len(numbers) + 1)), "remarks.numbers-wrong")
    check_lines(pack, pack.remarks, "vote.remarked", "remarks")
