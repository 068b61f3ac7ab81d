"""Rooms and what is said in them."""

from __future__ import annotations

from django.db import models

from deliberation.core.names import random_name
from deliberation.members.models import Group, Member


class Room(models.Model):
    """A place to talk about one subject, which whoever opened it names; the room never asks what it is."""

    name = models.CharField(max_length=16, unique=True, default=random_name)
    title = models.CharField(max_length=160)
    subject_title = models.CharField(max_length=160)
    subject_url = models.CharField(max_length=200, unique=True)
    hue = models.CharField(max_length=12, blank=True)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True)
    opened_at = models.DateTimeField()
    last_number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.title


class Message(models.Model):
    """One message: a row with the room's next number before anyone sees it."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="messages")
    number = models.BigIntegerField()
    author = models.ForeignKey(Member, models.SET_NULL, null=True)
    author_name = models.CharField(max_length=80)
    body = models.CharField(max_length=1000)
    at = models.DateTimeField()
    # Given by the page, so that a message sent twice (lost answer, double click) is kept once.
    client_id = models.CharField(max_length=40)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="one_message_per_number"),
            models.UniqueConstraint(fields=["room", "author", "client_id"], name="one_message_per_sending"),
        ]
