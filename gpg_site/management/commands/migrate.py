"""Django's own command, which alone makes the file of a new database."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    def execute(self, *args: Any, **options: Any) -> str | None:
        # Every other connection wants the file to be there: a portal whose file was moved away
        # would else begin an empty one, and put it in the place of the one that comes back.
        name = str(connections[options["database"]].settings_dict["NAME"])
        if name.startswith("file:///") and name.endswith("?mode=rw"):
            path = Path(unquote(urlsplit(name).path))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
        return super().execute(*args, **options)
