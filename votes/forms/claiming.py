"""A member's claim about a roll or a mark, its answer, and a referent's word on the count of a group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proposals.forms.fields import offer
from votes.core.claims import ACCEPTED, BEFORE_OPENING, LONGEST_ANSWER, LONGEST_CLAIM, REFUSED, Kind
from votes.core.rolls import LONGEST_REASON
from votes.core.stages import Stage

CLAIMS = {
    Kind.MISSING: _("je devrais avoir un siège, et je n’en ai pas"),
    Kind.GROUP_WRONG: _("mon siège est dans un mauvais groupe"),
    Kind.COUNT_WRONG: _("l’effectif d’un groupe est faux"),
    Kind.MARKED: _("mon siège est marqué, et je n’ai pas voté"),
}


class ClaimForm(forms.Form):
    """A member's claim; what can be claimed depends on where the vote stands, and on who has a seat."""

    kind = forms.TypedChoiceField(
        coerce=Kind,
        label=_("Ce qui ne va pas"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Dites ce qui ne va pas."),
            "invalid_choice": _("Cela ne se réclame pas, ou plus, dans ce scrutin."),
        },
    )
    text = forms.CharField(
        label=_("Expliquez"),
        help_text=_(
            "Les organisateurs du scrutin lisent ce texte, et eux seuls. Il est effacé trente jours après "
            "le résultat."
        ),
        max_length=LONGEST_CLAIM,
        error_messages={"required": _("Expliquez en une phrase ou deux.")},
        widget=forms.Textarea(attrs={"rows": 6, "data-limit": LONGEST_CLAIM}),
    )

    def __init__(self, stage: Stage, seated: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        never = Kind.MISSING if seated else Kind.GROUP_WRONG
        kinds = (
            [Kind.MARKED] if stage is Stage.PUBLISHED else [kind for kind in BEFORE_OPENING if kind != never]
        )
        offer(self, "kind", [(each.value, CLAIMS[each]) for each in kinds])


class AnswerForm(forms.Form):
    """An organiser's answer to a claim, for another organiser to sign."""

    outcome = forms.ChoiceField(
        label=_("Réponse"),
        choices=[(ACCEPTED, _("accepter")), (REFUSED, _("refuser"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Acceptez ou refusez.")},
    )
    reason = forms.CharField(
        label=_("Raison publique"),
        help_text=_("Elle va au journal : n’y nommez personne."),
        max_length=LONGEST_ANSWER,
        error_messages={"required": _("Donnez la raison.")},
    )


class CountForm(forms.Form):
    """A referent's word on the count of a group."""

    group = forms.SlugField(widget=forms.HiddenInput)
    agrees = forms.ChoiceField(
        label=_("Cet effectif"),
        choices=[
            ("yes", _("correspond à ce que je sais du groupe")),
            ("no", _("est faux")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites s’il correspond.")},
    )
    reason = forms.CharField(
        label=_("Pourquoi"),
        help_text=_("Demandé si l’effectif est faux. Va au journal, sans nom de membre."),
        max_length=LONGEST_REASON,
        required=False,
    )
