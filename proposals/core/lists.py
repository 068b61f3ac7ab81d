"""The word lists a run uses, as plain values: they travel in every bundle, so nothing is looked up later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import stopwordsiso

from deliberation.core.canonical import Json, digest
from deliberation.core.errors import RuleBroken
from proposals.core.folding import fold
from proposals.core.languages import Language
from proposals.core.wordedits import NO_EDITS, Edits, edits_from

STEMMERS: dict[str, str] = {
    Language.FRENCH: "french",
    Language.ENGLISH: "english",
    Language.GERMAN: "german",
    Language.SPANISH: "spanish",
}
ELIDED = {"fr": ["c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quoiqu", "s", "t"]}
OURS = {
    "fr": [
        "accord",
        "ainsi",
        "article",
        "aussi",
        "avoir",
        "cela",
        "doit",
        "doivent",
        "donc",
        "etre",
        "faire",
        "fait",
        "faut",
        "plus",
        "propose",
        "proposition",
        "tres",
    ],
    "en": ["proposal", "propose"],
}
MOST_WORDS = 20_000
LONGEST_WORD = 64
LONGEST_ELISION = 16


@dataclass(frozen=True, slots=True)
class LanguageLists:
    """The lists of one language: the stemmer's name, stop words, elisions.

    Stop words are folded (lower case, no accents) and sorted; elisions are what French writes before
    an apostrophe.
    """

    language: str
    stemmer: str
    stop_words: tuple[str, ...]
    elisions: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Json]:
        """The lists of the language as they stand in a bundle."""
        return {
            "elisions": list(self.elisions),
            "language": self.language,
            "stemmer": self.stemmer,
            "stop_words": list(self.stop_words),
        }


@dataclass(frozen=True, slots=True)
class Lists:
    """What decides which words count: the lists of each language of the corpus (sorted by language),
    what people changed in them, and the shortest word (in letters, folded).
    """

    languages: tuple[LanguageLists, ...]
    edits: Edits = NO_EDITS
    shortest: int = 3

    def as_json(self) -> dict[str, Json]:
        """The lists as they stand in a bundle."""
        return {
            **self.edits.as_json(),
            "languages": [lists.as_json() for lists in self.languages],
            "shortest": self.shortest,
        }

    def digest(self) -> str:
        """SHA-256 of the canonical lists."""
        return digest(self.as_json())


def lists_for(*languages: str, edits: Edits = NO_EDITS) -> Lists:
    """The lists of some languages, each once: stopwordsiso's words and ours, with the edits beside them.

    Refuses a language without stemmer with `lists.unknown-language`, and none with `lists.no-language`.
    """
    if not languages:
        raise RuleBroken("lists.no-language")
    return Lists(tuple(_of_language(language) for language in sorted(set(languages))), edits)


def lists_from(read: Json) -> Lists:
    """Lists out of a bundle, which anyone may have written: refuses with `lists.not-lists` what is
    oversized, unsorted or of another shape, and with `lists.unknown-stemmer` a stemmer we do not have.
    """
    if not isinstance(read, Mapping):
        raise RuleBroken("lists.not-lists")
    several, shortest = read.get("languages"), read.get("shortest")
    if not isinstance(several, list) or not several or type(shortest) is not int:
        raise RuleBroken("lists.not-lists")
    languages = tuple(_language_from(one) for one in several)
    codes = [lists.language for lists in languages]
    lists = Lists(languages, edits_from(read), shortest)
    if codes != sorted(set(codes)) or lists.as_json() != dict(read):
        raise RuleBroken("lists.not-lists")
    return lists


def _of_language(language: str) -> LanguageLists:
    if language not in STEMMERS:
        raise RuleBroken("lists.unknown-language", language=language)
    words = {fold(word) for word in (*stopwordsiso.stopwords(language), *OURS.get(language, []))}
    elisions = tuple(sorted(ELIDED.get(language, [])))
    return LanguageLists(language, STEMMERS[language], tuple(sorted(words - {""})), elisions)


def _language_from(read: Json) -> LanguageLists:
    if not isinstance(read, Mapping):
        raise RuleBroken("lists.not-lists")
    language, stemmer = read.get("language"), read.get("stemmer")
    stop_words = _words(read.get("stop_words"), LONGEST_WORD)
    elisions = _words(read.get("elisions"), LONGEST_ELISION)
    if not isinstance(language, str) or not isinstance(stemmer, str):
        raise RuleBroken("lists.not-lists")
    if stemmer not in STEMMERS.values():
        raise RuleBroken("lists.unknown-stemmer", stemmer=stemmer)
    return LanguageLists(language, stemmer, stop_words, elisions)


def _words(read: Json, longest: int) -> tuple[str, ...]:
    if not isinstance(read, list) or len(read) > MOST_WORDS:
        raise RuleBroken("lists.not-lists")
    words = tuple(word for word in read if isinstance(word, str) and 0 < len(word) <= longest)
    if len(words) != len(read) or list(words) != sorted(set(words)):
        raise RuleBroken("lists.not-lists")
    return words
