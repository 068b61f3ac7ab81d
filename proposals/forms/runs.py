"""What an organiser sets when asking for a run."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from proposals.core.settings import RANGES, Settings

FEWEST, MOST = RANGES["booklets"]


class RunForm(forms.Form):
    """How many booklets are wanted; everything else is fixed by the method."""

    booklets = forms.IntegerField(
        label=_("Nombre de livrets voulus"),
        help_text=_(
            "Entre 2 et 60. La passe peut en faire moins : un regroupement de moins de cinq "
            "contributions est dissous."
        ),
        min_value=FEWEST,
        max_value=MOST,
    )

    def settings(self) -> Settings:
        """The settings of a valid form."""
        return Settings(booklets=self.cleaned_data["booklets"])
