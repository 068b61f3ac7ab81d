"""The form of a message, for pages with and without a script."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from deliberation.core.names import random_name
from deliberation.rooms.core.messages import LONGEST

# Only against absurd bodies: a browser sends a line end as two signs, and the action counts it as one.
LONGEST_SENT = 3 * LONGEST


class MessageForm(forms.Form):
    """A message, and the page's own name for this sending, so that a double click is stored once."""

    body = forms.CharField(
        label=_("Votre message"),
        max_length=LONGEST_SENT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 1, "maxlength": LONGEST, "placeholder": _("Écrire à la salle")}),
        error_messages={"required": _("écrivez votre message avant de l’envoyer.")},
    )
    client_id = forms.CharField(widget=forms.HiddenInput, initial=lambda: random_name(20), max_length=40)


class After(forms.Form):
    """The number of the last message that a page has."""

    after = forms.IntegerField(min_value=0, max_value=2**53, initial=0, required=False)
