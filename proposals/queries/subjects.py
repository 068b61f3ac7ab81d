"""What an objection is about, as its writer reads it: a text's place, a measure, a booklet, the campaign."""

from __future__ import annotations

from dataclasses import dataclass

from deliberation.core.canonical import digest
from proposals.core.objections import KINDS, About, Kind
from proposals.models import Booklet, Campaign, Measure, Proposal, Sorting

# The place of a text that came after the run: it is on no board.
UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is contested; `title` and `body` are its words, or the place of a text.

    `seen` is the digest of all that: an objection is only made to what its writer read.
    """

    about: About
    campaign: Campaign
    booklet: Booklet | None
    measure: Measure | None
    text: Proposal | None
    title: str
    body: str

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of objection that fit."""
        return KINDS[self.about]

    @property
    def seen(self) -> str:
        """SHA-256 over what is contested, as read."""
        return digest([str(self.about), self.title, self.body])


def of_measure(measure: Measure) -> Subject:
    """A measure; no query."""
    booklet = measure.booklet
    return Subject(About.MEASURE, booklet.campaign, booklet, measure, None, measure.title, measure.body)


def of_booklet(booklet: Booklet) -> Subject:
    """A booklet as a whole; no query."""
    return Subject(About.BOOKLET, booklet.campaign, booklet, None, None, booklet.title, "")


def of_campaign(campaign: Campaign) -> Subject:
    """The campaign: a demand that is in none of its booklets; no query."""
    return Subject(About.CAMPAIGN, campaign, None, None, None, "", "")


def of_text(text: Proposal) -> Subject:
    """The place of a text: its booklet and the measures that carry it, or why it has none. Two queries."""
    row = Sorting.objects.filter(proposal=text).select_related("booklet").first()
    if row is None or row.booklet is None:
        place = row.place if row else UNREAD
        return Subject(About.TEXT, text.campaign, None, None, text, place, "")
    carried = Measure.objects.filter(sources__proposal=text, booklet=row.booklet)
    measures = "\n".join(f"{measure.number}. {measure.title}" for measure in carried)
    return Subject(About.TEXT, text.campaign, row.booklet, None, text, row.booklet.title, measures)


def still(subject: Subject) -> Subject | None:
    """The same subject as it stands now, read again under the lock; None when it is gone. Two queries."""
    if subject.measure is not None:
        rows = Measure.objects.select_related("booklet__campaign")
        measure = rows.filter(pk=subject.measure.pk).first()
        return of_measure(measure) if measure else None
    if subject.text is not None:
        rows_of_texts = Proposal.objects.select_related("campaign")
        text = rows_of_texts.filter(pk=subject.text.pk, state=Proposal.State.OPEN).first()
        return of_text(text) if text else None
    if subject.booklet is not None:
        booklet = Booklet.objects.select_related("campaign").filter(pk=subject.booklet.pk).first()
        return of_booklet(booklet) if booklet else None
    return subject
