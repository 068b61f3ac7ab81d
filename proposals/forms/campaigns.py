"""The form that starts a campaign."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deliberation.core.errors import RuleBroken
from proposals.actions.campaigning import BOOKLETS, FEWEST_SIGNS, LONGEST_INTRODUCTION
from proposals.core.objections import QUOTA, QUOTAS
from proposals.core.phases import Dates
from proposals.core.texts import LONGEST_TITLE, LONGEST_TYPED, check_body, check_title
from proposals.forms.fields import moment
from proposals.forms.refusals import as_field_error, in_words

LANGUAGES = [("fr", _("Français")), ("en", _("Anglais"))]
EVERYONE = "*"  # no slug of a group


class CampaignForm(forms.Form):
    """A campaign to start; `scopes` are what the person organises, by slug (empty: everyone) and name."""

    title = forms.CharField(
        label=_("Titre"),
        help_text=_("Le nom que les membres liront partout. 120 signes au plus."),
        error_messages={"required": _("Donnez un titre à la campagne.")},
        widget=forms.TextInput(attrs={"maxlength": LONGEST_TITLE}),
    )
    slug = forms.SlugField(
        label=_("Adresse"),
        help_text=_("Lettres sans accent, chiffres et tirets : automne-2026 donne /campaigns/automne-2026/."),
        max_length=50,
        error_messages={
            "required": _("Donnez une adresse."),
            "invalid": _("Lettres sans accent, chiffres et tirets seulement."),
        },
    )
    introduction = forms.CharField(
        label=_("Présentation"),
        help_text=_("Ce que l’on demande aux membres, et ce qui en sera fait. Markdown simple."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "data-limit": LONGEST_INTRODUCTION}),
    )
    scope = forms.ChoiceField(label=_("Pour qui"))
    language = forms.ChoiceField(label=_("Langue des textes"), choices=LANGUAGES)
    contributing_at = moment(_("Les contributions ouvrent"))
    sorting_at = moment(_("Les contributions ferment, le tri commence"))
    replying_at = moment(
        _("Les brouillons de livrets paraissent"), _("Annoncé : c’est un organisateur qui les publie.")
    )
    freezing_at = moment(_("Les livrets sont figés"), _("Annoncé : c’est un organisateur qui les fige."))
    voting_at = moment(_("Le vote ouvre"))
    closing_at = moment(_("Le vote ferme"))
    booklets_wanted = forms.IntegerField(
        label=_("Livrets voulus"), initial=12, min_value=BOOKLETS[0], max_value=BOOKLETS[1]
    )
    most_signs = forms.IntegerField(
        label=_("Longueur d’un texte, en signes"),
        initial=5000,
        min_value=FEWEST_SIGNS,
        max_value=LONGEST_TYPED,
    )
    reads_answers = forms.BooleanField(
        label=_("Les réponses entrent dans le calcul, comme les contributions"), initial=True, required=False
    )
    objections_each = forms.IntegerField(
        label=_("Contestations par membre"),
        help_text=_("Combien de fois chacun peut contester les brouillons ; chacune reçoit une réponse."),
        initial=QUOTA,
        min_value=QUOTAS[0],
        max_value=QUOTAS[1],
    )

    def __init__(self, *args: Any, scopes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"] = forms.ChoiceField(
            label=_("Pour qui"), choices=[(slug or EVERYONE, name) for slug, name in scopes]
        )

    def clean_scope(self) -> str:
        """The slug of a group, or empty for the whole organisation."""
        scope: str = self.cleaned_data["scope"]
        return "" if scope == EVERYONE else scope

    def clean_title(self) -> str:
        """The title as it is kept."""
        try:
            return check_title(self.cleaned_data["title"])
        except RuleBroken as broken:
            raise as_field_error(broken) from broken

    def clean_introduction(self) -> str:
        """The introduction as it is kept; it may be empty."""
        text = self.cleaned_data["introduction"]
        try:
            return check_body(text, LONGEST_INTRODUCTION) if text.strip() else ""
        except RuleBroken as broken:
            raise as_field_error(broken) from broken

    def clean(self) -> None:
        """Each date must come after the one before; the error stands at the first that does not."""
        names = Dates.__dataclass_fields__
        moments = [(name, self.cleaned_data.get(name)) for name in names]
        for (_before, earlier), (name, later) in pairwise(moments):
            if earlier and later and later <= earlier:
                words = in_words(RuleBroken("campaign.dates-not-in-order"))
                self.add_error(name, f"{words.happened} {words.to_do}")
                return

    def dates(self) -> Dates:
        """The six dates of a valid form."""
        return Dates(**{name: self.cleaned_data[name] for name in Dates.__dataclass_fields__})
