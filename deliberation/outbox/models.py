"""Mails that wait to leave."""

from __future__ import annotations

from django.db import models

from deliberation.core.names import random_name


class Mail(models.Model):
    """One mail to send. The row goes once the mail left, so that no list of what was sent to whom stays.

    Without a recipient it is nobody's, and is only dropped: an address that is no member's leaves the same
    work behind as one that is.
    """

    # Also the Message-ID: a second copy, after a process that died in between, is known as one.
    name = models.SlugField(max_length=20, unique=True, default=random_name)
    recipient = models.CharField(max_length=254, blank=True)
    # The template of the mail, `TEMPLATE_subject.txt` and `TEMPLATE_message.txt`, and what it says.
    template = models.CharField(max_length=80)
    language = models.CharField(max_length=5)
    facts = models.JSONField(default=dict)
    # When to try (again), and until when the mail says anything of use.
    due_at = models.DateTimeField(db_index=True)
    until = models.DateTimeField(db_index=True)
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
