from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goals.permanence import record_public
from gpg_site import content


class Command(BaseCommand):
    help = "Fills an empty database with the fixtures, in one transaction."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "directory", nargs="?", type=Path, default=content.FIXTURES, help="default: fixtures/"
        )
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--if-empty", action="store_true", help="succeed and do nothing when there is content"
        )
        choice.add_argument(
            "--replace",
            action="store_true",
            help="DELETE all content first, staff edits included (for development)",
        )

    def handle(
        self, *, directory: Path, if_empty: bool, replace: bool, verbosity: int, **options: Any
    ) -> None:
        if not replace and not content.is_empty():
            if if_empty:
                # A site that is older than the register gets its addresses on record here.
                record_public()
                self.stdout.write(f"Content is there and stays as it is: {_counts()}.")
                return
            raise CommandError(
                f"This database has content ({_counts()}); nothing was changed. Staff edits would "
                "be lost. To save them into files, run `manage.py dump DIRECTORY`; to throw them "
                "away and start again, run `manage.py seed --replace`."
            )
        if not directory.is_dir():
            raise CommandError(f"There is no directory {directory}.")
        try:
            loaded = content.load(directory, replace=replace)
        except content.ContentError as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        if verbosity:
            self.stdout.write(f"Loaded {loaded} objects: {_counts()}.")


def _counts() -> str:
    return ", ".join(f"{count} {name}" for name, count in content.counts().items())
