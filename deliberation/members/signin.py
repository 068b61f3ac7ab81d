"""Sign-in by a mailed code: nobody signs up by themselves, the roll of members is imported."""

from __future__ import annotations

import base64
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from deliberation import clock
from deliberation.core.errors import RuleBroken
from deliberation.members.access import may_sign_in, member_of_session, person_for, rests
from deliberation.members.models import Member
from deliberation.outbox.actions import write_mail

CODE_MAIL = "account/email/login_code"


class Sessions(AuthenticationBackend):
    """Whose session still counts: not that of who left, even when the session is older than the leaving."""

    def user_can_authenticate(self, user: Member | None) -> bool:
        """Whether the member may be signed in now."""
        return user is not None and may_sign_in(user)

    def get_user(self, user_id: int) -> Member | None:
        """The member of a session, in one plain statement: every page of a member asks."""
        member = member_of_session(user_id)
        return member if self.user_can_authenticate(member) else None


class Adapter(DefaultAccountAdapter):
    """Livret's choices for django-allauth."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("ce n’est pas le code que nous avons envoyé."),
        "too_many_login_attempts": _("trop d’essais. Attendez une minute, puis demandez un nouveau code."),
        "rate_limited": _("trop d’essais. Attendez une minute, puis recommencez."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: members are imported by the organisation."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Whether `next` may be followed: a path of this site, nothing else (no host, not even ours)."""
        return (
            bool(url)
            and str(url).startswith("/")
            and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
        )

    def pre_login(self, request: HttpRequest, user: Member, **kwargs: object) -> HttpResponse | None:
        """Nobody gets in with a code asked for before the day of leaving."""
        if not may_sign_in(user):
            user.is_active = False  # here only, never stored: the register says when somebody left
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def post_login(self, request: HttpRequest, user: Member, **kwargs: object) -> HttpResponse:
        """Where to go now; first to the page of the second factor for whose office still waits for one."""
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        if person_for(user).offices and rests(request, user):
            return redirect(f"{reverse('second-factor')}?{urlencode({'next': answer['Location']})}")
        return answer

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Write the mail with the code; a worker sends it.

        For an address that is no member's the same row is written, to nobody, with a code of no use: whoever
        measures the answer learns nothing.
        """
        known = template_prefix == CODE_MAIL
        code = context["code"] if known else self.generate_login_code()
        write_mail(
            email if known else "",
            CODE_MAIL,
            get_language() or settings.LANGUAGE_CODE,
            clock.now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT),
            {"code": str(code)},
        )


class FactorAdapter(DefaultMFAAdapter):
    """Livret's choices for the second factor."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("ce n’est pas le bon code, ou il a déjà servi. Attendez le suivant."),
        "too_often": _("trop d’essais. Attendez un quart d’heure, puis recommencez."),
    }

    def encrypt(self, text: str) -> str:
        """A secret as the database keeps it: a copy of the database alone gives no code."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; RuleBroken 'second-factor.unreadable' when the server's key has changed."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise RuleBroken("second-factor.unreadable") from error


def _cipher() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (salted_hmac("livret.second-factor", "", key, algorithm="sha256").digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
