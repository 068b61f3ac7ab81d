"""What people send to question a run: a change of the word lists, or the file of a rival run."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from deliberation.core.errors import RuleBroken
from proposals.actions.challenging import LONGEST_WHY
from proposals.core.booklets import LONGEST_REASON
from proposals.core.rivals import LARGEST
from proposals.core.wordchanges import Act
from proposals.forms.fields import Nonced
from proposals.forms.refusals import as_field_error

ACTS = [
    (str(Act.LEAVE_OUT), _("Laisser de côté : ces mots ne comptent plus")),
    (str(Act.COUNT), _("Rendre au calcul : ces mots laissés de côté comptent de nouveau")),
    (str(Act.JOIN), _("Compter ensemble : ces mots comptent comme un seul")),
    (str(Act.PART), _("Compter à part : défaire un groupe de mots comptés ensemble")),
]
LONGEST_WORDS = 1000
_BETWEEN = re.compile(r"[,;\s]+")


class WordForm(forms.Form):
    """A change of the word lists: what is asked, of which words, and the public reason."""

    act = forms.ChoiceField(
        label=_("Changement"), choices=ACTS, widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez un des quatre changements.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Mots"),
        help_text=_("Un ou plusieurs, séparés par des virgules. Accents et majuscules ne comptent pas."),
        max_length=LONGEST_WORDS,
        error_messages={"required": _("Écrivez au moins un mot.")},
    )
    reason = forms.CharField(
        label=_("Motif public"),
        help_text=_("Une ligne. Si vous confirmez, elle paraît au journal avec votre nom et l’effet mesuré."),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Dites en une ligne pourquoi.")},
    )

    def clean_words(self) -> list[str]:
        """The words one by one."""
        return [word for word in _BETWEEN.split(self.cleaned_data["words"]) if word]


class RivalForm(Nonced):
    """The file of a rival run, and why, in its author's words."""

    file = forms.FileField(
        label=_("Fichier écrit par la commande"),
        help_text=_("Celui de l’option --sheet : la fiche de calcul et les listes de mots, en JSON."),
        error_messages={
            "required": _("Choisissez le fichier que la commande a écrit."),
            "empty": _("Ce fichier est vide."),
        },
    )
    why = forms.CharField(
        label=_("Pourquoi ce contre-calcul"),
        help_text=_("Ce que vous avez changé, et ce que cela montre. Ces mots paraissent avec votre nom."),
        widget=forms.Textarea(attrs={"rows": 5, "data-limit": LONGEST_WHY}),
        max_length=LONGEST_WHY,
        error_messages={"required": _("Dites en quelques mots ce que votre contre-calcul montre.")},
    )

    def clean_file(self) -> bytes:
        """The bytes of the file, never more than the limit."""
        sent = self.cleaned_data["file"]
        if sent is None:
            raise ValidationError(_("Choisissez le fichier que la commande a écrit."), code="required")
        if (sent.size or 0) > LARGEST:
            raise as_field_error(RuleBroken("rival.too-large", most=LARGEST // 2**20))
        return bytes(sent.read(LARGEST + 1))
