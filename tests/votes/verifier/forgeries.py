"""The table of forged packs: what was done to a member, how, and the findings that must name it."""

from __future__ import annotations

from collections.abc import Callable

from tests.votes.verifier.forging import (
    CHECKPOINTS,
    EAU,
    HAMEAU,
    REMARKS,
    REPLACED,
    add_ballot,
    add_mark,
    bare_seat,
    break_tie,
    claims,
    drop_as_replaced,
    drop_mark,
    hide_blank,
    hide_many,
    of_question,
    one_ballot_in_two_questions,
    other_option,
    others_ballots,
    others_roll,
    replace_mark,
    replaced_and_published,
    second_of,
    show_few,
    swap_ranks,
    twin,
)
from tests.votes.verifier.tampering import Members, edit, edit_lines

TAMPERED: list[tuple[str, Callable[[Members], None], set[str]]] = [
    ("a ballot added", edit_lines(EAU, add_ballot), {"marks.not-equal-ballots", "sealed.ballots-differ"}),
    ("a ballot removed", edit_lines(EAU, lambda b: b.pop()), {"marks.not-equal-ballots", "tally.differs"}),
    ("a ballot twice", edit_lines(EAU, twin), {"ballots.tracker-repeated", "ballots.nonce-repeated"}),
    (
        "a choice changed",
        edit_lines(EAU, lambda b: other_option(b[0])),
        {"sealed.ballots-differ", "tally.differs"},
    ),
    (
        "a tracker changed",
        edit_lines(EAU, lambda b: b[-1].update(tracker="9" * 12)),
        {"sealed.ballots-differ"},
    ),
    ("a nonce changed", edit_lines(EAU, lambda b: b[0].update(nonce="0" * 32)), {"sealed.ballots-differ"}),
    ("a version of zero", edit_lines(EAU, lambda b: b[0].update(version=0)), {"ballots.version-wrong"}),
    (
        "an unknown option chosen",
        edit_lines(EAU, lambda b: b[0].update(choices=["m99"])),
        {"ballots.choice-illegal"},
    ),
    (
        "two options for one",
        edit_lines(EAU, lambda b: b[0].update(choices=["m1", "m2"])),
        {"ballots.choice-illegal"},
    ),
    ("an empty ballot", edit_lines(EAU, lambda b: b[0].update(choices=[])), {"ballots.choice-illegal"}),
    ("ballots out of order", edit_lines(EAU, lambda b: b.reverse()), {"ballots.not-sorted"}),
    (
        "one ballot in two questions",
        one_ballot_in_two_questions,
        {"ballots.in-two-questions", "ballots.nonce-repeated"},
    ),
    ("ballots of another vote", others_ballots, {"sealed.ballots-differ", "tally.differs"}),
    ("all ballots of a question removed", edit_lines(EAU, lambda b: b.clear()), {"marks.not-equal-ballots"}),
    (
        "ballots shown under ten",
        edit_lines(HAMEAU, add_ballot),
        {"marks.hidden-wrongly", "sealed.ballots-differ"},
    ),
    ("few marks shown", edit("marks.json", show_few), {"marks.hidden-wrongly", "sealed.marks-differ"}),
    (
        "many ballots hidden",
        hide_many,
        {"marks.hidden-wrongly", "sealed.ballots-differ", "sealed.marks-differ"},
    ),
    ("a mark added", edit("marks.json", add_mark), {"marks.not-equal-ballots", "sealed.marks-differ"}),
    ("a mark removed", edit("marks.json", drop_mark), {"marks.not-equal-ballots", "sealed.marks-differ"}),
    (
        "a mark changed",
        edit("marks.json", lambda m: replace_mark(m, "0" * 64)),
        {"marks.not-on-roll", "sealed.marks-differ"},
    ),
    (
        "a mark moved to another seat",
        edit("marks.json", lambda m: replace_mark(m, bare_seat())),
        {"sealed.marks-differ"},
    ),
    (
        "a mark twice",
        edit("marks.json", lambda m: replace_mark(m, m["questions"][0]["seats"][5])),
        {"marks.repeated", "sealed.marks-differ"},
    ),
    (
        "marks out of order",
        edit("marks.json", lambda m: m["questions"][0]["seats"].reverse()),
        {"marks.not-sorted"},
    ),
    (
        "a count of marks changed",
        edit("marks.json", lambda m: m["questions"][0].update(count=99)),
        {"marks.count-differs", "sealed.count-differs"},
    ),
    (
        "more marks than seats",
        edit("marks.json", lambda m: m["questions"][0].update(count=9999)),
        {"marks.more-than-seats"},
    ),
    (
        "questions of the marks swapped",
        edit("marks.json", lambda m: m["questions"].reverse()),
        {"marks.questions-differ"},
    ),
    (
        "a seat added",
        edit("roll.json", lambda r: r["commitments"].append("f" * 64)),
        {"roll.root-differs", "roll.seats-wrong"},
    ),
    (
        "a seat removed",
        edit("roll.json", lambda r: r["commitments"].pop()),
        {"roll.root-differs", "roll.seats-wrong"},
    ),
    (
        "a seat swapped",
        edit("roll.json", lambda r: r["commitments"].__setitem__(-1, "f" * 64)),
        {"roll.root-differs"},
    ),
    (
        "a seat twice",
        edit("roll.json", lambda r: r["commitments"].insert(0, r["commitments"][0])),
        {"roll.seat-repeated", "roll.root-differs"},
    ),
    ("seats out of order", edit("roll.json", lambda r: r["commitments"].reverse()), {"roll.not-sorted"}),
    (
        "the root changed",
        edit("roll.json", lambda r: r.update(root="0" * 64)),
        {"roll.root-differs", "roll.root-not-announced"},
    ),
    (
        "the number of seats changed",
        edit("roll.json", lambda r: r.update(seats=1000)),
        {"roll.seats-wrong", "roll.seats-not-announced", "roll.groups-wrong", "tally.seats-differ"},
    ),
    (
        "the count of a group changed",
        edit("roll.json", lambda r: r["groups"][0].update(seats=1)),
        {"roll.groups-wrong", "roll.groups-not-announced"},
    ),
    (
        "the date of the roll changed",
        edit("roll.json", lambda r: r.update(cutoff_on="2026-10-02")),
        {"roll.cutoff-not-announced"},
    ),
    ("the roll of another year", others_roll, {"roll.root-not-announced", "marks.not-on-roll"}),
    (
        "an option reworded",
        edit("vote.json", lambda v: v["questions"][0]["options"][0].update(text="Rien")),
        {"vote.digest-differs"},
    ),
    (
        "a question reworded",
        edit("vote.json", lambda v: v["questions"][0].update(text="Et ?")),
        {"vote.digest-differs"},
    ),
    (
        "options in another order",
        edit("vote.json", lambda v: v["questions"][0]["options"].reverse()),
        {"vote.digest-differs"},
    ),
    (
        "the digest of a measure changed",
        edit("vote.json", lambda v: v["questions"][0]["options"][0].update(digest="0" * 64)),
        {"vote.digest-differs"},
    ),
    (
        "the digest of a booklet changed",
        edit("vote.json", lambda v: v["questions"][0]["subject"].update(digest="0" * 64)),
        {"vote.digest-differs", "question.booklet-not-frozen"},
    ),
    (
        "the limit of a question relaxed",
        edit("vote.json", lambda v: v["questions"][0].update(most=2)),
        {"vote.digest-differs", "tally.differs"},
    ),
    (
        "blank no longer offered",
        edit("vote.json", lambda v: v["questions"][0].update(blank=False)),
        {"vote.digest-differs", "ballots.choice-illegal"},
    ),
    (
        "changes no longer allowed",
        edit("vote.json", lambda v: v.update(changes=False)),
        {"vote.digest-differs", "ballots.version-wrong"},
    ),
    (
        "the opening moved",
        edit("vote.json", lambda v: v.update(opens_at="2026-11-01T08:00:00Z")),
        {"vote.times-differ", "vote.digest-differs"},
    ),
    (
        "the opening moved before the roll",
        edit("vote.json", lambda v: v.update(opens_at="2026-10-01T08:00:00Z")),
        {"roll.frozen-late", "vote.times-differ"},
    ),
    (
        "the opening moved after its entry",
        edit("vote.json", lambda v: v.update(opens_at="2026-11-03T08:00:00Z")),
        {"vote.opened-early", "vote.opened-differs"},
    ),
    (
        "the close moved",
        edit("vote.json", lambda v: v.update(closes_at="2026-11-10T17:00:00Z")),
        {"vote.times-differ", "sealed.early"},
    ),
    (
        "an option with one vote more",
        edit("tally.json", lambda t: t["results"][0]["options"][0].update(votes=99)),
        {"tally.differs", "sealed.tally-differs"},
    ),
    ("ranks swapped", edit("tally.json", swap_ranks), {"tally.differs", "sealed.tally-differs"}),
    ("a tie kept quiet", edit("tally.json", break_tie), {"tally.differs", "sealed.tally-differs"}),
    ("blank ballots hidden", edit("tally.json", hide_blank), {"tally.differs", "sealed.tally-differs"}),
    (
        "the rule renamed",
        edit("tally.json", lambda t: t["results"][0].update(rule="approval")),
        {"tally.differs"},
    ),
    ("the base of turnout changed", edit("tally.json", lambda t: t.update(seats=80)), {"tally.seats-differ"}),
    ("a result left out", edit("tally.json", lambda t: t["results"].pop()), {"tally.questions-differ"}),
    (
        "hidden totals that cannot be",
        edit("tally.json", lambda t: t["results"][2]["options"][0].update(votes=7)),
        {"tally.impossible"},
    ),
    ("an entry of the journal removed", edit_lines("journal.jsonl", lambda j: j.pop(2)), {"journal.gap"}),
    ("entries reordered", edit_lines("journal.jsonl", lambda j: j.insert(1, j.pop(2))), {"journal.gap"}),
    (
        "an entry edited",
        edit_lines("journal.jsonl", lambda j: j[0]["facts"].update(title="Hiver")),
        {"journal.entry-changed"},
    ),
    (
        "an entry that follows another one",
        edit_lines("journal.jsonl", lambda j: j[3].update(previous="0" * 64)),
        {"journal.chain-broken"},
    ),
    ("the tail cut", edit_lines("journal.jsonl", lambda j: j.pop()), {"sealed.missing"}),
    (
        "the journal emptied",
        edit_lines("journal.jsonl", lambda j: j.clear()),
        {"sealed.missing", "roll.not-frozen", "vote.not-scheduled"},
    ),
    (
        "a checkpoint dropped",
        edit_lines(CHECKPOINTS, lambda c: c.pop(1)),
        {"checkpoints.missing", "checkpoints.numbers-wrong", "checkpoints.ballot-missing"},
    ),
    (
        "a checkpoint slipped in",
        edit_lines(CHECKPOINTS, lambda c: c.append({**c[-1], "hashes": ["f" * 64], "number": 9})),
        {"checkpoints.not-announced", "checkpoints.numbers-wrong", "checkpoints.never-opened"},
    ),
    ("all checkpoints dropped", edit_lines(CHECKPOINTS, lambda c: c.clear()), {"checkpoints.missing"}),
    (
        "a checkpoint of another question",
        edit_lines(CHECKPOINTS, lambda c: c[0].update(question="autre")),
        {"checkpoints.other-question", "checkpoints.differ"},
    ),
    (
        "a hash never opened",
        edit_lines(CHECKPOINTS, lambda c: c[0]["hashes"].append("f" * 64)),
        {"checkpoints.never-opened", "checkpoints.differ"},
    ),
    (
        "a hash taken back",
        edit_lines(CHECKPOINTS, lambda c: c[0]["hashes"].pop()),
        {"checkpoints.differ"},
    ),
    (
        "a hash twice",
        edit_lines(CHECKPOINTS, lambda c: c[0]["hashes"].insert(0, c[0]["hashes"][0])),
        {"checkpoints.hash-repeated", "checkpoints.differ"},
    ),
    (
        "hashes out of order",
        edit_lines(CHECKPOINTS, lambda c: c[0]["hashes"].reverse()),
        {"checkpoints.not-sorted", "checkpoints.differ"},
    ),
    (
        "a checkpoint of one ballot",
        edit_lines(CHECKPOINTS, lambda c: c[0].update(hashes=c[0]["hashes"][:1])),
        {"checkpoints.too-small", "checkpoints.differ"},
    ),
    (
        "a checkpoint too soon after another",
        edit_lines(CHECKPOINTS, lambda c: second_of(c, "eau").update(at=c[0]["at"])),
        {"checkpoints.too-close", "checkpoints.differ"},
    ),
    (
        "a checkpoint before the opening",
        edit_lines(CHECKPOINTS, lambda c: c[0].update(at="2026-11-01T12:00:00Z")),
        {"checkpoints.outside-vote", "checkpoints.differ"},
    ),
    (
        "a count of hidden ballots that the checkpoints do not cover",
        edit_lines(CHECKPOINTS, lambda c: of_question(c, "hameau")[0]["hashes"].pop()),
        {"checkpoints.hidden-count", "checkpoints.differ"},
    ),
    (
        "a replaced ballot more",
        edit_lines(REPLACED, lambda r: r[0]["hashes"].append("f" * 64)),
        {"replaced.unknown", "sealed.replaced-differs"},
    ),
    (
        "a replaced ballot kept quiet",
        edit_lines(REPLACED, lambda r: r[0]["hashes"].pop()),
        {"checkpoints.never-opened", "sealed.replaced-differs"},
    ),
    (
        "replaced ballots out of order",
        edit_lines(REPLACED, lambda r: r[0]["hashes"].reverse()),
        {"replaced.not-sorted", "sealed.replaced-differs"},
    ),
    (
        "a question without its replaced ballots",
        edit_lines(REPLACED, lambda r: r.pop()),
        {"replaced.questions-differ", "sealed.replaced-differs"},
    ),
    ("a ballot dropped as if replaced", drop_as_replaced, {"replaced.too-many", "sealed.replaced-differs"}),
    (
        "a published ballot counted as replaced",
        replaced_and_published,
        {"replaced.opened-too", "sealed.replaced-differs"},
    ),
    (
        "a remark left out",
        edit_lines(REMARKS, lambda r: r.pop()),
        {"remarks.missing"},
    ),
    (
        "a remark reworded",
        edit_lines(REMARKS, lambda r: r[0].update(text="Tout va bien.")),
        {"remarks.differ"},
    ),
    (
        "a remark that nobody filed",
        edit_lines(REMARKS, lambda r: r.append({**r[0], "number": 3, "text": "Bravo."})),
        {"remarks.not-announced"},
    ),
    (
        "remarks swapped",
        edit_lines(REMARKS, lambda r: r.reverse()),
        {"remarks.numbers-wrong", "remarks.differ"},
    ),
    (
        "a condition added",
        edit("roll.json", lambda r: r["conditions"].update(membership_days=90)),
        {"roll.conditions-not-announced", "roll.not-announced"},
    ),
    (
        "an urgency invented",
        edit("roll.json", lambda r: r.update(urgent="Une dissolution")),
        {"roll.urgent-not-announced", "roll.not-announced"},
    ),
    (
        "a refused claim invented",
        edit(
            "roll.json",
            lambda r: r["claims"].append({"accepted": 0, "filed": 1, "kind": "missing", "refused": 1}),
        ),
        {"roll.claims-differ"},
    ),
    (
        "claims without an answer kept quiet",
        edit("roll.json", lambda r: r["claims"].append(claims(40))),
        {"sealed.roll-differs"},
    ),
    (
        "a count of no claims",
        edit("roll.json", lambda r: r["claims"].append(claims(0))),
        {"roll.claims-differ", "sealed.roll-differs"},
    ),
    (
        "a rehearsal passed off as a vote",
        edit("vote.json", lambda v: v.update(rehearsal=True)),
        {"vote.rehearsal", "vote.digest-differs"},
    ),
    ("marks of another vote", edit("marks.json", lambda m: m.update(vote="autre")), {"vote.another"}),
    ("an empty code", edit_lines(EAU, lambda b: b[0].update(choices=[""])), {"ballots.choice-illegal"}),
]
