"""The forms of sign-in: where to send the code, the code, and the code of the second factor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from deliberation.members import sessions

PERIOD = 30  # seconds that one code of the application is shown


class AskForCode(RequestLoginCodeForm):
    """The address to send a code to."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        address = self.fields["email"]
        address.label = _("Votre adresse de courriel")
        address.help_text = _("Celle que l’organisation connaît. Nous y envoyons un code.")
        address.error_messages |= {
            "required": _("écrivez votre adresse."),
            "invalid": _("cette adresse n’a pas la forme nom@exemple.org."),
        }
        address.widget = forms.EmailInput(attrs={"autocomplete": "email", "maxlength": 254})


class TypeCode(ConfirmLoginCodeForm):
    """The code as typed: spaces, dashes and capitals do not matter."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Le code reçu")
        code.help_text = _("Huit lettres. Vous pouvez le coller ; le tiret et les capitales ne comptent pas.")
        code.error_messages |= {"required": _("écrivez le code reçu.")}
        code.widget = forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "characters"}
        )


# What django-allauth says of the limit it shares with the mailed code; ours lasts longer.
TOO_OFTEN = ("too_many_login_attempts", "rate_limited")


def _typed_code() -> forms.TextInput:
    return forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    )


@contextmanager
def _our_limit() -> Iterator[None]:
    try:
        yield
    except forms.ValidationError as error:
        if getattr(error, "code", None) in TOO_OFTEN:
            raise get_adapter().validation_error("too_often") from error
        raise


class SetUpFactor(ActivateTOTPForm):
    """The first code of the application: it proves that the secret arrived there."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Le code que l’application affiche")
        code.help_text = _("Six chiffres, qui changent toutes les trente secondes.")
        code.error_messages |= {"required": _("écrivez les six chiffres de l’application.")}
        code.widget = _typed_code()

    def clean_code(self) -> str:
        """The code, if it is right and there were not too many wrong ones."""
        with _our_limit():
            return str(super().clean_code())


class GiveFactor(AuthenticateForm):
    """A code of the second factor: the application's, or a recovery code. Each serves once."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Votre code")
        code.help_text = _("Les six chiffres de l’application, ou l’un de vos codes de secours.")
        code.error_messages |= {"required": _("écrivez votre code.")}
        code.widget = _typed_code()

    def clean_code(self) -> str:
        """The code, if it is right and was never given before.

        django-allauth remembers a code for one period; with half a minute of tolerance on each side it
        is right for three.
        """
        with _our_limit():
            code = str(super().clean_code())
        if self.authenticator.type != Authenticator.Type.TOTP:
            return code
        used = f"factor-code.{self.user.pk}.{normalize_user_code(code)}"
        if not cache.add(used, 1, PERIOD * (2 * settings.MFA_TOTP_TOLERANCE + 1)):
            raise get_adapter().validation_error("incorrect_code")
        return code

    def save(self) -> None:
        """Note in the session that the code was given."""
        sessions.prove(context.request, self.user)
