"""A ballot on one question, in the shape of its rule: options ticked, ranked or graded."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
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
from proposals.forms.fields import offer
from votes.core.ballots import settle_choices
from votes.core.choices import Choice, Choices, Shape
from votes.core.codes import read_change_code
from votes.core.questions import BLANK_CODE
from votes.core.tally.graded import is_complete
from votes.core.tally.rules import rule_of
from votes.forms.codes import Codes
from votes.models import Question
from votes.queries.definitions import question_definition
from votes.queries.papers import Grade, Said, grade_word, grades_of, note_of

RANK, GRADE = "rank-", "grade-"
# Requests and answers around a ballot are a multiple of this many bytes long.
SIZE_STEP = 2048
# The bytes of what stands beside the choices in such a request: token, seed, code, the name of the padding.
OTHER_FIELDS = 256


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a ballot: its code, its wording, a note under it, and what is ticked or typed now."""

    code: str
    text: str
    note: str
    ticked: bool
    rank: str
    grade: str | None


class BallotForm(forms.Form):
    """A ballot on one question.

    `choices` holds ticked options, and the blank ballot of every shape; ranks are posted as `rank-CODE`,
    grades as `grade-CODE`. `seed` fixes the order of this display, drawn afresh for each, so that the order
    stays on error and on the way back. `code` carries the change code from page to page: the server keeps
    nothing between them.
    """

    choices = forms.MultipleChoiceField(label=gettext_lazy("Votre choix"), required=False)
    seed = forms.RegexField(r"^[a-z0-9]{4,20}$", required=False, widget=forms.HiddenInput)
    code = Codes(read_change_code, required=False, widget=forms.HiddenInput)

    def __init__(self, question: Question, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.definition = question_definition(question)
        self.shape = rule_of(self.definition).shape
        offered = self.definition.codes() if self.shape is Shape.APPROVALS else ()
        choices = offer(self, "choices", [(code, code) for code in (*offered, BLANK_CODE)])
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
        return self.data.getlist("choices") if isinstance(self.data, MultiValueDict) else []

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What is chosen, as the fields that carry it to the next page: names and values."""
        ticked = [("choices", code) for code in self.ticked]
        codes = self.definition.codes()
        named = [f"{kind}{code}" for kind in (RANK, GRADE) for code in codes] if self.is_bound else []
        return ticked + [(name, self.data[name]) for name in named if self.data.get(name)]

    @property
    def room(self) -> int:
        """The bytes that any ballot on this question fits in as it is posted, a multiple of the step."""
        codes = self.definition.codes()
        if self.shape is Shape.APPROVALS:
            sizes = sorted((len(urlencode([("choices", code)])) + 1 for code in codes), reverse=True)
            longest = sum(sizes[: self.definition.most])
        elif self.shape is Shape.RANKING:
            ranks = sum(len(str(rank)) for rank in self.ranks)
            longest = sum(len(urlencode([(f"{RANK}{code}", "")])) + 1 for code in codes) + ranks
        else:
            widest = max(len(str(grade.value)) for grade in self.grades)
            longest = sum(len(urlencode([(f"{GRADE}{code}", "")])) + 1 + widest for code in codes)
        return -(-(longest + OTHER_FIELDS) // SIZE_STEP) * SIZE_STEP

    @property
    def padding(self) -> str:
        """What makes the next request as long as any other ballot's: who watches the line sees sizes."""
        length = len(urlencode(self.carried))
        return "x" * (self.room - length if length <= self.room else -length % SIZE_STEP)

    @property
    def mask(self) -> tuple[str, str]:
        """What a form that the browser itself fills in sends along, and the rest, which the page keeps.

        Of a length drawn for each display, so that the few bytes that one choice takes more than another
        drown in it; both together are one step, as the size of the page must not tell the length either.
        """
        sent = secrets.randbelow(SIZE_STEP)
        return "x" * sent, "x" * (SIZE_STEP - sent)

    def longest(self) -> BallotForm:
        """The same form with the choices that take the most room on a page for reading over."""
        data = MultiValueDict({"seed": [self.order], "code": [self.data.get("code", "")]})
        by_length = sorted(self.question.options.all(), key=lambda option: -_room_of(option.text))
        longest = [option.code for option in by_length[: self.definition.most]]
        if self.shape is Shape.APPROVALS:
            data.setlist("choices", longest)
        elif self.shape is Shape.RANKING:
            for place, code in enumerate(longest, start=1):
                data[f"{RANK}{code}"] = str(place)
        else:
            widest = max(self.grades, key=lambda grade: _room_of(grade.word) + len(str(grade.value)))
            for code in longest:
                data[f"{GRADE}{code}"] = str(widest.value)
        return BallotForm(self.question, data)

    @property
    def rows(self) -> list[Row]:
        """The options in the order of this display; blank is not among them."""
        ticked = self.ticked
        return [
            Row(
                option.code, option.text, note_of(option), option.code in ticked,
                self._posted(RANK, option.code), self.data.get(f"{GRADE}{option.code}"),
            )
            for option in shuffled(list(self.question.options.all()), self.order)
        ]  # fmt: skip

    @property
    def ranks(self) -> range:
        """The ranks that a ballot may give."""
        return range(1, self.definition.most + 1)

    @property
    def grades(self) -> list[Grade]:
        """The grades of the scale, the best first."""
        return grades_of(self.definition)

    @property
    def complete(self) -> bool:
        """Whether every option needs a grade."""
        return is_complete(self.definition)

    @property
    def blank_ticked(self) -> bool:
        """Whether blank is ticked."""
        return BLANK_CODE in self.ticked

    @property
    def chosen(self) -> list[Said]:
        """What is chosen, in words, for a page that shows it for reading over; legal or not."""
        options = {option.code: option for option in self.question.options.all()}
        if self.shape is Shape.RANKING:
            ranked = sorted(self._ranks().items(), key=lambda pair: pair[1])
            return [Said(options[code], str(place)) for place, (code, _rank) in enumerate(ranked, start=1)]
        if self.shape is Shape.GRADES:
            given = dict(self._given())
            return [
                Said(option, grade_word(self.definition, given[code]))
                for code, option in options.items() if code in given
            ]  # fmt: skip
        return [Said(option, "") for code, option in options.items() if code in self.ticked]

    def clean_choices(self) -> Choices:
        """The choices as the rule takes them; an error in words when they are no legal ballot."""
        try:
            return settle_choices(self.definition, self._chosen(self.cleaned_data["choices"]))
        except RuleBroken as broken:
            raise ValidationError(
                _mistake(broken, self.definition.most, self.shape), code=broken.code
            ) from None

    def _chosen(self, ticked: list[str]) -> list[Choice]:
        if self.shape is Shape.RANKING:
            ranks = self._ranks()
            self._check_doubles(ranks)
            return [*sorted(ranks, key=lambda code: ranks[code]), *ticked]
        if self.shape is Shape.GRADES:
            return [*self._given(), *ticked]
        return [*ticked]

    def _posted(self, kind: str, code: str) -> str:
        return str(self.data.get(f"{kind}{code}", "")) if self.is_bound else ""

    def _ranks(self) -> dict[str, int]:
        """The rank that is posted for each option; what is no rank is none."""
        posted = {code: self._posted(RANK, code) for code in self.definition.codes()}
        return {code: int(rank) for code, rank in posted.items() if rank.isdecimal() and len(rank) < 4}

    def _given(self) -> list[tuple[str, int]]:
        posted = ((code, self._posted(GRADE, code)) for code in self.definition.codes())
        return [(code, int(grade)) for code, grade in posted if grade.isdecimal() and len(grade) < 4]

    def _check_doubles(self, ranks: dict[str, int]) -> None:
        texts = {option.code: option.text for option in self.definition.options}
        for rank in sorted(set(ranks.values())):
            equal = [code for code, given in ranks.items() if given == rank]
            if len(equal) > 1:
                words = _("Le rang %(rank)s est donné deux fois : à « %(one)s » et à « %(other)s ».")
                said = words % {"rank": rank, "one": texts[equal[0]], "other": texts[equal[1]]}
                raise ValidationError(said, code="ballot.rank-twice")


def _room_of(text: str) -> int:
    """The bytes that a text takes on a page."""
    return len(escape(text).encode())


def _mistake(broken: RuleBroken, most: int, shape: Shape) -> str:
    if broken.code == "ballot.empty" and shape is Shape.APPROVALS:
        return _("Rien n’est coché. Choisissez une réponse ou « Vote blanc ».")
    if broken.code == "ballot.empty":
        return _("Rien n’est choisi. Choisissez une réponse ou « Vote blanc ».")
    if broken.code == "ballot.too-many" and most == 1:
        return _("Un seul choix est possible. Décochez les autres.")
    if broken.code == "ballot.too-many":
        over = int(broken.facts["chosen"] or 0) - most
        return _("%(most)s choix au plus : il y en a %(over)s de trop.") % {"most": most, "over": over}
    if broken.code == "ballot.blank-with-options":
        return _("Le vote blanc ne s’ajoute pas à un choix : gardez l’un ou l’autre.")
    if broken.code == "ballot.grade-missing":
        return _("Chaque choix demande une note ou une mention : il en manque.")
    return _("Ces choix ne font pas un bulletin de cette question. Recommencez.")
