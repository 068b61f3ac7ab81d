"""`manage.py import_members FILE.csv [--dry-run]`: bring the register of members up to date."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deliberation.core.actors import OPERATOR
from deliberation.core.errors import RuleBroken
from deliberation.core.register import HEADER, OPTIONAL, WrongRegister
from deliberation.members.importing import Contents, import_members, register_in
from deliberation.progress import ProgressLine


class Command(BaseCommand):
    """Takes all lines or none; names the wrong lines with their reasons; says how far it is."""

    help = (
        f"Import members from a CSV file in UTF-8 whose header is {','.join(HEADER)}, then as many of "
        f"{','.join(OPTIONAL)} as it has; all lines or none."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether only to try."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *args: object, file: Path, dry_run: bool, **options: object) -> None:
        """Read, check, import; CommandError (exit 1) when anything is wrong, and then nothing was done."""
        words = import_string(settings.WORDS_OF_A_REFUSAL)
        try:
            with ProgressLine(self.stdout, _how_far) as progress:
                done = import_members(OPERATOR, register_in(file), dry_run=dry_run, progress=progress)
        except OSError as error:
            raise CommandError(
                _("Le fichier %(file)s ne se lit pas : %(why)s") % {"file": file, "why": error.strerror}
            ) from error
        except RuleBroken as refusal:
            said = words(refusal)
            raise CommandError(f"{said.happened} {said.to_do}") from refusal
        except WrongRegister as register:
            self._name_wrong_lines(register)
        if dry_run:
            self.stdout.write(_("Essai seulement, rien n’a été importé. Il y aurait :"))
        self.stdout.write(
            _(
                "Membres : %(new)s nouveaux, %(changed)s changés, %(unchanged)s inchangés. "
                "Groupes : %(groups)s nouveaux."
            )
            % {"new": done.new, "changed": done.changed, "unchanged": done.unchanged, "groups": done.groups}
        )
        self.stdout.write(_what_rolls_need(done.contents))
        if done.doubles:
            self.stdout.write(
                ngettext(
                    "%(n)s paire de comptes se ressemble : deux organisateurs la jugent sur le site.",
                    "%(n)s paires de comptes se ressemblent : deux organisateurs les jugent sur le site.",
                    done.doubles,
                )
                % {"n": done.doubles}
            )

    def _name_wrong_lines(self, register: WrongRegister) -> NoReturn:
        for wrong in register.wrong:
            said = import_string(settings.WORDS_OF_A_REFUSAL)(wrong.refusal)
            self.stderr.write(_("Ligne %(line)s : ") % {"line": wrong.line} + f"{said.happened} {said.to_do}")
        if register.more:
            self.stderr.write(
                ngettext("… et %(n)s autre ligne fausse.", "… et %(n)s autres lignes fausses.", register.more)
                % {"n": register.more}
            )
        lines = len(register.wrong) + register.more
        raise CommandError(
            ngettext(
                "%(n)s ligne fausse. Rien n’a été importé.",
                "%(n)s lignes fausses. Rien n’a été importé.",
                lines,
            )
            % {"n": lines}
        ) from register


def _how_far(stage: str, done: int, of: int) -> str:
    counts = {"done": done, "of": of}
    if stage == "members.reading":
        return _("Lecture : %(done)s lignes") % counts
    if stage == "members.writing":
        return _("Écriture : %(done)s lignes sur %(of)s") % counts
    return _("Recherche des comptes qui se ressemblent")


def _what_rolls_need(contents: Contents) -> str:
    """What an electoral roll will find in the file: groups, dates of payment, who left."""
    counts = {
        "group": contents.grouped,
        "paid": contents.paid,
        "left": contents.left,
        "all": contents.lines,
    }
    said = _("Sur %(all)s lignes : %(group)s avec un groupe, %(left)s avec un départ") % counts
    if contents.says_paid:
        return said + _(", %(paid)s avec une cotisation payée.") % counts
    return said + _(". Sans colonne paid_until : les cotisations connues restent telles quelles.")
