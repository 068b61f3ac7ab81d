"""What leaves by mail: rows written with the act, sent by a job, gone once they left."""

from django.apps import AppConfig


class Outbox(AppConfig):
    """What leaves by mail: rows written with the act, sent by a job, gone once they left."""

    name = "deliberation.outbox"
    label = "outbox"
