"""How two runs side by side are shown: a drawing whose squares are its texts, and plain words."""

import re
from collections import Counter

import pytest
from django.utils import translation

from frontend.templatetags.moves import alike, language_name, move_matrix, run_title, thousandths, word_change
from proposals.core.compare import agreement, corresponding
from proposals.models import Run, WordChange
from proposals.queries.comparing import Compared


def sides(counts: dict[tuple[int, int], int]) -> Compared:
    """A comparison with nothing but its counts."""
    return Compared(
        Run(number=1), Run(number=2), counts, corresponding(counts), agreement(counts), (), (), 0, 0, (), True
    )


def test_a_square_stands_for_every_place_that_texts_share() -> None:
    drawn = move_matrix(sides(Counter({(1, 2): 9, (2, 1): 4, (1, 1): 1, (0, 0): 2})))
    assert drawn.count('class="stay"') == 3
    assert drawn.count('class="went"') == 1
    # The first run's first cluster corresponds to the second's second one: the columns follow the rows.
    labels = re.findall(r">([0-9?]+)</text>", drawn)
    assert labels == ["2", "1", "?", "1", "2", "?"]
    assert "aria-labelledby" in drawn


def test_areas_are_as_the_texts() -> None:
    drawn = move_matrix(sides(Counter({(1, 1): 400, (2, 2): 100, (0, 0): 25})))
    wide = [float(width) for width in re.findall(r'<rect class="stay"[^>]* width="([0-9.]+)"', drawn)]
    assert wide[0] == pytest.approx(2 * wide[1], abs=0.2)
    assert wide[1] == pytest.approx(2 * wide[2], abs=0.2)


def test_many_places_are_labelled_now_and_then_and_the_last_one_always() -> None:
    many = Counter({(number, number): 3 for number in range(60)})
    labels = re.findall(r">([0-9?]+)</text>", move_matrix(sides(many)))
    assert labels[: len(labels) // 2] == labels[len(labels) // 2 :]
    assert labels[-1] == "?"
    assert 10 <= len(labels) // 2 <= 14


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "pas assez"), (1000, "les mêmes"), (800, "beaucoup"), (500, "en partie"), (-3, "peu en commun")],
)
def test_an_agreement_is_said_in_words(value: int | None, said: str) -> None:
    with translation.override("fr"):
        assert said in alike(value)


def test_small_words() -> None:
    with translation.override("fr"):
        assert thousandths(843) == "0,84"
        assert run_title(Run(number=3)) == "Passe nº\u00a03" or run_title(Run(number=3)) == "Passe nº 3"
        assert "ontre-calcul" in run_title(Run(number=1, kind="rival"))
        change = WordChange(act="join", words=["bicyclette", "velo"])
        assert word_change(change) == "Compter ensemble\u00a0: bicyclette, velo"
        assert (language_name("de"), language_name("xx")) == ("allemand", "xx")
