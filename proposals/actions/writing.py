"""What members write: submitting, editing and withdrawing a text.

A member's own act, so nothing goes to the journal: a line with a time beside a text would undo any
pseudonym.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.markup import first_words
from deliberation.members.access import Person
from proposals.actions.arriving import put_on_board
from proposals.core.corpus import LANGUAGES
from proposals.core.languages import detected
from proposals.core.phases import Phase
from proposals.core.support import check_difference
from proposals.core.texts import check_body, check_title, corpus_words, folded, title_from
from proposals.models import Campaign, Difference, Proposal, Version

LONGEST_WISH = 80


@transaction.atomic
def submit_proposal(
    person: Person,
    campaign: Campaign,
    *,
    title: str,
    body: str,
    nonce: str,
    theme_wish: str = "",
    signed: bool = False,
    parent: Proposal | None = None,
    differences: Sequence[tuple[Proposal, str]] = (),
) -> Proposal:
    """Store a member's proposal, or an answer to `parent`; the same one for a form sent twice.

    Where a board stands, the text is placed on it at once. An answer without title gets its first
    words. `differences` are other texts, each with a sentence on how this one differs. Refuses
    `proposal.not-in-scope`, `proposal.not-open` (title of the campaign), `answer.to-no-proposal`, and
    what `proposals.core.texts` and `proposals.core.support.check_difference` refuse.
    """
    known = _sent_before(person, nonce)
    if known is not None:
        return known
    campaign = _lock(campaign)
    check_may_write(person, campaign)
    if parent is not None:
        _check_parent(parent, campaign)
    body = check_body(body, campaign.most_signs)
    title = _title(title, body, may_be_empty=parent is not None)
    sentences = [(other, check_difference(sentence)) for other, sentence in differences]
    proposal = Proposal(
        campaign=campaign,
        kind=Proposal.Kind.ANSWER if parent is not None else Proposal.Kind.PROPOSAL,
        parent=parent,
        author=person.known,
        signed=signed,
        title=title,
        body=body,
        theme_wish=check_title(theme_wish, LONGEST_WISH) if theme_wish.strip() else "",
        language=detected(corpus_words(title, body), campaign.language),
        submitted_at=clock.now(),
        salt=secrets.token_hex(16),
        nonce=nonce,
        folded=folded(f"{title}\n{body}"),
    )
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
            Difference.objects.bulk_create(
                Difference(proposal=proposal, other=other, sentence=sentence) for other, sentence in sentences
            )
    except IntegrityError:
        # The same form, sent twice at the same moment: the other one was first.
        known = _sent_before(person, nonce)
        if known is None:
            raise
        return known
    put_on_board(campaign, [proposal])
    return proposal


@transaction.atomic
def edit_proposal(
    person: Person,
    proposal: Proposal,
    *,
    title: str,
    body: str,
    seen_version: int,
    theme_wish: str | None = None,
    signed: bool | None = None,
    language: str | None = None,
) -> Proposal:
    """Give an own text a new wording while the campaign is open; the one before is kept as a Version.

    `theme_wish` and `signed` stay as they are for None. `language` is what its author says it is written
    in; for None it is guessed again, unless it was said before. On a board that stands, new words are
    placed anew.

    Refuses `proposal.edited-meanwhile` (version) when the text is no longer the one that was read,
    `proposal.not-yours`, `proposal.not-editable`, `proposal.not-open`, `proposal.unknown-language`, and
    what `proposals.core.texts` refuses.
    """
    known = _lock_own(person, proposal)
    if known.version != seen_version:
        raise RuleBroken("proposal.edited-meanwhile", version=known.version)
    now = clock.now()
    before = (known.title, known.body)
    known.body = check_body(body, known.campaign.most_signs)
    known.title = _title(title, known.body, may_be_empty=known.kind == Proposal.Kind.ANSWER)
    if signed is not None:
        known.signed = signed
    if theme_wish is not None:
        known.theme_wish = check_title(theme_wish, LONGEST_WISH) if theme_wish.strip() else ""
    if before != (known.title, known.body):
        Version.objects.create(
            proposal=known, number=known.version, title=before[0], body=before[1], until=now
        )
        known.version += 1
        known.edited_at = now
        known.folded = folded(f"{known.title}\n{known.body}")
    read_in = known.language
    _set_language(known, language)
    fields = ["title", "body", "signed", "theme_wish", "version", "edited_at", "folded"]
    known.save(update_fields=[*fields, "language", "language_chosen"])
    if before != (known.title, known.body) or read_in != known.language:
        put_on_board(known.campaign, [known])
    return known


@transaction.atomic
def withdraw_proposal(person: Person, proposal: Proposal) -> Proposal:
    """Take an own text back while the campaign is open; twice is once.

    Refuses `proposal.not-yours`, `proposal.not-editable` (hidden), `proposal.not-open`.
    """
    known = Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.WITHDRAWN).first()
    if known is not None and known.author_id == person.known.pk:
        return known
    known = _lock_own(person, proposal)
    known.state = Proposal.State.WITHDRAWN
    known.save(update_fields=["state"])
    return known


def check_may_write(person: Person, campaign: Campaign) -> None:
    """Refuse who is no member of the scope (`proposal.not-in-scope`), and when the campaign does not take
    contributions (`proposal.not-open`, title).
    """
    if not person.belongs_to(campaign.group_id):
        raise RuleBroken("proposal.not-in-scope")
    if campaign.stage(clock.now()).phase != Phase.CONTRIBUTING:
        raise RuleBroken("proposal.not-open", title=campaign.title)


def check_may_edit(person: Person, proposal: Proposal) -> None:
    """Refuse who is not the author, a text withdrawn or hidden, and a campaign that is not open.

    `proposal.not-yours`, `proposal.not-editable`, and what `check_may_write` refuses.
    """
    if proposal.author_id != person.known.pk:
        raise RuleBroken("proposal.not-yours")
    if proposal.state != Proposal.State.OPEN:
        raise RuleBroken("proposal.not-editable")
    check_may_write(person, proposal.campaign)


def _title(title: str, body: str, *, may_be_empty: bool) -> str:
    if may_be_empty and not title.strip():
        return title_from(first_words(body))
    return check_title(title)


def _set_language(proposal: Proposal, chosen: str | None) -> None:
    if chosen is not None:
        if chosen not in LANGUAGES:
            raise RuleBroken("proposal.unknown-language", language=chosen[:40])
        # Sent back as it was guessed, it is still a guess: another wording may be guessed otherwise.
        proposal.language_chosen = proposal.language_chosen or chosen != proposal.language
        proposal.language = chosen
    if not proposal.language_chosen:
        words = corpus_words(proposal.title, proposal.body)
        proposal.language = detected(words, proposal.campaign.language)


def _check_parent(parent: Proposal, campaign: Campaign) -> None:
    answerable = parent.kind == Proposal.Kind.PROPOSAL and parent.state == Proposal.State.OPEN
    if not answerable or parent.campaign_id != campaign.pk:
        raise RuleBroken("answer.to-no-proposal")


def _lock(campaign: Campaign) -> Campaign:
    """The campaign's row, locked, so that no run is adopted between a text and its place on the board.

    Not its key: who writes elsewhere in the campaign only refers to it, and need not wait. The run is
    read after the lock: joined to it, PostgreSQL would give the one from before the wait.
    """
    return Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)


def _lock_own(person: Person, proposal: Proposal) -> Proposal:
    # Every wording of a campaign passes under its one lock: the text needs none of its own.
    campaign = _lock(proposal.campaign)
    known = Proposal.objects.get(pk=proposal.pk)
    known.campaign = campaign
    check_may_edit(person, known)
    return known


def _sent_before(person: Person, nonce: str) -> Proposal | None:
    """The text that this form already made; a nonce is never somebody else's."""
    known = Proposal.objects.select_related("campaign").filter(nonce=nonce).first()
    if known is not None and known.author_id != person.known.pk:
        raise RuleBroken("proposal.not-yours")
    return known
