"""The demo's people: invented members of invented groups, the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from deliberation.core.lots import below, numbers
from frontend.demo.writing import odd

# Who holds an office in the demo: address, name, office. Everyone else is a plain member.
OFFICERS = (
    ("ines@example.org", "Inès Valmont", "organiser"),
    ("tom@example.org", "Tom Arrieta", "organiser"),
    ("maud@example.org", "Maud Kerlann", "observer"),
    ("odile@example.org", "Odile Fabre", "moderator"),
    ("renaud@example.org", "Renaud Lisle", "registrar"),
)


@dataclass(frozen=True, slots=True)
class Someone:
    """One invented member."""

    email: str
    name: str
    group: str
    joined_on: date
    reference: str


def demo_people(count: int, today: date, seed: str) -> list[Someone]:
    """`count` members who joined over the last three years; the last twenty in the last fortnight."""
    row = numbers(f"{seed} people")
    first, initials, groups = odd()["first_names"], odd()["last_initials"], odd()["groups"]
    people = []
    for number in range(count):
        late = number >= count - 20
        days = below(row, 14) if late else 15 + below(row, 3 * 365)
        people.append(
            Someone(
                email=f"membre{number + 1}@example.org",
                name=f"{first[below(row, len(first))]} {initials[below(row, len(initials))]}.",
                group=groups[min(below(row, len(groups)), below(row, len(groups)))],
                joined_on=today - timedelta(days=days),
                reference=f"RC-{number + 1:05}",
            )
        )
    return people
