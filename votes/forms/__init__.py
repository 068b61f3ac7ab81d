"""Forms of votes: scheduling one, a ballot, a change code, a tracker. None keeps what was typed anywhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deliberation.members.models import Group
from votes.core.claims import ACCEPTED, BEFORE_OPENING, LONGEST_ANSWER, LONGEST_CLAIM, REFUSED, Kind
from votes.core.codes import read_change_code, read_tracker
from votes.core.electorate import MOST_DAYS, Conditions
from votes.core.remarks import LONGEST_REMARK
from votes.core.rolls import LONGEST_REASON
from votes.core.sampling import MOST_DRAWN, Outcome
from votes.core.stages import Stage
from votes.forms.ballots import SIZE_STEP, BallotForm, Codes
from votes.models import Vote

__all__ = [
    "SIZE_STEP",
    "AnswerForm", "BallotForm", "ChangeForm", "ClaimForm", "CommitForm", "DrawAnswerForm", "DrawForm",
    "ElectorateForm", "RemarkForm", "RevealForm", "ScheduleForm", "TrackerForm",
]  # fmt: skip

CLAIMS = {
    Kind.MISSING: gettext_lazy("je devrais avoir un siège, et je n’en ai pas"),
    Kind.GROUP_WRONG: gettext_lazy("mon siège est dans un mauvais groupe"),
    Kind.COUNT_WRONG: gettext_lazy("l’effectif d’un groupe est faux"),
    Kind.MARKED: gettext_lazy("mon siège est marqué, et je n’ai pas voté"),
}
LONGEST_TITLE = 160
MOMENT_INPUTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]


class ChangeForm(forms.Form):
    """The change code, and which ballot it is to change."""

    question = forms.ChoiceField(label=gettext_lazy("Quelle question ?"))
    code = Codes(
        read_change_code,
        label=gettext_lazy("Votre code de changement"),
        help_text=gettext_lazy("21 lettres et chiffres. Les espaces et les majuscules ne comptent pas."),
        error_messages={"required": gettext_lazy("Écrivez le code noté quand vous avez voté.")},
    )

    def __init__(self, vote: Vote, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vote = vote
        asked = self.fields["question"]
        assert isinstance(asked, forms.ChoiceField)  # noqa: S101  (declared above)
        asked.choices = [
            (question.slug, f"{question.number}. {question.subject_title or question.text}")
            for question in vote.questions.all()
        ]


class TrackerForm(forms.Form):
    """A tracker to look for in the public box."""

    tracker = Codes(
        read_tracker,
        label=gettext_lazy("Votre numéro de suivi"),
        help_text=gettext_lazy("12 lettres et chiffres, notés quand vous avez voté."),
        error_messages={"required": gettext_lazy("Écrivez le numéro de suivi noté quand vous avez voté.")},
    )


class RemarkForm(forms.Form):
    """An observer's formal remark on a vote."""

    text = forms.CharField(
        label=gettext_lazy("Ce que vous avez constaté"),
        help_text=gettext_lazy("Où, quand, et comment un autre peut le vérifier. Aucun nom de membre."),
        max_length=LONGEST_REMARK,
        error_messages={"required": gettext_lazy("Écrivez ce que vous avez constaté.")},
        widget=forms.Textarea(attrs={"rows": 8, "data-limit": LONGEST_REMARK}),
    )
    nonce = forms.RegexField(r"^[a-z0-9]{10,40}$", widget=forms.HiddenInput)


class ClaimForm(forms.Form):
    """A member's claim; what can be claimed depends on where the vote stands."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Ce qui ne va pas"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Dites ce qui ne va pas.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Expliquez"),
        help_text=gettext_lazy(
            "Les organisateurs du scrutin lisent ce texte, et eux seuls. Il est effacé trente jours après "
            "le résultat."
        ),
        max_length=LONGEST_CLAIM,
        error_messages={"required": gettext_lazy("Expliquez en une phrase ou deux.")},
        widget=forms.Textarea(attrs={"rows": 6, "data-limit": LONGEST_CLAIM}),
    )

    def __init__(self, stage: Stage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (Kind.MARKED,) if stage is Stage.PUBLISHED else BEFORE_OPENING
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101  (declared above)
        kind.choices = [(each.value, CLAIMS[each]) for each in kinds]


class AnswerForm(forms.Form):
    """An organiser's answer to a claim, for another organiser to sign."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Réponse"),
        choices=[(ACCEPTED, gettext_lazy("accepter")), (REFUSED, gettext_lazy("refuser"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Acceptez ou refusez.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Raison publique"),
        help_text=gettext_lazy("Elle va au journal : n’y nommez personne."),
        max_length=LONGEST_ANSWER,
        error_messages={"required": gettext_lazy("Donnez la raison.")},
    )


class CountForm(forms.Form):
    """A referent's word on the count of a group."""

    group = forms.SlugField(widget=forms.HiddenInput)
    agrees = forms.ChoiceField(
        label=gettext_lazy("Cet effectif"),
        choices=[
            ("yes", gettext_lazy("correspond à ce que je sais du groupe")),
            ("no", gettext_lazy("est faux")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Dites s’il correspond.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        help_text=gettext_lazy("Demandé si l’effectif est faux. Va au journal, sans nom de membre."),
        max_length=LONGEST_REASON,
        required=False,
    )


class DrawForm(forms.Form):
    """How many seats to draw."""

    number = forms.IntegerField(
        label=gettext_lazy("Nombre de sièges à tirer"),
        min_value=1,
        max_value=MOST_DRAWN,
        error_messages={"required": gettext_lazy("Donnez un nombre.")},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class CommitForm(forms.Form):
    """An observer's commitment to a secret, and where drawn members reach the observer."""

    commitment = forms.RegexField(
        r"^\s*[0-9a-f]{64}\s*$",
        label=gettext_lazy("Empreinte de votre secret"),
        help_text=gettext_lazy("Les 64 chiffres et lettres que la commande ci-dessus affiche."),
        error_messages={
            "required": gettext_lazy("Collez l’empreinte."),
            "invalid": gettext_lazy("Ce n’est pas une empreinte."),
        },
    )
    contact = forms.CharField(
        label=gettext_lazy("Où vous joindre"),
        help_text=gettext_lazy("Un téléphone ou un lieu, montré aux seuls membres tirés au sort."),
        max_length=200,
        error_messages={"required": gettext_lazy("Dites où vous joindre.")},
    )

    def clean_commitment(self) -> str:
        """The digest without blanks around."""
        return str(self.cleaned_data["commitment"]).strip()


class RevealForm(forms.Form):
    """An observer's secret."""

    secret = forms.CharField(
        label=gettext_lazy("Votre secret"),
        max_length=64,
        error_messages={"required": gettext_lazy("Tapez votre secret.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class DrawAnswerForm(forms.Form):
    """What became of a drawn seat."""

    place = forms.IntegerField(
        label=gettext_lazy("Rang du siège"),
        min_value=1,
        max_value=MOST_DRAWN,
        error_messages={"required": gettext_lazy("Donnez le rang.")},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Réponse"),
        choices=[
            (Outcome.CONFIRMED.value, gettext_lazy("a confirmé")),
            (Outcome.REFUSED.value, gettext_lazy("a refusé")),
            (Outcome.NO_ANSWER.value, gettext_lazy("n’a pas répondu")),
            (Outcome.DEAD.value, gettext_lazy("l’adresse ne mène à personne")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez une réponse.")},
    )
    code = forms.CharField(
        label=gettext_lazy("Code dicté par le membre"),
        help_text=gettext_lazy("Huit signes ; seulement s’il confirme."),
        max_length=20,
        required=False,
    )


class ElectorateForm(forms.Form):
    """Who votes: the conditions of the statutes beyond the cut-off day, and a declared urgency."""

    membership_days = forms.IntegerField(
        label=gettext_lazy("Ancienneté demandée, en jours"),
        help_text=gettext_lazy("Au jour de référence. Vide ou 0 : aucune."),
        min_value=0,
        max_value=MOST_DAYS,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    electing_groups = forms.CharField(
        label=gettext_lazy("Groupes qui votent"),
        help_text=gettext_lazy("Leurs adresses, séparées par des virgules. Vide : tous les membres."),
        max_length=5000,
        required=False,
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

    def clean_electing_groups(self) -> tuple[str, ...]:
        """The slugs of groups that exist, sorted."""
        wanted = {each.strip() for each in self.cleaned_data["electing_groups"].split(",") if each.strip()}
        unknown = sorted(wanted - set(Group.objects.filter(slug__in=wanted).values_list("slug", flat=True)))
        if unknown:
            raise ValidationError(_("Aucun groupe n’a cette adresse : %(slug)s.") % {"slug": unknown[0]})
        return tuple(sorted(wanted))

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
        label=gettext_lazy("Présentation"),
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
    opens_at = forms.DateTimeField(
        label=gettext_lazy("Ouverture"),
        input_formats=MOMENT_INPUTS,
        error_messages={"required": gettext_lazy("Donnez une date et une heure.")},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    closes_at = forms.DateTimeField(
        label=gettext_lazy("Clôture"),
        help_text=gettext_lazy("Elle ne bouge plus une fois le scrutin confirmé."),
        input_formats=MOMENT_INPUTS,
        error_messages={"required": gettext_lazy("Donnez une date et une heure.")},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
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
    nonce = forms.RegexField(r"^[a-z0-9]{10,40}$", widget=forms.HiddenInput)

    def clean(self) -> None:
        """The close comes after the opening; the rest of the rules is the action's."""
        opens_at: datetime | None = self.cleaned_data.get("opens_at")
        closes_at: datetime | None = self.cleaned_data.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("La clôture vient après l’ouverture."))
