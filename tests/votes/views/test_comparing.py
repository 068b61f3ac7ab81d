"""Two results on the same frozen options, side by side."""

import pytest
from django.test import Client
from django.urls import reverse

from deliberation.members.models import Member
from tests.votes.builders import cast, make_ready, move_to_close, move_to_opening, questions_of
from tests.votes.views.test_casting import text
from tests.votes.views.test_results import _own_store, published, vote, voters  # noqa: F401  (fixtures)
from votes.actions.closing import close_vote
from votes.models import Vote

pytestmark = pytest.mark.django_db


def test_a_vote_held_again_is_compared_option_by_option(
    client: Client,
    published: Vote,  # noqa: F811
    voters: list[Member],  # noqa: F811
) -> None:
    again = make_ready(campaign=published.campaign)
    move_to_opening(again)
    for member in voters:
        cast(member, questions_of(again)[0], "m3")
    address = reverse("vote-compare", args=[published.slug, "livret-1"])
    assert "Aucun autre résultat publié" in text(
        client.get(address).content
    )  # not before the other is public
    move_to_close(again)
    close_vote(again.pk)
    assert "Aucun autre résultat publié" not in text(client.get(address).content)
    question = questions_of(again)[0]
    page = text(client.get(address, {"with": question.pk}).content)
    assert "Ici 11 bulletins exprimés, là-bas 14." in page
    assert page.index("Réparer les réseaux") < page.index("Rendre leurs méandres")
    assert client.get(address, {"with": "9999"}).status_code == 200
