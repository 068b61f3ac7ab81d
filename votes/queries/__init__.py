"""Reading votes; `left_for` is what the house asks for the home page."""

from votes.queries.left import left_for

__all__ = ["left_for"]
