"""An export checked as a whole: what a new campaign is made of, each name pointing to something there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from deliberation.core.canonical import Json
from deliberation.core.errors import RuleBroken
from proposals.core.booklets import MOST_MEASURES, check_booklet, check_measure
from proposals.core.corpus import CorpusText, corpus_of
from proposals.core.lists import lists_from
from proposals.core.opendata import Exported
from proposals.core.phases import Dates
from proposals.core.runsheet import sheet_from
from proposals.core.settings import settings_from
from proposals.core.tables import Row
from proposals.core.termtexts import TermTexts, texts_by_term
from proposals.core.textfiles import LONGEST_STORED_TITLE
from proposals.core.texts import LONGEST_IMPORTED, check_body, check_title, corpus_words

LONGEST_NAMED = 500
DATES = ("contributing_at", "sorting_at", "replying_at", "freezing_at", "voting_at", "closing_at")


@dataclass(frozen=True, slots=True)
class Seed:
    """What comes into a new campaign: its open texts, and the rows of a board to make, if asked for.

    Rows about texts that are withdrawn or hidden stay out: their words are not in the file.
    """

    exported: Exported
    texts: tuple[Row, ...]
    with_board: bool
    placements: tuple[Row, ...] = ()
    arrivals: tuple[Row, ...] = ()
    board: tuple[Row, ...] = ()
    sources: tuple[Row, ...] = ()

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table that is taken as it is."""
        return tuple(self.exported.rows[table])

    def run(self) -> Row:
        """The row of the run that the tables are of."""
        return next(row for row in self.rows("runs") if row["name"] == self.exported.manifest["run"])


def seed_of(exported: Exported, *, with_board: bool) -> Seed:
    """Check an export and choose what comes in.

    Refuses texts, titles and bodies that `proposals.core.texts` refuses; a name that stands twice
    (`seed.same-twice`: table, line) or that nothing carries (`seed.unknown-reference`: table, line, column);
    and, with a board, an export without one (`seed.no-board`) or whose run does not hold together
    (`seed.wrong-run`), and what the sheet, the settings and the lists refuse.
    """
    for field in ("title", "organisation", "address"):
        check_title(str(exported.manifest[field]), LONGEST_NAMED)
    _unique("texts", exported.rows["texts"], lambda row: row["name"])
    texts = tuple(_checked_text(row) for row in exported.rows["texts"] if row["state"] == "open")
    open_names = {str(row["name"]) for row in texts}
    _known("texts", texts, "parent", {str(row["name"]) for row in exported.rows["texts"]})
    if not texts:
        raise RuleBroken("import.nothing")
    if not with_board:
        return Seed(exported, texts, with_board=False)
    _check_run(exported)
    _check_booklets(exported)

    def kept(table: str) -> tuple[Row, ...]:
        names = {row["name"] for row in exported.rows["texts"]}
        _known(table, exported.rows[table], "text", {str(name) for name in names})
        return tuple(row for row in exported.rows[table] if row["text"] in open_names)

    for table in ("placements", "arrivals", "board"):
        _unique(table, exported.rows[table], lambda row: row["text"])
    _unique("sources", exported.rows["sources"], lambda row: (row["booklet"], row["measure"], row["text"]))
    return Seed(
        exported, texts, True, kept("placements"), kept("arrivals"), kept("board"), kept("sources")
    )  # fmt: skip


def recurring(seed: Seed) -> list[TermTexts]:
    """In which of the texts each term stands: an export leaves it out, since the texts tell it again."""
    texts = {row["name"]: row for row in seed.texts}
    read = [(texts[row["text"]], str(row["language"])) for row in seed.placements]
    corpus = corpus_of(
        CorpusText(
            str(text["name"]),
            corpus_words(str(text["title"]), str(text["body"])),
            "answer" if text["kind"] == "answer" else "proposal",
            language=language,
        )
        for text, language in read
    )
    return texts_by_term(corpus, lists_from(seed.exported.lists))


def dates_from(exported: Exported, start: datetime) -> Dates:
    """The dates of a campaign that opens at `start` and takes the time that the exported one took.

    Refuses with `campaign-file.wrong-manifest` (field) dates that are none or not in order.
    """
    stated = exported.manifest["dates"]
    try:
        if not isinstance(stated, Mapping) or set(stated) != set(DATES):
            raise ValueError
        moments = [datetime.fromisoformat(str(stated[name])) for name in DATES]
        dates = Dates(*(start + (moment - moments[0]) for moment in moments))
    except (ValueError, OverflowError, TypeError):
        raise RuleBroken("campaign-file.wrong-manifest", field="dates") from None
    if not dates.are_in_order():
        raise RuleBroken("campaign-file.wrong-manifest", field="dates")
    return dates


def _checked_text(row: Row) -> Row:
    check_title(str(row["title"]), LONGEST_STORED_TITLE)
    check_body(str(row["body"]), LONGEST_IMPORTED)
    return row


def _check_run(exported: Exported) -> None:
    """The run is there, is one that we can explain, and its clusters are numbered from 1."""
    manifest, rows = exported.manifest, exported.rows
    run = next((row for row in rows["runs"] if row["name"] == manifest["run"]), None)
    if run is None or not rows["booklets"]:
        raise RuleBroken("seed.no-board")
    sheet, lists = sheet_from(exported.sheet), lists_from(exported.lists)
    settings = settings_from(run["settings"])
    stated = (sheet.corpus, sheet.result, sheet.lists, sheet.settings)
    if stated != (run["corpus_digest"], run["result_digest"], lists.digest(), settings):
        raise RuleBroken("seed.wrong-run")
    languages = {found.language for found in lists.languages}
    if any(row["language"] not in languages for row in (*rows["placements"], *rows["arrivals"])):
        raise RuleBroken("seed.wrong-run")
    numbers = [row["number"] for row in rows["clusters"]]
    if numbers != list(range(1, len(numbers) + 1)):
        raise RuleBroken("seed.wrong-run")
    for row in rows["terms"]:
        if not _is_long(row["held"], len(numbers)) or not _is_long(row["weights"], len(numbers)):
            raise RuleBroken("seed.wrong-run")
    _unique("terms", rows["terms"], lambda row: row["term"])
    for table in ("clusters", "terms", "placements", "arrivals", "booklets"):
        _known(table, rows[table], "run", {str(run["name"])})
    clusters = {str(number) for number in numbers}
    for table in ("placements", "arrivals", "booklets"):
        _known(table, rows[table], "cluster", clusters)
    for table in ("placements", "arrivals"):
        _known(table, rows[table], "second", clusters)


def _check_booklets(exported: Exported) -> None:
    rows, most = exported.rows, LONGEST_IMPORTED
    _unique("booklets", rows["booklets"], lambda row: row["number"])
    _unique("booklets", rows["booklets"], lambda row: row["slug"])
    _unique("measures", rows["measures"], lambda row: (row["booklet"], row["number"]))
    twins = [row for row in rows["measures"] if row["twin"] is not None]
    _unique("measures", twins, lambda row: (row["booklet"], row["twin"]))
    booklets = {str(row["number"]) for row in rows["booklets"]}
    measures = {f"{row['booklet']}.{row['number']}" for row in rows["measures"]}
    for table in ("measures", "sources", "board"):
        _known(table, rows[table], "booklet", booklets)
    for at, row in enumerate(rows["sources"], 1):
        if f"{row['booklet']}.{row['measure']}" not in measures:
            raise RuleBroken("seed.unknown-reference", table="sources", line=at, column="measure")
    for at, row in enumerate(rows["board"], 1):
        if (row["place"] == "booklet") != (row["booklet"] is not None):
            raise RuleBroken("seed.unknown-reference", table="board", line=at, column="booklet")
    for row in rows["booklets"]:
        check_booklet(str(row["title"]), str(row["introduction"]), most)
        if sum(row["number"] == measure["booklet"] for measure in rows["measures"]) > MOST_MEASURES:
            raise RuleBroken("measure.too-many", most=MOST_MEASURES)
    for at, row in enumerate(rows["measures"], 1):
        if row["twin"] is not None and f"{row['booklet']}.{row['twin']}" not in measures:
            raise RuleBroken("seed.unknown-reference", table="measures", line=at, column="twin")
        check_measure(str(row["title"]), str(row["body"]), most)


def _unique(table: str, rows: Iterable[Row], key: Callable[[Row], Json | tuple[Json, ...]]) -> None:
    seen: set[object] = set()
    for at, row in enumerate(rows, 1):
        found = key(row)
        if found in seen:
            raise RuleBroken("seed.same-twice", table=table, line=at)
        seen.add(found)


def _known(table: str, rows: Iterable[Row], column: str, names: set[str]) -> None:
    """Whether each row points to something that is there, or to nothing."""
    for at, row in enumerate(rows, 1):
        if row[column] is not None and str(row[column]) not in names:
            raise RuleBroken("seed.unknown-reference", table=table, line=at, column=column)


def _is_long(value: Json, length: int) -> bool:
    return isinstance(value, list) and len(value) == length
