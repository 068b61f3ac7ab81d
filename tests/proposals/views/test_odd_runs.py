"""Odd texts through the site: a run that says what it made and why no more, or failed in words for people."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from deliberation.members.access import person_for
from deliberation.members.models import Member
from proposals.actions.running import do_run, request_run
from proposals.core.settings import Settings
from proposals.models import Campaign, Run
from tests.proposals.builders import make_campaign, make_proposal
from tests.proposals.core.texts import THEMES
from tests.proposals.runs import filled_campaign

pytestmark = pytest.mark.django_db
EVERYONE = [text for found in THEMES.values() for text in found]
NO_TERMS = "Aucun terme ne compte ici"
TOO_FEW = "trop peu nombreux, ou trop différents"


def campaign_of(texts: list[str]) -> Campaign:
    campaign = make_campaign("sorting")
    for at, text in enumerate(texts):
        make_proposal(campaign, title=f"Demande {at}", body=text)
    return campaign


def ended(organiser: Member, campaign: Campaign, booklets: int = 12) -> Run:
    run = request_run(person_for(organiser), campaign, Settings(booklets=booklets))
    do_run(run.pk)
    run.refresh_from_db()
    return run


def page(client: Client, member: Member, name: str, *of: object) -> str:
    """The words of a page, as its reader reads them."""
    client.force_login(member)
    answer = client.get(reverse(name, args=of))
    assert answer.status_code == 200
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert main is not None
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main[0])).split())


NOTHING_MADE = {
    "one text": (EVERYONE[:1], NO_TERMS),
    "equal texts": (EVERYONE[:1] * 12, NO_TERMS),
    "no word twice": (["Pomme.", "Poire.", "Cerise.", "Prune.", "Figue.", "Coing."], "regroupement"),
    "emoji": (["🚲" * 50, "🚆🚲", "👩‍👩‍👧‍👦"] * 3, "regroupement"),
    "direction marks": (["\u202eרכבת לילה\u202c", "\u2066قطار الليل\u2069"] * 3, "regroupement"),
    "three texts": ([*EVERYONE[:2], "Une vache."], TOO_FEW),
}


@pytest.mark.parametrize("name", NOTHING_MADE)
def test_a_run_that_makes_nothing_says_why_and_cannot_be_taken(
    client: Client, organiser: Member, name: str
) -> None:
    texts, why = NOTHING_MADE[name]
    run = ended(organiser, campaign_of(texts))
    assert (run.state, run.clusters.count(), run.placements.count()) == ("done", 0, len(texts))
    told = page(client, organiser, "run", run.name)
    assert "Ces textes ne forment aucun regroupement" in told
    assert why in told
    assert "Ce n’est pas une erreur" in told
    assert "Retenir cette passe" not in told
    refused = client.post(reverse("run-adopt", args=[run.name]))
    assert refused.status_code == 409
    assert "Cette passe n’a formé aucun regroupement" in html.unescape(refused.content.decode())
    text = run.campaign.proposals.first()
    assert text is not None
    assert "passe nº 1" in page(client, organiser, "proposal-why", text.name).replace("\xa0", " ")


MADE = {
    "web pages": [f"<p class='big'>{text}</p><script>alert('gare')</script>&nbsp;" for text in EVERYONE],
    "a text of one megabyte": [*EVERYONE, "Une phrase sans fin, " * 50_000],
    "emoji and direction marks": [f"🚲 \u2066{text}\u2069 👩‍👩‍👧‍👦" for text in EVERYONE],
}


@pytest.mark.parametrize("asked", [2, 60])
@pytest.mark.parametrize("name", MADE)
def test_a_run_over_odd_texts_is_done_and_shown(
    client: Client, organiser: Member, name: str, asked: int
) -> None:
    run = ended(organiser, campaign_of(MADE[name]), asked)
    assert (run.state, run.failure) == ("done", "")
    made = run.clusters.count()
    assert 1 <= made <= min(asked, 10)
    told = page(client, organiser, "run", run.name).replace("\xa0", " ")
    assert f"regroupements pour {asked} demandés" in told
    if made < asked:
        assert TOO_FEW in told or "tombés sous 5 textes" in told
    assert "alert('gare')" not in client.get(reverse("run", args=[run.name])).content.decode()


def test_a_lone_cluster_is_not_said_to_have_a_rival(client: Client, organiser: Member) -> None:
    run = ended(organiser, campaign_of(MADE["web pages"]))
    run.clusters.exclude(number=1).delete()
    run.placements.update(cluster=1, second=None, state="to-place")
    told = page(client, organiser, "run", run.name)
    assert "hésitent entre deux" not in told
    assert "y penchent sans assez de preuves" in told


@pytest.mark.parametrize(
    ("code", "facts", "sentence"),
    [
        ("corpus.empty", {}, "Il n’y a aucun texte à lire."),
        ("corpus.not-unicode", {"id": "abc"}, "Le texte abc contient un signe qui n’existe pas"),
        ("corpus.too-many-words", {"most": 67_108_864}, "Le corpus compte plus de"),
        ("lists.unknown-language", {"language": "xx"}, "pas de liste de mots pour la langue « xx »"),
        ("lists.missing-language", {"language": "it"}, "Un texte est en « it »"),
        ("run.broke-down", {}, "une panne de notre côté"),
        ("run.worker-lost", {"tries": 3}, "interrompu 3 fois"),
    ],
)
def test_whatever_fails_a_run_is_told_in_words_with_what_to_do(
    client: Client, organiser: Member, code: str, facts: dict[str, object], sentence: str
) -> None:
    run = request_run(person_for(organiser), filled_campaign(), Settings())
    Run.objects.update(state="failed", failure=code, failure_facts=facts, finished_at=run.requested_at)
    told = page(client, organiser, "run", run.name).replace("\xa0", " ").replace("\u202f", " ")
    assert "La passe n’a pas abouti" in told
    assert sentence in told
    assert "Demander une nouvelle passe" in told
