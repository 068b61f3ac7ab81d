"""What is said beside the ballots: an observer's formal remark, a member's reason."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from votes.core.reasons import LONGEST, NO, UNSAID, YES
from votes.core.remarks import LONGEST_REMARK


class RemarkForm(forms.Form):
    """An observer's formal remark on a vote."""

    text = forms.CharField(
        label=_("Ce que vous avez constaté"),
        help_text=_("Où, quand, et comment un autre peut le vérifier. Aucun nom de membre."),
        max_length=LONGEST_REMARK,
        error_messages={"required": _("Écrivez ce que vous avez constaté.")},
        widget=forms.Textarea(attrs={"rows": 8, "data-limit": LONGEST_REMARK}),
    )
    nonce = forms.RegexField(r"^[a-z0-9]{10,40}$", widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why a member approves or rejects; apart from the ballot."""

    stance = forms.ChoiceField(
        label=_("Cette raison va"),
        choices=(
            (YES, _("pour")),
            (NO, _("contre")),
            (UNSAID, _("ni l’un ni l’autre")),
        ),
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.CharField(
        label=_("Votre raison"),
        help_text=_("N’y mettez rien qui dise qui vous êtes."),
        max_length=LONGEST,
        error_messages={"required": _("Écrivez votre raison, ou quittez cette page.")},
        widget=forms.Textarea(attrs={"rows": 5, "data-limit": LONGEST}),
    )
