"""Passages of the texts behind a measure, for its draft and its page."""

from __future__ import annotations

from dataclasses import dataclass

from proposals.core.lists import lists_from
from proposals.core.quotes import passage_of
from proposals.core.terms import Reader
from proposals.models import Measure, MeasureSource, Proposal, Run

QUOTED = 3
READ = 12


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage and the text it is taken from."""

    name: str
    title: str
    pieces: tuple[tuple[str, bool], ...]


def quotes_of(measure: Measure) -> list[Quote]:
    """At most three passages of the core texts of a measure, those with most of its terms first.

    Only the first twelve core texts are read, the nearest to the draft. Two queries.
    """
    run = Run.objects.filter(pk=measure.booklet.run_id).only("lists").first()
    if run is None or not run.lists or not measure.terms:
        return []
    reader = Reader(lists_from(run.lists))
    own = measure.booklet.campaign.language
    stems = {word.stem for term in measure.terms for word in reader.words(str(term), own) if word.stem}
    rows = MeasureSource.objects.filter(measure=measure, core=True, proposal__state=Proposal.State.OPEN)
    found, quoted = [], set()
    for row in rows.select_related("proposal").order_by("pk")[:READ]:
        language = row.proposal.language if reader.reads(row.proposal.language) else own
        passage = passage_of(row.proposal.body, stems, reader, language)
        # Copies of one text would be quoted as if several people had said it.
        if passage is not None and passage.text not in quoted:
            quoted.add(passage.text)
            found.append((passage, row.proposal))
    found.sort(key=lambda pair: -pair[0].terms)
    return [Quote(text.name, text.title, passage.pieces) for passage, text in found[:QUOTED]]
