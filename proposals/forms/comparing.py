"""Which of the texts that moved are asked for: from one place, to one place."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Places:
    """Where from and where to, as numbers of clusters, 0 for "to be placed"; None asks for all."""

    here: int | None
    there: int | None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self.here is not None or self.there is not None


def read_places(sent: QueryDict) -> Places:
    """The places asked for in an address; what is no number asks for all."""
    return Places(_number(sent.get("from", "")), _number(sent.get("to", "")))


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else None
