"""A draw of seats by observers: how many, the commitments, the secrets, what became of each seat."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from proposals.forms.fields import whole_number
from votes.core.sampling import MOST_DRAWN, Outcome


class DrawForm(forms.Form):
    """How many seats to draw."""

    number = whole_number(_("Nombre de sièges à tirer"), 1, MOST_DRAWN, missing=_("Donnez un nombre."))


class CommitForm(forms.Form):
    """An observer's commitment to a secret, and where drawn members reach the observer."""

    commitment = forms.RegexField(
        r"^\s*[0-9a-f]{64}\s*$",
        label=_("Empreinte de votre secret"),
        help_text=_("Les 64 chiffres et lettres que la commande ci-dessus affiche."),
        error_messages={
            "required": _("Collez l’empreinte."),
            "invalid": _("Ce n’est pas une empreinte."),
        },
    )
    contact = forms.CharField(
        label=_("Où vous joindre"),
        help_text=_("Un téléphone ou un lieu, montré aux seuls membres tirés au sort."),
        max_length=200,
        error_messages={"required": _("Dites où vous joindre.")},
    )

    def clean_commitment(self) -> str:
        """The digest without blanks around."""
        return str(self.cleaned_data["commitment"]).strip()


class RevealForm(forms.Form):
    """An observer's secret."""

    secret = forms.CharField(
        label=_("Votre secret"),
        max_length=64,
        error_messages={"required": _("Tapez votre secret.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class DrawAnswerForm(forms.Form):
    """What became of a drawn seat."""

    place = whole_number(_("Rang du siège"), 1, MOST_DRAWN, missing=_("Donnez le rang."))
    outcome = forms.ChoiceField(
        label=_("Réponse"),
        choices=[
            (Outcome.CONFIRMED.value, _("a confirmé")),
            (Outcome.REFUSED.value, _("a refusé")),
            (Outcome.NO_ANSWER.value, _("n’a pas répondu")),
            (Outcome.DEAD.value, _("l’adresse ne mène à personne")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une réponse.")},
    )
    code = forms.CharField(
        label=_("Code dicté par le membre"),
        help_text=_("Huit signes ; seulement s’il confirme."),
        max_length=20,
        required=False,
    )
