from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from gpg_site.staff.editions import files, imports
from gpg_site.staff.editions.report import Report


class Command(BaseCommand):
    help = "Shows what an edition file would change, and with --write writes it, all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            help="edition-2027.json, gpg-2023.json or gpg-2023.csv",
        )
        parser.add_argument("--write", action="store_true", help="write what would change")
        parser.add_argument(
            "--reason", default="", help="why, for the history; needed with --write"
        )
        parser.add_argument("--user", help="the user whom the history is to name")

    def handle(
        self, *, file: Path, write: bool, reason: str, user: str | None, **options: Any
    ) -> None:
        if write and not 0 < len(reason.strip()) <= 100:
            raise CommandError("To write, say why in at most 100 characters: --reason “…”.")
        author = None
        if user is not None:
            author = get_user_model().objects.filter(username=user).first()
            if author is None:
                raise CommandError(f"There is no user {user}.")
        try:
            reading = files.read(file.read_bytes(), file.name)
        except OSError as error:
            raise CommandError(f"{file} can't be read: {error.strerror}.") from error
        report = (
            imports.write(reading, reason=reason, user=author)
            if write
            else imports.dry_run(reading)
        )
        self._print(report)
        if report.errors:
            raise CommandError(f"Nothing was written: {len(report.errors)} error(s).")
        if not report.differences:
            self.stdout.write("The database says all that already: there is nothing to write.")
        elif not report.is_written:
            self.stdout.write("Nothing was written: this was a dry run. Write with --write.")

    def _print(self, report: Report) -> None:
        for error in report.errors:
            place = f"line {error.line}" if error.line else "not in the file"
            row = f"{error.model} {error.key}".strip()
            self.stdout.write(f"{place}: {row + ': ' if row else ''}{error.sentence}")
        if report.errors:
            return
        state = "published" if report.is_public else "a new draft" if report.is_new else "a draft"
        self.stdout.write(f"The edition of {report.year}, {state}.")
        for difference in report.differences:
            self.stdout.write(
                f"{difference.kind} {difference.model._meta.verbose_name} {difference.label}"
            )
            for field in difference.fields:
                self.stdout.write(f"    {field.name}")
                for sign, text in (("-", field.before), ("+", field.after)):
                    if text:
                        self.stdout.write(f"        {sign} {text}")
        for note in report.notes:
            self.stdout.write(f"to look at: {note}")
        counts = ", ".join(f"{len(report.of_kind(kind))} {kind}" for kind in
                           ("added", "changed", "removed"))  # fmt: skip
        self.stdout.write(f"Rows: {counts}, {report.unchanged.total()} unchanged.")
