"""The texts a run reads: their order, which nobody can choose, and the digest that freezes them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from deliberation.core.canonical import digest
from deliberation.core.errors import RuleBroken
from proposals.core.languages import Language

Kind = Literal["proposal", "answer"]
KINDS: tuple[Kind, ...] = ("proposal", "answer")
LANGUAGES = frozenset(str(language) for language in Language)
NO_LEAF = hashlib.sha256(b"livret-corpus-v1 empty").hexdigest()


@dataclass(frozen=True, slots=True)
class CorpusText:
    """One text: its public id, its words, what it is, the salt that hides it in its leaf digest, and
    the language its words are read in (recorded when it was written, so that no run guesses).

    The salt is drawn once, kept with the text and erased with it; empty only where nothing will
    ever be erased (tests, research sets).
    """

    id: str
    text: str
    kind: Kind = "proposal"
    salt: str = ""
    language: str = Language.FRENCH

    def leaf(self) -> str:
        """SHA-256 of the canonical JSON array [domain, salt, id, kind, language, text]."""
        return digest(["livret-text-v2", self.salt, self.id, self.kind, str(self.language), self.text])

    def place_in_order(self) -> bytes:
        """SHA-256 of id, NUL, text: texts are read in the order of these digests."""
        return hashlib.sha256(f"{self.id}\0{self.text}".encode()).digest()


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts in digest order, and the leaf digests of texts erased since. Made by `corpus_of`."""

    texts: tuple[CorpusText, ...]
    erased: tuple[str, ...] = ()

    def digest(self) -> str:
        """The Merkle root over all leaves, those of erased texts included."""
        return merkle_root([*(text.leaf() for text in self.texts), *self.erased])

    def languages(self) -> tuple[str, ...]:
        """The languages of its texts, sorted."""
        return tuple(sorted({str(text.language) for text in self.texts}))


def corpus_of(texts: Iterable[CorpusText], erased: Iterable[str] = ()) -> Corpus:
    """Put texts in their order. Refuses an id that is empty or stands twice, a kind or a language that
    is none, and text that is not Unicode (half a surrogate pair): `corpus.empty-id`,
    `corpus.same-id-twice`, `corpus.unknown-kind`, `corpus.unknown-language`, `corpus.not-unicode`.
    """
    found = list(texts)
    seen: set[str] = set()
    for text in found:
        if not text.id or "\0" in text.id:
            raise RuleBroken("corpus.empty-id")
        if text.id in seen:
            raise RuleBroken("corpus.same-id-twice", id=text.id)
        if text.kind not in KINDS:
            raise RuleBroken("corpus.unknown-kind", id=text.id)
        if text.language not in LANGUAGES:
            raise RuleBroken("corpus.unknown-language", id=text.id, language=str(text.language)[:40])
        _check_unicode(text)
        seen.add(text.id)
    return Corpus(tuple(sorted(found, key=lambda text: text.place_in_order())), tuple(sorted(erased)))


def merkle_root(leaves: Iterable[str]) -> str:
    """The root of a binary tree over leaf digests (64 hexadecimal digits each), sorted.

    Sorted, so that the root does not depend on an order which an erased text could no longer prove.
    A node is SHA-256 of the byte 1 and its two children; a last one without partner rises as it is.
    """
    row = [bytes.fromhex(leaf) for leaf in sorted(leaves)]
    if not row:
        return NO_LEAF
    while len(row) > 1:
        row = [_node(row[at : at + 2]) for at in range(0, len(row), 2)]
    return row[0].hex()


def _node(children: list[bytes]) -> bytes:
    return hashlib.sha256(b"\x01" + b"".join(children)).digest() if len(children) == 2 else children[0]


def _check_unicode(text: CorpusText) -> None:
    try:
        f"{text.id}{text.text}{text.salt}".encode()
    except UnicodeEncodeError as error:
        shown = text.id.encode(errors="replace").decode()
        raise RuleBroken("corpus.not-unicode", id=shown) from error
