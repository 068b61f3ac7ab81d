"""Forms of booklets and measures: their wording, each change with a public reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deliberation.core.errors import RuleBroken
from proposals.core.booklets import LONGEST_REASON, LONGEST_TITLE, LONGEST_WORDING, check_reason
from proposals.core.texts import check_body, check_title
from proposals.forms.refusals import as_field_error


class ReasonForm(forms.Form):
    """A public reason, and the digest of the wording that its writer read."""

    reason = forms.CharField(
        label=_("Motif public"),
        help_text=_("Une ligne. Elle paraît au journal, avec votre nom."),
        error_messages={"required": _("Le motif public est vide. Dites en une ligne pourquoi.")},
        widget=forms.TextInput(attrs={"maxlength": LONGEST_REASON}),
        strip=False,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_reason(self) -> str:
        """The reason as it is kept."""
        try:
            return check_reason(self.cleaned_data["reason"])
        except RuleBroken as broken:
            raise as_field_error(broken) from broken


class WordingForm(ReasonForm):
    """A title and a body that may be empty, within the campaign's limit."""

    longest_title = LONGEST_WORDING
    title = forms.CharField(
        label=_("Titre"),
        error_messages={"required": _("Le titre est vide. Dites la demande en une ligne.")},
        strip=False,
    )
    body = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 8}), strip=False)
    field_order = ("title", "body", "reason")

    def __init__(self, *args: Any, most_signs: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most_signs = most_signs
        self.fields["title"].widget.attrs["maxlength"] = self.longest_title
        self.fields["body"].widget.attrs["data-limit"] = most_signs

    def clean_title(self) -> str:
        """The title as it is kept."""
        try:
            return check_title(self.cleaned_data["title"], self.longest_title)
        except RuleBroken as broken:
            raise as_field_error(broken) from broken

    def clean_body(self) -> str:
        """The body as it is kept; it may be empty."""
        body = self.cleaned_data["body"]
        try:
            return check_body(body, self.most_signs) if body.strip() else ""
        except RuleBroken as broken:
            raise as_field_error(broken) from broken


class MeasureForm(WordingForm):
    """The wording of a measure."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("La demande, en une ligne")
        self.fields["body"].label = _("Ce qui change, en quelques phrases")
        self.fields["body"].help_text = _("Markdown simple. Gardez les mots des textes.")


class BookletForm(WordingForm):
    """The title of a booklet and its introduction."""

    longest_title = LONGEST_TITLE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("Titre du livret")
        self.fields["title"].help_text = _("L’adresse du livret ne change pas.")
        self.fields["body"].label = _("Introduction")
        self.fields["body"].help_text = _("Markdown simple.")


class SourceForm(ReasonForm):
    """One text to put behind a measure, or to take away."""

    text = forms.CharField(
        label=_("Texte"), error_messages={"required": _("Aucun texte n’est choisi. Choisissez-en un.")}
    )
    act = forms.ChoiceField(choices=[("add", ""), ("remove", "")], widget=forms.HiddenInput)
