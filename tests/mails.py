"""What a worker would do with the mails that were written."""

from deliberation.outbox.actions import send_mail
from deliberation.outbox.models import Mail


def send_mails() -> None:
    """Send all that waits, as a worker does after the commit."""
    for key in Mail.objects.order_by("pk").values_list("pk", flat=True):
        send_mail(key)
