"""A larger corpus for the tests of what must not vary: four languages, copies, and many ties."""

from __future__ import annotations

import random

from proposals.core.corpus import Corpus, CorpusText, corpus_of
from tests.proposals.core.texts import THEMES

ABROAD: dict[str, list[str]] = {
    "en": [
        "Reopen the small stations and run night trains through the valleys.",
        "A cheap monthly ticket for every regional train and every bus.",
        "Hire nurses for the hospital and keep the emergency ward open at night.",
        "No child should wait a year before a doctor at the hospital sees it.",
        "Cap the rents of furnished flats and tax the empty ones.",
        "Every tenant needs a written lease and rents that landlords cannot raise twice a year.",
        "Teachers want smaller classes and free meals for the children at school.",
        "Let the farmers sell milk and vegetables to the schools of their valley.",
    ],
    "de": [
        "Die kleinen Bahnhöfe wieder öffnen und nachts Züge durch die Täler schicken.",
        "Eine günstige Monatskarte für alle Züge und Busse der Region.",
        "Mehr Pflegekräfte im Krankenhaus und eine Notaufnahme, die nachts offen bleibt.",
        "Die Mieten möblierter Wohnungen deckeln und leere Wohnungen besteuern.",
        "Kleinere Klassen in der Schule und kostenloses Essen für alle Kinder.",
        "Bauern sollen Milch und Gemüse an die Schulen im Tal verkaufen.",
    ],
    "es": [
        "Abrir de nuevo las estaciones pequeñas y poner trenes nocturnos en los valles.",
        "Un abono mensual barato para todos los trenes y autobuses de la región.",
        "Más enfermeras en el hospital y urgencias abiertas por la noche.",
        "Limitar los alquileres y gravar las viviendas vacías del barrio.",
        "Clases más pequeñas en la escuela y comedor gratuito para los niños.",
    ],
}


def many_texts(number: int = 300, order: int = 0) -> Corpus:
    """So many texts of one to three sentences about one theme each, every tenth in another language,
    every seventh an answer, every twelfth a copy of the one before. `order` shuffles the input only.
    """
    drawn, texts = random.Random(number), list[CorpusText]()
    for at in range(number):
        language = drawn.choice(sorted(ABROAD)) if at % 10 == 9 else "fr"
        found = ABROAD.get(language) or THEMES[drawn.choice(sorted(THEMES))]
        words = " ".join(drawn.sample(found, drawn.randint(1, 3)))
        if at % 12 == 11:
            words, language = texts[-1].text, texts[-1].language
        texts.append(CorpusText(f"{at:04}", words, "answer" if at % 7 == 6 else "proposal", "", language))
    random.Random(order).shuffle(texts)
    return corpus_of(texts)
