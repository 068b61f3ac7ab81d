"""What the demo sets aside: only its odd texts, each with a reason."""

import pytest

from deliberation.members.access import person_for
from deliberation.members.models import Member
from frontend.demo.sorting import OFF_TOPIC, TOO_SHORT, set_aside
from proposals.models import Sorting
from tests.proposals.boards import make_board
from tests.proposals.builders import make_proposal

pytestmark = pytest.mark.django_db


def test_odd_texts_are_set_aside_and_demands_are_not(organiser: Member) -> None:
    board = make_board(organiser)
    for title, body in (
        ("Pareil", "pareil"),
        ("Quel temps", "Trois semaines de pluie."),
        ("Trains", "Plus de trains"),
    ):
        text = make_proposal(board.campaign, title=title, body=body)
        Sorting.objects.create(campaign=board.campaign, proposal=text, place="to-place")
    set_aside(person_for(organiser), board.campaign)
    aside = Sorting.objects.filter(place="aside").values_list("proposal__title", "reason")
    assert dict(aside) == {"Pareil": TOO_SHORT, "Quel temps": OFF_TOPIC}
