"""Mails leave by a job, never inside a request: written with the act that asks for them, sent once.

Whoever asks writes the row in its own transaction; a worker claims it by a conditional update, hands it
to the mail server, and deletes it. What was not sent, because Redis or the mail server was away, the next
minute's work finds, until the mail would say nothing of use any more.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from deliberation import clock, jobs
from deliberation.core.canonical import Json
from deliberation.outbox.models import Mail

SEND = "deliberation.outbox.actions.send_mail"
A_BATCH = 500
# A worker sends what it is told to at once: the minute's work leaves it this long.
HEAD_START = timedelta(seconds=30)
# A mail handed out is handed out again after this long, if no worker took it.
HANDED_OUT = timedelta(minutes=5)
# A claim this old was made by a process that died before it could say whether the mail left.
DEAD_AFTER = timedelta(hours=1)
FIRST_WAIT = timedelta(minutes=1)
MOST_DOUBLINGS = 6

log = logging.getLogger(__name__)


def write_mail(recipient: str, template: str, language: str, until: datetime, facts: dict[str, Json]) -> None:
    """Write a mail that a worker sends after the commit; without a recipient it is nobody's.

    `facts` fill its template; it says nothing of use after `until`.
    """
    now = clock.now()
    mail = Mail.objects.create(
        recipient=recipient, template=template, language=language, facts=facts, due_at=now, until=until
    )
    jobs.enqueue("prompt", SEND, mail.pk)


def write_mails(
    recipients: Iterable[str], template: str, language: str, until: datetime, facts: dict[str, Json]
) -> None:
    """Write the same mail to many, each in a row of its own. The next minute's work hands them out."""
    alike = {"template": template, "language": language, "facts": facts, "until": until}
    now = clock.now()
    rows = [Mail(recipient=recipient, due_at=now, **alike) for recipient in recipients]
    Mail.objects.bulk_create(rows, batch_size=A_BATCH)


def send_mail(mail_id: int) -> None:
    """Send one mail, unless it left, somebody else is at it, or it says nothing of use any more. A job."""
    now = clock.now()
    if not Mail.objects.filter(pk=mail_id, claimed_at=None, until__gt=now).update(claimed_at=now):
        return
    mail = Mail.objects.get(pk=mail_id)
    try:
        if mail.recipient:
            _message(mail).send()
    except (SMTPException, OSError) as error:
        wait = FIRST_WAIT * 2 ** min(mail.tries, MOST_DOUBLINGS)
        Mail.objects.filter(pk=mail_id).update(claimed_at=None, tries=mail.tries + 1, due_at=now + wait)
        # Not the error's words: those of a mail server may quote the address.
        log.warning("mail %s did not leave (%s); it is tried again", mail.name, type(error).__name__)
        return
    mail.delete()


def hand_out_mails() -> int:
    """Ask workers to send what waits, and drop what is of no use any more; how many were handed out.

    Work for each minute, safe twice: a worker claims each mail. Nothing is sent here, as a mail server
    that does not answer would hold up the other work of the minute.
    """
    now = clock.now()
    Mail.objects.filter(until__lte=now).delete()
    Mail.objects.filter(claimed_at__lte=now - DEAD_AFTER).update(claimed_at=None)
    due = Mail.objects.filter(claimed_at=None, due_at__lte=now - HEAD_START).order_by("due_at", "pk")
    keys = list(due.values_list("pk", flat=True)[:A_BATCH])
    Mail.objects.filter(pk__in=keys).update(due_at=now + HANDED_OUT)
    for key in keys:
        jobs.enqueue("prompt", SEND, key)
    return len(keys)


def _message(mail: Mail) -> EmailMessage:
    """The mail as it leaves: plain text, one language, no picture, nothing that tells when it is read."""
    facts = {
        **mail.facts, "organisation": settings.ORGANISATION, "site": settings.PUBLIC_ADDRESS,
    }  # fmt: skip
    with override(mail.language):
        subject = " ".join(render_to_string(f"{mail.template}_subject.txt", facts).split())
        body = render_to_string(f"{mail.template}_message.txt", facts).strip() + "\n"
    headers = {"Message-ID": f"<{mail.name}@{settings.PUBLIC_HOST}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, to=[mail.recipient], headers=headers)
