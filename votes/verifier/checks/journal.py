"""Does the journal hold as a chain, and did it announce this vote, in time and in these words?"""

from __future__ import annotations

from collections.abc import Iterator

from deliberation.core.canonical import same
from deliberation.core.chain import first_break
from votes.core import reading
from votes.core.extensions import EXTENDED
from votes.core.pack import (
    BOOKLET_FROZEN,
    CHECKPOINT,
    CLAIM_ANSWERED,
    NOT_HELD,
    OPENED,
    REHEARSED,
    REMARKED,
    ROLL_ANNOUNCED,
    ROLL_CORRECTED,
    ROLL_FROZEN,
    ROLL_PREPARED,
    SCHEDULED,
    SEALED,
    scheduled_facts,
)
from votes.core.signing import DRAFTED, question_digests
from votes.core.suspensions import ANNULLED, PROPOSED, REOPENED, SUSPENDED
from votes.verifier.contents import Pack
from votes.verifier.findings import Finding, finding

ORGANISERS = (
    ANNULLED,
    PROPOSED,
    REOPENED,
    DRAFTED,
    SCHEDULED,
    EXTENDED,
    ROLL_ANNOUNCED,
    ROLL_PREPARED,
    ROLL_FROZEN,
    ROLL_CORRECTED,
    CLAIM_ANSWERED,
)
CLOCK = (OPENED, CHECKPOINT, SEALED, SUSPENDED)
# Which office does what; any other act of a vote may be anybody's.
OFFICES = dict.fromkeys(ORGANISERS, "organiser") | dict.fromkeys(CLOCK, "clock") | {REMARKED: "observer"}


def check_chain(pack: Pack) -> Iterator[Finding]:
    """`journal.gap`, `journal.chain-broken`, `journal.entry-changed`, `journal.time-backwards`."""
    broken = first_break(pack.journal)
    if broken is not None:
        yield finding(broken.what, seq=broken.seq)


def check_schedule(pack: Pack) -> Iterator[Finding]:
    """`vote.not-scheduled`, `vote.scheduled-twice`, `vote.digest-differs`, `vote.times-differ`,
    `vote.scheduled-late`.

    A vote is confirmed once, before the opening that this sets. The last announcement is compared.
    """
    announced = pack.entries(SCHEDULED)
    if not announced:
        yield finding("vote.not-scheduled")
        return
    facts, expected = announced[-1].facts, scheduled_facts(pack.vote)
    if facts.get("digest") != expected["digest"]:
        yield finding("vote.digest-differs", seq=announced[-1].seq)
    if any(facts.get(name) != expected[name] for name in ("opens_at", "closes_at")):
        yield finding("vote.times-differ", seq=announced[-1].seq)
    if len(announced) > 1:
        yield finding("vote.scheduled-twice", seq=announced[-1].seq)
    openings = [str(entry.facts.get("opens_at")) for entry in announced]
    own = zip(announced, openings, strict=True)
    before = zip(announced[1:], openings[:-1], strict=True)
    for entry in {entry.seq: entry for entry, limit in (*own, *before) if entry.at > limit}.values():
        yield finding("vote.scheduled-late", seq=entry.seq)


def check_given_up(pack: Pack) -> Iterator[Finding]:
    """`vote.given-up`: the journal says that this vote was not held, that its ballots were thrown away, or
    that it was annulled.
    """
    for code in (NOT_HELD, REHEARSED, ANNULLED):
        for entry in pack.entries(code):
            yield finding("vote.given-up", seq=entry.seq, entry=code)


def check_offices(pack: Pack) -> Iterator[Finding]:
    """`journal.wrong-office`: an act of this vote by somebody whose office cannot do it."""
    for entry in pack.journal:
        if entry.facts.get("vote") == pack.vote.slug and entry.office != OFFICES.get(
            entry.code, entry.office
        ):
            yield finding("journal.wrong-office", seq=entry.seq, office=entry.office, entry=entry.code)


def check_opening(pack: Pack) -> Iterator[Finding]:
    """`vote.opened-twice`, `vote.opened-differs`, `vote.opened-early`: the opening, where it is noted."""
    opened = pack.entries(OPENED)
    if len(opened) > 1:
        yield finding("vote.opened-twice", seq=opened[-1].seq)
    for entry in opened:
        if not same(entry.facts, scheduled_facts(pack.vote)):
            yield finding("vote.opened-differs", seq=entry.seq)
        if entry.at < pack.vote.opens_at:
            yield finding("vote.opened-early", seq=entry.seq)


def check_signatures(pack: Pack) -> Iterator[Finding]:
    """`vote.draft-missing`, `vote.draft-differs`, `vote.signed-alone`: two organisers signed each question.

    Who drafted what was confirmed signed it by drafting it: the last draft before the announcement binds.
    """
    announced = pack.entries(SCHEDULED)
    if not announced:
        return
    confirmed = announced[-1]
    drafts = [entry for entry in pack.entries(DRAFTED) if entry.seq < confirmed.seq]
    if not drafts:
        yield finding("vote.draft-missing", seq=confirmed.seq)
        return
    drafted = tuple(drafts[-1].facts.get(name) for name in ("title", "questions", "changes"))
    if drafted != (pack.vote.title, question_digests(pack.vote), pack.vote.changes):
        yield finding("vote.draft-differs", seq=drafts[-1].seq)
    if drafts[-1].actor == confirmed.actor:
        yield finding("vote.signed-alone", seq=confirmed.seq)


def check_extensions(pack: Pack) -> Iterator[Finding]:
    """`vote.extended-late`, `vote.extended-wrong`: the close moved later only, by an act before the end."""
    closes_at = pack.vote.closes_at
    for entry in pack.entries(EXTENDED, REOPENED):
        until = str(entry.facts.get("until"))
        if entry.code == REOPENED:
            closes_at = max(closes_at, until)
            continue
        if entry.at >= closes_at:
            yield finding("vote.extended-late", seq=entry.seq)
        reasoned = bool(str(entry.facts.get("reason", "")).strip())
        later = _is_moment(until) and until > closes_at
        if entry.facts.get("before") != closes_at or not later or not reasoned:
            yield finding("vote.extended-wrong", seq=entry.seq)
        closes_at = max(closes_at, until)


def check_rehearsal(pack: Pack) -> Iterator[Finding]:
    """`vote.rehearsal`: a rehearsal has no result, so it has no pack."""
    if pack.vote.rehearsal:
        yield finding("vote.rehearsal")


def check_booklets(pack: Pack) -> Iterator[Finding]:
    """`question.booklet-not-frozen`: before the vote was confirmed, the journal froze no booklet of this
    name, title and digest, which a question says it is about.
    """
    confirmed = pack.entries(SCHEDULED)
    until = confirmed[-1].seq if confirmed else len(pack.journal)
    frozen = [entry.facts for entry in pack.journal if entry.code == BOOKLET_FROZEN and entry.seq < until]
    known = {tuple(str(facts.get(name)) for name in ("booklet", "title", "digest")) for facts in frozen}
    for question in pack.vote.questions:
        about = question.subject
        if about is not None and (about.slug, about.title, about.digest) not in known:
            yield finding("question.booklet-not-frozen", question=question.slug)


def _is_moment(written: str) -> bool:
    try:
        return bool(reading.moment(written, "moment"))
    except reading.Malformed:
        return False
