"""The form that takes a head somebody noted."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

# Sixteen letters are 64 bits: nobody makes another entry that starts with them by chance.
FEWEST_LETTERS = 16
_DIGEST = re.compile(f"[0-9a-f]{{{FEWEST_LETTERS},64}}")


class NotedHead(forms.Form):
    """A digest as noted: spaces and capitals do not matter, sixteen letters are enough."""

    digest = forms.CharField(
        label=_("La tête que vous avez notée"),
        help_text=_("Les huit groupes de huit signes, ou au moins les deux premiers."),
        max_length=200,
        error_messages={"required": _("écrivez la ligne que vous avez notée.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_digest(self) -> str:
        """The letters alone, in lower case."""
        letters = "".join(str(self.cleaned_data["digest"]).split()).lower()
        if not _DIGEST.fullmatch(letters):
            raise forms.ValidationError(
                _("une tête compte de 16 à 64 signes, chacun un chiffre ou une lettre de a à f.")
            )
        return letters
