"""Sign-in by a mailed code: nobody signs up by themselves, the roll of members is imported."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from deliberation.members.access import may_sign_in
from deliberation.members.models import Member


class Sessions(AuthenticationBackend):  # type: ignore[misc]  # untyped library
    """Whose session still counts: not that of who left, even when the session is older than the leaving."""

    def user_can_authenticate(self, user: Member | None) -> bool:
        """Whether the member may be signed in now."""
        return user is not None and may_sign_in(user)


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped library
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

    def format_email_subject(self, subject: str) -> str:
        """The subject as our template writes it."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Send a mail whose templates know who we are."""
        super().send_mail(template_prefix, email, {**context, "organisation": settings.ORGANISATION})
