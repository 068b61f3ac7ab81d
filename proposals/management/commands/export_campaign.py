"""`manage.py export_campaign SLUG FILE`: a whole campaign as one zip."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from proposals.exports.campaigns import write_campaign
from proposals.models import Campaign
from proposals.queries.opendata import drafts_may_leave


class Command(BaseCommand):
    """Writes what whoever may read the runs may also download; `--drafts` adds what only organisers read."""

    help = "Write a whole campaign to a zip: texts, run, board, booklets, edits, objections; CSV and JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """The campaign, the file, and how much."""
        parser.add_argument("campaign", metavar="SLUG", help="the campaign's address")
        parser.add_argument("file", type=Path)
        parser.add_argument("--drafts", action="store_true", help="booklets too, before they are published")

    def handle(self, *args: object, campaign: str, file: Path, drafts: bool, **options: object) -> None:
        """Write to a file beside, then rename: a file that is there is whole."""
        found = Campaign.objects.select_related("group").filter(slug=campaign).first()
        if found is None:
            raise CommandError(_("Aucune campagne n’a l’adresse « %(slug)s ».") % {"slug": campaign})
        beside = file.with_name(f".{file.name}.part")
        try:
            with beside.open("wb") as target:
                counts = write_campaign(found, target, drafts=drafts or drafts_may_leave(found))
            beside.replace(file)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise CommandError(
                _("Le fichier %(file)s ne s’écrit pas : %(why)s") % {"file": file, "why": error.strerror}
            ) from error
        for table, count in counts.items():
            self.stdout.write(f"{table}: {count}")
