"""What a moderator decides on, whatever kind of words it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from proposals.models import Campaign, Objection, Proposal, Rival


@dataclass(frozen=True, slots=True)
class Moderated:
    """Whose campaign, which kind, the words, why they are hidden if they are, and the page they are on."""

    campaign: Campaign
    kind: str
    title: str
    body: str
    hidden: str
    page: str


def of_text(row: Proposal) -> Moderated:
    """A text; why it is hidden, only while it is."""
    hidden = row.state_reason if row.state == Proposal.State.HIDDEN else ""
    return Moderated(row.campaign, "text", row.title, row.body, hidden, reverse("proposal", args=[row.name]))


def of_objection(row: Objection) -> Moderated:
    """An objection, with what it asks for instead and the terms it names."""
    body = "\n\n".join(part for part in (row.body, row.instead, row.terms) if part)
    page = reverse("objection", args=[row.name])
    return Moderated(row.campaign, "objection", "", body, row.hidden_reason, page)


def of_rival(row: Rival) -> Moderated:
    """What a member wrote beside a rival run."""
    run = row.run
    return Moderated(run.campaign, "rival", "", row.why, row.hidden_reason, reverse("run", args=[run.name]))
