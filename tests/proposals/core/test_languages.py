"""The language of a text: the campaign's, unless the evidence is strong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.languages import Language, detected

FRENCH = "Rouvrir les petites gares fermées et remettre des trains le soir dans les vallées."
ENGLISH = "Reopen the small stations and bring back the evening trains in the valleys."
GERMAN = "Die kleinen Bahnhöfe wieder öffnen und abends Züge in die Täler fahren lassen."
SPANISH = "Reabrir las pequeñas estaciones cerradas y devolver los trenes de la tarde a los valles."
ITALIAN = "Riaprire le piccole stazioni chiuse e rimettere i treni della sera nelle valli di montagna."


@pytest.mark.parametrize("usual", list(Language))
@pytest.mark.parametrize(
    ("text", "language"), [(FRENCH, "fr"), (ENGLISH, "en"), (GERMAN, "de"), (SPANISH, "es")]
)
def test_a_sentence_is_told_whatever_the_campaign(text: str, language: str, usual: str) -> None:
    assert detected(text, usual) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🚲🚲🚲",
        "Open data",
        "Smart city, fake news",
        "RIC",
        "Non au low cost",
        "https://example.org/the-small-stations-of-the-valleys-and-the-evening-trains",
        "Logement social : stop aux fake news et au greenwashing",
    ],
)
def test_short_texts_and_borrowed_words_stay_in_the_language_of_the_campaign(text: str) -> None:
    assert detected(text, "fr") == "fr"


def test_a_language_that_we_cannot_read_stays_in_the_usual_one() -> None:
    assert detected(ITALIAN, "fr") == "fr"


def test_capitals_are_read_as_small_letters() -> None:
    assert detected(ENGLISH.upper(), "fr") == "en"


@given(st.text(max_size=200), st.sampled_from(["fr", "en", "de", "es", "it", "zz"]))
def test_any_text_has_a_language(text: str, usual: str) -> None:
    assert detected(text, usual) in {*Language, usual}
