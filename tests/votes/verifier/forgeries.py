"""The table of forgeries: what was done to a pack, how, and the findings that must name it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from deliberation.core.canonical import parse
from tests.votes.core.building import Story, a_story
from tests.votes.verifier.tampering import Members, edit, edit_lines
from votes.core.ballots import checkpoint_hash, read_ballot

EAU, ECOLE, LIVRETS = "ballots/eau.jsonl", "ballots/ecole.jsonl", "ballots/livrets.jsonl"
HAMEAU = "ballots/hameau.jsonl"
CHECKPOINTS, REPLACED, REMARKS = "checkpoints.jsonl", "replaced.jsonl", "remarks.jsonl"


@cache
def story() -> Story:
    return a_story(seed=7)


@cache
def other_story() -> Story:
    return a_story(seed=8)


def facts_of(code: str) -> Callable[[list[Any]], dict[str, Any]]:
    def pick(entries: list[Any]) -> dict[str, Any]:
        facts: dict[str, Any] = next(entry for entry in entries if entry["code"] == code)["facts"]
        return facts

    return pick


def other_option(ballot: dict[str, Any]) -> None:
    ballot["choices"] = ["m2"] if ballot["choices"] != ["m2"] else ["m1"]


def bare_seat() -> str:
    """A seat on the roll that is not marked for "eau"."""
    return min(set(story().roll.commitments) - set(story().box.marks[0].seats))


def replace_mark(marks: dict[str, Any], seat: str) -> None:
    seats = marks["questions"][0]["seats"]
    seats[0] = seat
    seats.sort()


def drop_mark(marks: dict[str, Any]) -> None:
    marks["questions"][0]["seats"].pop()
    marks["questions"][0]["count"] -= 1


def add_mark(marks: dict[str, Any]) -> None:
    marks["questions"][0]["seats"] = sorted([*marks["questions"][0]["seats"], bare_seat()])
    marks["questions"][0]["count"] += 1


def add_ballot(ballots: list[Any]) -> None:
    ballots.append({"choices": ["m1"], "nonce": "f" * 32, "tracker": "9" * 12, "version": 1})


def twin(ballots: list[Any]) -> None:
    ballots.insert(1, {**ballots[0]})


def swap_ranks(tally: dict[str, Any]) -> None:
    """Break a declared tie, or the first rank, the other way."""
    options = tally["results"][0]["options"]
    options[0]["rank"], options[1]["rank"] = 2, 1


def hide_blank(tally: dict[str, Any]) -> None:
    result = tally["results"][0]
    result["ballots"] -= result["blank"]
    result["blank"] = 0


def break_tie(tally: dict[str, Any]) -> None:
    result = next(each for each in tally["results"] if each["ties"])
    result["ties"] = []


def show_few(marks: dict[str, Any]) -> None:
    marks["questions"][2]["hidden"] = False


def hide_many(members: Members) -> None:
    edit("marks.json", lambda marks: marks["questions"][0].update(hidden=True, seats=[]))(members)
    members[EAU] = b""


def one_ballot_in_two_questions(members: Members) -> None:
    taken = members[EAU].splitlines(keepends=True)[0]
    members[LIVRETS] = b"".join(sorted([taken, *members[LIVRETS].splitlines(keepends=True)]))


def others_ballots(members: Members) -> None:
    members[EAU] = other_story().members()[EAU]


def others_roll(members: Members) -> None:
    members["roll.json"] = other_story().members()["roll.json"]


def of_question(checkpoints: list[Any], question: str) -> list[dict[str, Any]]:
    return [checkpoint for checkpoint in checkpoints if checkpoint["question"] == question]


def second_of(checkpoints: list[Any], question: str) -> dict[str, Any]:
    return of_question(checkpoints, question)[1]


def opened_hash(members: Members, place: int) -> str:
    """The checkpoint hash of a published ballot of "eau"."""
    ballot = parse(members[EAU].splitlines()[place])
    return checkpoint_hash(f"{story().vote.slug}/eau", read_ballot(ballot, EAU))


def drop_as_replaced(members: Members) -> None:
    """Drop so many ballots, and list them as replaced, that no changes could explain it."""
    gone = [opened_hash(members, place) for place in range(40)]
    edit_lines(EAU, lambda ballots: ballots.__delitem__(slice(40)))(members)
    edit_lines(REPLACED, lambda r: r[0].update(hashes=sorted({*r[0]["hashes"], *gone})))(members)


def replaced_and_published(members: Members) -> None:
    known = opened_hash(members, 0)
    edit_lines(REPLACED, lambda r: r[0].update(hashes=sorted([*r[0]["hashes"], known])))(members)


def claims(filed: int) -> dict[str, Any]:
    """So many claims that nobody answered."""
    return {"accepted": 0, "filed": filed, "kind": "missing", "refused": 0}


def frozen_again(entries: list[Any], at: str) -> None:
    """The roll frozen anew at that moment, after everything that was announced."""
    entries.insert(placed(entries, "vote.opened"), {**roll_frozen(entries), "at": at})


def corrected(
    entries: list[Any], at: str = "2026-10-23T10:00:00Z", place: int = 9, **changed: object
) -> None:
    """A correction that moves nothing, then what `changed` says."""
    frozen = roll_frozen(entries)["facts"]
    moved = {"added": 0, "commitments_added": [], "commitments_removed": [], "removed": 0}
    facts = {**frozen, **moved, "previous": frozen["root"], "reason": "Une adhésion", **changed}
    entries.insert(place, {**roll_frozen(entries), "at": at, "code": "vote.roll-corrected", "facts": facts})


def placed(entries: list[Any], code: str) -> int:
    """Where the entry of a code stands in the journal."""
    return [entry["code"] for entry in entries].index(code)


def roll_frozen(entries: list[Any]) -> dict[str, Any]:
    """The entry that froze the roll."""
    entry: dict[str, Any] = entries[placed(entries, "vote.roll-frozen")]
    return entry


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


def given_up(entries: list[Any], code: str) -> None:
    """The server gave this vote up, in public, just before the seal."""
    entries.insert(-1, {**entries[-1], "code": code, "facts": {"vote": "priorites-2026"}})


def extended(entries: list[Any], at: str, before: str, until: str, reason: str = "Une panne") -> None:
    """An extension of the vote, slipped in just before the seal."""
    facts = {"before": before, "reason": reason, "until": until, "vote": "priorites-2026"}
    scheduled = entries[placed(entries, "vote.scheduled")]
    entries.insert(-1, {**scheduled, "at": at, "code": "vote.extended", "facts": facts})


REWRITTEN: list[tuple[str, Callable[[list[Any]], object], set[str]]] = [
    ("sealed before the close", lambda j: j[-1].update(at="2026-11-09T16:00:00Z"), {"sealed.early"}),
    ("sealed twice", lambda j: j.append({**j[-1]}), {"sealed.twice"}),
    (
        "a tail after the seal",
        lambda j: j.append({**j[0], "at": "2026-12-01T00:00:00Z"}),
        {"sealed.not-last"},
    ),
    (
        "the roll frozen after the opening",
        lambda j: j.insert(-1, {**roll_frozen(j), "at": j[-2]["at"]}),
        {"roll.frozen-late", "roll.frozen-twice"},
    ),
    (
        "announced again while open",
        lambda j: j.insert(-1, {**j[placed(j, "vote.scheduled")], "at": j[-2]["at"]}),
        {"vote.scheduled-late", "vote.scheduled-twice"},
    ),
    ("opened twice", lambda j: j.insert(-1, {**j[placed(j, "vote.opened")]}), {"vote.opened-twice"}),
    (
        "opened early",
        lambda j: j[placed(j, "vote.opened")].update(at="2026-11-01T00:00:00Z"),
        {"vote.opened-early"},
    ),
    ("time going backwards", lambda j: j[2].update(at="2026-08-01T00:00:00Z"), {"journal.time-backwards"}),
    ("never announced", lambda j: j.pop(placed(j, "vote.scheduled")), {"vote.not-scheduled"}),
    ("no roll", lambda j: j.remove(roll_frozen(j)), {"roll.not-frozen"}),
    ("no booklet frozen", lambda j: j.pop(1), {"question.booklet-not-frozen"}),
    (
        "another root announced",
        lambda j: facts_of("vote.roll-frozen")(j).update(root="0" * 64),
        {"roll.root-not-announced"},
    ),
    (
        "another count sealed",
        lambda j: facts_of("vote.sealed")(j)["questions"][0].update(ballots=3),
        {"sealed.count-differs"},
    ),
    (
        "a question not sealed",
        lambda j: facts_of("vote.sealed")(j)["questions"].pop(),
        {"sealed.questions-differ"},
    ),
    (
        "the roll announced by nobody",
        lambda j: j.pop(4),
        {"roll.not-announced"},
    ),
    (
        "other conditions announced before the freeze",
        lambda j: facts_of("vote.roll-announced")(j)["conditions"].update(paid_up=True),
        {"roll.not-announced"},
    ),
    (
        "frozen two days before the opening",
        lambda j: frozen_again(j, "2026-10-31T08:00:00Z"),
        {"roll.notice-too-short"},
    ),
    (
        "a correction that starts from no roll",
        lambda j: corrected(j, previous="0" * 64),
        {"roll.correction-broken"},
    ),
    (
        "a correction that does not add up",
        lambda j: corrected(j, added=3),
        {"roll.correction-broken"},
    ),
    (
        "a correction without a reason",
        lambda j: corrected(j, reason=" "),
        {"roll.correction-broken"},
    ),
    (
        "a correction after the opening",
        lambda j: corrected(j, at="2026-11-03T08:00:00Z", place=-1),
        {"roll.corrected-late"},
    ),
    (
        "a correction of a whole group",
        lambda j: corrected(j, added=60, removed=60),
        {"roll.corrected-too-much"},
    ),
    (
        "an answer to a claim that the roll does not count",
        lambda j: j.insert(
            placed(j, "vote.drafted"),
            {
                **roll_frozen(j),
                "code": "claim.answered",
                "facts": {
                    "vote": roll_frozen(j)["facts"]["vote"],
                    "kind": "missing",
                    "outcome": "refused",
                    "reason": "Partie",
                },
            },
        ),
        {"roll.claims-differ"},
    ),
    (
        "a draft that nobody made",
        lambda j: j.pop(placed(j, "vote.drafted")),
        {"vote.draft-missing"},
    ),
    (
        "another wording signed first",
        lambda j: facts_of("vote.drafted")(j)["questions"].update(eau="0" * 64),
        {"vote.draft-differs"},
    ),
    (
        "one organiser for two signatures",
        lambda j: j[placed(j, "vote.drafted")].update(actor="Ana"),
        {"vote.signed-alone"},
    ),
    (
        "a vote confirmed a second time before the opening",
        lambda j: j.insert(placed(j, "vote.opened"), {**j[placed(j, "vote.scheduled")]}),
        {"vote.scheduled-twice"},
    ),
    ("a vote that was not held", lambda j: given_up(j, "vote.not-held"), {"vote.given-up"}),
    ("a rehearsal counted after all", lambda j: given_up(j, "vote.rehearsed"), {"vote.given-up"}),
    (
        "a second freeze, in time",
        lambda j: frozen_again(j, "2026-10-23T08:00:00Z"),
        {"roll.frozen-twice"},
    ),
    ("a roll that nobody prepared", lambda j: j.pop(placed(j, "vote.roll-prepared")), {"roll.frozen-alone"}),
    (
        "one organiser who prepared the roll and froze it",
        lambda j: j[placed(j, "vote.roll-prepared")].update(actor="Ana"),
        {"roll.frozen-alone"},
    ),
    (
        "another roll prepared than frozen",
        lambda j: j[placed(j, "vote.roll-prepared")]["facts"].update(root="0" * 64),
        {"roll.frozen-otherwise"},
    ),
    (
        "another title signed first",
        lambda j: facts_of("vote.drafted")(j).update(title="Nos priorités pour 2025"),
        {"vote.draft-differs"},
    ),
    (
        "a vote confirmed by an observer",
        lambda j: j[placed(j, "vote.scheduled")].update(office="observer"),
        {"journal.wrong-office"},
    ),
    (
        "a checkpoint by an organiser",
        lambda j: j[placed(j, "vote.checkpoint")].update(office="organiser"),
        {"journal.wrong-office"},
    ),
    (
        "a booklet frozen after the vote was confirmed",
        lambda j: j.insert(placed(j, "vote.opened") - 1, {**j.pop(1), "at": "2026-10-30T10:00:00Z"}),
        {"question.booklet-not-frozen"},
    ),
    (
        "a booklet of another name",
        lambda j: j[1]["facts"].update(title="L’air"),
        {"question.booklet-not-frozen"},
    ),
    (
        "a correction that names a seat that is not on the list",
        lambda j: corrected(
            j, added=1, removed=1, commitments_added=["0" * 64], commitments_removed=["1" * 64]
        ),
        {"roll.correction-broken"},
    ),
    (
        "a correction that counts in text",
        lambda j: corrected(j, added="1", removed=-1),
        {"roll.correction-broken"},
    ),
    (
        "an extension without a reason",
        lambda j: extended(j, j[-2]["at"], "2026-11-09T17:00:00Z", "2026-11-09T17:00:30Z", " "),
        {"vote.extended-wrong"},
    ),
    (
        "an extension until no moment",
        lambda j: extended(j, j[-2]["at"], "2026-11-09T17:00:00Z", "2026-11-09T17:00:00Zz"),
        {"vote.extended-wrong"},
    ),
    (
        "an extension after the close",
        lambda j: extended(j, "2026-11-09T17:00:30Z", "2026-11-09T17:00:00Z", "2026-11-09T17:00:45Z"),
        {"vote.extended-late"},
    ),
    (
        "an extension that leads back",
        lambda j: extended(j, j[-2]["at"], "2026-11-09T17:00:00Z", "2026-11-08T17:00:00Z"),
        {"vote.extended-wrong"},
    ),
    (
        "an extension from another close",
        lambda j: extended(j, j[-2]["at"], "2026-11-09T16:00:00Z", "2026-11-09T17:00:30Z"),
        {"vote.extended-wrong"},
    ),
    (
        "sealed before the close of an extension",
        lambda j: extended(j, j[-2]["at"], "2026-11-09T17:00:00Z", "2026-11-10T17:00:00Z"),
        {"sealed.early"},
    ),
    (
        "facts that are none",
        lambda j: facts_of("vote.sealed")(j).update(questions=["?"]),
        {"sealed.questions-differ"},
    ),
]
