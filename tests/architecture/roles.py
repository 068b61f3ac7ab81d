"""Who gets what at every address: rows of addresses, columns of roles.

`get` and `post` name what a visitor, a member and an organiser get, in this order; other roles get what a
member gets unless named. `of` says what stands behind the address (see `world.py`).
Outcomes: page, done (redirect), sign-in, absent (404), refused (4xx), no-method (405).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One address: what each role gets when it reads (`get`) and when it sends (`post`)."""

    of: str = ""
    get: str = "page page page"
    post: str = "no-method no-method no-method"
    others: dict[tuple[str, str], str] = field(default_factory=dict)

    def expected(self, role: str, method: str) -> str:
        """The outcome for a role and a method."""
        if (role, method) in self.others:
            return self.others[role, method]
        visitor, member, organiser = (self.get if method == "get" else self.post).split()
        return {"visitor": visitor, "organiser": organiser}.get(role, member)


# Everyone but who joined after the roll was frozen has a seat, whatever the office.
ON_THE_ROLL = {
    (role, method): "page"
    for role in ("rolled", "referent", "chair", "moderator", "observer", "registrar", "trustee", "operator")
    for method in ("get", "post")
}

HIDES = {("moderator", "get"): "page", ("moderator", "post"): "refused"}

WITH_A_SEAT = {(role, "get"): "page" for role, method in ON_THE_ROLL if method == "get"}

FOR_OBSERVERS = Row(
    of="draw", get="no-method no-method no-method", post="sign-in absent absent",
    others={("observer", "post"): "refused"},
)  # fmt: skip

TABLE: dict[str, Row] = {
    "account": Row(get="sign-in page page", post="sign-in no-method no-method"),
    "account-export": Row(get="sign-in page page", post="sign-in no-method no-method"),
    "account-end-sessions": Row(get="no-method no-method no-method", post="sign-in done done"),
    "second-factor": Row(get="sign-in page page"),
    # The test world signs in without a code: such a session is told to sign in anew.
    "second-factor-set-up": Row(get="sign-in refused refused", post="sign-in refused refused"),
    "second-factor-codes": Row(get="no-method no-method no-method", post="sign-in refused refused"),
    "second-factor-remove": Row(get="no-method no-method no-method", post="sign-in refused refused"),
    "second-factor-again": Row(get="sign-in done done", post="sign-in done done"),
    "mfa_authenticate": Row(get="sign-in done done", post="sign-in done done"),
    "doubles": Row(get="sign-in absent page"),
    "double-propose": Row(of="double", get="no-method no-method no-method", post="sign-in absent refused"),
    "double-settle": Row(of="double", get="no-method no-method no-method", post="sign-in absent refused"),
    "account_login": Row(get="page done done", post="refused done done"),
    "account_request_login_code": Row(get="page done done", post="refused done done"),
    "account_confirm_login_code": Row(get="sign-in done done", post="sign-in done done"),
    "account_logout": Row(get="done page page", post="done done done"),
    "account_signup": Row(get="page done done", post="page done done"),
    "account_inactive": Row(),
    "journal": Row(),
    "journal-download": Row(),
    "journal-noted": Row(),
    "journal-entry": Row(of="entry"),
    "rooms": Row(get="sign-in page page"),
    "room": Row(of="room", get="sign-in page page", post="sign-in refused refused"),
    "room-messages": Row(of="room", get="sign-in page page"),
    "campaigns": Row(),
    "campaign-new": Row(get="sign-in absent page", post="sign-in absent refused"),
    "campaign": Row(of="campaign"),
    "campaign-data": Row(of="campaign", get="sign-in page page", post="sign-in done done"),
    "campaign-data-progress": Row(of="campaign", get="absent page page"),
    "campaign-zip": Row(of="campaign", get="sign-in done done"),
    "proposals": Row(of="campaign", get="sign-in page page"),
    "proposal-new": Row(of="campaign", get="sign-in page page", post="sign-in refused refused"),
    "proposal": Row(of="text", get="sign-in page page"),
    "proposal-answer": Row(of="text", get="sign-in page page", post="sign-in refused refused"),
    "proposal-edit": Row(of="text", get="sign-in absent absent", post="sign-in absent absent"),
    "proposal-withdraw": Row(of="text", get="sign-in absent absent", post="sign-in absent absent"),
    "proposal-hide": Row(of="text", get="sign-in absent absent", post="sign-in absent absent", others=HIDES),
    "proposal-cosign": Row(of="text", get="no-method no-method no-method", post="sign-in done done"),
    "proposal-cosign-take-back": Row(
        of="text", get="no-method no-method no-method", post="sign-in done done"
    ),
    "proposals-similar": Row(of="campaign", get="no-method no-method no-method", post="sign-in page page"),
    "runs": Row(of="campaign", get="sign-in page page"),
    "run-new": Row(of="campaign", get="sign-in absent page", post="sign-in absent refused"),
    "run": Row(of="run", get="sign-in page page"),
    "run-progress": Row(of="run", get="absent page page"),
    "run-compare": Row(of="run", get="sign-in page page"),
    "run-rival": Row(of="run", get="sign-in page page", post="sign-in refused refused"),
    "rival-hide": Row(of="run", get="sign-in absent absent", post="sign-in absent absent"),
    "words": Row(of="campaign", get="sign-in page page"),
    "words-change": Row(of="campaign", get="sign-in absent page", post="sign-in absent refused"),
    "word-change": Row(of="word_change", get="sign-in page page"),
    "word-change-effect": Row(of="word_change", get="absent page page"),
    "word-change-confirm": Row(
        of="word_change", get="no-method no-method no-method", post="sign-in absent refused"
    ),
    "word-change-drop": Row(
        of="word_change", get="no-method no-method no-method", post="sign-in absent refused"
    ),
    "run-bundle": Row(of="run", get="sign-in page page"),
    "run-sheet": Row(of="run", get="sign-in page page"),
    "run-table": Row(of="run", get="sign-in page page"),
    "run-placements": Row(of="run", get="sign-in page page"),
    "proposal-why": Row(of="text", get="sign-in page page"),
    "run-adopt": Row(of="run", get="sign-in absent page", post="sign-in absent refused"),
    "board": Row(of="campaign", get="sign-in absent page"),
    "board-move": Row(of="campaign", get="no-method no-method no-method", post="sign-in absent refused"),
    "board-undo": Row(of="campaign", get="no-method no-method no-method", post="sign-in absent refused"),
    "board-split": Row(of="campaign", get="no-method no-method no-method", post="sign-in absent refused"),
    "publish": Row(of="campaign", get="sign-in absent page", post="sign-in absent refused"),
    "freeze": Row(of="campaign", get="sign-in absent page", post="sign-in absent refused"),
    "booklets": Row(of="campaign"),
    "booklet": Row(of="booklet", get="sign-in absent page"),
    "booklet-json": Row(of="booklet", get="sign-in absent page"),
    "booklet-files": Row(of="booklet", get="sign-in absent page", post="sign-in absent done"),
    "booklet-files-progress": Row(of="booklet", get="absent absent page"),
    "booklet-pdf": Row(of="booklet", get="sign-in absent done"),
    "booklet-html": Row(of="booklet", get="sign-in absent done"),
    "booklet-md": Row(of="booklet", get="sign-in absent done"),
    "booklet-document": Row(of="booklet", get="sign-in absent done"),
    "booklet-texts": Row(of="booklet", get="sign-in absent page"),
    "booklet-room": Row(of="booklet", get="no-method no-method no-method", post="sign-in absent absent"),
    "booklet-edit": Row(of="booklet", get="sign-in absent page", post="sign-in absent refused"),
    "booklet-rename": Row(of="booklet", get="no-method no-method no-method", post="sign-in absent refused"),
    "booklet-merge": Row(of="booklet", get="sign-in absent page", post="sign-in absent refused"),
    "measure-new": Row(of="booklet", get="sign-in absent page", post="sign-in absent refused"),
    "measure": Row(of="measure", get="sign-in absent page"),
    "measure-edit": Row(of="measure", get="sign-in absent page", post="sign-in absent refused"),
    "measure-sources": Row(of="measure", get="sign-in absent page", post="sign-in absent refused"),
    "measure-remove": Row(of="measure", get="sign-in absent page", post="sign-in absent refused"),
    "objections": Row(of="campaign", get="sign-in absent page"),
    "objections-json": Row(of="past"),
    "objection-new": Row(of="campaign", get="sign-in absent absent", post="sign-in absent absent"),
    "booklet-object": Row(of="booklet", get="sign-in absent absent", post="sign-in absent absent"),
    "measure-object": Row(of="measure", get="sign-in absent absent", post="sign-in absent absent"),
    "proposal-object": Row(of="text", get="sign-in absent absent", post="sign-in absent absent"),
    "objection": Row(of="objection"),
    "objection-json": Row(of="objection"),
    "objection-hide": Row(
        of="objection", get="sign-in absent absent", post="sign-in absent absent", others=HIDES
    ),
    "objection-withdraw": Row(of="objection", get="sign-in absent absent", post="sign-in absent absent"),
    "objections-answer": Row(of="campaign", get="sign-in absent refused", post="sign-in absent refused"),
    "objection-redress": Row(of="objection", get="sign-in absent page", post="sign-in absent refused"),
    "answer-correct": Row(of="answer", get="sign-in absent page", post="sign-in absent refused"),
    "synthesis": Row(of="campaign", get="sign-in page page"),
    "silence": Row(of="campaign", get="sign-in absent page"),
    "term": Row(of="term", get="sign-in page page"),
    "method": Row(of="campaign", get="sign-in page page"),
    "measure-merge": Row(of="measure", get="sign-in absent page", post="sign-in absent refused"),
    "measure-split": Row(of="measure", get="sign-in absent page", post="sign-in absent refused"),
    "measure-sides": Row(of="measure", get="sign-in absent page", post="sign-in absent refused"),
    "measure-verify": Row(of="measure", get="no-method no-method no-method", post="sign-in absent refused"),
    "vote-new": Row(of="campaign", get="sign-in absent refused", post="sign-in absent refused"),
    "observe": Row(),
    "observe-reads": Row(get="sign-in absent absent", others={("observer", "get"): "page"}),
    "vote-observe": Row(of="vote", get="sign-in page page"),
    "vote-observe-turnout": Row(of="vote", get="sign-in page page"),
    "vote-notes": Row(of="vote", get="sign-in page page"),
    "vote-remark": Row(
        of="vote",
        get="sign-in absent absent",
        post="sign-in absent absent",
        others={("observer", "get"): "page", ("observer", "post"): "refused"},
    ),
    "votes": Row(),
    "vote": Row(of="vote", get="sign-in page page"),
    "vote-state": Row(of="vote", get="sign-in page page"),
    "vote-seat": Row(of="vote", get="sign-in page page"),
    "vote-seat-file": Row(of="vote", get="sign-in absent page", others=WITH_A_SEAT),
    "vote-roll": Row(of="vote", get="sign-in page page"),
    "vote-count-sign": Row(
        of="vote",
        get="no-method no-method no-method",
        post="sign-in absent absent",
        others={("referent", "post"): "refused"},
    ),
    "vote-growth": Row(of="vote", get="sign-in absent page", others={("observer", "get"): "page"}),
    "vote-draws": Row(
        of="vote",
        get="sign-in page page",
        post="sign-in absent absent",
        others={("observer", "post"): "refused"},
    ),
    "vote-draw": Row(of="draw", get="sign-in page page"),
    "vote-draw-file": Row(of="draw", get="sign-in page page"),
    "vote-draw-commit": FOR_OBSERVERS,
    "vote-draw-reveal": FOR_OBSERVERS,
    "vote-draw-note": FOR_OBSERVERS,
    "vote-draw-close": FOR_OBSERVERS,
    "vote-draw-decline": Row(of="draw", get="no-method no-method no-method", post="sign-in refused refused"),
    "vote-claim": Row(of="vote", get="sign-in page page", post="sign-in refused refused"),
    "vote-claims": Row(of="vote", get="sign-in absent page"),
    "vote-claim-propose": Row(of="claim", get="no-method no-method no-method", post="sign-in absent refused"),
    "vote-claim-sign": Row(of="claim", get="no-method no-method no-method", post="sign-in absent refused"),
    "vote-preparation": Row(of="vote", get="sign-in absent page"),
    "vote-question-new": Row(of="kind", get="sign-in absent page", post="sign-in absent refused"),
    "vote-question-drop": Row(
        of="ballot", get="no-method no-method no-method", post="sign-in absent refused"
    ),
    "vote-extend": Row(of="vote", get="sign-in absent page", post="sign-in absent refused"),
    "ballot-reason": Row(of="ballot", get="sign-in absent absent", post="sign-in absent absent"),
    "reason-hide": Row(
        of="ballot",
        get="no-method no-method no-method",
        post="sign-in absent absent",
        others={("moderator", "post"): "absent"},
    ),
    "vote-confirm": Row(of="vote", get="no-method no-method no-method", post="sign-in absent refused"),
    "vote-suspension": Row(of="vote", get="sign-in absent absent", post="sign-in absent absent"),
    "vote-suspension-sign": Row(of="vote", get="no-method no-method no-method", post="sign-in absent absent"),
    "vote-changes": Row(of="vote", get="no-method no-method no-method", post="sign-in absent refused"),
    "vote-roll-prepare": Row(of="vote", get="no-method no-method no-method", post="sign-in absent refused"),
    "vote-roll-freeze": Row(of="vote", get="no-method no-method no-method", post="sign-in absent refused"),
    "ballot": Row(of="ballot", get="sign-in refused page", post="sign-in refused page", others=ON_THE_ROLL),
    "ballot-review": Row(of="ballot", get="done done done", post="refused refused refused"),
    "ballot-cast": Row(of="ballot", get="done done done", post="refused refused refused"),
    "vote-change": Row(of="vote", post="refused refused refused"),
    "vote-change-ballot": Row(of="ballot", get="done done done", post="page page page"),
    "vote-change-review": Row(of="ballot", get="done done done", post="refused refused refused"),
    "vote-change-cast": Row(of="ballot", get="done done done", post="refused refused refused"),
    "vote-result": Row(of="held"),
    "vote-result-json": Row(of="held"),
    "vote-result-csv": Row(of="held"),
    "vote-remarks-file": Row(of="held"),
    "vote-question-result": Row(of="counted"),
    "vote-compare": Row(of="counted"),
    "vote-board": Row(of="held", post="refused refused refused"),
    "vote-pack": Row(of="held"),
    "home": Row(),
    "how": Row(),
    "accessibility": Row(),
    "verifier": Row(),
    "livret-verify": Row(),
    "livret-mirror": Row(),
    "recount": Row(),
    "recount-file": Row(),
    "demo-people": Row(get="absent absent absent", post="absent absent absent"),
    "demo-next-phase": Row(get="absent absent absent", post="absent absent absent"),
    "set_language": Row(get="done done done", post="done done done"),
}
