"""What forms share: a nonce, moments and whole numbers to type, choices that depend on the row."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

LONGEST_NONCE = 40


def fresh_nonce() -> str:
    """What lets a form be sent twice and stored once."""
    return secrets.token_urlsafe(24)


class Nonced(forms.Form):
    """A form that may be sent twice and is stored once."""

    nonce = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nonce"].initial = fresh_nonce()

    def clean_nonce(self) -> str:
        """The nonce of this form; a fresh one where none came along."""
        nonce: str = self.cleaned_data["nonce"]
        return nonce[:LONGEST_NONCE] or fresh_nonce()


def moment(label: Text, help_text: Text = "") -> forms.DateTimeField:
    """A day and an hour, picked or typed."""
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": _("Donnez une date et une heure."),
            "invalid": _("Écrivez une date et une heure, comme 2026-12-01 20:00."),
        },
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


def whole_number(
    label: Text, least: int, most: int, help_text: Text = "", missing: Text | None = None
) -> forms.IntegerField:
    """A whole number within bounds; `missing` is what to say of an empty field, which else may be left so."""
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_value=most,
        required=missing is not None,
        error_messages=None if missing is None else {"required": missing},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[str, Text]]) -> forms.ChoiceField:
    """Set what a field offers, where the row decides it. Raises TypeError for a field without choices."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choices")
    field.choices = list(choices)
    return field


def send_again(form: forms.BaseForm, name: str, value: str) -> None:
    """Show a form with what was typed, and with this value: the next time it is sent, it is about that.

    Raises TypeError for a form that nobody sent.
    """
    if not isinstance(form.data, QueryDict):
        raise TypeError(f"{type(form).__name__} was not sent")
    data = form.data.copy()  # what was sent cannot be written to
    data[name] = value
    form.data = data
