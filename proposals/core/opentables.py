"""What the export of a whole campaign holds: one table for each thing, and the manifest."""

from __future__ import annotations

from deliberation.core.canonical import LARGEST_INTEGER
from proposals.core.booklets import LONGEST_REASON, LONGEST_TITLE, LONGEST_WORDING
from proposals.core.objections import LONGEST_ANSWER, LONGEST_OBJECTION, LONGEST_TERMS, Outcome
from proposals.core.objections import Kind as ObjectionKind
from proposals.core.tables import Column, Table
from proposals.core.texts import LONGEST_IMPORTED

FORMAT = "livret-campaign-1"
README = """A whole campaign of Livret, as open data (format livret-campaign-1).

campaign.json   the campaign, the counts of rows, and the SHA-256 of every other file
tables/*.jsonl  each table, one canonical JSON object a line
tables/*.csv    the same rows for a spreadsheet; text that one would run as a formula has a ' in front
schema/*.json   what each column means, as JSON Schema (draft 2020-12)
booklets/*.json the booklets; the SHA-256 of each is its digest, which the journal keeps once it is frozen
runs/*.json     the sheet and the word lists of the run that the tables are of

Authors are not named unless they chose to sign, and the time of a text is not given.
manage.py import_campaign FILE starts another campaign from it.
"""
MANIFEST = "campaign.json"
# What a small whole number of the database holds.
SMALL = 2**15 - 1
NAME = "[a-z2-9]{4,16}"
DIGEST = "[0-9a-f]{64}"
PLACED = ("placed", "to-place", "no-terms")


def _name(name: str, meaning: str, *, optional: bool = False) -> Column:
    return Column(name, "text", meaning, optional, form=NAME)


def _small(name: str, meaning: str, *, optional: bool = False) -> Column:
    return Column(name, "number", meaning, optional, largest=SMALL)


def _bits(name: str, meaning: str) -> Column:
    return Column(name, "number", meaning, least=-LARGEST_INTEGER, largest=LARGEST_INTEGER)


_TEXT = _name("text", "public name of the text")
_RUN = _name("run", "public name of the run")
_BOOKLET = _small("booklet", "number of the booklet", optional=True)
_REASON = Column("reason", "text", "reason that a person gave in public", most=LONGEST_REASON)
_NAMING = (
    Column("stem", "text", "stem", most=200),
    Column("surface", "text", "how it is written most often", most=80),
    Column("texts", "number", "texts of the cluster that hold it"),
    _bits("bits", "what it adds for the cluster, in 1/4096 bit"),
)
_NEIGHBOUR = (
    Column("term", "text", "stem", most=200),
    Column("percent", "number", "how strongly they go together", largest=100),
)
_DRAFT = (
    _small("cluster", "number of the cluster"),
    _small("number", "from 1, those with the most core sources first"),
    _name("medoid", "the text in the middle"),
    Column("terms", "objects", "terms that name it", inside=_NAMING),
    Column(
        "sources",
        "objects",
        "texts behind it, the nearest first",
        inside=(
            _name("id", "public name of the text"),
            Column("core", "flag", "whether it demands it"),
            _bits("similarity", "cosine to the medoid, times 2^24"),
        ),
    ),
)
_PLACEMENT = (
    _RUN,
    _TEXT,
    Column("version", "number", "number of the wording that was read"),
    Column("language", "text", "language it was read in", form="[a-z]{2}"),
    Column("state", "text", "placed, leaning without enough evidence, or without any term", one_of=PLACED),
    _small("cluster", "number of the best cluster", optional=True),
    _bits("score", "sum of contributions for it, in 1/4096 bit"),
    _small("second", "number of the second-best cluster", optional=True),
    _bits("second_score", "sum for the second"),
    _bits("margin", "score, less what the text's own words account for, less the second's"),
)

TABLES = (
    Table("texts", "a proposal or an answer, without author unless signed", (
        _name("name", "public name, which its address carries"),
        Column("kind", "text", "a proposal, or an answer to one", one_of=("proposal", "answer")),
        _name("parent", "the proposal that an answer is about", optional=True),
        Column("language", "text", "two letters", form="[a-z]{2}"),
        Column("title", "text", "empty once the text is withdrawn or hidden", most=160),
        Column("body", "text", "Markdown; empty once it is withdrawn or hidden", most=LONGEST_IMPORTED),
        Column("state", "text", "whether its words are shown", one_of=("open", "withdrawn", "hidden")),
        Column("state_reason", "text", "why it was hidden", most=LONGEST_REASON),
        Column("version", "number", "number of its wording; the first is 1"),
        Column("signed_by", "text", "name of the author, only if the author chose to sign", most=80),
        _name("origin", "its name in the campaign that this one was imported from", optional=True),
    )),
    Table("runs", "a run of the term analysis that is done", (
        _name("name", "public name"),
        _small("number", "number in the campaign"),
        Column("kind", "text", "who asked for it: organisers, or a member", one_of=("official", "rival")),
        Column("adopted", "flag", "whether the booklets were made from it"),
        Column("previous", "number", "number of the run it started from", optional=True),
        Column("settings", "object", "every setting, as in the run sheet"),
        Column("edits", "object", "what people changed in the word lists"),
        Column("reason", "text", "why a board that stood was not continued", most=LONGEST_REASON),
        Column("texts", "number", "texts it read"),
        Column("copies", "number", "texts that hold the very terms of an earlier one"),
        Column("fewer", "text", "why it made fewer clusters than asked for", most=30),
        Column("corpus_digest", "text", "digest of the texts it read", form=DIGEST),
        Column("result_digest", "text", "digest of what it found", form=DIGEST),
        Column("bundle_digest", "text", "SHA-256 of its bundle", form=f"({DIGEST})?"),
    )),
    Table("clusters", "what the run of the booklets put together, before people edited", (
        _RUN,
        _small("number", "from 1"),
        _small("was", "its number in the run before", optional=True),
        Column("size", "number", "texts placed in it"),
        Column("to_place", "number", "texts that lean to it"),
        Column("residual", "flag", "a mix of small demands without a theme of its own"),
        _bits("prior", "what each text starts from, in 1/4096 bit"),
        Column("terms", "objects", "the terms that name it, most characteristic first", inside=_NAMING),
        Column("drafts", "objects", "the draft measures, as the run gave them", inside=_DRAFT),
    )),
    Table("terms", "a row of the frozen table b(t,c) of that run", (
        _RUN,
        Column("term", "text", "stem", most=200),
        Column("surface", "text", "how it is written most often", most=80),
        Column("family", "text", "terms of one family are shown together", most=200),
        Column("total", "number", "its words in the corpus"),
        Column("held", "numbers", "its words in each cluster, in number order"),
        Column(
            "weights", "numbers", "b for each cluster, in 1/4096 bit",
            least=-LARGEST_INTEGER, largest=LARGEST_INTEGER,
        ),
        Column("neighbours", "objects", "terms that go with it, strongest first", inside=_NEIGHBOUR),
    )),
    Table("placements", "where that run put a text", _PLACEMENT),
    Table("arrivals", "where its frozen table puts a text that came after it", _PLACEMENT),
    Table("cosignatures", "how many members ask for the same as a text; never who", (
        _TEXT,
        Column("count", "number", "members who co-signed it"),
    )),
    Table("board", "where a text stands now, after people edited", (
        _TEXT,
        Column("place", "text", "in a booklet or not", one_of=("booklet", "to-place", "aside")),
        _BOOKLET,
        _bits("margin", "margin of its placement"),
        Column("by_hand", "flag", "whether a person put it there"),
        _REASON,
    )),
    Table("booklets", "a theme that organisers published", (
        _small("number", "from 1"),
        Column("slug", "text", "its address in the campaign", form="[-a-zA-Z0-9_]{1,60}"),
        Column("title", "text", "title", most=LONGEST_TITLE),
        Column("introduction", "text", "Markdown", most=LONGEST_IMPORTED),
        _RUN,
        _small("cluster", "the cluster it was made from; none for one made by organisers", optional=True),
        Column("residual", "flag", "without a theme of its own"),
        Column("digest", "text", "SHA-256 of booklets/SLUG.json", form=DIGEST),
    )),
    Table("measures", "a demand in a booklet", (
        _small("booklet", "number of the booklet"),
        _small("number", "number in the booklet"),
        Column("title", "text", "the demand in one line", most=LONGEST_WORDING),
        Column("body", "text", "Markdown", most=LONGEST_IMPORTED),
        Column("draft_title", "text", "what the run proposed", most=LONGEST_WORDING),
        _name("draft_from", "the text whose title that was", optional=True),
        Column("terms", "texts", "its terms", most=200),
        Column("edited", "flag", "whether organisers wrote its words"),
        Column("side", "text", "which half of two opposite demands it is", one_of=("", "for", "against")),
        _small("twin", "number of the other half, in the same booklet", optional=True),
        Column("verified_by", "text", "who read its texts and says that they ask for the same", most=80),
        Column("digest", "text", "SHA-256 of the measure, as ballots carry it", form=DIGEST),
    )),
    Table("sources", "a text behind a measure", (
        _small("booklet", "number of the booklet"),
        _small("measure", "number of the measure"),
        Column("place", "number", "from 1: core ones first, the nearest first"),
        _TEXT,
        Column("core", "flag", "whether it demands the measure, or only stands near"),
        Column("by_hand", "flag", "whether a person put it there"),
    )),
    Table("edits", "what an organiser changed, and why", (
        Column("journal_seq", "number", "number of its entry in the journal"),
        Column("at", "text", "when (UTC)", most=20),
        Column("by", "text", "public name of who held the office", most=80),
        Column("code", "text", "code of the act", most=40),
        _BOOKLET,
        _name("text", "the text that was moved, or put behind a measure", optional=True),
        Column("before", "text", "title or place before", most=200),
        Column("after", "text", "title or place after", most=200),
        Column("text_before", "text", "introduction or body before", most=LONGEST_IMPORTED),
        Column("text_after", "text", "introduction or body after", most=LONGEST_IMPORTED),
        _REASON,
    )),
    Table("objections", "what a member contested in the drafts, without name unless signed", (
        _name("name", "public name"),
        Column("kind", "text", "what is contested", one_of=tuple(str(kind) for kind in ObjectionKind)),
        _BOOKLET,
        _small("measure", "number of the measure", optional=True),
        Column("about_title", "text", "what it contests, as read then", most=160),
        Column("about_body", "text", "and its body", most=LONGEST_IMPORTED),
        Column("texts", "texts", "names of the texts it is about", form=NAME),
        Column("terms", "text", "terms it names", most=LONGEST_TERMS),
        Column("body", "text", "what was written; empty once hidden", most=LONGEST_OBJECTION),
        Column("instead", "text", "what is asked for instead", most=LONGEST_OBJECTION),
        Column("signed_by", "text", "name of the author, only if the author chose to sign", most=80),
        _name("answer", "name of its answer", optional=True),
        Column("digest", "text", "its digest, which the freeze published", form=DIGEST),
    )),
    Table("answers", "what organisers answered to one objection or to many", (
        _name("name", "public name"),
        Column("outcome", "text", "what they made of it", one_of=tuple(str(found) for found in Outcome)),
        Column("reason", "text", "why", most=LONGEST_ANSWER),
        Column("by", "text", "public name of who held the office", most=80),
        Column("at", "text", "when (UTC)", most=20),
        Column("version", "number", "number of its wording"),
        Column("journal_seq", "number", "number of its entry in the journal"),
        Column("changes", "numbers", "journal entries of what was changed because of it"),
    )),
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}
# What may not leave before the drafts are published: organisers alone read it until then.
OF_DRAFTS = ("board", "booklets", "measures", "sources", "edits", "objections", "answers")

MANIFEST_TABLE = Table("campaign", "the campaign, and the digest of every other file", (
    Column("format", "text", "name and version of this format", one_of=(FORMAT,)),
    Column("organisation", "text", "who held the campaign", most=200),
    Column("address", "text", "where it was held", most=500),
    Column("slug", "text", "its address there", form="[-a-zA-Z0-9_]{1,60}"),
    Column("title", "text", "title", most=160),
    Column("introduction", "text", "Markdown", most=LONGEST_IMPORTED),
    Column("group", "text", "name of the group whose campaign it is; empty for everyone's", most=160),
    Column("language", "text", "two letters", form="[a-z]{2}"),
    Column("dates", "object", "the six announced dates (UTC)"),
    Column("frozen_at", "text", "when the booklets were frozen (UTC)", optional=True, most=20),
    Column("drafts", "flag", "whether booklets and what belongs to them are in the file"),
    Column("booklets_wanted", "number", "clusters asked for"),
    Column("most_signs", "number", "longest text that members type"),
    Column("reads_answers", "flag", "whether runs read answers"),
    Column("objections_each", "number", "objections that each member may make"),
    _name("run", "the run that the tables are of", optional=True),
    Column("origin", "object", "what it was imported from: address, organisation, digest", optional=True),
    Column("rows", "object", "rows of each table"),
    Column("files", "object", "SHA-256 of each file"),
))  # fmt: skip


def lines_name(table: str) -> str:
    """The member that holds a table as JSON lines."""
    return f"tables/{table}.jsonl"


def csv_name(table: str) -> str:
    """The member that holds a table as CSV."""
    return f"tables/{table}.csv"


def schema_name(table: str) -> str:
    """The member that holds the JSON Schema of a table's lines."""
    return f"schema/{table}.schema.json"
