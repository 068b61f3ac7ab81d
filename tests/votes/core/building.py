"""A realistic open-book vote, from the roll to the pack, made by plain functions from a seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from deliberation.core.canonical import Json, digest
from deliberation.core.chain import GENESIS, Link, next_link
from tests.votes.core.whole import SealedBox, build_pack, pack_members, seal_box, sealed_facts
from votes.core.ballots import Ballot, checkpoint_hash, fresh_nonce, settle_choices
from votes.core.box import BoxContents
from votes.core.checkpoints import LEAST_HASHES, Checkpoint
from votes.core.choices import BLANK, Choices, Shape
from votes.core.codes import change_code, follow_up_code, tracker
from votes.core.pack import (
    BOOKLET_FROZEN,
    CHECKPOINT,
    OPENED,
    REMARKED,
    ROLL_ANNOUNCED,
    ROLL_FROZEN,
    ROLL_PREPARED,
    SCHEDULED,
    SEALED,
    roll_announced_facts,
    roll_frozen_facts,
    scheduled_facts,
)
from votes.core.questions import Option, Question, Subject, Vote, question_reference
from votes.core.remarks import Remark
from votes.core.rolls import Roll, freeze_roll, seat_commitment
from votes.core.signing import DRAFTED, question_digests
from votes.core.tally import majority_judgement, score
from votes.core.tally.rules import rule_of

OPENS_AT, CLOSES_AT = "2026-11-02T08:00:00Z", "2026-11-09T17:00:00Z"
CUTOFF_ON = "2026-10-01"
SEALED_AT = "2026-11-09T17:01:00Z"
BATCHES_AT = ("2026-11-02T12:00:00Z", "2026-11-06T18:30:00Z")
REMARKS = (
    Remark(
        1,
        "2026-11-04T09:30:00Z",
        "Oba Ndiaye",
        "La salle de Lyon était fermée à 9 h.\nElle a ouvert à 9 h 20.",
    ),
    Remark(2, "2026-11-08T20:00:00Z", "Oba Ndiaye", "Rien d’autre à signaler."),
)
# Two organisers sign: who drafts is another one than who confirms.
ACTORS = {"organiser": "Ana", "drafter": "Noé", "observer": "Oba Ndiaye"}
OFFICES = {"drafter": "organiser"}
Act = tuple[str, str, str, dict[str, Json]]


@dataclass(frozen=True)
class Story:
    """Everything a vote leaves behind; `follow_ups` holds the follow-up code of each voter, by seat."""

    vote: Vote
    roll: Roll
    box: SealedBox
    journal: tuple[Link, ...]
    follow_ups: dict[str, str]

    def members(self) -> dict[str, bytes]:
        return pack_members(self.vote, self.roll, self.box, self.journal, REMARKS)

    def pack(self) -> bytes:
        return build_pack(self.vote, self.roll, self.box, self.journal, REMARKS)


def booklet_question(number: int, slug: str, title: str, measures: Sequence[str]) -> Question:
    options = tuple(
        Option(f"m{place}", text, digest([slug, text])) for place, text in enumerate(measures, start=1)
    )
    subject = Subject(slug, title, digest(["booklet", slug]))
    return Question(
        slug, number, f"Quelle mesure d’abord pour « {title} » ?", "choose", 1, True, options, subject
    )


def a_vote() -> Vote:
    water = [f"Rendre l’eau publique, étape {place}" for place in range(1, 11)]
    school = ["Des cantines gratuites", "Vingt élèves par classe", "Des ateliers après l’école"]
    hamlet = ["Un car par heure", "Un distributeur de pain"]
    titles = {"eau": "L’eau", "ecole": "L’école", "hameau": "Les hameaux", "soin": "Le soin"}
    options = tuple(Option(slug, title, digest(["booklet", slug])) for slug, title in titles.items())
    questions = (
        booklet_question(1, "eau", titles["eau"], water),
        booklet_question(2, "ecole", titles["ecole"], school),
        booklet_question(3, "hameau", titles["hameau"], hamlet),
        Question("livrets", 4, "Quels trois livrets d’abord ?", "choose", 3, True, options),
    )
    return Vote("priorites-2026", "Nos priorités pour 2026", OPENS_AT, CLOSES_AT, questions)


def a_roll(vote: str, members: int, draw: random.Random) -> Roll:
    groups = ("lyon", "nantes", "lille", "", "cher")
    pairs = []
    for number in range(members):
        group = groups[min(number * 5 // members, 4) if number % 17 else 3]
        pairs.append((seat_commitment(vote, draw.randbytes(16), f"member-{number}", group), group))
    return freeze_roll(vote, CUTOFF_ON, pairs)


def chain(acts: Iterable[Act]) -> tuple[Link, ...]:
    """The journal of (time, office, code, facts) acts."""
    links: list[Link] = []
    for seq, (at, office, code, facts) in enumerate(acts, start=1):
        previous = links[-1].digest if links else GENESIS
        actor, held = ACTORS.get(office, "Livret"), OFFICES.get(office, office)
        links.append(next_link(previous, seq, at, actor, held, code, facts))
    return tuple(links)


def drafted_facts(vote: Vote) -> dict[str, Json]:
    """The facts of `vote.drafted`: what the first signature is for."""
    return {
        "campaign": "ete-2026", "changes": vote.changes, "questions": question_digests(vote),
        "title": vote.title, "vote": vote.slug,
    }  # fmt: skip


def acts_of(vote: Vote, roll: Roll, box: SealedBox) -> list[Act]:
    frozen: list[Act] = [
        ("2026-10-20T10:00:00Z", "organiser", BOOKLET_FROZEN,
         {"booklet": question.subject.slug, "digest": question.subject.digest,
          "title": question.subject.title})
        for question in vote.questions if question.subject
    ]  # fmt: skip
    facts: dict[str, Json] = {"campaign": "ete-2026", "title": "Été 2026"}
    checkpoints: list[Act] = [
        (each.at, "clock", CHECKPOINT, each.announced(vote.slug)) for each in box.checkpoints
    ]
    remarks: list[Act] = [(each.at, "observer", REMARKED, each.announced(vote.slug)) for each in REMARKS]
    hidden: Act = (
        "2026-11-05T12:00:00Z", "moderator", "message.hidden", {"room": "eau", "reason": "insulte"}
    )  # fmt: skip
    return [
        ("2026-09-01T09:00:00Z", "organiser", "campaign.opened", facts),
        *frozen,
        ("2026-10-20T11:00:00Z", "organiser", ROLL_ANNOUNCED, roll_announced_facts(roll)),
        (
            "2026-10-20T12:00:00Z",
            "drafter",
            ROLL_PREPARED,
            {"root": roll.root, "seats": roll.seats, "vote": vote.slug},
        ),
        ("2026-10-21T10:00:00Z", "organiser", ROLL_FROZEN, roll_frozen_facts(roll)),
        ("2026-10-21T11:00:00Z", "drafter", DRAFTED, drafted_facts(vote)),
        ("2026-10-22T10:00:00Z", "organiser", SCHEDULED, scheduled_facts(vote)),
        (vote.opens_at, "clock", OPENED, scheduled_facts(vote)),
        *sorted([hidden, *checkpoints, *remarks], key=lambda act: act[0]),
        (SEALED_AT, "clock", SEALED, sealed_facts(box, roll)),
    ]


def a_story(seed: int = 1, members: int = 120, vote: Vote | None = None, few: int = 6) -> Story:
    """A whole vote; on the question "hameau" only `few` people vote, elsewhere about two in three."""
    draw = random.Random(seed)
    asked = vote or a_vote()
    roll = a_roll(asked.slug, members, draw)
    codes = {seat: change_code(draw.randbytes(13)) for seat in roll.commitments}
    contents = []
    for question in asked.questions:
        turnout = few if question.slug == "hameau" else members * 2 // 3
        voters = draw.sample(roll.commitments, turnout)
        ballots = [a_ballot(asked, question, codes[seat], draw) for seat in voters]
        contents.append(BoxContents(question.slug, voters, ballots))
    return retold(asked, roll, contents, {seat: follow_up_code(code) for seat, code in codes.items()})


def retold(vote: Vote, roll: Roll, contents: Iterable[BoxContents], follow_ups: dict[str, str]) -> Story:
    """The story that these contents make, sealed, chained and consistent with itself."""
    held = list(contents)
    box = seal_box(vote, roll, held, checkpoints_of(vote, held))
    return Story(vote, roll, box, chain(acts_of(vote, roll, box)), follow_ups)


def checkpoints_of(vote: Vote, contents: Iterable[BoxContents]) -> list[Checkpoint]:
    """What was committed to while people voted: two batches where enough came, and one at the close.

    A changed ballot was in the first batch as it was before the change.
    """
    taken: list[tuple[str, int, Checkpoint]] = []
    by_slug = {held.question: held for held in contents}
    for question in vote.questions:
        if question.slug not in by_slug:
            continue
        reference = question_reference(vote.slug, question.slug)
        ballots = sorted(by_slug[question.slug].ballots, key=lambda ballot: ballot.nonce)
        batches: list[set[str]] = [set(), set(), set()]
        for place, ballot in enumerate(ballots):
            batches[place * 3 // len(ballots)].add(checkpoint_hash(reference, ballot))
            if ballot.version > 1 and place * 3 // len(ballots):
                former = replace(ballot, version=ballot.version - 1, nonce=ballot.nonce[::-1])
                batches[0].add(checkpoint_hash(reference, former))
        if min(map(len, batches[:2])) < LEAST_HASHES:
            # One checkpoint, at the close: what was changed before it is in none.
            batches = [{checkpoint_hash(reference, ballot) for ballot in ballots}]
        for number, batch in enumerate((batch for batch in batches if batch), start=1):
            at = SEALED_AT if number == len(batches) else BATCHES_AT[number - 1]
            checkpoint = Checkpoint(question.slug, number, at, tuple(sorted(batch)))
            taken.append((at, question.number, checkpoint))
    return [checkpoint for _, _, checkpoint in sorted(taken, key=lambda each: each[:2])]


def a_ballot(vote: Vote, question: Question, change: str, draw: random.Random) -> Ballot:
    chosen = some_choices(question, draw)
    own = tracker(follow_up_code(change), question_reference(vote.slug, question.slug))
    version = draw.choice((1, 1, 1, 2))
    return Ballot(own, version if vote.changes else 1, chosen, fresh_nonce(draw.randbytes(16)))


def some_choices(question: Question, draw: random.Random) -> Choices:
    """Legal choices of any shape: blank one time in ten."""
    number = draw.randint(1, question.most)
    if draw.random() < 0.1:
        return BLANK
    named = draw.sample(question.codes(), number)
    if rule_of(question).shape is not Shape.GRADES:
        return settle_choices(question, named)
    scale = score.scale(question) if question.rule == "score" else majority_judgement.scale(question)
    return settle_choices(question, [(code, draw.choice(scale)) for code in named])
