"""The values of a file's rows: whether each is of its field's kind, spelled as a dump spells it."""

import datetime
import re
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

# No text of ours has them; a database may refuse them, and half a character is none.
_STRANGE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def is_key(raw: Any) -> bool:
    """Whether a value can be the natural key of another row."""
    parts = raw if isinstance(raw, list) else []
    return bool(parts) and all(
        type(part) is int or (isinstance(part, str) and not _STRANGE.search(part)) for part in parts
    )


def plain(field: models.Field, raw: Any) -> Any:
    """The value of a field that refers to nothing. Raises ValueError with a sentence."""
    if isinstance(field, models.IntegerField):
        if type(raw) is not int:
            raise ValueError(_("write a whole number."))
        return raw
    if not isinstance(raw, str):
        raise ValueError(_("write a text in quotation marks."))
    if isinstance(field, models.DateField):
        try:
            return datetime.date.fromisoformat(raw)
        except ValueError as error:
            raise ValueError(_("write a day as 2023-11-28, or null.")) from error
    if _STRANGE.search(raw):
        raise ValueError(_("it has a sign that is no text; a new line is \\n alone."))
    return raw
