"""The second factor: set up, asked at sign-in, what an office may do without, with, and after a while."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from deliberation.journal.models import Entry
from deliberation.members.models import Member
from tests.codes import (
    AGAIN,
    SET_UP,
    awake_key,
    code_of,
    fall_asleep,
    make_stale,
    old_code_of,
    recovery_codes_on,
    secret_on,
    set_up,
    sign_in,
    wait_for_room,
    wrong_code_of,
)  # fmt: skip
from tests.people import make_officer

PAGE, GIVE = "/account/second-factor/", "/account/sign-in/second-factor/"
OFFICE_PAGE = "/account/doubles/"  # for organisers only
Mails = list[EmailMessage]


@pytest.fixture(autouse=True)
def _no_count_left_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def organiser(db: None) -> Member:
    """One whose name makes an address that mail reaches."""
    return make_officer("organiser", "Ines Valmont")


@pytest.fixture
def demanded(settings: Settings) -> Settings:
    settings.SECOND_FACTOR_DEMANDED = True
    return settings


@pytest.fixture
def secured(client: Client, organiser: Member, mailoutbox: Mails, demanded: Settings) -> str:
    """An organiser signed in, whose second factor has just been set up: its secret."""
    sign_in(client, organiser, mailoutbox)
    return set_up(client)[0]


def codes() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("code", flat=True))


def test_our_reading_of_the_standard() -> None:
    # RFC 6238, appendix B: the last six of the eight digits at 59 s and at 1111111109 s.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert code_of(secret, at=59) == "287082"
    assert code_of(secret, at=1111111109) == "081804"


def test_setting_one_up(client: Client, member: Member, mailoutbox: Mails) -> None:
    sign_in(client, member, mailoutbox)
    assertContains(client.get(PAGE), "Vous n’en avez pas.")
    page = client.get(SET_UP)
    assertContains(page, '<div class="qr" role="img"')
    assertContains(page, "<path")
    secret = secret_on(page.content)
    wrong = client.post(SET_UP, {"code": wrong_code_of(secret)})
    assertContains(wrong, "ce n’est pas le bon code", status_code=422)
    assert secret_on(client.post(SET_UP, {"code": ""}).content) == secret
    given = recovery_codes_on(client.post(SET_UP, {"code": code_of(secret)}).content)
    assert len(set(given)) == 10
    page = client.get(PAGE)
    assertContains(page, "il en reste 10")
    assertNotContains(page, given[0])
    assertRedirects(client.get(SET_UP), PAGE)
    # A plain member's choice is nobody's business.
    assert codes() == []


def test_the_database_alone_gives_no_code(client: Client, member: Member, mailoutbox: Mails) -> None:
    sign_in(client, member, mailoutbox)
    secret, given = set_up(client)
    kept = str(list(Authenticator.objects.values()))
    assert secret not in kept
    assert not any(code in kept for code in given)
    assert set(Authenticator.objects.values_list("last_used_at", flat=True)) == {None}


def test_a_session_left_open_binds_no_telephone(client: Client, member: Member, mailoutbox: Mails) -> None:
    sign_in(client, member, mailoutbox)
    make_stale(client)
    assertContains(client.get(SET_UP), "Se reconnecter d’abord", status_code=403)
    assertContains(client.post(SET_UP, {"code": "123456"}), "Se reconnecter d’abord", status_code=403)
    assert not Authenticator.objects.exists()


def test_it_is_asked_for_at_each_sign_in(member: Member, mailoutbox: Mails) -> None:
    first = Client()
    sign_in(first, member, mailoutbox)
    secret, _codes = set_up(first)
    second = Client()
    assertRedirects(sign_in(second, member, mailoutbox), GIVE)
    assert "_auth_user_id" not in second.session
    assertRedirects(
        second.get("/account/"), "/account/sign-in/?next=/account/", fetch_redirect_response=False
    )
    wrong = second.post(GIVE, {"code": wrong_code_of(secret)})
    assertContains(wrong, "ce n’est pas le bon code", status_code=422)
    assertRedirects(second.post(GIVE, {"code": code_of(secret)}), "/")
    assert second.session["_auth_user_id"] == str(member.pk)
    assert Authenticator.objects.filter(last_used_at=None).count() == 2


@pytest.mark.parametrize("later", [-1, 0, 1])
def test_a_code_serves_once(member: Member, mailoutbox: Mails, later: int) -> None:
    secret = set_up_before(member, mailoutbox)
    wait_for_room()
    code = code_of(secret, later)
    first, second = Client(), Client()
    sign_in(first, member, mailoutbox)
    assertRedirects(first.post(GIVE, {"code": f"{code[:3]} {code[3:]}"}), "/")
    sign_in(second, member, mailoutbox)
    # What django-allauth remembers for one period only is right for three.
    for key in cache_keys("allauth.mfa.totp.used*"):
        cache.delete(key)
    assertContains(second.post(GIVE, {"code": code}), "il a déjà servi", status_code=422)
    assert "_auth_user_id" not in second.session


@pytest.mark.parametrize("later", [-3, 2])
def test_a_code_of_another_time(member: Member, mailoutbox: Mails, later: int) -> None:
    secret = set_up_before(member, mailoutbox)
    client = Client()
    sign_in(client, member, mailoutbox)
    wait_for_room()
    assert client.post(GIVE, {"code": code_of(secret, later)}).status_code == 422


def test_a_recovery_code_opens_once(member: Member, mailoutbox: Mails) -> None:
    first = Client()
    sign_in(first, member, mailoutbox)
    _secret, given = set_up(first)
    second, third = Client(), Client()
    sign_in(second, member, mailoutbox)
    assertRedirects(second.post(GIVE, {"code": given[3]}), "/")
    assertContains(second.get(PAGE), "il en reste 9")
    sign_in(third, member, mailoutbox)
    assert third.post(GIVE, {"code": given[3]}).status_code == 422


def test_guessing_is_slowed_down_and_nobody_is_locked_out(member: Member, mailoutbox: Mails) -> None:
    secret = set_up_before(member, mailoutbox)
    client = Client()
    sign_in(client, member, mailoutbox)
    for _ in range(5):
        assertContains(client.post(GIVE, {"code": wrong_code_of(secret)}), "bon code", status_code=422)
    # Even the right one is not looked at now, from whatever address.
    right = code_of(secret)
    answer = client.post(GIVE, {"code": right}, REMOTE_ADDR="192.0.2.7")
    assertContains(answer, "Attendez un quart d’heure", status_code=422)
    cache.clear()  # a quarter of an hour later
    assertRedirects(client.post(GIVE, {"code": right}), "/")


def test_a_wrong_code_and_an_old_one_get_the_same_answer(member: Member, mailoutbox: Mails) -> None:
    secret = set_up_before(member, mailoutbox)
    client = Client()
    sign_in(client, member, mailoutbox)
    tried = wrong_code_of(secret), old_code_of(secret), "9" * 8
    said = [client.post(GIVE, {"code": code}).content for code in tried]
    tokens = [without_tokens(page, code) for page, code in zip(said, tried, strict=True)]
    assert tokens[0] == tokens[1] == tokens[2]


# An office ---------------------------------------------------------------------------------------


def test_without_a_second_factor_an_office_holder_is_a_plain_member(
    client: Client, organiser: Member, mailoutbox: Mails, demanded: Settings
) -> None:
    answer = sign_in(client, organiser, mailoutbox)
    assertRedirects(answer, f"{PAGE}?next=/")
    page = client.get(f"{PAGE}?next=/")
    assertContains(page, "Vos droits attendent votre second facteur")
    assertContains(page, "Plus tard\u00a0: continuer en simple membre")
    home = client.get("/")
    assertContains(home, "Les droits de votre fonction dorment.")
    assertNotContains(home, "Mes fonctions")
    assertRedirects(client.get(OFFICE_PAGE), f"{PAGE}?next=/account/doubles/")
    # What the office opens to read is absent as well.
    assert client.get("/campaigns/new/").status_code == 302


def test_with_one_the_rights_are_in_force(client: Client, organiser: Member, secured: str) -> None:
    assert client.get(OFFICE_PAGE).status_code == 200
    assertNotContains(client.get("/"), "Les droits de votre fonction dorment.")
    (entry,) = Entry.objects.all()
    assert (entry.code, entry.office, entry.facts) == (
        "office.factor-set", "organiser", {"name": organiser.display_name},
    )  # fmt: skip


def test_a_session_opened_before_the_appointment(
    client: Client, member: Member, mailoutbox: Mails, demanded: Settings
) -> None:
    sign_in(client, member, mailoutbox)
    call_command("appoint", member.email, "organiser", stdout=StringIO())
    assertRedirects(client.get(OFFICE_PAGE), f"{PAGE}?next=/account/doubles/")
    set_up(client)
    assert client.get(OFFICE_PAGE).status_code == 200


def test_rights_go_to_sleep_and_the_session_stays(client: Client, organiser: Member, secured: str) -> None:
    fall_asleep(client, organiser)
    assert client.get("/account/").status_code == 200
    assertContains(client.get("/"), "Les droits de votre fonction dorment.")
    page = client.get(f"{OFFICE_PAGE}?page=2")
    assertContains(page, "les droits de votre fonction dorment", status_code=403)
    assertContains(page, f'action="{OFFICE_PAGE}?page=2"', status_code=403)
    wrong = client.post(
        f"{OFFICE_PAGE}?page=2", {"second-factor-code": wrong_code_of(secured), "second-factor-reading": "1"}
    )
    assertContains(wrong, "ce n’est pas le bon code", status_code=422)
    right = {"second-factor-code": code_of(secured, 1), "second-factor-reading": "1"}
    assertRedirects(client.post(f"{OFFICE_PAGE}?page=2", right), f"{OFFICE_PAGE}?page=2")


def test_the_notice_leads_to_the_code_and_back(client: Client, organiser: Member, secured: str) -> None:
    fall_asleep(client, organiser)
    assertContains(client.get("/journal/"), f"{AGAIN}?next=/journal/")
    assertContains(client.get(f"{AGAIN}?next=/journal/"), "Donner le code et continuer", status_code=403)
    sent = {"second-factor-code": code_of(secured, 1), "second-factor-reading": "1"}
    assertRedirects(client.post(f"{AGAIN}?next=/journal/", sent, follow=True), "/journal/")


def test_a_page_left_open_keeps_no_rights_awake(client: Client, organiser: Member, secured: str) -> None:
    key = awake_key(client, organiser)
    cache.touch(key, 60)
    client.get("/", HTTP_SEC_FETCH_MODE="cors")
    assert 0 < time_left(key) <= 60
    client.get("/", HTTP_SEC_FETCH_MODE="navigate")
    assert 60 < time_left(key) <= 30 * 60


def test_nothing_is_written_when_a_page_is_read(
    client: Client, organiser: Member, secured: str, django_assert_max_num_queries: Any
) -> None:
    # A session's row that moved with each page would tell, beside a mark, when somebody voted.
    before = list(Session.objects.values())
    with django_assert_max_num_queries(5):  # session, member, offices, the factor, the journal's head
        client.get("/account/second-factor/")
    assert list(Session.objects.values()) == before


def test_without_redis_rights_sleep_and_pages_stay(
    client: Client, organiser: Member, secured: str, settings: Settings
) -> None:
    away = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "unix:///nowhere.sock?db=0"}
    settings.CACHES = {"default": away}
    assert client.get("/account/").status_code == 200
    assert client.get(OFFICE_PAGE).status_code == 403
    sent = {"second-factor-code": code_of(secured, 1), "second-factor-reading": "1"}
    assertContains(client.post(OFFICE_PAGE, sent), "La connexion est en pause", status_code=422)


def test_the_rights_of_one_person_are_not_another_s(
    client: Client, organiser: Member, secured: str, second_organiser: Member
) -> None:
    token = client.session["second_factor_awake"]
    other = Client()
    other.force_login(second_organiser)
    session = other.session
    session["second_factor_awake"] = token
    session.save()
    assert other.get(OFFICE_PAGE).status_code == 302


def test_where_it_is_not_demanded_nothing_waits(client: Client, organiser: Member) -> None:
    client.force_login(organiser)
    assert client.get(OFFICE_PAGE).status_code == 200
    assertContains(client.get(PAGE), "Ici, rien ne l’exige")


def test_a_plain_member_never_hears_of_it(client: Client, member: Member, demanded: Settings) -> None:
    client.force_login(member)
    assertNotContains(client.get("/"), "second facteur")
    assert client.get(OFFICE_PAGE).status_code == 404
    assert client.post("/account/doubles/x/settle/", {"second-factor-code": "1"}).status_code == 404


# Losing it ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["codes", "remove"])
def test_what_changes_it_asks_for_it(client: Client, organiser: Member, secured: str, act: str) -> None:
    make_stale(client)
    address = f"{PAGE}{act}/"
    page = client.post(address)
    assertContains(page, "Cet acte pèse", status_code=403)
    assert Authenticator.objects.count() == 2
    answer = client.post(address, {"second-factor-code": code_of(secured, 1)})
    assert answer.status_code == (200 if act == "codes" else 302)


def test_new_recovery_codes_end_the_old(client: Client, member: Member, mailoutbox: Mails) -> None:
    sign_in(client, member, mailoutbox)
    _secret, old = set_up(client)
    new = recovery_codes_on(client.post(f"{PAGE}codes/").content)
    assert len(new) == 10
    assert set(new).isdisjoint(old)
    other = Client()
    sign_in(other, member, mailoutbox)
    assert other.post(GIVE, {"code": old[0]}).status_code == 422
    assertRedirects(other.post(GIVE, {"code": new[0]}), "/")


def test_who_removes_it_loses_the_rights_and_other_sessions(
    client: Client, organiser: Member, secured: str, mailoutbox: Mails
) -> None:
    other = Client()
    sign_in(other, organiser, mailoutbox)
    other.post(GIVE, {"code": code_of(secured, 1)})
    assert other.get(OFFICE_PAGE).status_code == 200
    assertRedirects(client.post(f"{PAGE}remove/"), PAGE)
    assert client.get(OFFICE_PAGE).status_code == 302
    assertRedirects(other.get("/account/"), "/account/sign-in/?next=/account/")
    assert codes() == ["office.factor-set", "office.factor-lost"]


def test_the_operator_resets_a_lost_one(client: Client, organiser: Member, secured: str) -> None:
    said = StringIO()
    call_command("reset_factor", organiser.email.upper(), reason=" téléphone\nvolé ", stdout=said)
    assert "Ines Valmont\u00a0: second facteur remis à zéro" in said.getvalue()
    assert not Authenticator.objects.exists()
    assertRedirects(client.get("/account/"), "/account/sign-in/?next=/account/")
    entry = Entry.objects.latest("seq")
    assert (entry.code, entry.office) == ("office.factor-reset", "operator")
    assert entry.facts == {"name": "Ines Valmont", "reason": "téléphone volé"}


def test_the_reset_of_a_plain_member_names_nobody(client: Client, member: Member, mailoutbox: Mails) -> None:
    sign_in(client, member, mailoutbox)
    set_up(client)
    call_command("reset_factor", member.email, reason="perdu", stdout=StringIO())
    assert Entry.objects.get().facts == {"reason": "perdu"}


@pytest.mark.parametrize(
    ("address", "reason", "said"),
    [("nobody@example.org", "perdu", "Aucun membre"),
     ("camiller@example.org", "perdu", "pas de second facteur"),
     ("camiller@example.org", "  ", "La raison manque"), ("camiller@example.org", "x" * 201, "200 signes")],
)  # fmt: skip
def test_what_cannot_be_reset(member: Member, address: str, reason: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("reset_factor", address, reason=reason)
    assert codes() == []


def test_a_key_that_changed_says_so(member: Member, mailoutbox: Mails, settings: Settings) -> None:
    secret = set_up_before(member, mailoutbox)
    old, settings.SECRET_KEY = (
        settings.SECRET_KEY,
        "another key, made after the first was lost, of fifty signs",
    )
    client = Client()
    sign_in(client, member, mailoutbox)
    assertContains(
        client.post(GIVE, {"code": code_of(secret)}), "la clé du serveur a changé", status_code=409
    )
    settings.SECRET_KEY_FALLBACKS = [old]
    assertRedirects(client.post(GIVE, {"code": code_of(secret)}), "/")


def test_ending_the_other_sessions(client: Client, member: Member) -> None:
    other = Client()
    client.force_login(member)
    other.force_login(member)
    assertRedirects(client.post("/account/sessions/end/"), PAGE)
    assert client.get("/account/").status_code == 200
    assertRedirects(other.get("/account/"), "/account/sign-in/?next=/account/")


# What the tests ask of sessions and of Redis -------------------------------------------------------


def set_up_before(member: Member, mailbox: Mails) -> str:
    """A secret of the member's, set up some time ago."""
    client = Client()
    sign_in(client, member, mailbox)
    secret, _codes = set_up(client)
    cache.clear()
    return secret


def time_left(key: str) -> int:
    redis = cache._cache.get_client()  # type: ignore[attr-defined]
    return int(redis.ttl(cache.make_key(key)))


def cache_keys(pattern: str) -> list[str]:
    redis = cache._cache.get_client()  # type: ignore[attr-defined]
    return [key.decode().split(":", 2)[2] for key in redis.keys(cache.make_key(pattern))]


def without_tokens(page: bytes, code: str) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page.decode().replace(code, "x"))
