"""Co-signing a proposal, and taking the co-signature back.

A member's own act, so nothing goes to the journal: only acts of power do.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import Person
from proposals.core.support import check_changeable, check_cosignable
from proposals.models import CoSignature, Proposal


@transaction.atomic
def cosign(person: Person, proposal: Proposal) -> CoSignature:
    """Support a proposal in the wording it has now; twice is once, and brings an older signature up to date.

    For members of the scope (`proposal.not-in-scope`), while contributing and until the drafts are
    published; refuses what `proposals.core.support` refuses.
    """
    # The row is locked so that its author cannot change the wording while it is being signed.
    known = Proposal.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=proposal.pk)
    if not person.belongs_to(known.campaign.group_id):
        raise RuleBroken("proposal.not-in-scope")
    now = clock.now()
    check_cosignable(
        known.campaign.stage(now).phase,
        is_proposal=known.kind == Proposal.Kind.PROPOSAL,
        is_open=known.state == Proposal.State.OPEN,
        is_own=known.author_id == person.known.pk,
    )
    signed, _ = CoSignature.objects.update_or_create(
        member=person.known,
        proposal=known,
        create_defaults={"version": known.version, "signed_on": timezone.localdate(now)},
        defaults={"version": known.version},
    )
    return signed


@transaction.atomic
def take_back_cosignature(person: Person, proposal: Proposal) -> None:
    """Take one's co-signature back, whatever became of the text; nothing happens where there is none.

    Refuses `cosignature.closed` once the drafts are published.
    """
    check_changeable(proposal.campaign.stage(clock.now()).phase)
    CoSignature.objects.filter(member=person.known, proposal=proposal).delete()
