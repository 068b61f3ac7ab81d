"""`manage.py appoint EMAIL OFFICE [--group SLUG]`: give a member an office, the first organiser above all."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from deliberation.core.actors import OPERATOR
from deliberation.core.errors import RuleBroken
from deliberation.members.actions import appoint


class Command(BaseCommand):
    """One appointment, and its line in the journal."""

    help = "Appoint a member to an office (organiser, observer, referent...), for all or for one group."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, to what, for which group."""
        parser.add_argument("email")
        parser.add_argument("office")
        parser.add_argument("--group", default="", metavar="SLUG")

    def handle(self, *args: object, email: str, office: str, group: str, **options: object) -> None:
        """Appoint; CommandError (exit 1) with the reason when it is refused."""
        try:
            held = appoint(OPERATOR, email=email, kind=office, group=group)
        except RuleBroken as refusal:
            said = import_string(settings.WORDS_OF_A_REFUSAL)(refusal)
            raise CommandError(f"{said.happened} {said.to_do}") from refusal
        self.stdout.write(
            _("%(name)s : %(office)s. L’acte est au journal.")
            % {"name": held.member.display_name, "office": held.get_kind_display()}
        )
