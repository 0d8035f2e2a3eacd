from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gpg_site import verification


class Command(BaseCommand):
    help = "Compares all official wording with its source, and the statements with each other."

    def handle(self, **options: Any) -> None:
        wordings = list(verification.wordings())
        altered = [wording for wording in wordings if not wording.is_verbatim]
        for wording in altered:
            self.stdout.write(
                f"ALTERED {wording.unit} (source {wording.source.key}): {wording.text}"
            )
        broken = list(verification.inconsistencies())
        for sentence in broken:
            self.stdout.write(f"INCONSISTENT {sentence}")
        verbatim = len(wordings) - len(altered)
        self.stdout.write(
            f"{verbatim} of {len(wordings)} official wordings are verbatim, brackets aside; "
            f"{len(broken)} inconsistencies."
        )
        if not wordings:
            raise CommandError("There is no content to verify: run `manage.py seed`.")
        if altered or broken:
            raise CommandError("The content is not what the portal promises.")
