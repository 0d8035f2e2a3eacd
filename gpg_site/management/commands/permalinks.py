import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import resolve

from gpg_site import manifest


class Command(BaseCommand):
    help = "Adds the site's addresses to a frozen copy of the manifest, which never loses one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, verbosity: int, **options: Any) -> None:
        frozen = json.loads(file.read_text(encoding="utf-8"))["permalinks"] if file.exists() else []
        known = {entry["path"] for entry in frozen}
        added = [
            # With what answers there, so that an address can't come to mean something else.
            {**entry, "view": resolve(entry["path"]).view_name}
            for entry in manifest.public_addresses()
            if entry["path"] not in known
        ]
        entries = sorted([*frozen, *added], key=lambda entry: entry["path"])
        file.write_text(manifest.one_a_line(entries), encoding="utf-8")
        if verbosity:
            self.stdout.write(f"Added {len(added)} addresses to {file}.")
