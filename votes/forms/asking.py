"""What a vote will ask: one form for each kind of question, and the terms that they share."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deliberation.core.canonical import Json
from proposals.forms.fields import offer, whole_number
from votes.actions.planning import BOOKLETS, MEASURES, Plan, Terms, approval, freely, overall, within
from votes.core.definition import MOST_OPTIONS
from votes.core.kinds import APPROVE, FREE, LONGEST_STATUTE, OVERALL, PRIORITISE, YES_NO
from votes.core.reading import written_ratio

LONGEST_TEXT, LONGEST_OPTION = 300, 300
MOST_RANKS = 12
ORDERING = (
    ("choose", gettext_lazy("Choisir : une voix à chaque choix coché")),
    ("approval", gettext_lazy("Approbation : cocher tout ce qu’on approuve")),
    ("score", gettext_lazy("Notes de 0 à 5")),
    ("majority-judgement", gettext_lazy("Jugement majoritaire : une mention pour chaque choix")),
    ("borda", gettext_lazy("Rangs, méthode Borda : des points selon la place")),
    ("schulze", gettext_lazy("Rangs, méthode Schulze : duels et chemins")),
    ("ranked-pairs", gettext_lazy("Rangs, paires ordonnées : les duels les plus nets d’abord")),
    ("instant-runoff", gettext_lazy("Rangs, éliminations successives")),
    ("stv-scottish", gettext_lazy("Rangs, plusieurs places : vote transférable, règle écossaise")),
    ("stv-meek", gettext_lazy("Rangs, plusieurs places : vote transférable, méthode de Meek")),
)
GRADED, LISTED = ("score", "majority-judgement"), ("approval", "score", "majority-judgement")
IN_ROUNDS, WITH_PLACES = ("instant-runoff", "stv-scottish", "stv-meek"), ("stv-scottish", "stv-meek")
MAJORITIES = (
    ("1/2", gettext_lazy("Plus de la moitié")),
    ("3/5", gettext_lazy("Les trois cinquièmes au moins")),
    ("2/3", gettext_lazy("Les deux tiers au moins")),
    ("3/4", gettext_lazy("Les trois quarts au moins")),
)
BASES = (
    ("decided", gettext_lazy("des pour et des contre : l’abstention ne compte pas")),
    ("expressed", gettext_lazy("des bulletins exprimés : l’abstention compte comme un refus")),
    ("seats", gettext_lazy("des inscrits")),
)

# What is asked stands before how it is counted, and the quorum after both.
ORDERED = ("text", "rule", "most", "places", "draw", "blank", "quorum")


class AskingForm(forms.Form):
    """A question to ask, perhaps of one of the booklets that may be asked about."""

    def __init__(self, booklets: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "booklet" in self.fields:
            offer(self, "booklet", booklets)


class QuorumForm(AskingForm):
    """The part of the roll that has to vote for a result to bind; common to all kinds."""

    quorum = whole_number(
        gettext_lazy("Quorum : participation demandée, en pour cent des inscrits"),
        1,
        100,
        gettext_lazy("Vide : aucun. En dessous, le résultat paraît mais n’engage pas."),
    )

    def quorum_settings(self) -> dict[str, Json]:
        """The setting, or nothing."""
        percent = self.cleaned_data.get("quorum")
        if not percent:
            return {}
        share = written_ratio(Fraction(percent, 100))
        return {"quorum": {"base": "seats", "counted": "ballots", "share": share}}


class OrderForm(QuorumForm):
    """How options are put in order: the rule, how much one ballot may say, ties, the statute."""

    text = forms.CharField(
        label=gettext_lazy("La question"),
        help_text=gettext_lazy("Vide : la formule d’usage."),
        max_length=LONGEST_TEXT,
        required=False,
    )
    rule = forms.ChoiceField(label=gettext_lazy("Règle de comptage"), choices=ORDERING, initial="choose")
    most = whole_number(
        gettext_lazy("Combien de choix, ou de rangs, par bulletin"),
        1,
        MOST_OPTIONS,
        gettext_lazy("Pour « choisir » et pour les rangs. Vide : un seul choix, ou tous les rangs."),
    )
    places = whole_number(
        gettext_lazy("Combien de places à pourvoir"),
        1,
        MOST_RANKS,
        gettext_lazy("Pour les deux votes transférables."),
    )
    draw = forms.BooleanField(
        label=gettext_lazy("Départager les égalités par un tirage fixé avant l’ouverture"), required=False
    )
    blank = forms.BooleanField(label=gettext_lazy("Offrir le vote blanc"), required=False, initial=True)
    statute = forms.CharField(
        label=gettext_lazy("Article des statuts qui demande ce vote"),
        help_text=gettext_lazy(
            "À plus de dix bulletins différents par siège, la question est refusée sans cet article : "
            "un bulletin rare désigne sa personne. Il sera imprimé avec la question."
        ),
        max_length=LONGEST_STATUTE,
        required=False,
    )

    @property
    def terms(self) -> Terms:
        """What was asked for, as an action takes it."""
        found, rule = self.cleaned_data, self.cleaned_data["rule"]
        ranks = rule != "choose"
        most = 0 if rule in LISTED else found["most"] or (0 if ranks else 1)
        settings = self.quorum_settings()
        if rule == "majority-judgement":
            settings["grades"] = [_("À rejeter"), _("Insuffisant"), _("Passable"), _("Bien"), _("Très bien")]
        if rule in WITH_PLACES:
            settings["places"] = found["places"] or 1
        if found["draw"] or rule in IN_ROUNDS:
            settings["ties"] = "draw"
        return Terms(found["text"].strip(), rule, most, found["blank"], settings, found["statute"].strip())


class WithinForm(OrderForm):
    """Which measures of one booklet come first."""

    booklet = forms.ChoiceField(label=gettext_lazy("Livret"))
    field_order = ("booklet", *ORDERED)

    @property
    def plan(self) -> Plan:
        """The plan of the question."""
        return within(self.cleaned_data["booklet"])


class OverallForm(OrderForm):
    """Which booklets, or which measures of all, come first."""

    of = forms.ChoiceField(
        label=gettext_lazy("Que mettre en ordre"),
        choices=(
            (BOOKLETS, gettext_lazy("les livrets")),
            (MEASURES, gettext_lazy("les mesures de tous les livrets")),
        ),
        widget=forms.RadioSelect,
        initial=BOOKLETS,
    )
    field_order = ("of", *ORDERED)

    @property
    def plan(self) -> Plan:
        """The plan of the question."""
        return overall(self.cleaned_data["of"])


class YesNoTerms(QuorumForm):
    """What carries a yes."""

    majority = forms.ChoiceField(label=gettext_lazy("Majorité demandée"), choices=MAJORITIES, initial="1/2")
    base = forms.ChoiceField(label=gettext_lazy("Majorité de quoi"), choices=BASES, initial="decided")
    reasons = forms.BooleanField(
        label=gettext_lazy("Permettre aux membres de publier une raison, à part du bulletin"), required=False
    )

    @property
    def terms(self) -> Terms:
        """What was asked for, as an action takes it."""
        found = self.cleaned_data
        settings = self.quorum_settings() | {"base": found["base"], "share": found["majority"]}
        if found["majority"] != "1/2":
            settings["more"] = False
        return Terms(rule=YES_NO, blank=False, settings=settings, reasons=found["reasons"])


class ApprovalForm(YesNoTerms):
    """Yes or no to a booklet, or to each of its measures."""

    booklet = forms.ChoiceField(label=gettext_lazy("Livret"))
    each = forms.ChoiceField(
        label=gettext_lazy("Sur quoi voter"),
        choices=(
            ("whole", gettext_lazy("le livret entier, en une question")),
            ("measures", gettext_lazy("chaque mesure, une question pour chacune")),
        ),
        widget=forms.RadioSelect,
        initial="whole",
    )
    field_order = ("booklet", "each", "majority", "base", "quorum")

    @property
    def plan(self) -> Plan:
        """The plan of the questions."""
        return approval(self.cleaned_data["booklet"], each_measure=self.cleaned_data["each"] == "measures")


class FreeForm(OrderForm):
    """Any other question: its options, one a line, or yes and no."""

    text = forms.CharField(
        label=gettext_lazy("La question"),
        max_length=LONGEST_TEXT,
        error_messages={"required": gettext_lazy("Écrivez la question.")},
    )
    options = forms.CharField(
        label=gettext_lazy("Les choix, un par ligne"),
        help_text=gettext_lazy("Vide : pour, contre ou abstention, compté par oui ou non."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    persons = forms.ChoiceField(
        label=gettext_lazy("Vote-t-on sur des personnes ?"),
        help_text=gettext_lazy("Élire, désigner, sanctionner ou juger quelqu’un."),
        choices=(("no", gettext_lazy("Non")), ("yes", gettext_lazy("Oui"))),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Dites si ce vote porte sur des personnes.")},
    )
    field_order = ("text", "options", "persons", *ORDERED)

    def clean_options(self) -> tuple[str, ...]:
        """The options, without empty lines; refuses one alone."""
        options = tuple(line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip())
        if len(options) == 1:
            raise ValidationError(_("Donnez deux choix au moins, ou aucun."))
        if any(len(option) > LONGEST_OPTION for option in options):
            raise ValidationError(_("Un choix tient en %(most)s signes au plus.") % {"most": LONGEST_OPTION})
        return options

    @property
    def plan(self) -> Plan:
        """The plan of the question."""
        found = self.cleaned_data
        return freely(found["text"].strip(), found["options"], about_persons=found["persons"] == "yes")

    @property
    def terms(self) -> Terms:
        """What was asked for; without options, yes or no by more than half."""
        if not self.cleaned_data["options"]:
            return Terms(self.cleaned_data["text"].strip(), YES_NO, 1, False, self.quorum_settings())
        return super().terms


KINDS: dict[str, type[WithinForm | OverallForm | ApprovalForm | FreeForm]] = {
    PRIORITISE: WithinForm, OVERALL: OverallForm, APPROVE: ApprovalForm, FREE: FreeForm,
}  # fmt: skip
