"""What a graph says in other languages besides the official words of units."""

from dataclasses import dataclass
from typing import Any

from goals.models import EditorialTranslation, SdgTranslation

from .edition import TranslationData


@dataclass(frozen=True)
class Translated:
    """The portal's own texts in other languages, by their English words and then by language, and
    the titles of SDGs, by number."""

    ours: dict[str, dict[str, str]]
    sdgs: dict[int, list[TranslationData]]


def translated() -> Translated:
    """All that is translated, in order of language. Two queries."""
    found = Translated({}, {})
    texts = EditorialTranslation.objects.order_by("language", "english")
    for language, english, text in texts.values_list("language", "english", "text"):
        found.ours.setdefault(english, {})[language] = text
    titles: Any = SdgTranslation.objects
    for number, language, text, status, source in titles.order_by(
        "of__number", "language"
    ).values_list("of__number", "language", "text", "status", "source__key"):
        found.sdgs.setdefault(number, []).append(
            {"language": language, "text": text, "status": status, "source": source or ""}
        )
    return found
