"""The sentences of our pages: found in templates and code, kept in the English catalogue, compiled.

Babel reads the code; for templates Django's own lexer is used. No gettext program is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace

HERE = Path(__file__).resolve().parent.parent
CATALOGUE = HERE / "frontend" / "locale" / "en" / "LC_MESSAGES" / "django.po"
PACKAGES = ("deliberation", "proposals", "votes", "frontend")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
}
_LITERAL = re.compile(r"""_\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\)""")

# A sentence: one string, or (singular, plural); and where it stands.
Sentence = tuple[str | tuple[str, str], str]


def in_code() -> Iterator[Sentence]:
    """The sentences of the Python files."""
    for package in PACKAGES:
        for path in sorted((HERE / package).rglob("*.py")):
            for _line, message, _comments, _context in extract_from_file("python", path, keywords=KEYWORDS):
                found = message if isinstance(message, str) else (message[0], message[1])
                yield found, str(path.relative_to(HERE))


def in_templates() -> Iterator[Sentence]:
    """The sentences of the templates: `translate`, `blocktranslate` and `_("...")` in any tag."""
    for path in sorted((HERE / "frontend" / "templates").rglob("*")):
        if path.suffix in (".html", ".txt", ".svg"):
            for message in in_template(path.read_text()):
                yield message, str(path.relative_to(HERE))


def in_template(source: str) -> Iterator[str | tuple[str, str]]:
    """The sentences of one template."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        words = token.split_contents()
        if words and words[0] in ("translate", "trans") and words[1][0] in "\"'":
            yield _unquote(words[1])
        elif words and words[0] in ("blocktranslate", "blocktrans"):
            yield _block(tokens, trimmed="trimmed" in words)
        else:
            for literal in _LITERAL.findall(token.contents):
                yield _unquote(literal)


def _block(tokens: Iterator[Token], *, trimmed: bool) -> str | tuple[str, str]:
    parts: list[list[str]] = [[]]
    for token in tokens:
        word = token.contents.split()[:1] if token.token_type == TokenType.BLOCK else []
        if word == ["plural"]:
            parts.append([])
        elif word and word[0] in ("endblocktranslate", "endblocktrans"):
            break
        elif token.token_type == TokenType.VAR:
            parts[-1].append(f"%({token.contents})s")
        else:
            parts[-1].append(token.contents.replace("%", "%%"))
    whole = [trim_whitespace("".join(part)) if trimmed else "".join(part) for part in parts]
    return whole[0] if len(whole) == 1 else (whole[0], whole[1])


def _unquote(literal: str) -> str:
    return literal[1:-1].replace("\\" + literal[0], literal[0]).replace("%", "%%")  # as Django looks it up


def wanted() -> Catalog:
    """A catalogue of all the sentences there are now, without translations."""
    catalogue = Catalog(locale="en", project="Livret", charset="utf-8", fuzzy=False)
    for message, path in [*in_code(), *in_templates()]:
        catalogue.add(message, locations=[(path, 0)])
    return catalogue


def read() -> Catalog:
    """The English catalogue as it is kept; empty when there is none yet."""
    if not CATALOGUE.exists():
        return Catalog(locale="en", charset="utf-8", fuzzy=False)
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def collect() -> Catalog:
    """Bring the kept catalogue up to date: new sentences come in, gone ones go, translations stay."""
    kept = read()
    kept.update(wanted(), no_fuzzy_matching=True)
    kept.obsolete.clear()
    kept.project, kept.version = "Livret", "0.1"
    kept.header_comment = "# The English of Livret's sentences; the ids are the French ones."
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, kept, width=110, sort_output=True, omit_header=False, include_lineno=False)
    # No dates in the header: a file that changes only when a sentence does.
    lines = [line for line in buffer.getvalue().splitlines() if b"-Date:" not in line]
    CATALOGUE.write_bytes(b"\n".join(lines) + b"\n")
    return kept


def compile_catalogues() -> None:
    """Compile the English catalogue and the French one, unless the compiled ones are newer."""
    kept = read()
    for language, catalogue in (("en", kept), ("fr", french(kept))):
        compiled = CATALOGUE.parents[2] / language / "LC_MESSAGES" / "django.mo"
        if not compiled.exists() or compiled.stat().st_mtime <= CATALOGUE.stat().st_mtime:
            compiled.parent.mkdir(parents=True, exist_ok=True)
            with compiled.open("wb") as file:
                write_mo(file, catalogue)


def french(kept: Catalog) -> Catalog:
    """The sentences that count, in French: the ids themselves, but under the French rule for zero.

    Without a catalogue gettext counts as English does and says "0 contributions".
    """
    catalogue = Catalog(locale="fr", charset="utf-8", fuzzy=False)
    for message in kept:
        if message.id and not isinstance(message.id, str):
            catalogue.add(message.id, tuple(message.id))
    return catalogue


def missing() -> list[str]:
    """The sentences without an English translation, in the order of their text."""
    kept = read()
    found = []
    for message in wanted():
        if not message.id:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        known = kept.get(key)
        strings = () if known is None else known.string
        if isinstance(strings, str):
            strings = (strings,)
        if known is None or known.fuzzy or not strings or not all(strings):
            found.append(key)
    return sorted(found)
