"""What organisers set aside in the demo: texts that say too little, and texts that ask for nothing."""

from __future__ import annotations

from deliberation.members.access import Person
from frontend.demo.writing import odd
from proposals.actions.sorting import Seen, move_texts
from proposals.models import Campaign, Sorting

TOO_SHORT = "Trop court pour que l’on sache ce qui est demandé ; l’auteur est prévenu."
OFF_TOPIC = "Ne demande rien que l’assemblée puisse voter : salutation, annonce ou question pratique."
# Of the very short texts, those that demand nothing by themselves.
SAY_NOTHING = ("pareil", "oui", "non", "d’accord")


def set_aside(organiser: Person, campaign: Campaign) -> None:
    """Set the demo's odd texts aside, each sort with its public reason."""
    off_topic = [text["title"] for text in odd()["off_topic"]]
    rows = Sorting.objects.filter(campaign=campaign).select_related("proposal").order_by("pk")
    for reason, chosen in (
        (TOO_SHORT, rows.filter(proposal__body__in=SAY_NOTHING)),
        (OFF_TOPIC, rows.filter(proposal__title__in=off_topic)),
    ):
        if seen := [Seen(row.proposal.name, row.version) for row in chosen]:
            move_texts(organiser, campaign, seen, "aside", None, reason)
