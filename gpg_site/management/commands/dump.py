from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from gpg_site import content


class Command(BaseCommand):
    help = "Writes the content back into fixtures, byte for byte as seed reads them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "directory", nargs="?", type=Path, default=content.FIXTURES, help="default: fixtures/"
        )

    def handle(self, *, directory: Path, verbosity: int, **options: Any) -> None:
        for path in content.dump(directory):
            if verbosity:
                self.stdout.write(f"Wrote {path}")
