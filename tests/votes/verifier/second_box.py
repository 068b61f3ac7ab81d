"""Marks and ballots, seal and count, by the second reader."""

from __future__ import annotations

from tests.votes.verifier import second_counts, second_questions
from tests.votes.verifier.second_pack import Pack
from tests.votes.verifier.second_shapes import H, sha


def check_marks(pack: Pack) -> None:
    pack.expect(
        [each["question"] for each in pack.marks["questions"]] == pack.asked, "marks.questions-differ"
    )
    for each in pack.marks["questions"]:
        seats, ballots = each["seats"], len(pack.ballots.get(each["question"], ()))
        pack.expect(each["count"] <= pack.roll["seats"], "marks.more-than-seats")
        pack.expect(set(seats) <= set(pack.roll["commitments"]), "marks.not-on-roll")
        pack.expect(len(set(seats)) == len(seats), "marks.repeated")
        pack.expect(seats == sorted(seats), "marks.not-sorted")
        wrongly = each["hidden"] != (each["count"] < 10) or (each["hidden"] and (seats or ballots))
        pack.expect(not wrongly, "marks.hidden-wrongly")
        if not each["hidden"]:
            pack.expect(len(seats) == each["count"], "marks.count-differs")
            pack.expect(len(seats) == ballots, "marks.not-equal-ballots")


def check_ballots(pack: Pack) -> None:
    nonces: set[str] = set()
    for question in pack.vote["questions"]:
        ballots = pack.ballots[question["slug"]]
        trackers = [ballot["tracker"] for ballot in ballots]
        own = {ballot["nonce"] for ballot in ballots}
        pack.expect(trackers == sorted(trackers), "ballots.not-sorted")
        pack.expect(len(set(trackers)) == len(trackers), "ballots.tracker-repeated")
        pack.expect(not own & nonces, "ballots.in-two-questions")
        pack.expect(len(own) == len(ballots) and not own & nonces, "ballots.nonce-repeated")
        most = None if pack.vote["changes"] else 1
        right = all(b["version"] >= 1 and (most is None or b["version"] <= most) for b in ballots)
        pack.expect(right, "ballots.version-wrong")
        legal = all(second_questions.is_legal(question, ballot["choices"]) for ballot in ballots)
        pack.expect(legal, "ballots.choice-illegal")
        nonces |= own


def check_seal(pack: Pack) -> None:
    sealed = pack.entries("vote.sealed")
    pack.expect(bool(sealed), "sealed.missing")
    pack.expect(len(sealed) < 2, "sealed.twice")
    for entry in sealed[-1:]:
        facts = entry["facts"]
        pack.expect(entry is pack.journal[-1], "sealed.not-last")
        pack.expect(entry["at"] >= pack.closes_at, "sealed.early")
        for name, member, code in (
            ("marks", "marks.json", "sealed.marks-differ"),
            ("tally", "tally.json", "sealed.tally-differs"),
            ("replaced", "replaced.jsonl", "sealed.replaced-differs"),
            ("roll", "roll.json", "sealed.roll-differs"),
        ):
            pack.expect(facts.get(name) == sha(pack.raw[member]), code)
        rows = [row if isinstance(row, dict) else {} for row in facts.get("questions", [])]
        pack.expect([row.get("question") for row in rows] == pack.asked, "sealed.questions-differ")
        counts = {each["question"]: each["count"] for each in pack.marks["questions"]}
        for row in rows:
            if row.get("question") in pack.asked:
                pack.expect(row["ballots"] == counts.get(row["question"]), "sealed.count-differs")
                content = pack.raw[f"ballots/{row['question']}.jsonl"]
                pack.expect(row["digest"] == sha(content), "sealed.ballots-differ")


def check_tally(pack: Pack) -> None:
    results = {each.get("question"): each for each in pack.tally["results"]}
    named = [each.get("question") for each in pack.tally["results"]]
    pack.expect(named == pack.asked, "tally.questions-differ")
    pack.expect(pack.tally["seats"] == pack.roll["seats"], "tally.seats-differ")
    for question in pack.vote["questions"]:
        slug, result = question["slug"], results.get(question["slug"])
        if result is None:
            continue
        seed = H(
            "livret-draw-v1", f"{pack.vote['slug']}/{slug}", pack.roll["root"], sha(pack.raw["vote.json"])
        )
        if pack.hidden.get(slug):
            count = next(each["count"] for each in pack.marks["questions"] if each["question"] == slug)
            possible = second_counts.is_possible(question, result, count, pack.roll["seats"], seed)
            pack.expect(possible, "tally.impossible")
        else:
            ballots = [
                b["choices"] for b in pack.ballots[slug] if second_questions.is_legal(question, b["choices"])
            ]
            counted = second_counts.result(question, ballots, pack.roll["seats"], seed)
            pack.expect(counted == result, "tally.differs")
