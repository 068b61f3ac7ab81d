"""Options two by two: how many ballots put one before the other. What Schulze and ranked pairs start from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

Matrix = tuple[tuple[int, ...], ...]


def duels(codes: Sequence[str], ranked: Mapping[tuple[str, ...], int]) -> Matrix:
    """Row by row in the order of `codes`: the ballots that put this option before that one.

    An option that a ballot ranks is before all that it does not rank; of two that it does not rank,
    neither is before the other.
    """
    place = {code: number for number, code in enumerate(codes)}
    before = [[0] * len(codes) for _ in codes]
    held = [0] * len(codes)
    for ranking, times in ranked.items():
        numbers = [place[code] for code in ranking]
        for number in numbers:
            held[number] += times
        for first, second in combinations(numbers, 2):
            before[first][second] += times
    # Before another are all ballots that rank it, less those that rank the other first.
    return tuple(
        tuple(0 if one == other else held[one] - before[other][one] for other in range(len(codes)))
        for one in range(len(codes))
    )


def condorcet_winner(codes: Sequence[str], matrix: Matrix) -> str | None:
    """The option that more ballots put before than behind each other one, if there is one."""
    for one, code in enumerate(codes):
        if all(matrix[one][other] > matrix[other][one] for other in range(len(codes)) if other != one):
            return code
    return None


def is_matrix(codes: Sequence[str], matrix: Matrix, ballots: int) -> bool:
    """Whether these could be duels among so many ballots."""
    size = len(codes)
    if len(matrix) != size or any(len(row) != size for row in matrix):
        return False
    return all(
        matrix[one][other] + matrix[other][one] <= (0 if one == other else ballots)
        for one in range(size)
        for other in range(size)
    )
