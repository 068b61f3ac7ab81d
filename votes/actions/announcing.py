"""Saying in the journal which files the site hands out for checking it, by their digests."""

from __future__ import annotations

from django.db import transaction

from deliberation.core.actors import CLOCK
from deliberation.journal import queries as journal
from deliberation.journal.actions import record
from votes.verifier.single_file import COMMANDS, single_file

FILE_PUBLISHED = "verifier.published"


def announce_files() -> int:
    """Say the digest of each single file that is new since it was said; how many were.

    Work for each minute. Two processes at once may say the same twice, which is true twice.
    """
    said = {facts.get("digest") for facts in journal.entries(FILE_PUBLISHED).values_list("facts", flat=True)}
    new = [single_file(name) for name in COMMANDS if single_file(name).digest not in said]
    for file in new:
        with transaction.atomic():
            record(CLOCK, FILE_PUBLISHED, name=file.name, digest=file.digest, size=len(file.content))
    return len(new)
