"""A document as one HTML page: every word escaped, every table and drawing told."""

from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.bodies import Node
from proposals.core.drawing.page import body_html, page_of
from tests.proposals.core.printing import every_block, make_printed

TAGS_OF_OURS = {
    "html", "head", "meta", "title", "style", "body", "main", "footer",
    "header", "nav", "section", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul", "li", "a", "br",
    "hr", "strong", "em", "code", "pre", "blockquote", "div", "span", "bdi", "svg", "rect", "table",
    "caption", "thead",     "tbody", "tr", "th", "td", "details", "summary",
}  # fmt: skip


class Tags(HTMLParser):
    """What stands in a page: its tags, its addresses, its levels of titles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.addresses: list[str] = []
        self.keys: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        given = dict(attrs)
        assert not any(name.startswith("on") or name in ("style", "src") for name in given)
        self.addresses += [value or "" for name, value in attrs if name == "href"]
        self.keys += [value or "" for name, value in attrs if name == "id"]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_no_word_becomes_a_tag(words: str) -> None:
    page = Tags(page_of(make_printed(*every_block(words), title=words)))
    assert set(page.found) <= TAGS_OF_OURS
    assert all(address.startswith(("#", "https://l.example/")) for address in page.addresses)


def test_a_payload_is_read_as_it_was_typed() -> None:
    payload = '<script>alert(1)</script><img src=x onerror="x">'
    page = page_of(make_printed(*every_block(payload)))
    assert "<script" not in page
    assert payload in unescape(page)


def test_titles_skip_no_level_and_every_listed_part_is_there() -> None:
    page = Tags(page_of(make_printed()))
    levels = [int(tag[1]) for tag in page.found if tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {address[1:] for address in page.addresses if address[:1] == "#"} <= set(page.keys)
    assert len(page.keys) == len(set(page.keys))


def test_tables_have_heads_and_the_drawing_its_words() -> None:
    page = page_of(make_printed())
    assert '<th scope="col" class="num-cell">Nombre</th>' in page
    assert '<th scope="row">Autres</th><td class="num-cell">1</td>' in page
    assert 'role="img"' in page
    assert 'aria-label="Les mots."' in page


def test_a_link_that_leads_to_code_is_its_words() -> None:
    link = Node("link", (Node("text", text="ici"),), to="javascript:alert(1)")
    assert body_html((Node("paragraph", (link,)),)) == "<p>ici</p>"
