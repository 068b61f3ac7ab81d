"""Who: members, groups, offices, sign-in."""

from django.apps import AppConfig


class Members(AppConfig):
    """Who: members, groups, offices, sign-in."""

    name = "deliberation.members"
    label = "members"
