"""The table of rewritten journals: what was done to its entries, and the findings that must name it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.votes.verifier.forging import (
    corrected,
    extended,
    facts_of,
    frozen_again,
    given_up,
    placed,
    roll_frozen,
)

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
