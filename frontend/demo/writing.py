"""The demo's texts: hand-written demands in several wordings, put together by a seed.

Each demand of `texts/*.toml` was written by us with several titles, problems, asks and reasons. A text
takes one of each, or fewer, in one of a few orders, as different members would write the same demand.
Some demands come back often and some once; some texts are copies with a small change, some answer the
opposite demand, some are off topic or of two words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from deliberation.core.lots import below, numbers, shuffled
from proposals.core.corpus import Kind

FOLDER = Path(__file__).resolve().parent / "texts"
NEAR_COPIES = 70
ANSWERS = 130


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand of one theme, with the wordings written for it."""

    theme: str
    slug: str
    opposes: str
    titles: tuple[str, ...]
    problems: tuple[str, ...]
    asks: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the demo; `parent` is the key of the text it answers, or empty."""

    key: str
    title: str
    body: str
    kind: Kind = "proposal"
    parent: str = ""


@cache
def demands() -> tuple[Demand, ...]:
    """All demands, theme by theme."""
    found = []
    for path in sorted(FOLDER.glob("[0-9]*.toml")):
        theme = tomllib.loads(path.read_text())
        for demand in theme["demand"]:
            wordings = {name: tuple(demand[name]) for name in ("titles", "problems", "asks", "reasons")}
            found.append(Demand(theme["slug"], demand["slug"], demand["opposes"], **wordings))
    return tuple(found)


@cache
def odd() -> dict[str, Any]:
    """Off-topic and very short texts, and the names of people."""
    return tomllib.loads((FOLDER / "odd.toml").read_text())


def demo_texts(count: int, seed: str) -> list[Text]:
    """`count` texts in the order they came in; the same for the same seed. At least 600."""
    strays = list(_strays())
    copies = min(NEAR_COPIES, count // 20)
    answers = min(ANSWERS, count // 10)
    texts = _demanding(count - len(strays) - copies - answers, seed)
    texts += _near_copies(texts, copies, seed) + _answers(texts, answers, seed) + strays
    parents = [text for text in shuffled(texts, f"{seed} order") if text.kind == "proposal"]
    return parents + [text for text in texts if text.kind == "answer"]


def _demanding(count: int, seed: str) -> list[Text]:
    """Texts that carry a demand: every demand at least once, some up to a dozen times."""
    row = numbers(f"{seed} demand")
    wordings = {demand: _wordings(demand, seed) for demand in demands()}
    often = list(demands())
    # A demand drawn twice into the urn is drawn again more easily: recurrence is uneven, as in life.
    while len(often) < count:
        drawn = often[below(row, len(often))]
        often.append(drawn)
    texts = []
    for number, demand in enumerate(often[:count]):
        title, body = next(wordings[demand])
        texts.append(Text(f"{demand.theme}/{demand.slug}/{number}", title, body))
    return texts


def _wordings(demand: Demand, seed: str) -> Iterator[tuple[str, str]]:
    """The ways to write one demand, in a seeded order; far more than are ever asked for."""
    ways = list(product(demand.titles, demand.problems, demand.asks, demand.reasons, range(5)))
    for title, problem, ask, reason, order in shuffled(ways, f"{seed} {demand.theme} {demand.slug}"):
        bodies = (
            f"{problem}\n\n{ask} {reason}",
            f"{problem} {ask}\n\n{reason}",
            f"{ask} {reason}",
            f"{problem} {ask}",
            f"{ask}\n\n{problem} {reason}",
        )
        yield title, bodies[order]


def _near_copies(texts: list[Text], count: int, seed: str) -> list[Text]:
    """Texts that somebody copied from another with a small change."""
    changes = (
        lambda body: "+1, je reprends le texte d’une autre adhérente. " + body,
        lambda body: body.rstrip(".") + ". Merci de l’étudier.",
        lambda body: body.lower(),
        lambda body: body.replace("’", "'").replace("\n\n", " "),
        lambda body: body + "\n\nProposition discutée dans mon groupe local.",
    )
    chosen = shuffled(texts, f"{seed} copies")[:count]
    return [
        Text(f"{text.key}/copie", text.title, changes[number % len(changes)](text.body))
        for number, text in enumerate(chosen)
    ]


def _answers(texts: list[Text], count: int, seed: str) -> list[Text]:
    """Answers: those who want the opposite, or the same for another reason."""
    by_name = {(demand.theme, demand.slug): demand for demand in demands()}
    answers = []
    for text in shuffled(texts, f"{seed} answers"):
        theme, slug, _number = text.key.split("/")
        demand = by_name[theme, slug]
        other = by_name.get((theme, demand.opposes))
        row = numbers(f"{seed} {text.key}")
        said = other.asks if other else demand.reasons
        opening = "Je pense le contraire. " if other else "D’accord avec ce texte. "
        body = opening + said[below(row, len(said))]
        answers.append(Text(f"{text.key}/reponse", "", body, "answer", text.key))
        if len(answers) == count:
            break
    return answers


def _strays() -> Iterator[Text]:
    for number, text in enumerate(odd()["off_topic"]):
        yield Text(f"odd/{number}", text["title"], text["body"])
    for number, body in enumerate(odd()["very_short"]):
        yield Text(f"short/{number}", "", body)
