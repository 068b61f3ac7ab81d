"""A body as a tree: what stands in the HTML, in order, nothing deeper than a page can show."""

from hypothesis import given
from hypothesis import strategies as st

from proposals.core.bodies import DEEPEST, Body, Node, body_of

TAGS = ["p", "h3", "h5", "ul", "ol", "li", "blockquote", "pre", "code", "strong", "em", "a", "br", "b"]


def text(words: str) -> Node:
    return Node("text", text=words)


def paragraph(words: str) -> Node:
    return Node("paragraph", (text(words),))


def depth(body: Body) -> int:
    """How deep blocks that hold blocks are nested."""
    held = [node for node in body if node.kind in ("quote", "bullets", "numbers")]
    return max((1 + max(depth(inner(node)), 0) for node in held), default=0)


def inner(node: Node) -> Body:
    items = [item.inside if item.kind == "item" else (item,) for item in node.inside]
    return tuple(block for blocks in items for block in blocks)


def test_what_stands_in_a_line_keeps_its_order_and_its_marks() -> None:
    body = body_of("<p>Un <strong>mot <em>fort</em></strong>, <code>a &lt; b</code><br>\nfin</p>")
    assert body == (
        Node(
            "paragraph",
            (
                text("Un "),
                Node("strong", (text("mot "), Node("em", (text("fort"),)))),
                text(", "),
                Node("code", text="a < b"),
                Node("break"),
                text("fin"),
            ),
        ),
    )


def test_lists_hold_items_and_items_hold_blocks() -> None:
    body = body_of('<ol start="3">\n<li>un<ul>\n<li>deux</li>\n</ul>\n</li>\n<li><p>trois</p></li></ol>')
    nested = Node("bullets", (Node("item", (paragraph("deux"),)),))
    items = (Node("item", (paragraph("un"), nested)), Node("item", (paragraph("trois"),)))
    assert body == (Node("numbers", items, number=3),)


def test_headings_skip_no_level_whatever_was_typed() -> None:
    levels = [node.number for node in body_of("<h5>a</h5><h6>b</h6><h3>c</h3><h6>d</h6><h4>e</h4>")]
    assert levels == [1, 2, 1, 2, 2]


def test_a_heading_in_a_quote_opens_no_part() -> None:
    strong = Node("paragraph", (Node("strong", (text("Cri"),)),))
    assert body_of("<blockquote><h3>Cri</h3></blockquote>") == (Node("quote", (strong,)),)


def test_links_are_made_whole_and_one_without_an_address_is_its_words() -> None:
    body = body_of('<p><a href="/x">ici</a> <a>là</a></p>', "https://l.example/c/")
    assert body == (Node("paragraph", (Node("link", (text("ici"),), to="https://l.example/x"), text(" là"))),)


def test_an_address_that_cannot_be_read_leaves_the_words() -> None:
    assert body_of('<p><a href="http://[">x</a></p>', "https://l.example/") == (paragraph("x"),)


def test_words_typed_as_they_stand_keep_their_lines() -> None:
    assert body_of("<pre><code>a\n  b\n</code></pre><hr>") == (
        Node("verbatim", text="a\n  b"),
        Node("rule"),
    )


def test_a_block_inside_strong_words_is_its_words() -> None:
    assert body_of("<strong>a <pre>b</pre></strong>") == (
        Node("paragraph", (Node("strong", (text("a b"),)),)),
    )


def test_nothing_to_say_makes_no_block() -> None:
    assert body_of("<p> </p><ul></ul><blockquote>\n</blockquote><pre><code>\n</code></pre><p><br></p>") == ()


def test_what_is_nested_too_deep_stands_higher_and_is_all_there() -> None:
    body = body_of("<blockquote>" * 500 + "<p>fond</p>" + "</blockquote>" * 500)
    assert depth(body) == DEEPEST
    assert "".join(node.words() for node in body) == "fond"


@given(
    st.lists(
        st.one_of(st.sampled_from(TAGS), st.sampled_from(["</p>", "</ul>", "</li>", "</a>", "mot", "é "]))
    )
)
def test_any_tangle_of_tags_makes_a_tree_and_loses_no_word(parts: list[str]) -> None:
    html = "".join(f"<{part}>" if part in TAGS else part for part in parts)
    body = body_of(html)
    assert depth(body) <= DEEPEST
    words = "".join(part for part in parts if part in ("mot", "é "))
    said = "".join(node.words() for node in body)
    assert "".join(said.split()) == "".join(words.split())
