"""`manage.py import_members FILE.csv [--dry-run]`: bring the register of members up to date."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deliberation.core.actors import OPERATOR
from deliberation.core.errors import RuleBroken
from deliberation.core.register import HEADER, OPTIONAL, Row, WrongRegister, read_register
from deliberation.members.actions import import_members


class Command(BaseCommand):
    """Takes all lines or none; names every wrong line with its reason."""

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
            rows = read_register(_text(file))
            done = import_members(OPERATOR, rows, dry_run=dry_run)
        except RuleBroken as refusal:
            said = words(refusal)
            raise CommandError(f"{said.happened} {said.to_do}") from refusal
        except WrongRegister as register:
            for wrong in register.wrong:
                said = words(wrong.refusal)
                self.stderr.write(
                    _("Ligne %(line)s : ") % {"line": wrong.line} + f"{said.happened} {said.to_do}"
                )
            raise CommandError(
                ngettext(
                    "%(n)s ligne fausse. Rien n’a été importé.",
                    "%(n)s lignes fausses. Rien n’a été importé.",
                    len(register.wrong),
                )
                % {"n": len(register.wrong)}
            ) from register
        if dry_run:
            self.stdout.write(_("Essai seulement, rien n’a été importé. Il y aurait :"))
        self.stdout.write(
            _(
                "Membres : %(new)s nouveaux, %(changed)s changés, %(unchanged)s inchangés. "
                "Groupes : %(groups)s nouveaux."
            )
            % {"new": done.new, "changed": done.changed, "unchanged": done.unchanged, "groups": done.groups}
        )
        self.stdout.write(_what_rolls_need(rows))
        if done.doubles:
            self.stdout.write(
                ngettext(
                    "%(n)s paire de comptes se ressemble : deux organisateurs la jugent sur le site.",
                    "%(n)s paires de comptes se ressemblent : deux organisateurs les jugent sur le site.",
                    done.doubles,
                )
                % {"n": done.doubles}
            )


def _what_rolls_need(rows: list[Row]) -> str:
    """What an electoral roll will find in the file: groups, dates of payment, who left."""
    counts = {
        "group": sum(1 for row in rows if row.group),
        "paid": sum(1 for row in rows if row.paid_until),
        "left": sum(1 for row in rows if row.left_on),
        "all": len(rows),
    }
    said = _("Sur %(all)s lignes : %(group)s avec un groupe, %(left)s avec un départ") % counts
    if rows[0].says_paid:
        return said + _(", %(paid)s avec une cotisation payée.") % counts
    return said + _(". Sans colonne paid_until : les cotisations connues restent telles quelles.")


def _text(file: Path) -> str:
    """The text of the file; CommandError when it cannot be read or is not UTF-8."""
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as error:
        raise CommandError(
            _("Le fichier %(file)s ne se lit pas : %(why)s") % {"file": file, "why": error.strerror}
        ) from error
    except UnicodeDecodeError as error:
        raise CommandError(
            _("Le fichier %(file)s n’est pas en UTF-8 (octet %(at)s). Enregistrez-le en UTF-8.")
            % {"file": file, "at": error.start}
        ) from error
