"""Codes typed by hand: a change code, a tracker. None is kept anywhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deliberation.core.errors import RuleBroken
from proposals.forms.fields import offer
from proposals.forms.refusals import as_field_error
from votes.core.codes import read_change_code, read_tracker
from votes.models import Vote


class Codes(forms.CharField):
    """A code typed by hand: any case, with or without dashes; its rule is a function of the core."""

    def __init__(self, read: Any, **kwargs: Any) -> None:
        quiet = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        kwargs.setdefault("widget", forms.TextInput(attrs=quiet))
        super().__init__(max_length=60, **kwargs)
        self.read = read

    def clean(self, value: Any) -> Any:
        """The code without spaces and dashes, in capitals; an error in words when it cannot be one."""
        typed = super().clean(value)
        try:
            return self.read(typed) if typed else ""
        except RuleBroken as broken:
            raise as_field_error(broken) from None


class ChangeForm(forms.Form):
    """The change code, and which ballot it is to change."""

    question = forms.ChoiceField(label=_("Quelle question ?"))
    code = Codes(
        read_change_code,
        label=_("Votre code de changement"),
        help_text=_("21 lettres et chiffres. Les espaces et les majuscules ne comptent pas."),
        error_messages={"required": _("Écrivez le code noté quand vous avez voté.")},
    )

    def __init__(self, vote: Vote, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vote = vote
        asked = vote.questions.all()
        named = [(each.slug, f"{each.number}. {each.subject_title or each.text}") for each in asked]
        offer(self, "question", named)


class TrackerForm(forms.Form):
    """A tracker to look for in the public box."""

    tracker = Codes(
        read_tracker,
        label=_("Votre numéro de suivi"),
        help_text=_("12 lettres et chiffres, notés quand vous avez voté."),
        error_messages={"required": _("Écrivez le numéro de suivi noté quand vous avez voté.")},
    )
