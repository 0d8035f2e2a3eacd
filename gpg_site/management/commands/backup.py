from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from gpg_site.backup import BackupError, backup


class Command(BaseCommand):
    help = "Writes content, history and staff accounts into one new file, which `restore` reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, verbosity: int, **options: Any) -> None:
        try:
            manifest = backup(file)
        except (BackupError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        if verbosity:
            rows = sum(part.rows for part in manifest["parts"])
            self.stdout.write(f"Wrote {rows} rows of {len(manifest['parts'])} tables to {file}.")
