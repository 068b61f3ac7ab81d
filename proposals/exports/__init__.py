"""What a run hands out: its bundle, kept as a file by its digest, and its tables as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from deliberation import store
from deliberation.core.canonical import canonical
from deliberation.core.errors import RuleBroken
from proposals.core.bundle import without_texts
from proposals.core.tables import Cell, cell
from proposals.models import Cluster, Placement, Proposal, Run, RunTerm

BUNDLES = "bundles"


def keep_bundle(content: bytes) -> str:
    """Store a bundle under its SHA-256, which is returned."""
    return store.keep(BUNDLES, content)


def bundle_bytes(run: Run) -> bytes:
    """The bundle of a run that is done; refuses with `bundle.lost` when the file is gone or was changed."""
    check_done(run)
    content = store.read(BUNDLES, run.bundle_digest)
    if content is None:
        raise RuleBroken("bundle.lost")
    return content


def public_bundle(run: Run) -> bytes:
    """The bundle as it is handed out: without the words of texts that a moderator hid since, which then can
    no longer be rerun, and says so. Refuses as `bundle_bytes`.
    """
    content, hidden = bundle_bytes(run), hidden_since(run)
    return without_texts(content, hidden) if hidden else content


def hidden_since(run: Run) -> set[str]:
    """The public names of texts that a run read and that were hidden since. One query."""
    rows = Proposal.objects.filter(placements__run=run, state=Proposal.State.HIDDEN)
    return set(rows.values_list("name", flat=True))


def sheet_bytes(run: Run) -> bytes:
    """The run sheet, byte for byte as it stands in the bundle."""
    check_done(run)
    return canonical(run.sheet)


def table_csv(run: Run) -> str:
    """The frozen table: for each term its counts (corpus, then each cluster) and b for each cluster.

    The first row holds the priors in the place of b. b and priors are in 1/4096 bit.
    """
    check_done(run)
    priors = list(Cluster.objects.filter(run=run).order_by("number").values_list("prior", flat=True))
    numbers = range(1, len(priors) + 1)
    header = ["term", "surface", "total", *(f"n_{at}" for at in numbers), *(f"b_{at}" for at in numbers)]
    terms = RunTerm.objects.filter(run=run).order_by("term")
    rows: list[Sequence[Cell]] = [["", "(prior)", None, *(None for _ in priors), *priors]]
    rows += [
        [term, surface, total, *held, *weights]
        for term, surface, total, held, weights in terms.values_list(
            "term", "surface", "total", "held", "weights"
        )
    ]
    return _csv(header, rows)


def placements_csv(run: Run) -> str:
    """Where the run put each text, by public name; scores and margins are in 1/4096 bit."""
    check_done(run)
    columns = ("proposal__name", "version", "state", "cluster", "score", "second", "second_score", "margin")
    rows = Placement.objects.filter(run=run).order_by("proposal__name").values_list(*columns)
    return _csv(["text", *columns[1:]], rows.iterator(2000))


def check_done(run: Run) -> None:
    """Refuse with `run.not-done` a run that has nothing to hand out."""
    if run.state != Run.State.DONE:
        raise RuleBroken("run.not-done")


def _csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return target.getvalue()
