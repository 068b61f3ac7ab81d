"""Where texts go that come after the run of a board: what its table says of them, and to which booklet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Count, Exists, OuterRef

from proposals.core.arriving import Vouching, place_arrival
from proposals.core.lists import lists_from
from proposals.core.settings import settings_from
from proposals.core.terms import Reader
from proposals.core.texts import corpus_words
from proposals.models import Arrival, Booklet, Campaign, Placement, Proposal, Run, Sorting
from proposals.queries.runs import texts_to_read
from proposals.queries.tables import AT_ONCE, priors_of, rows_of


def arrivals_of(run: Run, texts: Sequence[Proposal], now: datetime) -> list[Arrival]:
    """What the frozen table of a run says of texts in their present wording; not yet stored.

    Three queries, and one more for each nine hundred terms or texts.
    """
    reader = Reader(lists_from(run.lists))
    languages = {text.pk: _language(text, reader) for text in texts}
    counts = {
        text.pk: reader.counts(corpus_words(text.title, text.body), languages[text.pk]) for text in texts
    }
    table = rows_of(run, {stem for found in counts.values() for stem in found})
    prior, settings, vouching = priors_of(run), settings_from(run.settings), _vouching(run, list(counts))
    arrivals = []
    for text in texts:
        held = counts[text.pk]
        rows = [table[stem] for stem in held if stem in table]
        found = place_arrival(text.name, held, rows, prior, settings, vouching.get(text.pk))
        arrivals.append(
            Arrival(
                run=run, proposal=text, version=text.version, language=languages[text.pk],
                state=found.state, cluster=found.cluster, score=found.score, second=found.second,
                second_score=found.second_score, margin=found.margin, at=now,
            )
        )  # fmt: skip
    return arrivals


def come_since(campaign: Campaign, run: Run) -> list[Proposal]:
    """The texts that a run did not read in their present wording: later ones, and those edited since."""
    read = Placement.objects.filter(run=run, proposal=OuterRef("pk"), version=OuterRef("version"))
    return list(texts_to_read(campaign).filter(~Exists(read)))


def homes_of(campaign: Campaign, run: Run) -> dict[int, Booklet]:
    """The booklet of each cluster of the board's run: the one made from it, or, where people merged that
    one away, the one that now holds most of its texts. A cluster may have none. Two queries at most.
    """
    booklets = {row.pk: row for row in Booklet.objects.filter(campaign=campaign)}
    homes: dict[int, Booklet] = {}
    for row in booklets.values():
        if row.run_id == run.pk and row.cluster is not None:
            homes.setdefault(row.cluster, row)
    missing = set(run.clusters.values_list("number", flat=True)) - set(homes)
    if missing:
        homes |= {cluster: booklets[key] for cluster, key in _where_most_went(campaign, run, missing).items()}
    return homes


def _language(text: Proposal, reader: Reader) -> str:
    """The language of a text, or the campaign's where the run had no lists for it."""
    return text.language if reader.reads(text.language) else text.campaign.language


def _where_most_went(campaign: Campaign, run: Run, clusters: set[int]) -> Mapping[int, int]:
    """The booklet that holds most of the texts that the run placed in a cluster; ties, the smaller key."""
    rows = Sorting.objects.filter(
        campaign=campaign,
        place=Sorting.Place.BOOKLET,
        proposal__placements__run=run,
        proposal__placements__state=Placement.State.PLACED,
        proposal__placements__cluster__in=clusters,
    )
    counted = rows.order_by().values_list("proposal__placements__cluster", "booklet").annotate(Count("pk"))
    best: dict[int, tuple[int, int]] = {}
    for cluster, booklet, texts in counted:
        best[cluster] = min(best.get(cluster, (0, 0)), (-texts, booklet))
    return {cluster: booklet for cluster, (_, booklet) in best.items()}


def _vouching(run: Run, texts: Sequence[int]) -> dict[int, Vouching]:
    """What earlier wordings, which the run read, account for in their own clusters, by text."""
    found = {}
    for start in range(0, len(texts), AT_ONCE):
        rows = Placement.objects.filter(
            run=run, proposal__in=texts[start : start + AT_ONCE], cluster__isnull=False, second__isnull=False
        )
        for row in rows:
            own = row.score - row.second_score - row.margin
            found[row.proposal_id] = Vouching(row.cluster or 0, own)
    return found
