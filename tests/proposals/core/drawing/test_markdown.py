"""A document as Markdown: what people typed is words, never marks."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.bodies import Node
from proposals.core.drawing.markdown import body_markdown, markdown_of
from proposals.core.printed import Line, Section, Table
from tests.proposals.core.printing import every_block, make_printed


def typed(words: str) -> str:
    """The words as one paragraph of Markdown."""
    return body_markdown((Node("paragraph", (Node("text", text=words),)),))


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("# pas un titre", r"\# pas un titre"),
        ("- pas une liste", r"\- pas une liste"),
        ("1. pas un rang", r"\1. pas un rang"),
        ("*fort* _et_ `code`", r"\*fort\* \_et\_ \`code\`"),
        ("<script>", "&lt;script&gt;"),
        ("[lien](http://a)", r"\[lien\](http://a)"),
        ("a | b", r"a \| b"),
        ("Q&R", "Q&amp;R"),
        ("1984", "1984"),
    ],
)
def test_signs_of_markdown_are_escaped_where_they_would_act(words: str, drawn: str) -> None:
    assert typed(words) == drawn


def test_a_break_is_two_blanks_and_what_follows_begins_no_list() -> None:
    line = Node("paragraph", (Node("text", text="un"), Node("break"), Node("text", text="- deux")))
    assert body_markdown((line,)) == "un  \n\\- deux"


def test_an_address_holds_nothing_that_ends_it() -> None:
    link = Node("link", (Node("text", text="ici"),), to="https://l.example/a (b)<c>")
    assert body_markdown((Node("paragraph", (link,)),)) == "[ici](https://l.example/a%20%28b%29%3Cc%3E)"


def test_code_is_fenced_by_more_marks_than_it_holds() -> None:
    assert body_markdown((Node("paragraph", (Node("code", text="a``b`"),)),)) == "``` a``b` ```"


def test_what_a_list_holds_stands_four_blanks_in() -> None:
    item = Node("item", (Node("paragraph", (Node("text", text="un"),)), Node("quote", ())))
    nested = Node("bullets", (Node("item", (Node("paragraph", (Node("text", text="deux"),)),)),))
    item = Node("item", (item.inside[0], nested))
    assert body_markdown((Node("numbers", (item,), number=4),)) == "4. un\n\n    - deux"


def test_a_table_has_its_caption_its_heads_and_its_numbers_at_the_right() -> None:
    table = Table("Les textes", ("Textes", "#Nombre"), (("Portés | tous", "4"),))
    drawn = markdown_of(make_printed(Section("c", "Couverture", (table, Line("fin", "lead")))))
    assert "Les textes\n\n| Textes | Nombre |\n| --- | ---: |\n| Portés \\| tous | 4 |\n\n**fin**" in drawn


def test_titles_stand_by_level_and_headings_of_a_body_below_them() -> None:
    drawn = markdown_of(make_printed(*every_block()))
    levels = [len(marks) for marks in re.findall(r"^(#+) ", drawn, re.MULTILINE)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "### 1. Les mots." in drawn


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_no_word_leaves_html_or_a_link_behind(words: str) -> None:
    drawn = typed(words)
    assert "<" not in drawn.replace("&lt;", "")
    assert not re.search(r"(?<!\\)\]\(", drawn.replace("\\\\", ""))
