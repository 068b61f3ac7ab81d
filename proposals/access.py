"""Who may see which campaign and which text; "not yours" and "does not exist" look alike (Http404)."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from deliberation.members.access import Person
from deliberation.members.models import Group
from proposals.models import (
    Booklet,
    Campaign,
    Measure,
    Objection,
    ObjectionAnswer,
    OldAddress,
    Proposal,
    Rival,
    Run,
    Step,
    WordChange,
)

# Offices that read what members of a scope write, each in its own scope.
READING_OFFICES = ("organiser", "moderator", "observer", "referent")


def campaigns_for(person: Person) -> QuerySet[Campaign]:
    """The campaigns whose page the person may see: those of the organisation, and those of own groups."""
    seen = Q(group=None)
    if person.member is not None:
        seen |= Q(group_id__in=_groups_of(person))
        if any(person.holds(kind) for kind in READING_OFFICES):
            return Campaign.objects.select_related("group")
    return Campaign.objects.filter(seen).select_related("group")


def get_campaign_for(person: Person, slug: str) -> Campaign:
    """A campaign whose page the person may see: everyone for the organisation's, a group's own people else.

    Raises Http404.
    """
    campaign = campaigns_for(person).filter(slug=slug).first()
    if campaign is None:
        raise Http404
    return campaign


def get_campaign_of_texts_for(person: Person, slug: str) -> Campaign:
    """A campaign whose texts the person may read; raises Http404."""
    campaign = get_campaign_for(person, slug)
    if not may_read_texts(person, campaign):
        raise Http404
    return campaign


def get_campaign_to_organise(person: Person, slug: str) -> Campaign:
    """A campaign the person organises, for its scope or for the whole organisation; raises Http404."""
    campaign = get_campaign_for(person, slug)
    if not organises(person, campaign):
        raise Http404
    return campaign


def get_group_to_organise(person: Person, slug: str) -> Group | None:
    """A group for which the person may start a campaign; None for an empty slug: the whole organisation.

    Raises Http404 without the organiser's office for it.
    """
    group = Group.objects.filter(slug=slug).first() if slug else None
    if (slug and group is None) or not person.holds("organiser", group.pk if group else None):
        raise Http404
    return group


def may_read_texts(person: Person, campaign: Campaign) -> bool:
    """Whether the person may read what members wrote: members of the scope, and offices that read."""
    return person.belongs_to(campaign.group_id) or any(
        person.holds(kind, campaign.group_id) for kind in READING_OFFICES
    )


def organises(person: Person, campaign: Campaign) -> bool:
    """Whether the person holds the organiser's office for the scope of the campaign."""
    return person.holds("organiser", campaign.group_id)


def get_proposal_for(person: Person, name: str) -> Proposal:
    """A text with its campaign, author and parent, for who may read the campaign's texts; raises Http404.

    Withdrawn and hidden texts are given too: their page says so instead of showing their words.
    """
    rows = Proposal.objects.select_related("campaign__group", "author__group", "parent")
    proposal = rows.filter(name=name).first()
    if proposal is None or not may_read_texts(person, proposal.campaign):
        raise Http404
    return proposal


def open_proposals_for(person: Person, campaign: Campaign) -> QuerySet[Proposal]:
    """The open proposals of a campaign (no answers), for who may read its texts; none for others."""
    rows = Proposal.objects.filter(
        campaign=campaign, kind=Proposal.Kind.PROPOSAL, state=Proposal.State.OPEN
    ).select_related("author")
    return rows if may_read_texts(person, campaign) else rows.none()


def moderates(person: Person, campaign: Campaign) -> bool:
    """Whether the person holds the moderator's office for the scope of the campaign."""
    return person.holds("moderator", campaign.group_id)


def get_proposal_to_moderate(person: Person, name: str) -> Proposal:
    """A text of a campaign that the person moderates; raises Http404."""
    proposal = get_proposal_for(person, name)
    if not moderates(person, proposal.campaign):
        raise Http404
    return proposal


def get_rival_to_moderate(person: Person, name: str) -> Rival:
    """A rival run, by the name of its run, of a campaign that the person moderates; raises Http404."""
    run = get_run_for(person, name)
    if run.kind != Run.Kind.RIVAL or not moderates(person, run.campaign):
        raise Http404
    rival: Rival = run.rival
    return rival


def get_objection_to_moderate(person: Person, name: str) -> Objection:
    """An objection of a campaign that the person moderates; raises Http404."""
    objection = get_objection_for(person, name)
    if not moderates(person, objection.campaign):
        raise Http404
    return objection


def get_own_proposal_for(person: Person, name: str) -> Proposal:
    """A text of the person's own, whatever its state; raises Http404."""
    proposal = get_proposal_for(person, name)
    if person.member is None or proposal.author_id != person.member.pk:
        raise Http404
    return proposal


def may_read_runs(person: Person, campaign: Campaign) -> bool:
    """Whether the person may read what runs found: who reads the texts; everyone once the booklets are
    frozen, not before, since a bundle holds every text. Runs and bundles name no author.
    """
    return campaign.frozen_at is not None or may_read_texts(person, campaign)


def get_campaign_of_runs_for(person: Person, slug: str) -> Campaign:
    """A campaign whose runs the person may read; raises Http404."""
    campaign = Campaign.objects.filter(slug=slug).select_related("group").first()
    if campaign is None or not may_read_runs(person, campaign):
        raise Http404
    return campaign


def get_run_for(person: Person, name: str) -> Run:
    """A run with its campaign and who asked, for who may read the campaign's runs; raises Http404.

    A trial is none: its change of words has a page of its own.
    """
    rows = Run.objects.select_related("campaign__group", "requested_by", "previous", "rival__challenged")
    run = rows.filter(name=name).exclude(kind=Run.Kind.TRIAL).first()
    if run is None or not may_read_runs(person, run.campaign):
        raise Http404
    return run


def get_run_beside_for(person: Person, run: Run, name: str) -> Run:
    """Another run of the same campaign that is done, to compare with; raises Http404."""
    other = get_run_for(person, name)
    if other.campaign_id != run.campaign_id or other.state != Run.State.DONE:
        raise Http404
    return other


def get_run_to_adopt(person: Person, name: str) -> Run:
    """An official run of a campaign that the person organises; raises Http404."""
    run = get_run_for(person, name)
    if run.kind != Run.Kind.OFFICIAL or not organises(person, run.campaign):
        raise Http404
    return run


def get_run_to_challenge(person: Person, name: str) -> Run:
    """An official run that the person may read, to file a rival one beside it; raises Http404."""
    run = get_run_for(person, name)
    if run.kind != Run.Kind.OFFICIAL:
        raise Http404
    return run


def get_word_change_for(person: Person, name: str) -> WordChange:
    """A change of word lists with its trial: once confirmed, for who may read runs; before, or dropped, for
    organisers. Raises Http404.
    """
    change = WordChange.objects.select_related("campaign__group", "trial").filter(name=name).first()
    if change is None or not may_read_runs(person, change.campaign):
        raise Http404
    if change.state != WordChange.State.CONFIRMED and not organises(person, change.campaign):
        raise Http404
    return change


def get_word_change_to_decide(person: Person, name: str) -> WordChange:
    """A change of word lists of a campaign that the person organises; raises Http404."""
    change = get_word_change_for(person, name)
    if not organises(person, change.campaign):
        raise Http404
    return change


def get_explained_proposal_for(person: Person, name: str) -> Proposal:
    """A text whose placement the person may read, with its campaign; raises Http404.

    Only open texts: the reasons quote the words. Its author is not given to who may not read texts.
    """
    rows = Proposal.objects.select_related("campaign__group")
    proposal = rows.filter(name=name, state=Proposal.State.OPEN).first()
    if proposal is None or not may_read_runs(person, proposal.campaign):
        raise Http404
    return proposal


def _groups_of(person: Person) -> set[int]:
    own = {held.group_id for held in person.offices if held.kind in READING_OFFICES}
    if person.member is not None:
        own.add(person.member.group_id)
    return {group_id for group_id in own if group_id is not None}


# booklets ------------------------------------------------------------------------------------------
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
        return _measure_of(get_booklet_for(person, campaign_slug, slug), number)
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


def _measure_of(booklet: Booklet, number: int) -> Measure:
    measure = booklet.measures.filter(number=number).select_related("draft_from").first()
    if measure is None:
        raise Http404
    measure.booklet = booklet
    return measure


# objections -----------------------------------------------------------------------------------------
def may_object(person: Person, campaign: Campaign) -> bool:
    """Whether the person may ever object here: a member in scope, once members may read the drafts.

    The dates, the phase and the quota are a rule's to refuse, with words.
    """
    return may_discuss(person, campaign)


def may_object_now(person: Person, campaign: Campaign) -> bool:
    """Whether a way to object is shown: a member in scope, from the drafts to the freeze."""
    return campaign.frozen_at is None and may_object(person, campaign)


def get_campaign_of_objections_for(person: Person, slug: str) -> Campaign:
    """A campaign whose objections the person may read, as its booklets; raises Http404."""
    campaign = get_campaign_of_booklets_for(person, slug)
    if not may_read_booklets(person, campaign):
        raise Http404
    return campaign


def get_campaign_to_object_to(person: Person, slug: str) -> Campaign:
    """A campaign that the person may object to as a whole; raises Http404."""
    campaign = get_campaign_for(person, slug)
    if not may_object(person, campaign):
        raise Http404
    return campaign


def get_booklet_to_object_to(person: Person, campaign_slug: str, slug: str) -> Booklet:
    """A booklet that the person may object to; raises Http404."""
    return get_booklet_to_discuss(person, campaign_slug, slug)


def get_measure_to_object_to(person: Person, campaign_slug: str, slug: str, number: int) -> Measure:
    """A measure that the person may object to; raises Http404."""
    return _measure_of(get_booklet_to_object_to(person, campaign_slug, slug), number)


def get_proposal_to_object_to(person: Person, name: str) -> Proposal:
    """An open text, of anybody, to whose place the person may object; raises Http404."""
    proposal = get_proposal_for(person, name)
    if proposal.state != Proposal.State.OPEN or not may_object(person, proposal.campaign):
        raise Http404
    return proposal


def get_objection_for(person: Person, name: str) -> Objection:
    """An objection with its campaign, booklet, measure and answer, for who may read it; raises Http404.

    A withdrawn one is given too: its page says so instead of showing its words.
    """
    rows = Objection.objects.select_related("campaign__group", "booklet", "measure", "author", "answer")
    objection = rows.filter(name=name).first()
    if objection is None or not may_read_booklets(person, objection.campaign):
        raise Http404
    return objection


def get_own_objection_for(person: Person, name: str) -> Objection:
    """An objection of the person's own, whatever its state; raises Http404."""
    objection = get_objection_for(person, name)
    if person.member is None or objection.author_id != person.member.pk:
        raise Http404
    return objection


def get_objection_to_redress(person: Person, name: str) -> Objection:
    """An objection of a campaign that the person organises; raises Http404."""
    objection = get_objection_for(person, name)
    if not organises(person, objection.campaign):
        raise Http404
    return objection


def get_answer_to_correct(person: Person, name: str) -> ObjectionAnswer:
    """An answer of a campaign that the person organises; raises Http404."""
    answer = ObjectionAnswer.objects.select_related("campaign__group").filter(name=name).first()
    if answer is None or not organises(person, answer.campaign):
        raise Http404
    return answer
