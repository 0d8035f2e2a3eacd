"""Django's own command, which knows the names too that the code gives `gettext_lazy`, and reads
what browsers are told in XML."""

from typing import Any

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=_lazy", "--keyword=_now"]

    def handle(self, *args: Any, **options: Any) -> None:
        options["extensions"] = options["extensions"] or ["html", "txt", "py", "xml"]
        super().handle(*args, **options)
