"""What members do with objections: make one, take it back, read its answer.

A member's own act, so nothing goes to the journal; the freeze says how many there were.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.db import transaction

from deliberation import clock, live
from deliberation.core.errors import RuleBroken
from deliberation.core.names import random_name
from deliberation.members.access import Person
from proposals.core.objections import (
    MOST_TEXTS,
    Objected,
    State,
    check_kind,
    check_may_object,
    check_objection,
)
from proposals.models import Campaign, Objection, Proposal
from proposals.queries import objections as reading
from proposals.queries import subjects
from proposals.queries.subjects import Subject


@transaction.atomic
def make_objection(
    person: Person,
    subject: Subject,
    *,
    kind: str,
    body: str,
    seen: str,
    nonce: str,
    instead: str = "",
    names: Sequence[str] = (),
    terms: str = "",
    signed: bool = False,
) -> Objection:
    """Store a member's objection to `subject`; the same one for a form sent twice.

    `seen` is the digest of what its writer read there (`Subject.seen`): refuses when that changed
    (`objection.changed-meanwhile`) or is gone (`objection.gone-meanwhile`). `names` are the texts it
    names besides. Refuses who is not in scope (`objection.not-in-scope`), what `proposals.core.objections`
    refuses, and a name of no open text of the campaign (`objection.no-such-text`).
    """
    known = _sent_before(person, nonce)
    if known is not None:
        return known
    check_in_scope(person, subject.campaign)
    # One row: neither the freeze nor another objection of the same member can pass.
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=subject.campaign.pk)
    known = _sent_before(person, nonce)
    if known is not None:
        return known
    check_open_to(person, campaign)
    now = _as_read(subject, seen)
    kind = check_kind(now.about, kind)
    body, instead, terms = check_objection(body, instead, terms, campaign.most_signs)
    texts = [now.text] if now.text is not None else _texts(campaign, names)
    objection = Objection(
        campaign=campaign, kind=kind, booklet=now.booklet, measure=now.measure,
        name=random_name(), about_title=now.title, about_body=now.body, body=body, instead=instead,
        terms=terms, author=person.known, signed=signed, made_at=clock.now(), salt=secrets.token_hex(16),
        nonce=nonce,
    )  # fmt: skip
    objection.digest = _as_made(objection, texts).digest()
    objection.save(force_insert=True)
    objection.texts.set(texts)
    live.announce(f"campaign.{campaign.slug}", "objection-made")
    return objection


@transaction.atomic
def withdraw_objection(person: Person, objection: Objection) -> None:
    """Take an own objection back until it is answered; twice is once.

    Refuses `objection.not-yours`, `objection.already-answered`.
    """
    if objection.author_id != person.known.pk:
        raise RuleBroken("objection.not-yours")
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=objection.campaign_id)
    state = Objection.objects.values_list("state", flat=True).get(pk=objection.pk)
    if state == State.ANSWERED:
        raise RuleBroken("objection.already-answered")
    if state == State.OPEN:
        Objection.objects.filter(pk=objection.pk).update(state=State.WITHDRAWN)
        live.announce(f"campaign.{campaign.slug}", "objection-withdrawn")


def note_answer_read(person: Person, objection: Objection) -> None:
    """Note that the author read the answer as it is worded now: an unread mark, which a page may write."""
    answer = objection.answer
    if answer is None or person.member is None or objection.author_id != person.member.pk:
        return
    rows = Objection.objects.filter(pk=objection.pk, read_version__lt=answer.version)
    rows.update(read_version=answer.version)


def check_in_scope(person: Person, campaign: Campaign) -> None:
    """Refuse who is no member of the campaign's scope (`objection.not-in-scope`)."""
    if not person.belongs_to(campaign.group_id):
        raise RuleBroken("objection.not-in-scope")


def check_open_to(person: Person, campaign: Campaign) -> None:
    """Refuse when the campaign takes no objection from the person now: the phase, the date, the quota."""
    now = clock.now()
    made = reading.count_made(campaign, person)
    check_may_object(campaign.stage(now).phase, campaign.freezing_at, now, made, campaign.objections_each)


def objected(objection: Objection) -> Objected:
    """A stored objection as the plain value that its digest is taken over. One query at most."""
    return _as_made(objection, list(objection.texts.all()))


def _as_made(objection: Objection, texts: Sequence[Proposal]) -> Objected:
    return Objected(
        name=objection.name,
        kind=objection.kind,
        about=(objection.about_title, objection.about_body),
        body=objection.body,
        instead=objection.instead,
        texts=tuple(sorted(text.name for text in texts)),
        terms=objection.terms,
        salt=objection.salt,
    )


def _as_read(subject: Subject, seen: str) -> Subject:
    """The subject as it stands under the lock, if it is what its reader saw."""
    now = subjects.still(subject)
    if now is None:
        raise RuleBroken("objection.gone-meanwhile")
    if now.seen != seen:
        raise RuleBroken("objection.changed-meanwhile")
    return now


def _texts(campaign: Campaign, names: Sequence[str]) -> list[Proposal]:
    """The open texts of the campaign with these names, each once."""
    wanted = list(dict.fromkeys(names))
    if len(wanted) > MOST_TEXTS:
        raise RuleBroken("objection.too-many-texts", most=MOST_TEXTS)
    rows = Proposal.objects.filter(campaign=campaign, name__in=wanted, state=Proposal.State.OPEN)
    found = {text.name: text for text in rows}
    for name in wanted:
        if name not in found:
            raise RuleBroken("objection.no-such-text", name=name[:40])
    return [found[name] for name in wanted]


def _sent_before(person: Person, nonce: str) -> Objection | None:
    """The objection that this form already made; a nonce is never somebody else's."""
    known = Objection.objects.select_related("campaign").filter(nonce=nonce).first()
    if known is not None and known.author_id != person.known.pk:
        raise RuleBroken("objection.not-yours")
    return known
