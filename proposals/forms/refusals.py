"""How a refusal of a rule becomes the error of a field."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string

from deliberation.core.errors import RuleBroken


class Words(Protocol):
    """A refusal in words: what happened, what to do, the HTTP status."""

    happened: str
    to_do: str
    status: int


def in_words(broken: RuleBroken) -> Words:
    """The words for a refusal, asked by name of who keeps the words."""
    words: Words = import_string(settings.WORDS_OF_A_REFUSAL)(broken)
    return words


def as_field_error(broken: RuleBroken) -> ValidationError:
    """The refusal as an error of a field."""
    words = in_words(broken)
    return ValidationError(f"{words.happened} {words.to_do}", code=broken.code)
