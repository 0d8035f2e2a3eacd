from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError

from goals.languages import ENGLISH, languages
from gpg_site.export.folder import FolderError
from gpg_site.export.site import ExportError, export


class Command(BaseCommand):
    help = "Writes the whole public site as files, which need no server."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="an earlier export in it is replaced whole")
        parser.add_argument(
            "--origin",
            required=True,
            help="where the site is to be found, like https://gpg.example.org: what is cited, and "
            "what leaves the site as data, has complete addresses",
        )

        parser.add_argument(
            "--language",
            action="append",
            default=[],
            choices=languages(),
            help="a language of the copy besides English; may be given several times. Without it "
            "the copy is in all of them",
        )

    def handle(
        self, *, folder: Path, origin: str, language: list[str], verbosity: int, **options: Any
    ) -> None:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or origin != f"{parts.scheme}://{parts.netloc}":
            raise CommandError(
                f"The origin is {origin!r}: give a scheme and a name with nothing after it, like "
                "https://gpg.example.org."
            )
        try:
            copy = export(origin, folder, _spoken(language))
        except (ExportError, FolderError) as error:
            raise CommandError(str(error)) from error
        broken = copy.broken()
        for link in broken:
            self.stdout.write(f"BROKEN {link.page}: {link.link}")
        if verbosity:
            self.stdout.write(f"{copy.files} files, {copy.size:,} bytes, in {folder}")
        if broken:
            raise CommandError(f"{len(broken)} links lead nowhere.")


def _spoken(asked: list[str]) -> list[str]:
    return [each for each in languages() if not asked or each in (ENGLISH, *asked)]
