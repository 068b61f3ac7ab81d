"""Who acted, as the journal writes it: an office and a public name, nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """The office that acted (`organiser`, `clock`, ...) and the public name of who held it."""

    office: str
    name: str


CLOCK = Actor("clock", "Livret")
OPERATOR = Actor("operator", "Livret")
