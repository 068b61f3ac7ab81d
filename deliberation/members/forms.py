"""The two forms of sign-in: where to send the code, and the code."""

from __future__ import annotations

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AskForCode(RequestLoginCodeForm):  # type: ignore[misc]  # untyped library
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


class TypeCode(ConfirmLoginCodeForm):  # type: ignore[misc]  # untyped library
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
