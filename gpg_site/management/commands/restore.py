from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from gpg_site.backup import BackupError, restore


class Command(BaseCommand):
    help = "Puts a file that `backup` wrote into an empty database, checked, in one transaction."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace",
            action="store_true",
            help="REPLACE what the database holds, after a backup of it beside FILE",
        )

    def handle(self, *, file: Path, replace: bool, verbosity: int, **options: Any) -> None:
        try:
            restored = restore(file, replace=replace)
        except (BackupError, DatabaseError) as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        if verbosity:
            if restored.before:
                self.stdout.write(f"What was here before is in {restored.before}.")
            self.stdout.write(
                f"Restored {restored.rows} rows as they were on {restored.manifest['made_at']}, "
                "and read them back: all are there."
            )
