from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gpg_site import links


class Command(BaseCommand):
    help = "Asks every address outside that the portal leads to, and keeps what it answered."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        places = links.outside_links()
        asked = broken = 0
        for link in links.check():
            asked += 1
            if link.error:
                broken += 1
                where = ", ".join(place.name for place in places[link.url])
                self.stdout.write(f"BROKEN {link.url}: {link.error} (in {where})")
        if verbosity:
            self.stdout.write(f"{asked - broken} of {asked} outside links answer.")
        if broken:
            raise CommandError(f"{broken} outside links are broken.")
