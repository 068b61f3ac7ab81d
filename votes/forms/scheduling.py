"""When a vote is held and who votes, and a later close. What it asks is in `asking`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proposals.forms.fields import moment, offer, whole_number
from votes.core import extensions, suspensions
from votes.core.electorate import MOST_DAYS, Conditions
from votes.core.rolls import LONGEST_REASON
from votes.core.suspensions import Outcome

LONGEST_TITLE = 160


class ElectorateForm(forms.Form):
    """Who votes: the conditions of the statutes beyond the cut-off day, and a declared urgency."""

    membership_days = whole_number(
        gettext_lazy("Ancienneté demandée, en jours"),
        0,
        MOST_DAYS,
        gettext_lazy("Au jour de référence. Vide ou 0 : aucune."),
    )
    electing_groups = forms.MultipleChoiceField(
        label=gettext_lazy("Groupes qui votent"),
        help_text=gettext_lazy("Aucun coché : les membres de tous les groupes, et ceux qui n’en ont pas."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Un groupe coché n’existe plus. Relisez la liste et envoyez de nouveau."
            )
        },
    )
    paid_up = forms.BooleanField(
        label=gettext_lazy("Seulement les membres à jour de cotisation au jour de référence"), required=False
    )
    urgent_reason = forms.CharField(
        label=gettext_lazy("Urgence déclarée"),
        help_text=gettext_lazy(
            "La liste est figée 72 heures au moins avant l’ouverture. Pour un délai plus court, écrivez ici "
            "pourquoi : la raison va au journal et s’imprime avec le résultat."
        ),
        max_length=LONGEST_REASON,
        required=False,
    )

    def __init__(self, groups: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "electing_groups", groups)

    def clean_electing_groups(self) -> tuple[str, ...]:
        """The slugs of the groups, sorted."""
        return tuple(sorted(self.cleaned_data["electing_groups"]))

    @property
    def electorate(self) -> dict[str, Any]:
        """What was asked for, as `schedule_vote` takes it."""
        found = self.cleaned_data
        conditions = Conditions(found["membership_days"] or 0, found["electing_groups"], found["paid_up"])
        return {"conditions": conditions, "urgent_reason": found["urgent_reason"]}


class ScheduleForm(forms.Form):
    """A vote to schedule on the frozen booklets of a campaign."""

    title = forms.CharField(
        label=gettext_lazy("Titre"),
        max_length=LONGEST_TITLE,
        error_messages={"required": gettext_lazy("Donnez un titre au scrutin.")},
    )
    introduction = forms.CharField(
        label=gettext_lazy("Présentation du scrutin"),
        help_text=gettext_lazy("Pourquoi ce vote, et ce qui sera fait du résultat. Markdown simple."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "data-limit": 5000}),
    )
    cutoff_on = forms.DateField(
        label=gettext_lazy("Jour de référence"),
        help_text=gettext_lazy("Qui a rejoint l’organisation après ce jour n’est pas sur la liste."),
        error_messages={"required": gettext_lazy("Donnez une date.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    opens_at = moment(gettext_lazy("Ouverture"))
    closes_at = moment(
        gettext_lazy("Clôture"),
        gettext_lazy("Une fois le scrutin confirmé, elle ne peut plus que reculer, par un acte public."),
    )
    usual = forms.BooleanField(
        label=gettext_lazy("Commencer avec les questions d’usage"),
        help_text=gettext_lazy(
            "Une par livret, sur ses mesures, et une sur les livrets à traiter d’abord. "
            "Vous pourrez en retirer et en ajouter."
        ),
        required=False,
        initial=True,
    )
    rehearsal = forms.BooleanField(
        label=gettext_lazy("Répétition"),
        help_text=gettext_lazy(
            "Pour essayer : à la clôture les bulletins sont jetés, publiquement, sans être comptés."
        ),
        required=False,
    )
    final = forms.BooleanField(
        label=gettext_lazy("Un bulletin mis dans l’urne ne se change plus"),
        help_text=gettext_lazy(
            "Sans cela, chacun change d’avis jusqu’à la clôture avec le code noté en votant, et peut ainsi "
            "revenir sur un choix fait sous pression."
        ),
        required=False,
    )
    nonce = forms.RegexField(r"^[a-z0-9]{10,40}$", widget=forms.HiddenInput)

    def clean(self) -> None:
        """The close comes after the opening; the rest of the rules is the action's."""
        self.cleaned_data["changes"] = not self.cleaned_data.pop("final", False)
        opens_at: datetime | None = self.cleaned_data.get("opens_at")
        closes_at: datetime | None = self.cleaned_data.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("La clôture vient après l’ouverture."))


class OutcomeForm(forms.Form):
    """What becomes of a suspended vote, until when, and why."""

    outcome = forms.TypedChoiceField(
        coerce=Outcome,
        label=gettext_lazy("Que faire de ce scrutin ?"),
        choices=[
            (
                Outcome.ANNUL.value,
                gettext_lazy("l’annuler : ses bulletins sont jetés, et on en prépare un autre"),
            ),
            (
                Outcome.REOPEN.value,
                gettext_lazy("le rouvrir : ce qui manque est perdu, et chacun vérifie son siège"),
            ),
        ],
        initial=Outcome.ANNUL.value,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez.")},
    )
    until = moment(gettext_lazy("Nouvelle clôture, pour le rouvrir"))
    reason = forms.CharField(
        label=gettext_lazy("Raison"),
        help_text=gettext_lazy("Elle va au journal."),
        max_length=suspensions.LONGEST_REASON,
        error_messages={"required": gettext_lazy("Donnez la raison.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].required = False

    def clean(self) -> None:
        """Opening again needs a moment to close; the rest of the rules is the action's."""
        reopens = self.cleaned_data.get("outcome") is Outcome.REOPEN
        if reopens and not self.cleaned_data.get("until") and "until" not in self.errors:
            self.add_error("until", _("Donnez la nouvelle clôture, ou annulez le scrutin."))


class ExtensionForm(forms.Form):
    """A later close, and why."""

    until = moment(gettext_lazy("Nouvelle clôture"))
    reason = forms.CharField(
        label=gettext_lazy("Raison"),
        help_text=gettext_lazy("Elle va au journal, et s’imprime avec le résultat."),
        max_length=extensions.LONGEST_REASON,
        error_messages={"required": gettext_lazy("Dites pourquoi le scrutin est prolongé.")},
    )
