"""How terms are written for people where small letters would not do: SMS, TVA, IPv6.

The analysis counts words in small letters and without digits. That is right for counting and wrong for
reading, so each surface form gets the form in which most texts write it, where that one has a second
capital letter or a digit at it. It plays no part in any digest.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from proposals.core.analysis import Result
from proposals.core.corpus import Corpus
from proposals.core.naming import NamingTerm
from proposals.core.termtexts import TermTexts

# A word with what stands at it without a blank: letters, and digits before or after.
_WRITTEN = re.compile(r"\d*[^\W\d_]{2,}\d*")
_LETTERS = re.compile(r"[^\W\d_]+")
_CAPITALS = 2


def spellings(texts: Iterable[str], surfaces: Collection[str]) -> dict[str, str]:
    """For each of these surface forms that most texts write with capitals or digits, that written form.

    A word counts once in a text, however often it stands there; of equally common forms the first by
    code point. A form that is not written so more often than not stays as it is, and is left out.
    """
    known = frozenset(surfaces)
    holding: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for text in texts:
        found = set(_WRITTEN.findall(unicodedata.normalize("NFKC", text)))
        pairs = {(form, word) for word in found if (form := _form(word)) in known}
        holding.update({form for form, _word in pairs})
        for form, word in pairs:
            if _is_special(word):
                written.setdefault(form, Counter())[word] += 1
    chosen = {}
    for form, counts in written.items():
        word, texts_so = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if 2 * texts_so > holding[form]:
            chosen[form] = word
    return chosen


def respelled(
    result: Result, recurring: Sequence[TermTexts], corpus: Corpus
) -> tuple[Result, list[TermTexts]]:
    """A result and its recurring terms, each surface form as people write it: for pages, not for digests."""
    forms = {row.surface for row in result.table.rows} | {term.surface for term in recurring}
    written = spellings((text.text for text in corpus.texts), forms)

    def named(terms: Sequence[NamingTerm]) -> tuple[NamingTerm, ...]:
        return tuple(replace(term, surface=written.get(term.surface, term.surface)) for term in terms)

    rows = tuple(replace(row, surface=written.get(row.surface, row.surface)) for row in result.table.rows)
    shown = replace(
        result,
        clusters=tuple(replace(found, terms=named(found.terms)) for found in result.clusters),
        drafts=tuple(replace(draft, terms=named(draft.terms)) for draft in result.drafts),
        table=replace(result.table, rows=rows),
    )
    return shown, [replace(term, surface=written.get(term.surface, term.surface)) for term in recurring]


def _form(word: str) -> str:
    """The letters of a written word, in small letters, as the analysis reads them."""
    letters = _LETTERS.search(word)
    return letters[0].lower() if letters else ""


def _is_special(word: str) -> bool:
    """Whether it has two capital letters, or a digit at a word that has one: not "Eau", not "article12"."""
    capitals = sum(sign.isupper() for sign in word)
    return capitals >= _CAPITALS or (capitals > 0 and any(sign.isdigit() for sign in word))
