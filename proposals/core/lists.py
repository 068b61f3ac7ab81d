"""The word lists a run uses, as plain values: they travel in every bundle, so nothing is looked up later."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import stopwordsiso

from deliberation.core.canonical import Json, digest
from deliberation.core.errors import RuleBroken

STEMMERS = {"fr": "french", "en": "english", "de": "german", "es": "spanish"}
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
_LIGATURES = {ord("œ"): "oe", ord("æ"): "ae", ord("ß"): "ss", ord("ø"): "o"}


@dataclass(frozen=True, slots=True)
class Lists:
    """What decides which words count: the stemmer's name, stop words, elisions, shortest word.

    Stop words are folded (lower case, no accents) and sorted; elisions are what French writes before
    an apostrophe. Words whose folded form has under `shortest` letters are stop words too.
    """

    language: str
    stemmer: str
    stop_words: tuple[str, ...]
    elisions: tuple[str, ...]
    shortest: int = 3

    def as_json(self) -> dict[str, Json]:
        """The lists as they stand in a bundle."""
        return {
            "elisions": list(self.elisions),
            "language": self.language,
            "shortest": self.shortest,
            "stemmer": self.stemmer,
            "stop_words": list(self.stop_words),
        }

    def digest(self) -> str:
        """SHA-256 of the canonical lists."""
        return digest(self.as_json())


def fold(word: str) -> str:
    """Lower case without accents (compatibility decomposition, combining marks dropped); œ is oe."""
    decomposed = unicodedata.normalize("NFKD", word.lower()).translate(_LIGATURES)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def lists_for(language: str, also: Iterable[str] = ()) -> Lists:
    """The lists of a language: stopwordsiso's words, ours, and those an organiser adds.

    Refuses a language without stemmer with `lists.unknown-language`.
    """
    if language not in STEMMERS:
        raise RuleBroken("lists.unknown-language", language=language)
    words = {fold(word) for word in (*stopwordsiso.stopwords(language), *OURS.get(language, []), *also)}
    elisions = tuple(sorted(ELIDED.get(language, [])))
    return Lists(language, STEMMERS[language], tuple(sorted(words - {""})), elisions)


def lists_from(read: Json) -> Lists:
    """Lists out of a bundle, which anyone may have written: refuses with `lists.not-lists` what is
    oversized, unsorted or of another shape, and with `lists.unknown-stemmer` a stemmer we do not have.
    """
    if not isinstance(read, Mapping):
        raise RuleBroken("lists.not-lists")
    language, stemmer, shortest = read.get("language"), read.get("stemmer"), read.get("shortest")
    stop_words = _words(read.get("stop_words"), LONGEST_WORD)
    elisions = _words(read.get("elisions"), LONGEST_ELISION)
    if not isinstance(language, str) or not isinstance(stemmer, str) or type(shortest) is not int:
        raise RuleBroken("lists.not-lists")
    if stemmer not in STEMMERS.values():
        raise RuleBroken("lists.unknown-stemmer", stemmer=stemmer)
    lists = Lists(language, stemmer, stop_words, elisions, shortest)
    if lists.as_json() != dict(read):
        raise RuleBroken("lists.not-lists")
    return lists


def _words(read: Json, longest: int) -> tuple[str, ...]:
    if not isinstance(read, list) or len(read) > MOST_WORDS:
        raise RuleBroken("lists.not-lists")
    words = tuple(word for word in read if isinstance(word, str) and 0 < len(word) <= longest)
    if len(words) != len(read) or list(words) != sorted(set(words)):
        raise RuleBroken("lists.not-lists")
    return words
