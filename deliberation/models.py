"""The house's own table: how far the demo's clock was moved."""

from django.db import models


class ClockOffset(models.Model):
    """The one row that says how many seconds the demo's clock stands ahead of the database's."""

    seconds = models.BigIntegerField(default=0)
