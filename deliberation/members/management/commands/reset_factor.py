"""`manage.py reset_factor EMAIL --reason WORDS`: take away a second factor that its member lost."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from deliberation.core.actors import OPERATOR
from deliberation.core.errors import RuleBroken
from deliberation.members.factors import reset_factor


class Command(BaseCommand):
    """One reset, the end of the member's sessions, and its line in the journal."""

    help = (
        "Reset the second factor of a member who lost it. The reason is public: name no plain member in it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, and why."""
        parser.add_argument("email")
        parser.add_argument("--reason", required=True)

    def handle(self, *args: object, email: str, reason: str, **options: object) -> None:
        """Reset; CommandError (exit 1) with the words when it is refused."""
        try:
            member = reset_factor(OPERATOR, email=email, reason=reason)
        except RuleBroken as refusal:
            said = import_string(settings.WORDS_OF_A_REFUSAL)(refusal)
            raise CommandError(f"{said.happened} {said.to_do}") from refusal
        self.stdout.write(
            _("%(name)s : second facteur remis à zéro, sessions terminées. L’acte est au journal.")
            % {"name": member.display_name}
        )
