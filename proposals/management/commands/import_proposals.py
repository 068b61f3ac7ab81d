"""`manage.py import_proposals FILE --campaign SLUG`: bring the texts of a file into a campaign."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from deliberation.core.actors import OPERATOR
from deliberation.core.errors import RuleBroken
from proposals.actions.importing import import_proposals
from proposals.core.textfiles import Reading, read_texts
from proposals.models import Campaign

WRONG_LINES_SHOWN = 50


class Command(BaseCommand):
    """Takes all texts or none; names every wrong line with its reason."""

    help = (
        "Import texts from a CSV file in UTF-8, gzipped or not, with the columns id and text, and where they "
        "are there lang, kind (opinion or argument), parent, title. A label never enters. All texts or none."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, the campaign, and how to read."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--campaign", required=True, metavar="SLUG", help="the campaign's address")
        parser.add_argument("--seed", default="1", help="what authors and times are drawn from (default: 1)")
        parser.add_argument("--limit", type=int, metavar="N", help="only the first N texts")
        parser.add_argument("--skip-wrong", action="store_true", help="leave wrong lines out, name them")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(
        self,
        *args: object,
        file: Path,
        campaign: str,
        seed: str,
        limit: int | None,
        skip_wrong: bool,
        dry_run: bool,
        **options: object,
    ) -> None:
        """Read, check, import; CommandError (exit 1) when anything is wrong, and then nothing was done."""
        try:
            reading = read_texts(_content(file), gzipped=file.suffix == ".gz", limit=limit)
            self._name_wrong_lines(reading, skip_wrong)
            target = _campaign(campaign)
            if dry_run:
                self._say_dry(reading, target)
                return
            done = import_proposals(OPERATOR, target, reading.rows, seed=seed, file_digest=reading.digest)
        except RuleBroken as broken:
            raise CommandError(_sentence(broken)) from broken
        self.stdout.write(
            _(
                "« %(title)s » : %(proposals)s contributions et %(answers)s réponses importées, "
                "dont %(lost)s réponses à un texte absent du fichier. Empreinte du fichier : %(digest)s."
            )
            % {
                "title": target.title,
                "proposals": done.proposals,
                "answers": done.answers,
                "lost": done.without_parent,
                "digest": reading.digest,
            }
        )

    def _name_wrong_lines(self, reading: Reading, skip_wrong: bool) -> None:
        for wrong in reading.wrong[:WRONG_LINES_SHOWN]:
            self.stderr.write(_("Ligne %(line)s : ") % {"line": wrong.line} + _sentence(wrong.why))
        more = len(reading.wrong) - WRONG_LINES_SHOWN
        if more > 0:
            self.stderr.write(_("… et %(n)s autres lignes fausses.") % {"n": more})
        if reading.wrong and not skip_wrong:
            raise CommandError(
                _(
                    "%(n)s lignes fausses. Rien n’a été importé. "
                    "Corrigez-les, ou laissez-les de côté avec --skip-wrong."
                )
                % {"n": len(reading.wrong)}
            )

    def _say_dry(self, reading: Reading, campaign: Campaign) -> None:
        answers = sum(row.kind == "answer" for row in reading.rows)
        self.stdout.write(
            _(
                "Essai seulement, rien n’a été importé. Il y aurait dans « %(title)s » : "
                "%(proposals)s contributions et %(answers)s réponses."
            )
            % {"title": campaign.title, "proposals": len(reading.rows) - answers, "answers": answers}
        )


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(
            _("Le fichier %(file)s ne se lit pas : %(why)s") % {"file": file, "why": error.strerror}
        ) from error


def _campaign(slug: str) -> Campaign:
    found = Campaign.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Campaign.objects.values_list("slug", flat=True)[:20]) or "—"
        raise CommandError(
            _("Aucune campagne n’a l’adresse « %(slug)s ». Adresses connues : %(known)s.")
            % {"slug": slug, "known": known}
        )
    return found


def _sentence(broken: RuleBroken) -> str:
    words = import_string(settings.WORDS_OF_A_REFUSAL)(broken)
    return f"{words.happened} {words.to_do}"
