"""Sums as people read them: signs, bits, frequencies, bars around an axis."""

import pytest
from django.utils.translation import override

from frontend.templatetags.sums import frequency, signed, signed_bar, signed_bits, stage_words
from frontend.words.runs import STAGES
from proposals.core.runs import STAGES as STAGES_OF_A_RUN


@pytest.mark.parametrize(
    ("points", "shown"), [(31949, "+31\u202f949"), (-64, "−64"), (0, "0"), (-4096, "−4\u202f096")]
)
def test_points_have_their_sign(points: int, shown: str) -> None:
    assert signed(points) == shown


@pytest.mark.parametrize(
    ("points", "shown"),
    [(31949, "+7,8"), (4096, "+1,0"), (-4096, "−1,0"), (0, "0,0"), (-204, "0,0"), (205, "+0,1")],
)
def test_bits_always_have_one_decimal(points: int, shown: str) -> None:
    assert signed_bits(points) == shown


@pytest.mark.parametrize(
    ("points", "shown"),
    [
        (4096, "2 fois plus fréquent ici"),
        (-4096, "2 fois moins fréquent ici"),
        (0, "aussi fréquent ici"),
        (-100, "aussi fréquent ici"),
        (9830, "5,3 fois plus fréquent ici"),
        (16384, "16 fois plus fréquent ici"),
        (32000, "220 fois plus fréquent ici"),
        (-46000, "2\u202f400 fois moins fréquent ici"),
    ],
)
def test_a_frequency_is_two_to_the_power_of_the_bits(points: int, shown: str) -> None:
    assert frequency(points) == shown


def test_english_numbers_in_an_english_page() -> None:
    with override("en"):
        assert signed_bits(-31949) == "−7.8"


def test_bars_share_an_axis() -> None:
    adds, takes = signed_bar(300, -100, 300), signed_bar(-100, -100, 300)
    assert '<rect class="fill" x="25.0" width="75.0"' in adds
    assert '<rect class="minus" x="0.0" width="25.0"' in takes
    assert 'x1="25.0"' in adds
    assert 'x1="25.0"' in takes
    assert 'width="0.0"' in signed_bar(0, 0, 0)


def test_every_stage_of_a_run_has_its_words() -> None:
    assert set(STAGES) == set(STAGES_OF_A_RUN)
    assert stage_words("reading") == "Lire les textes et compter leurs termes"
    assert stage_words("unheard-of") == "unheard-of"
