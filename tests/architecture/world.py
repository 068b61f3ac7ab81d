"""A whole house with something behind every address: the demo's own builder, and one open vote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from deliberation import clock
from deliberation.core.actors import OPERATOR
from deliberation.journal.queries import head_digest
from deliberation.members.actions import appoint
from deliberation.members.models import Double, Member, Office
from deliberation.rooms.models import Room
from frontend.demo import building
from proposals.models import Booklet, Campaign, Measure, Objection, Proposal, Run, TermTexts, WordChange
from tests.votes.builders import cast, make_open, questions_of
from votes.models import Claim, Draw, Seat, Vote

SIZE = building.Size(members=40, texts=200, past_texts=90, voters=14)

# Each is one person with one office, for the whole organisation; `rolled` has a seat in the open vote.
ROLES = (
    "visitor",
    "member",
    "rolled",
    "referent",
    "chair",
    "moderator",
    "organiser",
    "observer",
    "registrar",
    "trustee",
    "operator",
)


@dataclass(frozen=True)
class World:
    """The people by role, and what stands behind each address: arguments by name of the address."""

    people: dict[str, Member | None]
    arguments: dict[str, tuple[object, ...]]


def make_world() -> World:
    """Build it: a minute or so of the house's life, in a few seconds."""
    building.build(SIZE, None, lambda line: None)
    return World(_people(), _arguments())


def _people() -> dict[str, Member | None]:
    people: dict[str, Member | None] = {"visitor": None}
    plain = list(Member.objects.filter(offices=None).order_by("joined_on"))
    # Who joined last is on no roll; who joined first is on all of them.
    people["member"], people["rolled"] = plain[-1], plain[0]
    for member, role in zip(plain[1:], ("referent", "chair", "trustee", "operator"), strict=False):
        appoint(OPERATOR, email=member.email, kind=role)
    for role in ROLES[3:]:
        people[role] = Office.objects.filter(kind=role).order_by("pk")[0].member
    return people


def _arguments() -> dict[str, tuple[object, ...]]:
    """What each parameter of an address stands for here; one row for each address that takes any."""
    plain = Member.objects.filter(offices=None).order_by("joined_on")
    first, last = plain[0], plain.reverse()[0]
    opened, past = (
        Campaign.objects.get(slug="convention-d-automne"),
        Campaign.objects.get(slug="assemblee-d-ete"),
    )
    # Of somebody who stands for no role: an own text is another page.
    texts = Proposal.objects.filter(campaign=opened, kind="proposal", author__offices=None)
    text = texts.exclude(author__in=[first, last]).order_by("pk")[0]
    run = Run.objects.filter(campaign=opened, kind=Run.Kind.OFFICIAL).order_by("-number")[0]
    word_change = WordChange.objects.get(campaign=opened)
    booklet = Booklet.objects.filter(campaign=opened, measures__number=1).order_by("number")[0]
    frozen = Booklet.objects.filter(campaign=past).order_by("number")[0]
    objection = Objection.objects.filter(campaign=past, kind="wording").order_by("pk")[0]
    assert objection.answer is not None
    # Of somebody who stands for no role: an own objection is another page.
    Objection.objects.filter(pk=objection.pk).update(author=Member.objects.get(email="tom@example.org"))
    held = Vote.objects.get(campaign=past)
    vote = make_open()
    draw = Draw.objects.create(
        vote=vote, number=3, opened_at=clock.now(), root=vote.roll_root,
        opened_by=Member.objects.get(email="ines@example.org"),
    )  # fmt: skip
    double = Double.objects.create(
        kept=Member.objects.order_by("pk")[20], other=Member.objects.order_by("pk")[21],
        traits=["name"], found_at=clock.now(),
    )  # fmt: skip
    claim = Claim.objects.create(vote=vote, kind="missing", text="Et moi ?", filed_at=clock.now())
    question = questions_of(vote)[0]
    for seat in Seat.objects.filter(vote=vote)[:3]:
        assert seat.member is not None
        cast(seat.member, question, question.options.all()[0].code)
    room = Room.objects.create(
        title="Eau", subject_title="Eau", subject_url="/campaigns/assemblee-d-ete/", opened_at=clock.now()
    )
    clock.move(timedelta(minutes=1))
    return arguments_of(
        campaign=(opened.slug,),
        past=(past.slug,),
        text=(text.name,),
        run=(run.name,),
        word_change=(word_change.name,),
        booklet=(opened.slug, booklet.slug),
        frozen=(past.slug, frozen.slug),
        objection=(objection.name,),
        answer=(objection.answer.name,),
        measure=(
            opened.slug,
            booklet.slug,
            Measure.objects.filter(booklet=booklet).order_by("number")[0].number,
        ),
        term=(opened.slug, TermTexts.objects.filter(run=run).order_by("term")[0].term),
        vote=(vote.slug,),
        claim=(vote.slug, claim.name),
        draw=(vote.slug, draw.name),
        double=(double.name,),
        held=(held.slug,),
        counted=(held.slug, questions_of(held)[0].slug),
        ballot=(vote.slug, question.slug),
        kind=(vote.slug, "free"),
        room=(room.name,),
        entry=(head_digest()[0],),
    )


def arguments_of(**kinds: tuple[object, ...]) -> dict[str, tuple[object, ...]]:
    """The kinds of arguments by name, as the rows of the table name them."""
    return {"": (), **kinds}
