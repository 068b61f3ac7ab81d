"""Plain builders of documents, for tests of what is printed."""

from __future__ import annotations

from typing import Any

from proposals.core.bodies import Node
from proposals.core.booklets import FrozenBooklet, FrozenMeasure
from proposals.core.documents import BookletDocument, Carried, Frozen, PrintedMeasure, SourceText
from proposals.core.printed import Digest, Figure, Line, Printed, Prose, Section, Table


def make_document(**fields: Any) -> BookletDocument:
    """A frozen booklet of one measure with one text; other fields as given."""
    measure = FrozenMeasure(1, "Réparer les fuites", "Une goutte sur cinq.", ("8kx2w9mhpa",))
    booklet = FrozenBooklet(
        "automne", "eau", 1, "Eau", "L’eau d’abord.", "xrsmwffpwz", "3f" * 32, (measure,)
    )  # fmt: skip
    source = SourceText("8kx2w9mhpa", "Les fuites", "Elles coûtent cher.")
    printed = PrintedMeasure(
        1, measure.title, measure.body, measure.digest(), ("fuites", "réseau"), "Les fuites", True, (source,)
    )
    given: dict[str, Any] = {
        "organisation": "Rives communes", "address": "https://l.example/campaigns/automne/booklets/eau/",
        "language": "fr", "campaign_title": "Automne", "hue": "lagon", "of": 3, "run_number": 2, "edits": 4,
        "dated": "2026-10-07T18:00:01Z", "booklet": booklet, "measures": (printed,),
        "carried": Carried(5, 3, 1, 1, 2, 3, 4), "frozen": Frozen("2026-10-07T18:00:01Z", "Inès Valmont", 13),
    }  # fmt: skip
    return BookletDocument(**(given | fields))


def make_printed(*sections: Section, language: str = "fr", title: str = "Eau") -> Printed:
    """A document in words with these sections."""
    return Printed(
        language=language, title=title, organisation="Rives communes", kicker="Rives communes · Automne",
        number="1", lead="Une mesure.", state="Figé.", meta=("Livret 1 sur 3.",), hue="lagon",
        hue_colour="#02646d", contents_title="Sommaire", running="Livret 1 · Eau", page="page",
        dated=(2026, 10, 7), sections=sections or every_block(),
    )  # fmt: skip


def every_block(words: str = "Les mots.") -> tuple[Section, ...]:
    """Sections with every kind of block, all of them saying these words."""
    text = Node("text", text=words)
    line = Node("paragraph", (text, Node("strong", (text,)), Node("em", (text,)), Node("break"), text))
    item = Node("item", (Node("paragraph", (text,)),))
    body = (
        line,
        Node("paragraph", (Node("link", (text,), to="https://l.example/a?b=c&d"), Node("code", text=words))),
        Node("heading", (text,), number=1),
        Node("quote", (line,)),
        Node("bullets", (item, Node("item", (line, Node("numbers", (item,), number=1))))),
        Node("numbers", (item, item), number=4),
        Node("verbatim", text=words),
        Node("rule"),
    )
    measure = Section("m1", words, (Prose(body),), number="1", margin=words, style="measure")
    text_part = Section("a1-x", words, (Prose(body),), margin=words, style="text")
    return (
        Section("intro", "Introduction", (Prose(body), Line(words, "note"), Line(words, "lead"))),
        Section("measures", "Les mesures", inside=(measure,)),
        Section(
            "coverage",
            "Ce qui est porté",
            (
                Figure("80 %", 4, 5, words),
                Table(words, ("Textes", "#Nombre"), ((words, "4"), ("Autres", "1"))),
                Digest(words, "0123abcd"),
            ),
        ),
        Section(
            "texts",
            "Les textes",
            (),
            (Section("a1", words, (), (text_part,), style="annex-part"),),
            style="annex",
        ),
    )
