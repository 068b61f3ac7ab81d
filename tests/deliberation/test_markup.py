"""Markdown becomes harmless HTML, in a time that grows in step with its length."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.markup import ATTRIBUTES, SCHEMES, TAGS, first_words, html, plain

TYPED = 5000

# What makes a Markdown renderer slow or deep, each repeated to the length of a whole text.
HEAVY = [
    "[", "![", "[a](", "[a][", "[[", "[a](b)", "[a]: b\n", "[![", "[a](((b",
    ">", "> - ", "> a\n\nb\n\n", "1. ", "2) ", "- ", "- a\n", "- a\n\n", "1. a\n", "* * a\n", "+ - * ",
    "*", "**a ", "***a**b*", "*a **b ", "_a", "__a_", "`", "`a``b", "\\", "#", "# a\n", "a\n# a\n",
    "a\n===\n", "a\n---\n", "---\n", "<", "<a ", "<!--", "<![CDATA[", "<?", "<http:", "&#", "e\u0301\u0301",
    "\t", "\n", "    a\n\n", "\u202e\u2066", "\ue0f0",
]  # fmt: skip

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    '[x](http://a.b "onmouseover=alert(1)")',
    '[x](http://a.b" onmouseover="alert(1))',
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe src=//evil.example></iframe>",
    "<style>*{display:none}</style>",
    '<form action="//evil.example"><input name=a></form>',
    "<math><mi//xlink:href='javascript:alert(1)'>",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<scr\ue0f0ipt>alert(1)</script>",
    "[<script>alert(1)</script>](http://a.b)",
]


class Nodes(HTMLParser):
    """Every tag and attribute of a page, as a browser would read them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def check_harmless(page: str) -> None:
    for tag, attributes in Nodes(page).found:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | {"rel"}
        address = attributes.get("href") or ""
        assert ":" not in address.split("/")[0] or address.split(":")[0] in SCHEMES


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_a_text_acts_in_a_page(payload: str) -> None:
    check_harmless(html(payload))
    check_harmless(html(f"> - {payload}\n\n1. **{payload}**\n"))


@given(st.text(alphabet="<>[]()!\"'`*_#&;:/\\= \n\tajhre\ue0f0", max_size=200))
def test_nothing_in_any_text_acts_in_a_page(text: str) -> None:
    check_harmless(html(text))


@pytest.mark.parametrize("piece", HEAVY)
def test_no_text_is_slow_to_render(piece: str) -> None:
    text = piece * (TYPED // len(piece))
    html("once")
    taken = []
    # The best of three: a search for cycles through all that a long run of tests holds is not ours.
    for _ in range(3):
        before = time.process_time()
        html(text)
        taken.append(time.process_time() - before)
    assert min(taken) < 0.2


def test_quotes_and_lists_nested_beyond_reason_are_flattened() -> None:
    assert html("> " * 2000 + "au fond").count("<blockquote>") <= 12
    assert "au fond" in html("1. " * 2000 + "au fond")


def test_what_members_write_is_rendered() -> None:
    page = html("# Titre\nUn **mot**, un [lien](https://fr.example/Eau_(rivière) 'x').\n\n- a\n- b\n\n> cité")
    assert "<h3>Titre</h3>" in page
    assert "<strong>mot</strong>" in page
    assert "<li>a</li>" in page
    assert "<blockquote>" in page
    assert 'rel="nofollow noopener noreferrer ugc"' in html("[a](https://fr.example/Eau_(rivière))")


def test_brackets_and_html_that_are_only_text_stay_text() -> None:
    assert html("voir [1] et <b>ceci</b>") == "<p>voir [1] et &lt;b&gt;ceci&lt;/b&gt;</p>"
    assert "<code>[x]</code>" in html("`[x]`")


def test_a_title_is_made_of_the_first_words() -> None:
    assert first_words("**Réparer** les fuites") == "Réparer les fuites"
    assert first_words("Le prix\u00a0: « l’eau » & le reste") == "Le prix : « l’eau » & le reste"
    cut = first_words("mot " * 60)
    assert cut.endswith("mot…")
    assert len(cut) <= 111
    assert len(first_words("m" * 500)) == 111


def test_plain_text_has_no_sign_of_markdown_left() -> None:
    assert plain('Un [lien](http://a.b) & "deux" < trois') == 'Un lien & "deux" < trois'
