"""Who may read, discuss and edit booklets and measures; what was merged leads on."""

from __future__ import annotations

from django.http import Http404

from deliberation.members.access import Person
from proposals.access.campaigns import get_campaign_for, may_read_texts, organises
from proposals.access.runs import get_campaign_of_runs_for
from proposals.models import Booklet, Campaign, Measure, OldAddress, Step


def may_read_booklets(person: Person, campaign: Campaign) -> bool:
    """Whether the person may read the booklets now.

    Before the drafts are published: organisers. Then: who reads the texts. Once frozen: everyone.
    """
    if campaign.frozen_at is not None:
        return True
    if campaign.drafts_published_at is not None:
        return may_read_texts(person, campaign)
    return organises(person, campaign)


def get_campaign_of_booklets_for(person: Person, slug: str) -> Campaign:
    """A campaign whose list of booklets the person may see, be it empty yet; raises Http404.

    Frozen booklets of a group are everyone's, though its campaign's page is not.
    """
    frozen = Campaign.objects.filter(slug=slug, frozen_at__isnull=False).select_related("group").first()
    return frozen or get_campaign_for(person, slug)


class Moved(Http404):
    """The booklet or measure asked for was merged into this one, which the person may read."""

    def __init__(self, slug: str, number: int) -> None:
        super().__init__()
        self.slug, self.number = slug, number


def get_booklet_for(person: Person, campaign_slug: str, slug: str) -> Booklet:
    """A booklet that the person may read now, with its campaign and run; raises Http404, and `Moved` when
    it was merged into another.
    """
    rows = Booklet.objects.select_related("campaign__group", "run")
    booklet = rows.filter(campaign__slug=campaign_slug, slug=slug).first()
    if booklet is None:
        _follow(person, campaign_slug, slug, 0)
    if booklet is None or not may_read_booklets(person, booklet.campaign):
        raise Http404
    return booklet


def get_campaign_of_silence_for(person: Person, slug: str) -> Campaign:
    """A campaign whose silence list the person may read: it tells what drafts say, so who may read the
    booklets; raises Http404.
    """
    campaign = get_campaign_of_runs_for(person, slug)
    if not may_read_booklets(person, campaign):
        raise Http404
    return campaign


def may_discuss(person: Person, campaign: Campaign) -> bool:
    """Whether the person may talk about the booklets: a member in scope, once members may read them."""
    published = campaign.drafts_published_at is not None or campaign.frozen_at is not None
    return published and person.belongs_to(campaign.group_id)


def get_booklet_to_discuss(person: Person, campaign_slug: str, slug: str) -> Booklet:
    """A booklet whose room the person may enter: one that members read, as a member in scope; raises Http404.

    Not before the drafts are published, not even for organisers: the list of rooms would tell its title.
    """
    booklet = get_booklet_for(person, campaign_slug, slug)
    if not may_discuss(person, booklet.campaign):
        raise Http404
    return booklet


def get_booklet_to_edit(person: Person, campaign_slug: str, slug: str) -> Booklet:
    """A booklet of a campaign that the person organises; one that was merged is read as what took it in.

    Raises Http404.
    """
    try:
        booklet = get_booklet_for(person, campaign_slug, slug)
    except Moved as moved:
        booklet = get_booklet_for(person, campaign_slug, moved.slug)
    if not organises(person, booklet.campaign):
        raise Http404
    return booklet


def get_measure_for(person: Person, campaign_slug: str, slug: str, number: int) -> Measure:
    """A measure of a booklet that the person may read now; raises Http404."""
    try:
        return measure_of(get_booklet_for(person, campaign_slug, slug), number)
    except Http404:
        _follow(person, campaign_slug, slug, number)
        raise


def get_measure_to_edit(person: Person, campaign_slug: str, slug: str, number: int) -> Measure:
    """A measure of a campaign that the person organises; one that was merged is read as what took it in.

    What was being written meanwhile then stands beside it, refused, instead of being lost. Raises Http404.
    """
    try:
        measure = get_measure_for(person, campaign_slug, slug, number)
    except Moved as moved:
        measure = get_measure_for(person, campaign_slug, moved.slug, moved.number)
    if not organises(person, measure.booklet.campaign):
        raise Http404
    return measure


def get_booklet_to_move_to(campaign: Campaign, slug: str) -> Booklet | None:
    """A booklet of this campaign by its slug, as a destination on the board; None when there is none."""
    return Booklet.objects.filter(campaign=campaign, slug=slug).first()


def get_own_step(person: Person, campaign: Campaign, name: str) -> Step | None:
    """What the person did last on a board, by its name, while it can be undone; None once it is forgotten."""
    return Step.objects.filter(campaign=campaign, by=person.member, name=name).first()


def _follow(person: Person, campaign_slug: str, slug: str, number: int) -> None:
    """Raise `Moved` if what stood at an address was merged, for who may read booklets; else nothing."""
    rows = OldAddress.objects.filter(campaign__slug=campaign_slug).select_related("campaign__group")
    ways = {(row.slug, row.number): row for row in rows}
    first = ways.get((slug, number))
    if first is None or not may_read_booklets(person, first.campaign):
        return
    way: OldAddress | None = first
    while way is not None:
        there = way.to_slug, way.to_number
        way = ways.get(there)
    raise Moved(*there)


def measure_of(booklet: Booklet, number: int) -> Measure:
    """A measure of a booklet by its number; raises Http404."""
    measure = booklet.measures.filter(number=number).select_related("draft_from").first()
    if measure is None:
        raise Http404
    measure.booklet = booklet
    return measure
