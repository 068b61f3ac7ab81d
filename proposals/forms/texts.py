"""Forms of texts: writing, answering, editing, and searching the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deliberation.core.errors import RuleBroken
from proposals.core.languages import Language
from proposals.core.texts import LONGEST_TITLE, check_body, check_title
from proposals.forms.fields import Nonced, fresh_nonce, send_again
from proposals.forms.refusals import as_field_error
from proposals.models import Booklet, Campaign, Proposal
from proposals.queries.texts import Search

LONGEST_WISH = 80
LANGUAGES = [
    (Language.FRENCH.value, _("Français")),
    (Language.ENGLISH.value, _("Anglais")),
    (Language.GERMAN.value, _("Allemand")),
    (Language.SPANISH.value, _("Espagnol")),
]
LONGEST_SEARCH = 100


class TextForm(forms.Form):
    """What every text has: its words, within the campaign's limit."""

    body = forms.CharField(
        label=_("Texte"),
        help_text=_(
            "Dites le problème, puis ce qu’il faut changer. Markdown simple : listes, liens, **gras**."
        ),
        error_messages={"required": _("Le texte est vide. Dites le problème, puis ce qu’il faut changer.")},
        widget=forms.Textarea(attrs={"rows": 11}),
        strip=False,
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.fields["body"].widget.attrs["data-limit"] = campaign.most_signs

    def clean_body(self) -> str:
        """The text as it is kept."""
        try:
            return check_body(self.cleaned_data["body"], self.campaign.most_signs)
        except RuleBroken as broken:
            raise as_field_error(broken) from broken


class TitledForm(TextForm):
    """What a proposal has besides: its title, a wish for a theme, and whether it is signed."""

    title = forms.CharField(
        label=_("Titre"),
        help_text=_("Ce que vous demandez, en une ligne. 120 signes au plus."),
        error_messages={"required": _("Le titre est vide. Donnez un titre à votre contribution.")},
        widget=forms.TextInput(attrs={"maxlength": LONGEST_TITLE}),
        strip=False,
    )
    theme_wish = forms.CharField(
        label=_("Thème pressenti"),
        help_text=_("Ce souhait n’entre pas dans le calcul. Il aide l’équipe quand un texte hésite."),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": LONGEST_WISH}),
    )
    signed = forms.BooleanField(
        label=_("Signer de mon nom d’affichage si un livret publié cite ce texte"),
        help_text=_("Sans cette case, un livret publié cite votre texte sans nom."),
        required=False,
    )
    field_order = ("title", "body", "theme_wish", "signed")

    def clean_title(self) -> str:
        """The title as it is kept."""
        try:
            return check_title(self.cleaned_data["title"])
        except RuleBroken as broken:
            raise as_field_error(broken) from broken

    def clean_theme_wish(self) -> str:
        """The wish as it is kept; it may be empty."""
        wish = self.cleaned_data["theme_wish"]
        try:
            return check_title(wish, LONGEST_WISH) if wish.strip() else ""
        except RuleBroken as broken:
            raise as_field_error(broken) from broken


class ProposalForm(Nonced, TitledForm):
    """A proposal to write."""

    @classmethod
    def of_typed(cls, sent: Mapping[str, str], campaign: Campaign) -> ProposalForm:
        """The form filled in with what was typed, before anybody asked whether it is right."""
        typed = {name: sent.get(name, "") for name in ("title", "body", "theme_wish", "nonce")}
        typed["nonce"] = typed["nonce"] or fresh_nonce()
        return cls(None, campaign=campaign, initial={**typed, "signed": "signed" in sent})


class AnswerForm(Nonced, TextForm):
    """An answer: its title is its first words."""

    signed = forms.BooleanField(
        label=_("Signer de mon nom d’affichage si un livret publié cite cette réponse"), required=False
    )
    field_order = ("body", "signed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Votre réponse")
        self.fields["body"].help_text = _("Pour, contre, ou une nuance. Elle se lit comme un texte à part.")


class EditForm(TitledForm):
    """A new wording of an own text; `seen_version` says which one was read."""

    language = forms.ChoiceField(
        label=_("Langue du texte"),
        help_text=_("Devinée d’après vos mots. Elle décide des listes de mots avec lesquelles il est lu."),
        choices=LANGUAGES,
        required=False,
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, sent: Any, *, proposal: Proposal) -> None:
        initial = {
            "title": proposal.title,
            "body": proposal.body,
            "theme_wish": proposal.theme_wish,
            "signed": proposal.signed,
            "language": proposal.language,
            "seen_version": proposal.version,
        }
        super().__init__(sent, initial=initial, campaign=proposal.campaign)
        if proposal.kind == Proposal.Kind.ANSWER:
            self.fields["title"].required = False
            self.fields["title"].help_text = _("Vide, ce sont les premiers mots du texte.")

    def has_seen(self, proposal: Proposal) -> None:
        """Take note that the page shows this wording now: sent again, the form replaces it."""
        send_again(self, "seen_version", str(proposal.version))

    def clean_title(self) -> str:
        """The title as it is kept; empty for an answer that takes its first words."""
        if not self.fields["title"].required and not self.cleaned_data["title"].strip():
            return ""
        return super().clean_title()


class SearchForm(forms.Form):
    """What one looks for in the list of texts. Anything it does not know, it leaves out."""

    q = forms.CharField(
        label=_("Mots cherchés"),
        help_text=_("Tous doivent s’y trouver ; accents, pluriels et accords ne comptent pas."),
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Sorte de texte"),
        choices=[("", _("Toutes")), ("proposal", _("Contributions")), ("answer", _("Réponses"))],
        required=False,
    )
    booklet = forms.ChoiceField(label=_("Livret"), required=False)
    order = forms.ChoiceField(
        label=_("Ordre"),
        choices=[
            ("", _("Proches, sinon récentes")),
            ("newest", _("Les plus récentes d’abord")),
            ("title", _("Par titre")),
        ],
        required=False,
    )
    mine = forms.BooleanField(label=_("Les miennes seulement"), required=False)
    cosigned = forms.BooleanField(label=_("Celles que je cosigne seulement"), required=False)

    def __init__(self, asked: Any, *, booklets: list[Booklet]) -> None:
        super().__init__(asked, auto_id="search_%s")
        if booklets:
            named = [(booklet.slug, f"{booklet.number}. {booklet.title}") for booklet in booklets]
            self.fields["booklet"] = forms.ChoiceField(
                label=_("Livret"), choices=[("", _("Tous")), *named], required=False
            )
        else:
            del self.fields["booklet"]

    def search(self) -> Search:
        """The search, as far as the form could read it."""
        self.is_valid()
        read = self.cleaned_data
        return Search(
            words=read.get("q", ""),
            kind=read.get("kind", ""),
            mine=read.get("mine", False),
            cosigned=read.get("cosigned", False),
            booklet=read.get("booklet", ""),
            order=read.get("order", ""),
        )
