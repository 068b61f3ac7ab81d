"""The filters and tags of templates, rendered as pages render them."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.core.signing import Signer
from django.template import Context, Template
from django.test import RequestFactory

from deliberation.core.errors import RuleBroken
from frontend.wording import refusal


def rendered(template: str, **context: object) -> str:
    return Template(template).render(Context(context))


class Writing(forms.Form):
    title = forms.CharField(label="Titre", help_text="En une ligne.", max_length=20)
    body = forms.CharField(label="Texte", widget=forms.Textarea(attrs={"data-limit": 5000}), required=False)
    first = forms.ChoiceField(
        label="Laquelle ?", choices=[("a", "Eau"), ("b", "École")], widget=forms.RadioSelect
    )
    nonce = forms.CharField(widget=forms.HiddenInput)


def test_a_field_has_label_help_and_input_tied_together() -> None:
    html = rendered("{% field form.title %}", form=Writing())
    assert html.index("<label") < html.index("En une ligne.") < html.index("<input")
    assert 'id="id_title_helptext"' in html
    assert 'aria-describedby="id_title_helptext"' in html
    assert "wrong" not in html


def test_a_wrong_field_says_so_to_eyes_and_ears() -> None:
    html = rendered("{% field form.title %}", form=Writing({"title": ""}))
    assert '<div class="field wrong">' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_error">Erreur :' in html


def test_a_text_area_with_a_limit_shows_a_count() -> None:
    html = rendered("{% field form.body %}", form=Writing({"body": "abc"}))
    assert "(facultatif)" in html
    assert 'data-counts="id_body" data-limit="5000" data-says="Signes\u00a0: {used} sur {limit}"' in html
    assert "Signes\u00a0: 3 sur 5\u202f000" in html


def test_choices_are_whole_rows_in_a_fieldset() -> None:
    html = rendered("{% field form.first %}", form=Writing())
    assert "<legend>Laquelle ?" in html
    assert html.count('<label class="choice"') == 2
    assert "checked" not in html


def test_a_hidden_field_is_only_itself() -> None:
    assert rendered("{% field form.nonce %}", form=Writing({"nonce": "n"})).strip() == (
        '<input type="hidden" name="nonce" value="n" id="id_nonce">'
    )


def test_the_summary_links_to_each_wrong_field() -> None:
    html = rendered("{% form_errors form %}", form=Writing({"title": "x" * 30, "nonce": "n"}))
    assert 'role="alert"' in html
    assert '<a href="#id_title">Titre</a>' in html
    assert '<a href="#id_first">Laquelle ?</a>' in html


def test_no_summary_for_a_form_that_is_right() -> None:
    assert rendered("{% form_errors form %}", form=Writing()).strip() == ""


def test_a_refused_act_says_what_to_do() -> None:
    words = refusal(RuleBroken("person.not-signed-in"))
    html = rendered("{% refused words %}", words=words)
    assert words.happened in html
    assert words.to_do in html
    assert rendered("{% refused words %}", words=None).strip() == ""


def test_bars_never_leave_their_track() -> None:
    assert 'class="fill" width="25.0"' in rendered("{% bar 1 4 %}")
    assert 'class="fill" width="100.0"' in rendered("{% bar 9 4 %}")
    assert 'class="fill" width="0.0"' in rendered("{% bar 1 0 %}")
    assert "track" in rendered("{% bar 1 4 %}")
    assert "track" not in rendered("{% bar 1 4 track=False %}")


def test_page_links_keep_the_question() -> None:
    page = Paginator(range(100), 20).page(2)
    html = rendered("{% page_links page %}", page=page, request=RequestFactory().get("/?q=eau&page=2"))
    assert '<a href="?q=eau&amp;page=1" rel="prev">Précédente</a>' in html
    assert '<span aria-current="page">2</span>' in html
    assert 'href="?q=eau&amp;page=5"' in html


def test_a_single_page_needs_no_links() -> None:
    page = Paginator(range(3), 20).page(1)
    assert rendered("{% page_links page %}", page=page, request=RequestFactory().get("/")).strip() == ""


def test_a_live_topic_is_signed() -> None:
    assert Signer(salt="live").unsign(rendered("{% live_topic 'run.abc' %}")) == "run.abc"


def test_markup_is_harmless() -> None:
    html = rendered("{{ text|markup }}", text="**gras** <script>alert(1)</script> [x](javascript:alert(1))")
    assert "<strong>gras</strong>" in html
    assert "<script" not in html
    assert "javascript:" not in html


def test_filters_of_values() -> None:
    shown = rendered(
        "{{ n|num }} {{ part|percent }} {{ log|bits }} {{ digest|short_digest }}{{ none|num }}{{ none|day }}",
        n=1234, part=0.5, log=32000, digest="0123456789abcdef" * 4, none=None,
    )  # fmt: skip
    assert shown == "1\u202f234 50\u00a0% 7,8 01234567 89abcdef"


def test_the_line_where_i_am_is_left_out_when_empty() -> None:
    assert rendered("{% where_line %} {% end_where_line %}").strip() == ""
    assert rendered("{% where_line %}{{ here }}{% end_where_line %}", here="<b>") == (
        '<nav class="where noprint" aria-label="Où je suis"><p>&lt;b&gt;</p></nav>'
    )
