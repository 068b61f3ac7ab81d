"""Forms of objections: making one, looking through the list, answering, moving what was contested."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deliberation.core.errors import RuleBroken
from proposals.core.booklets import LONGEST_REASON
from proposals.core.objections import (
    LONGEST_ANSWER,
    LONGEST_OBJECTION,
    LONGEST_TERMS,
    Kind,
    Outcome,
    State,
    check_answer,
    check_objection,
)
from proposals.core.texts import check_body, check_title
from proposals.forms.board import place_name
from proposals.forms.booklets import ReasonForm
from proposals.forms.fields import Nonced, offer, send_again
from proposals.forms.refusals import as_field_error
from proposals.models import Booklet, Edit
from proposals.queries.boardlists import ASIDE
from proposals.queries.objections import Asked
from proposals.queries.subjects import Subject

# The last part of an address, so that both an address and a bare name are understood.
_NAME = re.compile(r"([a-z0-9]+)/?$")

KINDS = {
    Kind.PLACEMENT: _("Ce texte n’est pas à sa place"),
    Kind.WORDING: _("Les mots de la mesure ne disent pas ce que demandent ses textes"),
    Kind.MERGE: _("Des demandes différentes ont été réunies"),
    Kind.OMISSION: _("Une demande n’est portée par aucune mesure"),
}
OUTCOMES = {
    Outcome.ACCEPTED: _("Acceptée"),
    Outcome.PARTLY: _("Acceptée en partie"),
    Outcome.REFUSED: _("Refusée"),
}


class ObjectionForm(Nonced):
    """What is contested and why, what is asked instead; texts and terms where a demand is left out."""

    kind = forms.ChoiceField(
        label=_("Ce que vous contestez"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Dites ce que vous contestez."),
            "invalid_choice": _("Choisissez une des réponses."),
        },
    )
    body = forms.CharField(
        label=_("Votre contestation"),
        help_text=_(
            "Dites ce qui ne va pas, en texte simple. Elle sera imprimée dans le livret, avec sa réponse."
        ),
        error_messages={"required": _("La contestation est vide. Dites ce qui ne va pas.")},
        widget=forms.Textarea(attrs={"rows": 6}),
        strip=False,
    )
    instead = forms.CharField(
        label=_("Ce que je demande à la place"),
        help_text=_(
            "Un autre livret, d’autres mots, deux mesures au lieu d’une : ce que vous voulez voir changer."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        strip=False,
    )
    texts = forms.CharField(
        label=_("Textes concernés"),
        help_text=_("Les adresses de ces textes, une par ligne. Vingt au plus."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    terms = forms.CharField(
        label=_("Termes concernés"),
        help_text=_("Les mots qui disent cette demande dans les textes."),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": LONGEST_TERMS}),
        strip=False,
    )
    signed = forms.BooleanField(
        label=_("Signer de mon nom d’affichage dans le livret"),
        help_text=_(
            "Sans cette case, le livret l’imprime sans nom. Les membres de la campagne voient qui conteste."
        ),
        required=False,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = min(subject.campaign.most_signs, LONGEST_OBJECTION)
        for name in ("body", "instead"):
            self.fields[name].widget.attrs["data-limit"] = self.most
        self.fields["seen"].initial = subject.seen
        offer(self, "kind", [(str(kind), KINDS[kind]) for kind in subject.kinds])
        if len(subject.kinds) == 1:
            self.fields["kind"].initial = str(subject.kinds[0])
            self.fields["kind"].widget = forms.HiddenInput()
        if subject.text is not None:
            del self.fields["texts"], self.fields["terms"]

    def clean_body(self) -> str:
        """The objection as it is kept."""
        return _kept(lambda: check_objection(self.cleaned_data["body"], "", "", self.most)[0])

    def clean_instead(self) -> str:
        """What is asked instead as it is kept; it may be empty."""
        instead: str = self.cleaned_data["instead"]
        return _kept(lambda: check_body(instead, self.most)) if instead.strip() else ""

    def clean_terms(self) -> str:
        """The terms as they are kept; they may be empty."""
        terms: str = self.cleaned_data["terms"]
        return _kept(lambda: check_title(terms, LONGEST_TERMS)) if terms.strip() else ""

    def clean_texts(self) -> list[str]:
        """The public names of the texts, out of addresses or bare names."""
        typed: str = self.cleaned_data["texts"]
        words = typed.replace("\0", "").replace(",", " ").split()
        found = [(word, _NAME.search(word.split("?")[0].split("#")[0])) for word in words]
        return [match[1] if match else word for word, match in found]

    def has_seen(self, subject: Subject) -> None:
        """Take note that the page shows what is contested as it is now: sent again, it is about that."""
        send_again(self, "seen", subject.seen)


class FilterForm(forms.Form):
    """Which objections one looks for. Anything it does not know, it leaves out."""

    booklet = forms.ChoiceField(label=_("Livret"), required=False)
    kind = forms.ChoiceField(
        label=_("Ce qui est contesté"),
        choices=[
            ("", _("Tout")),
            (Kind.PLACEMENT, _("La place d’un texte")),
            (Kind.WORDING, _("Les mots d’une mesure")),
            (Kind.MERGE, _("Une réunion de demandes")),
            (Kind.OMISSION, _("Une demande oubliée")),
        ],
        required=False,
    )
    state = forms.ChoiceField(
        label=_("Réponse"),
        choices=[
            ("", _("Toutes")),
            (State.OPEN, _("Sans réponse")),
            (State.ANSWERED, _("Avec réponse")),
            (Outcome.ACCEPTED, _("Acceptées")),
            (Outcome.PARTLY, _("Acceptées en partie")),
            (Outcome.REFUSED, _("Refusées")),
        ],
        required=False,
    )
    measure = forms.IntegerField(required=False, min_value=1, max_value=999, widget=forms.HiddenInput)
    mine = forms.BooleanField(label=_("Les miennes seulement"), required=False)

    def __init__(self, asked: Any, *, booklets: Sequence[Booklet], is_member: bool) -> None:
        super().__init__(asked, auto_id="filter_%s")
        named = [(booklet.slug, f"{booklet.number}. {booklet.title}") for booklet in booklets]
        offer(self, "booklet", [("", _("Tous")), *named])
        if not is_member:
            del self.fields["mine"]

    def asked(self) -> Asked:
        """What is asked for, as far as the form could read it."""
        self.is_valid()
        read = self.cleaned_data
        return Asked(
            booklet=read.get("booklet", ""),
            # A measure's number says nothing without its booklet.
            measure=read.get("measure") if read.get("booklet") else None,
            kind=read.get("kind", ""),
            state=read.get("state", ""),
            mine=read.get("mine", False),
        )


class AnswerForm(Nonced):
    """An answer: its outcome, its reason in full, and what was changed because of the objections."""

    outcome = forms.ChoiceField(
        label=_("Votre réponse"),
        choices=[(str(outcome), words) for outcome, words in OUTCOMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites si elle est acceptée, en partie, ou refusée.")},
    )
    reason = forms.CharField(
        label=_("Motif"),
        help_text=_("En texte simple. Il est imprimé dans le livret, sous la contestation."),
        error_messages={"required": _("Le motif est vide. Dites pourquoi, pour que chacun le comprenne.")},
        widget=forms.Textarea(attrs={"rows": 6, "data-limit": LONGEST_ANSWER}),
        strip=False,
    )
    changes = forms.MultipleChoiceField(
        label=_("Ce qui a été changé"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Un de ces changements n’est plus à cette liste. Relisez-la.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, edits: Sequence[Edit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {str(edit.journal_seq): _change(edit) for edit in edits}
        if named:
            offer(self, "changes", named.items())
        else:
            del self.fields["changes"]

    def clean_reason(self) -> str:
        """The reason as it is kept."""
        return _kept(lambda: check_answer(Outcome.REFUSED, self.cleaned_data["reason"])[1])

    def numbers(self) -> list[int]:
        """The journal numbers of the changes that were ticked."""
        return [int(number) for number in self.cleaned_data.get("changes", [])]

    def has_seen(self, seen: str) -> None:
        """Take note that the page shows the present answer: sent again, the form replaces it."""
        send_again(self, "seen", seen)


class RedressForm(ReasonForm):
    """Where a contested text goes, and which of the texts it is."""

    text = forms.ChoiceField(
        label=_("Texte à déplacer"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez le texte à déplacer.")},
    )
    to = forms.ChoiceField(
        label=_("Déplacer vers…"),
        error_messages={"required": _("Choisissez un livret, ou « Mettre de côté ».")},
    )
    field_order = ("text", "to", "reason")

    def __init__(
        self, *args: Any, texts: Sequence[tuple[str, str]], booklets: Sequence[Booklet], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "text", texts)
        named = [(booklet.slug, f"{booklet.number}. {booklet.title}") for booklet in booklets]
        offer(self, "to", [("", _("Choisir un endroit")), *named, (ASIDE, _("Mettre de côté"))])
        self.fields["reason"].widget.attrs["maxlength"] = LONGEST_REASON


def _change(edit: Edit) -> str:
    """A change in one line, by its number in the journal."""
    words = {
        "board.moved": _("texte déplacé : « %(before)s » → « %(after)s »"),
        "measure.added": _("mesure ajoutée : « %(after)s »"),
        "measure.removed": _("mesure retirée : « %(before)s »"),
        "source.added": _("texte rattaché à la mesure « %(after)s »"),
        "source.removed": _("texte détaché de la mesure « %(before)s »"),
    }.get(edit.code, _("« %(after)s » écrit à la place de « %(before)s »"))
    if edit.code in ("measure.edited", "booklet.renamed") and edit.before == edit.after:
        words = _("texte récrit sous « %(after)s »")
    said = words % {"before": place_name(edit.before), "after": place_name(edit.after)}
    return _("Journal nº %(seq)s, %(said)s") % {"seq": edit.journal_seq, "said": said}


def _kept(check: Callable[[], str]) -> str:
    """What a rule keeps of a field, or its refusal as the field's error."""
    try:
        return check()
    except RuleBroken as broken:
        raise as_field_error(broken) from broken
