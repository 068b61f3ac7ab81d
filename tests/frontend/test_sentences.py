"""The sentences: found wherever they stand, complete in English, counted as the French count."""

import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import ngettext

from frontend import sentences

CATALOGUE = Path(sentences.__file__).parent / "locale/en/LC_MESSAGES/django.po"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{% translate "Relire" %}', ["Relire"]),
        ("{% translate 'L’urne' as u %}", ["L’urne"]),
        ('{% translate "30 % des sièges" %}', ["30 %% des sièges"]),
        (
            "{% blocktranslate trimmed %}\n  Bonjour {{ name }},\n  entrez.\n{% endblocktranslate %}",
            ["Bonjour %(name)s, entrez."],
        ),
        (
            "{% blocktranslate count n=n %}{{ n }} texte{% plural %}{{ n }} textes{% endblocktranslate %}",
            [("%(n)s texte", "%(n)s textes")],
        ),
        ('{% field form.title label=_("Titre") %}', ["Titre"]),
        ("<p>rien à traduire</p>{{ name }}", []),
    ],
)  # fmt: skip
def test_sentences_of_a_template_are_found(source: str, found: list[object]) -> None:
    assert list(sentences.in_template(source)) == found


def test_every_sentence_has_its_english() -> None:
    assert sentences.missing() == []


def test_no_translation_loses_a_fact() -> None:
    for message in sentences.read():
        if message.id:
            ids = (message.id,) if isinstance(message.id, str) else message.id
            strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            wanted = set().union(*(facts(text) for text in ids))
            for text in strings:
                assert facts(str(text)) <= wanted, ids
            assert set().union(*(facts(str(text)) for text in strings)) == wanted, ids


def facts(text: str) -> set[str]:
    """The facts that a sentence quotes by name."""
    return {part.split(")")[0] for part in text.replace("%%", "").split("%(")[1:]}


def test_nothing_is_counted_as_the_french_count() -> None:
    kept = sentences.read()
    (singular, plural) = next(
        tuple(message.id) for message in kept if message.id and not isinstance(message.id, str)
    )
    sentences.compile_catalogues()
    with translation.override("fr"):
        assert ngettext(singular, plural, 0) == singular
        assert ngettext(singular, plural, 2) == plural


def test_no_french_line_starts_with_a_sign() -> None:
    # A plain space before a sign, or inside « », is where a narrow screen would break the line.
    broken = re.compile(r"(?<=[^\s(\[]) (?=[;?!»:](?:\s|$|[<.,]))|(?<=«) ")
    catalogue = CATALOGUE.read_text(encoding="utf-8").replace('"\n"', "")
    sources = re.findall(r'^msgid(?:_plural)? "(.+)"$', catalogue, re.MULTILINE)
    assert len(sources) > 1_000
    assert [source for source in sources if broken.search(source)] == []
