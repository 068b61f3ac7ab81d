"""Words that want to act, stored everywhere a person may write: on no page do they become such a node."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from deliberation import clock
from deliberation.core.actors import Actor
from deliberation.journal.actions import record
from deliberation.members.models import Group, Member, Office
from deliberation.rooms.actions import open_room
from deliberation.rooms.models import Message, Room
from proposals.core.objections import LONGEST_TERMS
from proposals.models import (
    Booklet,
    Campaign,
    Difference,
    Edit,
    Measure,
    Objection,
    ObjectionAnswer,
    ObjectionAnswerVersion,
    Proposal,
    Sorting,
)
from proposals.queries import subjects
from tests.architecture.roles import TABLE
from tests.people import make_group, make_member, make_officer
from tests.proposals import objecting
from tests.proposals.boards import Board, make_board
from tests.proposals.builders import make_proposal
from tests.votes.builders import make_open, questions_of
from votes.models import Option, Question, Vote

pytestmark = pytest.mark.django_db
PAYLOADS = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    '" onmouseover="alert(1)',
    "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "![x](https://evil.example/p.png)",
    '[x](https://a.example "onclick=alert(1)")',
    "<https://evil.example/><javascript:alert(1)>",
    "<iframe src=//evil.example></iframe>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example><button>x</button></form>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<math><mi xlink:href=javascript:alert(1)>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ settings.SECRET_KEY }}{% csrf_token %}%(title)s",
    "`<script>alert(1)</script>`\n\n    <script>x</script>",
)
# What our own templates use; whatever else stands on a page came out of somebody's words.
FORBIDDEN = {"iframe", "object", "embed", "style", "base", "math", "img", "video", "audio", "source"}


class Page(HTMLParser):
    """Reads a page as a browser would and notes each node that acts or leads away."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.nodes = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.nodes += 1
        held = {name: value or "" for name, value in attrs}
        if tag in FORBIDDEN or any(name.startswith("on") or name == "style" for name in held):
            self.wrong.append(f"{tag} {attrs}")
        # A block of data is read by a script of ours and never run.
        data = tag == "script" and held.get("type") == "application/json"
        if (
            not data
            and tag in ("script", "link")
            and not (held.get("src") or held.get("href", "")).startswith("/static/")
        ):
            self.wrong.append(f"{tag} {attrs}")
        if tag == "meta" and "http-equiv" in held:
            self.wrong.append(f"{tag} {attrs}")
        for name in ("action", "formaction", "src", "data-src"):
            if urlsplit(held.get(name, "")).netloc:
                self.wrong.append(f"{tag} {attrs}")
        if urlsplit(held.get("href", "")).scheme not in ("", "http", "https", "mailto"):
            self.wrong.append(f"{tag} {attrs}")


@pytest.mark.parametrize("payload", PAYLOADS[:1] + PAYLOADS[12:18])
def test_the_reader_sees_what_acts(payload: str) -> None:
    assert Page(payload).wrong


def hostile(at: int, most: int = 10_000, line: bool = True) -> str:
    """A payload in one line, or all of them as a body; `at` says which comes first."""
    turned = PAYLOADS[at % len(PAYLOADS) :] + PAYLOADS[: at % len(PAYLOADS)]
    return (turned[0].replace("\n", " ") if line else "\n\n".join(turned))[:most]


@pytest.fixture
def board(db: None) -> Board:
    organiser = make_officer("organiser", "Inès Valmont")
    return make_board(organiser)


def poison(board: Board, at: int) -> None:
    """Put hostile words where people's words are kept, as if every check on the way in had failed."""
    campaigns = Campaign.objects.all()
    campaigns.update(
        title=hostile(at, 160), introduction=hostile(at, line=False), drafts_published_at=clock.now()
    )
    for step, text in enumerate(Proposal.objects.all()):
        Proposal.objects.filter(pk=text.pk).update(
            title=hostile(at + step, 160), body=hostile(at + step, line=False), signed=True,
            theme_wish=hostile(at + step + 1, 80), state_reason=hostile(at + step, 200),
            author=Member.objects.all()[step % Member.objects.count()],
        )  # fmt: skip
    Booklet.objects.update(title=hostile(at + 1, 160), introduction=hostile(at, line=False))
    Measure.objects.update(
        title=hostile(at + 2, 200), body=hostile(at, line=False), draft_title=hostile(at, 160)
    )
    Sorting.objects.filter(place="to_place").update(place="aside")
    Sorting.objects.update(reason=hostile(at + 3, 200))
    Vote.objects.update(title=hostile(at + 4, 160), introduction=hostile(at, line=False))
    Question.objects.update(text=hostile(at + 5, 300), subject_title=hostile(at + 6, 160))
    Option.objects.update(text=hostile(at + 7, 300))
    Room.objects.update(title=hostile(at + 8, 160), subject_title=hostile(at + 9, 160))
    Group.objects.update(name=hostile(at + 10, 120))
    Member.objects.update(display_name=hostile(at + 11, 80))
    Message.objects.update(author_name=hostile(at + 12, 80), body=hostile(at, 1000, line=False))
    Objection.objects.update(
        about_title=hostile(at + 1, 160), about_body=hostile(at, line=False), body=hostile(at, line=False),
        instead=hostile(at + 2, line=False), terms=hostile(at + 3, LONGEST_TERMS), signed=True,
    )  # fmt: skip
    ObjectionAnswer.objects.update(reason=hostile(at, line=False), by_name=hostile(at + 5, 80))
    ObjectionAnswerVersion.objects.update(reason=hostile(at, line=False), by_name=hostile(at + 6, 80))
    Difference.objects.update(sentence=hostile(at + 7, 200))
    Edit.objects.update(
        before=hostile(at + 1, 200), after=hostile(at + 2, 200), reason=hostile(at, 300),
        by_name=hostile(at + 4, 80),
    )  # fmt: skip


@pytest.mark.parametrize("at", range(0, len(PAYLOADS), 8))
def test_no_words_act_on_any_page(at: int, board: Board) -> None:
    group = make_group("Mende")
    insider = make_member("Paul Delmas", group=group)
    organiser = Member.objects.get(display_name="Inès Valmont")
    Office.objects.create(member=organiser, kind="referent", group=group, appointed_at=clock.now())
    vote = make_open()
    room = open_room(title="Salle", subject_title="Eau", subject_url="/x/")
    Message.objects.create(
        room=room, number=1, author=insider, author_name="Paul", body="x", at=clock.now(), client_id="c"
    )
    text = board.text("Renouveler le réseau")
    make_proposal(board.campaign, insider, title="réponse", parent=text)
    other = make_proposal(board.campaign, insider, title="autre")
    Difference.objects.create(proposal=text, other=other, sentence="x")
    Edit.objects.create(
        campaign=board.campaign, booklet=board.water, proposal=text, code="measure.edited", reason="x",
        by=organiser, at=clock.now(), journal_seq=1, by_name="x",
    )  # fmt: skip
    Campaign.objects.filter(pk=board.campaign.pk).update(drafts_published_at=clock.now())
    objection = objecting.object_to(insider, subjects.of_text(text))
    answered = objecting.answer(organiser, [objection], "accepted")
    objecting.object_to(organiser, subjects.of_measure(board.measure()))
    with transaction.atomic():
        entry = record(
            Actor("organiser", hostile(at, 120)), "measure.edited", campaign="c", booklet=hostile(at),
            measure=1, before=hostile(at + 1), after=hostile(at + 2), reason=hostile(at + 3),
            body_before=hostile(at, line=False), body_after="",
        )  # fmt: skip
    poison(board, at)
    slug, water = board.campaign.slug, board.water.slug
    behind: dict[str, tuple[object, ...]] = {
        "": (), "campaign": (slug,), "text": (text.name,), "run": (board.run.name,), "booklet": (slug, water),
        "measure": (slug, water, 1), "vote": (vote.slug,), "ballot": (vote.slug, questions_of(vote)[0].slug),
        "room": (room.name,), "entry": (entry.seq,), "objection": (objection.name,),
        "answer": (answered.name,),
    }  # fmt: skip
    read = 0
    for person in (insider, organiser):
        client = Client()
        client.force_login(person)
        for name, row in sorted(TABLE.items()):
            if row.of not in behind or "no-method" in row.get or name == "account_logout":
                continue
            where = reverse(name, args=behind[row.of])
            for query in ("", f"?q={PAYLOADS[at]}&at=aside&from=booklet") if row.of == "campaign" else ("",):
                answer = client.get(where + query)
                if not answer.get("Content-Type", "").startswith("text/html") or answer.status_code >= 500:
                    assert answer.status_code < 500, where
                    continue
                # A file that is kept and opened elsewhere carries our own scripts, and nobody's words.
                if answer.get("Content-Disposition", "").startswith("attachment"):
                    continue
                page = Page(answer.content.decode())
                assert page.wrong == [], (where, page.wrong)
                read += page.nodes > 20
    assert read > 40


@pytest.mark.parametrize("at", range(0, len(PAYLOADS), 8))
def test_no_refused_form_acts(at: int, board: Board) -> None:
    """What was typed comes back in the form, in the preview and in the sentence of a refusal."""
    organiser = Member.objects.get(display_name="Inès Valmont")
    vote = make_open()
    slug, water = board.campaign.slug, board.water.slug
    client = Client()
    client.force_login(organiser)
    typed = {
        name: hostile(at + step)
        for step, name in enumerate(
            ("title", "reason", "seen", "text", "to", "move", "act", "code", "seed", "question", "slug", "q",
             "introduction", "tracker", "client_id", "email", "nonce", "choices", "theme_wish", "next",
             "kind", "instead", "texts", "terms", "outcome", "changes", "objection", "differs-absent")
        )
    } | {"body": hostile(at, line=False), "preview": "1"}  # fmt: skip
    contributing = make_board(organiser, phase="contributing") if at == 0 else board
    replying = objecting.make_drafts(organiser).campaign
    for name, args in (
        ("campaign-new", ()), ("proposal-new", (contributing.campaign.slug,)), ("board-move", (slug,)),
        ("booklet-edit", (slug, water)), ("measure-new", (slug, water)), ("measure-edit", (slug, water, 1)),
        ("measure-remove", (slug, water, 1)), ("measure-sources", (slug, water, 1)), ("run-new", (slug,)),
        ("objection-new", (replying.slug,)), ("measure-object", (replying.slug, water, 1)),
        ("objections-answer", (replying.slug,)),
        ("ballot-review", (vote.slug, questions_of(vote)[0].slug)), ("vote-change", (vote.slug,)),
        ("vote-new", (vote.campaign.slug,)), ("set_language", ()),
    ):  # fmt: skip
        answer = client.post(reverse(name, args=args), typed)
        assert answer.status_code < 500, name
        if answer.get("Content-Type", "").startswith("text/html"):
            assert Page(answer.content.decode()).wrong == [], name
