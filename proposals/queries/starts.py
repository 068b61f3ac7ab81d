"""How a text begins, where its title already stands above."""

from __future__ import annotations

from deliberation.markup import first_words

# More than this of a body is not rendered for a few words of it.
SIGNS_READ = 1500
CUT = "…"


def start_of(title: str, body: str, signs: int) -> str:
    """The first words of a body; what follows its title, when the body begins with it (imported texts)."""
    head = " ".join(title.split()).removesuffix(CUT)
    start = first_words(body[:SIGNS_READ], signs + len(head))
    if not start.startswith(head):
        return first_words(body[:SIGNS_READ], signs)
    rest = start.removeprefix(head).lstrip(" .,;:!?" + CUT)
    return f"{CUT}\u00a0{rest}" if rest else ""
