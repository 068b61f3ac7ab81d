"""Forms of votes: scheduling one, a ballot, a change code, a tracker. None keeps what was typed anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deliberation.core.errors import RuleBroken
from deliberation.core.lots import shuffled
from deliberation.core.names import random_name
from deliberation.members.models import Group
from proposals.forms.refusals import as_field_error
from votes.core.ballots import settle_choices
from votes.core.choices import BLANK, Choices
from votes.core.claims import ACCEPTED, BEFORE_OPENING, LONGEST_ANSWER, LONGEST_CLAIM, REFUSED, Kind
from votes.core.codes import read_change_code, read_tracker
from votes.core.electorate import MOST_DAYS, Conditions
from votes.core.questions import BLANK_CODE
from votes.core.remarks import LONGEST_REMARK
from votes.core.rolls import LONGEST_REASON
from votes.core.sampling import MOST_DRAWN, Outcome
from votes.core.stages import Stage
from votes.models import Option, Question, Vote
from votes.queries.definitions import question_definition

CLAIMS = {
    Kind.MISSING: gettext_lazy("je devrais avoir un siège, et je n’en ai pas"),
    Kind.GROUP_WRONG: gettext_lazy("mon siège est dans un mauvais groupe"),
    Kind.COUNT_WRONG: gettext_lazy("l’effectif d’un groupe est faux"),
    Kind.MARKED: gettext_lazy("mon siège est marqué, et je n’ai pas voté"),
}
LONGEST_TITLE = 160
# Requests and answers around a ballot are a multiple of this many bytes long.
SIZE_STEP = 2048
MOMENT_INPUTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]


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


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a ballot: its code, its wording, a note under it, whether it is ticked now."""

    code: str
    text: str
    note: str
    ticked: bool


class BallotForm(forms.Form):
    """A ballot on one question.

    `seed` fixes the order of this display, drawn afresh for each, so that the order stays on error and on
    the way back. `code` carries the change code from page to page: the server keeps nothing between them.
    """

    choices = forms.MultipleChoiceField(label=gettext_lazy("Votre choix"), required=False)
    seed = forms.RegexField(r"^[a-z0-9]{4,20}$", required=False, widget=forms.HiddenInput)
    code = Codes(read_change_code, required=False, widget=forms.HiddenInput)

    def __init__(self, question: Question, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.definition = question_definition(question)
        offered = [*self.definition.codes(), BLANK_CODE]
        choices = self.fields["choices"]
        assert isinstance(choices, forms.MultipleChoiceField)  # noqa: S101  (declared above)
        choices.choices = [(code, code) for code in offered]
        choices.error_messages["invalid_choice"] = _("Un de ces choix n’existe pas dans cette question.")

    @property
    def order(self) -> str:
        """The seed of this display: the one posted, or a fresh one."""
        posted = self.data.get("seed", "") if self.is_bound else ""
        if not hasattr(self, "_fresh"):
            self._fresh = random_name()
        return posted if posted.isalnum() and 4 <= len(posted) <= 20 else self._fresh

    @property
    def ticked(self) -> list[str]:
        """What is ticked on this display, legal or not."""
        return self.data.getlist("choices") if self.is_bound else []  # type: ignore[attr-defined]  # a QueryDict

    @property
    def padding(self) -> str:
        """What makes the next request as long as any other ballot's: who watches the line sees sizes."""
        carried = urlencode([("choices", code) for code in self.ticked])
        return "x" * (-len(carried) % SIZE_STEP)

    @property
    def rows(self) -> list[Row]:
        """The options in the order of this display; blank is not among them."""
        ticked = self.ticked
        return [
            Row(option.code, option.text, note_of(option), option.code in ticked)
            for option in shuffled(list(self.question.options.all()), self.order)
        ]

    def longest(self) -> BallotForm:
        """The same form with the choices that take the most room on a page for reading over."""
        by_length = sorted(self.question.options.all(), key=lambda option: -len(escape(option.text)))
        longest = [option.code for option in by_length[: self.definition.most]]
        data = MultiValueDict({"choices": longest, "seed": [self.order], "code": [self.data.get("code", "")]})
        return BallotForm(self.question, data)

    @property
    def blank_ticked(self) -> bool:
        """Whether blank is ticked."""
        return BLANK_CODE in self.ticked

    @property
    def chosen(self) -> list[Option]:
        """The options ticked, in the order of the question, for a page that shows them for reading over."""
        return [option for option in self.question.options.all() if option.code in self.ticked]

    def clean_choices(self) -> Choices:
        """The choices in the order of the question; an error in words when they are no legal ballot."""
        try:
            return settle_choices(self.definition, self.cleaned_data["choices"])
        except RuleBroken as broken:
            raise ValidationError(_mistake(broken, self.definition.most), code=broken.code) from None

    @property
    def is_blank(self) -> bool:
        """Whether a valid form is a blank ballot."""
        return bool(self.cleaned_data["choices"] == BLANK)


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
    nonce = forms.RegexField(r"^[a-z0-9]{10,40}$", widget=forms.HiddenInput)

    def clean(self) -> None:
        """The close comes after the opening; the rest of the rules is the action's."""
        opens_at: datetime | None = self.cleaned_data.get("opens_at")
        closes_at: datetime | None = self.cleaned_data.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("La clôture vient après l’ouverture."))


def note_of(option: Option) -> str:
    """What stands under an option: the number it has in its booklet, or of its booklet."""
    number = option.code.lstrip("mb")
    if option.code == f"m{number}":
        return _("mesure %(number)s") % {"number": number}
    return _("livret %(number)s") % {"number": number}


def _mistake(broken: RuleBroken, most: int) -> str:
    if broken.code == "ballot.empty":
        return _("Rien n’est coché. Choisissez une réponse ou « Vote blanc ».")
    if broken.code == "ballot.too-many" and most == 1:
        return _("Un seul choix est possible. Décochez les autres.")
    if broken.code == "ballot.too-many":
        over = int(broken.facts["chosen"] or 0) - most
        return _("%(most)s choix au plus : il y en a %(over)s de trop.") % {"most": most, "over": over}
    if broken.code == "ballot.blank-with-options":
        return _("Le vote blanc ne s’ajoute pas à un choix : gardez l’un ou l’autre.")
    return _("Ces choix ne font pas un bulletin de cette question. Recommencez.")
