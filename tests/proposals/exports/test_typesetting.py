"""The PDF: words only, the same bytes each time, tagged as PDF/UA asks, and never more than its limits."""

from __future__ import annotations

import io
import subprocess
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from hypothesis import HealthCheck, example, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from deliberation.markup import html
from proposals.core.bodies import Node, body_of
from proposals.core.printed import Line, Prose, Section
from proposals.exports import typesetting
from proposals.exports.typesetting import SHOWN, not_shown, pdf_of, showable
from tests.proposals.core.printing import every_block, make_printed
from tests.proposals.exports.reading import tree_of, words_of
from tests.proposals.exports.shown_signs import Fonts
from tests.proposals.refusing import refuses

TEMPLATE = settings.PRINTED_TEMPLATE
SIGNS = not_shown(SHOWN)
HOSTILE = [
    '#read("/etc/passwd") #import "x.typ" $ x^2 $ @ref <label> *gras* _it_ `#let x = 1`',
    "<script>alert(1)</script> <b>gras</b> &amp; &lt;",
    "😀 👩‍👩‍👧 🇫🇷 漢字漢字漢字漢字 مرحبا שלום",
    "\u202egauche\u202c \u2066isolé\u2069 \u200bvide\u00ad",
    "é" + "\u0301" * 6 + " ̈ seul",
    "\U000e0041\ue0f0\ufffe",
    "x" * 4000,
    "[lien](javascript:alert(1)) [autre](http://a.example/" + "y" * 900 + ")",
]


def opened(*sections: Section) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf_of(make_printed(*sections), TEMPLATE)))


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return opened()


# what a reader with a screen reader gets ----------------------------------------------------------
def test_it_says_what_it_is_its_title_and_its_language(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "fr"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as found:
        assert found["dc:title"] == "Eau"
        assert found["pdfuaid:part"] == "1"


def test_headings_skip_no_level(pdf: pikepdf.Pdf) -> None:
    levels = [
        int(str(node.S)[2:]) for node in tree_of(pdf) if str(node.S)[1:] in ("H1", "H2", "H3", "H4", "H5")
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(1) == 4 + 1  # four sections, and the contents


def test_a_drawing_has_its_words_and_a_table_its_heads(pdf: pikepdf.Pdf) -> None:
    figures = [node for node in tree_of(pdf) if node.S == "/Figure"]
    assert [str(node.Alt) for node in figures] == ["Les mots."]
    heads = [node for node in tree_of(pdf) if node.S == "/TH"]
    assert len(heads) == 2
    assert all("/A" in node for node in heads)  # which says the scope
    assert len([node for node in tree_of(pdf) if node.S == "/TR"]) == 3


def test_lists_quotes_and_links_are_tagged(pdf: pikepdf.Pdf) -> None:
    tags = {str(node.S) for node in tree_of(pdf)}
    assert {"/L", "/LI", "/LBody", "/BlockQuote", "/Link", "/P", "/TOC", "/TOCI"} <= tags
    assert {"/Strong", "/Em", "/Code"} <= tags


def test_everything_on_a_page_is_marked_as_content_or_as_decoration(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        depth = 0
        for step in pikepdf.parse_content_stream(page):
            name = str(step.operator)
            depth += (name in ("BDC", "BMC")) - (name == "EMC")
            if name in ("Tj", "TJ", "f", "S", "Do"):
                assert depth > 0, step


def test_it_runs_nothing_and_carries_its_fonts(pdf: pikepdf.Pdf) -> None:
    assert "/OpenAction" not in pdf.Root
    assert "/Names" not in pdf.Root or "/JavaScript" not in pdf.Root.Names
    fonts = [font for page in pdf.pages for font in page.resources.get("/Font", {}).values()]
    assert fonts
    assert all(
        "/FontFile3" in font.DescendantsFonts[0].FontDescriptor if "/DescendantsFonts" in font else True
        for font in fonts
    )


# the same bytes -----------------------------------------------------------------------------------
def test_the_same_words_are_the_same_bytes_and_other_words_are_not() -> None:
    first = pdf_of(make_printed(), TEMPLATE)
    assert pdf_of(make_printed(), TEMPLATE) == first
    assert pdf_of(make_printed(title="Eaux"), TEMPLATE) != first


def test_another_process_another_time_zone_another_hash_seed_make_the_same_bytes() -> None:
    code = (
        "import os, sys, hashlib, pathlib; import django; django.setup();"
        "from tests.proposals.core.printing import make_printed;"
        "from proposals.exports.typesetting import pdf_of;"
        f"print(hashlib.sha256(pdf_of(make_printed(), pathlib.Path({str(TEMPLATE)!r}))).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={"DJANGO_SETTINGS_MODULE": "deliberation.settings", "TZ": zone, "PYTHONHASHSEED": seed,
                 "LIVRET_FOLDER": str(settings.FOLDER)},
        ).stdout
        for zone, seed in (("UTC", "1"), ("Pacific/Auckland", "2"))
    }  # fmt: skip
    assert len(found) == 1


# hostile words ------------------------------------------------------------------------------------
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_out_as_words(words: str) -> None:
    section = Section("a", words, (Line(words), Prose((Node("verbatim", text=words),))), margin=words)
    found = words_of(pdf_of(make_printed(section), TEMPLATE))
    said = "".join(showable(words, SIGNS, "fr").split())
    assert said[:20] in "".join(found.split())
    assert "root:" not in found
    assert pdf_of(make_printed(*every_block(words)), TEMPLATE)


def test_a_text_of_twenty_thousand_signs_is_set_whole() -> None:
    body = body_of(html("Phrase de vingt mille signes, avec ponctuation : oui ! " * 360))
    text = words_of(pdf_of(make_printed(Section("a", "Texte", (Prose(body),))), TEMPLATE))
    assert text.count("oui") == 360


def test_deep_lists_and_quotes_are_set() -> None:
    deep = "\n".join(f"{'    ' * level}- niveau {level}" for level in range(40)) + "\n\n" + "> " * 40 + "fond"
    text = words_of(pdf_of(make_printed(Section("a", "Texte", (Prose(body_of(html(deep))),))), TEMPLATE))
    assert all(f"niveau {level}" in text for level in range(40))


@limits(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
@example("e\u0590\u0300\u1ab0")
def test_any_words_make_a_pdf(words: str) -> None:
    assert pdf_of(make_printed(Section("a", words, (Line(words),)), title=words or "t"), TEMPLATE)


@limits(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="ab #*_-`>[]()!<\n\t1.", max_size=120))
def test_any_markdown_makes_a_pdf(typed: str) -> None:
    section = Section("a", "Texte", (Prose(body_of(html(typed))),))
    assert pdf_of(make_printed(section), TEMPLATE)


# signs no font of ours has ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Bravo 😀 !", "Bravo [U+1F600]\u00a0!"),
        ("👩‍👧", "[U+1F469 U+1F467]"),
        ("漢字漢字漢字", "[U+6F22 U+5B57 U+6F22 U+5B57 … ×6]"),
        ("\u202eabc", "[U+202E]abc"),
        ("« oui » ; non : deux", "«\u00a0oui\u00a0»\u00a0; non\u00a0: deux"),
        ("œuvre, Łódź, Ελλάδα, Київ, 50 €", "œuvre, Łódź, Ελλάδα, Київ, 50 €"),
        ("a\tb\nc", "a b c"),
    ],
)
def test_a_sign_without_a_glyph_is_its_code_point(typed: str, shown: str) -> None:
    assert showable(typed, SIGNS, "fr") == shown


@given(st.text())
def test_what_is_left_can_all_be_shown(text: str) -> None:
    assert not SIGNS.search(showable(text, SIGNS, "fr"))


def test_the_list_of_signs_is_that_of_the_installed_typst(tmp_path: Path) -> None:
    signs = [chr(at) for at in range(0x20, 0x1D800) if not SIGNS.match(chr(at))]
    # Python's tables may know fewer signs than the fonts do.
    known = [sign for sign in signs if unicodedata.category(sign) != "Cn"]
    fonts = Fonts(tmp_path)
    assert len(known) > 5_500
    assert all(fonts.show(known[at : at + 500]) for at in range(0, len(known), 500))


# limits -------------------------------------------------------------------------------------------
def test_a_template_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = tmp_path / "endless.typ"
    endless.write_text("#for a in range(9999) { for b in range(9999) { for c in range(9999) {} } }")
    child = tmp_path / "child.py"
    child.write_text(typesetting.CHILD.read_text().replace("SECONDS = 40", "SECONDS = 1"))
    monkeypatch.setattr(typesetting, "CHILD", child)
    with refuses("printing.too-long"):
        pdf_of(make_printed(), endless)


def test_a_template_that_reads_beyond_its_folder_is_refused(tmp_path: Path) -> None:
    reader = tmp_path / "reader.typ"
    reader.write_text('#read("/etc/passwd")')
    with refuses("printing.failed"):
        pdf_of(make_printed(), reader)


def test_the_child_writes_no_file(tmp_path: Path) -> None:
    folder = str(typesetting.CHILD.parent)
    code = f"import sys; sys.path.insert(0, {folder!r}); import typesetter; typesetter.limit();"
    code += "open('x', 'w').write('x' * 9)"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True)
    assert (tmp_path / "x").stat().st_size == 0


def test_a_wrong_heading_would_be_refused_by_the_standard(tmp_path: Path) -> None:
    """PDF/UA is typst's own word; that it does refuse is worth a test."""
    skipping = tmp_path / "skipping.typ"
    skipping.write_text('#set document(title: "t")\n= Un\n=== Trois')
    with refuses("printing.failed"):
        pdf_of(make_printed(), skipping)


def test_text_nodes_are_all_shown() -> None:
    """Every kind of node reaches the page."""
    body = tuple(
        Node("paragraph", (Node(kind, (Node("text", text=f"mot {kind}"),), to="https://l.example"),))
        for kind in ("strong", "em", "link")
    )
    text = words_of(pdf_of(make_printed(Section("a", "Texte", (Prose(body),))), TEMPLATE))
    assert all(f"mot {kind}" in text for kind in ("strong", "em", "link"))
