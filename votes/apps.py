"""What we decide: rolls, ballots, tallies, evidence."""

from django.apps import AppConfig


class Votes(AppConfig):
    """What we decide: rolls, ballots, tallies, evidence."""

    name = "votes"
    label = "votes"
