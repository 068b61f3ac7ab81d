"""What an organiser sets when asking for a run."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from proposals.core.booklets import LONGEST_REASON
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


class ColdRunForm(RunForm):
    """A run that starts from nothing beside a board that stands: a decision, with a public reason."""

    reason = forms.CharField(
        label=_("Motif public"),
        help_text=_("Une ligne. Elle paraît au journal et sur la page de la passe, avec votre nom."),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Dites en une ligne pourquoi repartir de zéro.")},
    )
