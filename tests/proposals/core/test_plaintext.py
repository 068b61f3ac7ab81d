"""HTML in what is imported becomes plain words; what only looks like it stays."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.corpus import CorpusText, corpus_of
from proposals.core.lists import lists_for
from proposals.core.plaintext import plain
from proposals.core.terms import Reader
from proposals.core.textfiles import read_texts


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<p>Réparer les fuites.</p>\n<p>Partout.</p>", "Réparer les fuites.\n\nPartout."),
        ("Une ligne<br>une autre<br/>la fin", "Une ligne\nune autre\nla fin"),
        ("<ul>\n<li>Eau</li>\n<li class='x'>Air</li>\n</ul>", "- Eau\n- Air"),
        ("<p>Du <strong>pain</strong> et de l&rsquo;eau&nbsp;!</p>", "Du pain et de l’eau !"),
        (
            'Lire <a href="https://exemple.org/loi" target="_blank">la loi</a>',
            "Lire la loi (https://exemple.org/loi)",
        ),
        ('<a href="https://exemple.org">https://exemple.org</a>', "https://exemple.org"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ('<p style="color: red">Rouge</p><script>alert(1)</script><!-- rien -->', "Rouge"),
        ("R&amp;D et &#39;guillemets&#39;", "R&D et 'guillemets'"),
        # No HTML: untouched, blanks and all.
        ("Si x < 3 et y > 2, alors  rien.\n\n\n\nFin", "Si x < 3 et y > 2, alors  rien.\n\n\n\nFin"),
        ("a <b and c> d", "a <b and c> d"),
        ("<https://exemple.org> et R&D", "<https://exemple.org> et R&D"),
        ("Je <3 les gares", "Je <3 les gares"),
        ("<politique> & co", "<politique> & co"),
    ],
)
def test_html_becomes_plain_words(text: str, kept: str) -> None:
    assert plain(text) == kept


def test_tags_of_an_imported_text_are_no_words() -> None:
    rows = read_texts(
        b'id,title,text\n1,L&#39;eau,"<div class=""strong""><p>Les fuites<br>du r&eacute;seau</p></div>"\n'
    ).rows
    assert (rows[0].title, rows[0].text) == ("L'eau", "Les fuites\ndu réseau")
    corpus = corpus_of([CorpusText("1", rows[0].text)])
    words = Reader(lists_for("fr")).surfaces(corpus.texts[0].text, "fr")
    assert words == ["les", "fuites", "du", "réseau"]


@given(st.text(alphabet="<>/&;ab p=\"'\n#1xli", max_size=60))
def test_any_signs_are_read(text: str) -> None:
    plain(text)


@pytest.mark.parametrize(
    "piece", ["<p ", "<a href=", "<p a='", "&#", "<!--", "<script>", "< p", "<a href=http://x>"]
)
def test_nothing_takes_long(piece: str) -> None:
    text = "<p>" + piece * (20_000 // len(piece))
    start = time.monotonic()
    plain(text)
    assert time.monotonic() - start < 0.5
