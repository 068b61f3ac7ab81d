"""The mail of a laptop: printed on the console and kept in a folder, one file a mail."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.console import EmailBackend as Console
from django.core.mail.backends.filebased import EmailBackend as Folder


class ConsoleAndFolder(BaseEmailBackend):
    """Sends each mail to both; nothing leaves the machine."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Print and keep the mails; the number kept."""
        Console(fail_silently=self.fail_silently).send_messages(email_messages)
        return Folder(fail_silently=self.fail_silently).send_messages(email_messages) or 0
