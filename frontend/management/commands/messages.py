"""Collect the sentences to translate, check that English is complete, compile."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from frontend import sentences


class Command(BaseCommand):
    """`messages` collects and compiles; `--check` only looks; `--compile` only compiles."""

    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two ways to ask for less."""
        parser.add_argument("--check", action="store_true", help="fail if a sentence has no English")
        parser.add_argument("--compile", action="store_true", help="only compile the catalogue")

    def handle(self, *args: object, check: bool, compile: bool, **options: object) -> None:
        """Do what was asked."""
        if compile:
            sentences.compile_catalogues()
            return
        if not check:
            sentences.collect()
            sentences.compile_catalogues()
        if missing := sentences.missing():
            listed = "\n".join(f"  {sentence}" for sentence in missing[:20])
            text = f"{len(missing)} sentences have no English in {sentences.CATALOGUE.name}:\n{listed}"
            if check:
                raise CommandError(f"{text}\nRun `make messages`, then write the English.")
            self.stdout.write(text)
