"""`manage.py import_campaign FILE`: start a campaign from the open data of another."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from deliberation import clock
from deliberation.core.actors import OPERATOR
from deliberation.core.errors import RuleBroken
from deliberation.members.models import Group
from proposals.actions.campaigning import create_campaign
from proposals.actions.seeding import Seeded, seed_campaign
from proposals.core.opendata import Exported, read_export
from proposals.core.seeds import Seed, dates_from, seed_of
from proposals.models import Campaign


class Command(BaseCommand):
    """Takes everything that was asked for, or nothing."""

    help = "Start a campaign from the export of another: its texts and, with --board, its run and booklets."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and what the new campaign is to be."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--slug", help="its address here (default: the same as there)")
        parser.add_argument("--title", help="its title here (default: the same)")
        parser.add_argument(
            "--group", metavar="SLUG", help="the group whose campaign it is (default: everyone's)"
        )
        parser.add_argument(
            "--starts", type=datetime.fromisoformat, metavar="DATE", help="when it opens (default: now)"
        )
        parser.add_argument("--board", action="store_true", help="run, booklets and measures too, as drafts")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(
        self,
        *args: object,
        file: Path,
        slug: str | None,
        title: str | None,
        group: str | None,
        starts: datetime | None,
        board: bool,
        dry_run: bool,
        **options: object,
    ) -> None:
        """Read, check, store; CommandError (exit 1) when anything is wrong, and then nothing was done."""
        try:
            exported = _read(file)
            seed = seed_of(exported, with_board=board)
            with transaction.atomic():
                made = _create(exported, slug, title, _group(group), starts)
                done = seed_campaign(OPERATOR, made, seed)
                if dry_run:
                    transaction.set_rollback(True)
        except RuleBroken as broken:
            raise CommandError(_sentence(broken)) from broken
        self._say(made, seed, done, dry_run)

    def _say(self, campaign: Campaign, seed: Seed, done: Seeded, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write(_("Essai seulement, rien n’a été importé. Il y aurait :"))
        self.stdout.write(
            _(
                "« %(title)s » (%(slug)s) : %(proposals)s contributions, %(answers)s réponses, "
                "%(booklets)s livrets, %(measures)s mesures. Laissés de côté, sans mots dans le fichier : "
                "%(left)s textes. Empreinte du fichier : %(digest)s."
            )
            % {
                "title": campaign.title,
                "slug": campaign.slug,
                "proposals": done.proposals,
                "answers": done.answers,
                "booklets": done.booklets,
                "measures": done.measures,
                "left": done.left_out,
                "digest": seed.exported.digest,
            }
        )


def _read(file: Path) -> Exported:
    try:
        with file.open("rb") as source:
            return read_export(source)
    except OSError as error:
        raise CommandError(
            _("Le fichier %(file)s ne se lit pas : %(why)s") % {"file": file, "why": error.strerror}
        ) from error


def _create(
    exported: Exported, slug: str | None, title: str | None, group: Group | None, starts: datetime | None
) -> Campaign:
    manifest = exported.manifest
    start = starts.astimezone(UTC) if starts else clock.now()
    return create_campaign(
        OPERATOR,
        slug=slug or str(manifest["slug"]),
        title=title or str(manifest["title"]),
        introduction=str(manifest["introduction"]),
        dates=dates_from(exported, start),
        group=group,
        language=str(manifest["language"]),
        booklets_wanted=int(str(manifest["booklets_wanted"])),
        most_signs=int(str(manifest["most_signs"])),
        reads_answers=bool(manifest["reads_answers"]),
        objections_each=int(str(manifest["objections_each"])),
    )


def _group(slug: str | None) -> Group | None:
    if slug is None:
        return None
    found = Group.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(_("Aucun groupe n’a l’adresse « %(slug)s ».") % {"slug": slug})
    return found


def _sentence(broken: RuleBroken) -> str:
    words = import_string(settings.WORDS_OF_A_REFUSAL)(broken)
    return f"{words.happened} {words.to_do}"
