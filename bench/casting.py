"""A cast beside a bare Django view that inserts two rows in one transaction, in turn, in one process.

`python -m bench.casting VOTERS`, on the database that the environment names; prints one line of JSON. Both go
through the same middleware with a signed-in member. `act` is a view that casts and answers with nothing, as
the bare one does; `page` is the page itself, which reads the form and draws the receipt.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bench.clock import cpu_seconds

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.test import Client

    from deliberation.members.models import Member
    from votes.models import Question

ROUNDS = 6
# As a browser sends them.
FORM = "application/x-www-form-urlencoded"


def bare(request: HttpRequest) -> HttpResponse:
    """Two rows in one transaction, in the tables of marks and ballots: the least that any vote could do."""
    from django.db import transaction
    from django.http import HttpResponse

    from deliberation.core.names import random_key
    from votes.models import Ballot, Mark

    with transaction.atomic():
        Mark.objects.create(question_key=1, seat_key=random_key())
        name = hashlib.sha256(str(random_key()).encode()).hexdigest()
        Ballot.objects.create(
            question_key=1, code_hash=name, tracker=name[:12], choices=["m1"], nonce=name[:32]
        )
    return HttpResponse(status=204)


def act(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """A cast, without the page around it: the member's right, the question, the ballot."""
    from django.http import HttpResponse

    from deliberation.members.access import person_of
    from votes import access
    from votes.actions.casting import cast_ballot

    person, posted = person_of(request), request.POST
    asked = access.get_question_to_answer(person, slug, question)
    cast_ballot(person, asked, choices=posted.getlist("choices"), code=posted["code"])
    return HttpResponse(status=204)


@contextmanager
def addresses() -> Iterator[None]:
    """The site's addresses and our two."""
    import types

    from django.test import override_settings
    from django.urls import include, path

    module = types.ModuleType("bench.addresses")
    module.urlpatterns = [  # type: ignore[attr-defined]
        path("bare/", bare),
        path("act/<slug:slug>/<slug:question>/", act),
        path("", include("deliberation.urls")),
    ]
    sys.modules[module.__name__] = module
    with override_settings(ROOT_URLCONF=module.__name__):
        yield


def clients(members: list[Member]) -> list[Client]:
    """A browser for each member, signed in; one server for all, or each would load the middleware anew."""
    from django.test import Client

    found, server = [], Client().handler
    for member in members:
        client = Client(SERVER_NAME="localhost")
        client.handler = server
        client.force_login(member)
        found.append(client)
    return found


def spent() -> float:
    """Processor seconds of this process, and of its PostgreSQL backend: others load the machine too."""
    from bench.box import server_cpu

    return cpu_seconds() + server_cpu()


def rate(act: Callable[[int], Any], those: Iterable[int]) -> float:
    """How often a processor second it is done."""
    before, times = spent(), 0
    for place in those:
        answer = act(place)
        assert answer.status_code in (200, 204), answer.status_code  # noqa: S101  (a bench of failures is none)
        times += 1
    return times / (spent() - before)


def main(voters: str) -> None:
    """Bare, act and page in turn, six times; the median rate of each, and the medians of their ratios."""
    import django

    django.setup()
    from django.urls import reverse

    from tests.votes.builders import code_of, make_open, make_voters, questions_of

    members = make_voters(int(voters))
    first, second = questions_of(make_open())[:2]
    signed_in = clients(members)
    act_address = f"/act/{first.vote.slug}/{first.slug}/"
    page_address = reverse("ballot-cast", args=[second.vote.slug, second.slug])

    def form(question: Question, place: int) -> str:
        return urlencode({"choices": "m1", "code": code_of((question.pk, place))})

    def post(place: int, address: str, body: str) -> Any:
        return signed_in[place].post(address, body, content_type=FORM)

    acts: dict[str, Callable[[int], Any]] = {
        "bare": lambda n: post(n, "/bare/", form(first, n)),
        "act": lambda n: post(n, act_address, form(first, n)),
        "page": lambda n: post(n, page_address, form(second, n)),
    }
    part = len(members) // (ROUNDS + 1)
    rates: dict[str, list[float]] = {name: [] for name in acts}
    with addresses():
        for start in range(0, part * (ROUNDS + 1), part):
            for name, act in acts.items():
                rates[name].append(rate(act, range(start, start + part)))
    # The first round loads what is loaded at the first use.
    told = {name: median(found[1:]) for name, found in rates.items()}
    pairs = {name: zip(rates[name][1:], rates["bare"][1:], strict=True) for name in ("act", "page")}
    ratios = {f"{name}_ratio": median(own / base for own, base in pair) for name, pair in pairs.items()}
    print(json.dumps({**told, **ratios}))


if __name__ == "__main__":
    main(*sys.argv[1:])
