"""A mail leaves once, in plain text; what could not leave is tried again, until it is of no use."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django import Settings

from deliberation import clock
from deliberation.outbox.actions import DEAD_AFTER, hand_out_mails, send_mail, write_mail, write_mails
from deliberation.outbox.models import Mail
from tests.mails import send_mails

pytestmark = pytest.mark.django_db
TEMPLATE = "account/email/login_code"
HOUR = timedelta(hours=1)


class Away(BaseEmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, email_messages: object) -> int:
        """Hang up."""
        raise SMTPServerDisconnected("bye, camille@example.org")


def written(recipient: str = "camille@example.org", language: str = "fr") -> Mail:
    write_mail(recipient, TEMPLATE, language, clock.now() + HOUR, {"code": "BCDF-GHJK"})
    return Mail.objects.latest("pk")


def test_a_mail_leaves_once_and_leaves_nothing_behind(mailoutbox: list[EmailMessage]) -> None:
    key = written().pk
    for _ in range(3):
        send_mail(key)
    assert [mail.to for mail in mailoutbox] == [["camille@example.org"]]
    assert "BCDF-GHJK" in mailoutbox[0].body
    assert not Mail.objects.exists()


def test_it_is_plain_text_in_one_language_and_tells_nobody_that_it_was_read(
    mailoutbox: list[EmailMessage],
) -> None:
    written(language="en")
    written(language="fr")
    send_mails()
    english, french = mailoutbox
    assert english.subject.startswith("Your code")
    assert french.subject.startswith("Votre code")
    for mail in mailoutbox:
        assert mail.content_subtype == "plain"
        assert "http" not in mail.body
        assert mail.message()["Message-ID"]
        assert mail.message()["Auto-Submitted"] == "auto-generated"


def test_a_mail_to_nobody_is_dropped(mailoutbox: list[EmailMessage]) -> None:
    written("")
    send_mails()
    assert mailoutbox == []
    assert not Mail.objects.exists()


def test_while_the_mail_server_is_away_it_waits_and_the_log_has_no_address(
    settings: Settings, caplog: pytest.LogCaptureFixture, mailoutbox: list[EmailMessage]
) -> None:
    key = written().pk
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Away"
    send_mail(key)
    waiting = Mail.objects.get(pk=key)
    assert (waiting.tries, waiting.claimed_at) == (1, None)
    assert waiting.due_at > clock.now()
    assert "camille" not in caplog.text
    settings.EMAIL_BACKEND = backend
    assert hand_out_mails() == 0  # not yet
    clock.move(timedelta(minutes=2))
    assert hand_out_mails() == 1
    assert hand_out_mails() == 0  # a worker has it
    send_mail(key)
    assert len(mailoutbox) == 1


def test_what_is_of_no_use_any_more_is_dropped(mailoutbox: list[EmailMessage]) -> None:
    key = written().pk
    clock.move(HOUR)
    send_mail(key)
    hand_out_mails()
    assert mailoutbox == []
    assert not Mail.objects.exists()


def test_a_mail_whose_worker_died_is_handed_out_again_under_the_same_name() -> None:
    mail = written()
    Mail.objects.update(claimed_at=clock.now(), until=clock.now() + 3 * HOUR)
    clock.move(DEAD_AFTER - timedelta(minutes=1))
    assert hand_out_mails() == 0
    clock.move(timedelta(minutes=2))
    assert hand_out_mails() == 1
    assert Mail.objects.get().name == mail.name


def test_many_mails_are_written_at_once_and_handed_out_by_the_minute(mailoutbox: list[EmailMessage]) -> None:
    write_mails([f"m{n}@example.org" for n in range(30)], TEMPLATE, "fr", clock.now() + HOUR, {"code": "x"})
    assert hand_out_mails() == 0
    clock.move(timedelta(minutes=1))
    assert hand_out_mails() == 30
    send_mails()
    assert len({mail.to[0] for mail in mailoutbox}) == 30
