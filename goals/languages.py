"""What a page says in the language that it is in, and what it has to say in English.

The documents are in English. An official wording stands in another language where its publisher
issued one there, and the portal's own words where an editor translated them; all else falls back
to English, and knows that it does: templates mark it, data lists it. The reasons are in
docs/adr/0022-a-text-that-falls-back-says-so.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Any, NamedTuple, TypedDict, cast

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .models import (
    Edition,
    EditorialTranslation,
    GoalTranslation,
    ObjectiveTranslation,
    SdgTranslation,
)
from .models.translations import Translation

# The language of the documents, whose addresses have no prefix.
ENGLISH = "en"

# What the words of the desk are in, by the language that its reader prefers. No page has the codes:
# Django keeps how addresses are put together by the code, and the desk leads to pages in English.
OF_DESK = {"ar": "ar-001", "es": "es-es", "fr": "fr-fr"}

Key = tuple[int, ...]


class English(str):
    """Words in English on a page that is in another language."""

    def __html__(self) -> SafeString:
        return mark_safe(f'<bdi lang="en" dir="ltr">{escape(str(self))}</bdi>')


class Rendered(str):
    """Words in the language of the page, which know the English ones that they are of."""

    original: str

    @classmethod
    def of(cls, original: str, text: str) -> "Rendered":
        rendered = cls(text)
        rendered.original = original
        return rendered


class Rendering(NamedTuple):
    """A title or text in another language: who says that it reads so, and the key and the title of
    the document that has it; of an unofficial one both may be empty."""

    text: str
    status: str
    source: tuple[str, str]


class InLanguage(TypedDict):
    """How the official words of a page's unit stand on it.

    `status` is "original" on a page in English; elsewhere the page shows an "official" wording in
    its own language, or the English one because there is an "unofficial" translation or "none".
    `english` are the official words in English, `translation` those in the page's language, or
    empty; `source_key` and `source_title` are of the document that has them.
    """

    language: str
    status: str
    english: str
    translation: str
    source_key: str
    source_title: str


class Words:
    """All that is translated into a language, each kind of it read when it is first asked for."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._renderings: dict[type[Translation], dict[Key, Rendering]] = {}

    @cached_property
    def ours(self) -> dict[str, str]:
        """The portal's own texts by their English words."""
        rows = EditorialTranslation.objects.filter(language=self.language).order_by()
        return dict(rows.values_list("english", "text"))

    def renderings(self, model: type[Translation]) -> dict[Key, Rendering]:
        """The titles or texts of one kind of unit."""
        if model not in self._renderings:
            rows: Any = model.objects.filter(language=self.language).order_by()
            columns = ("text", "status", "source__key", "source__title")
            self._renderings[model] = {
                tuple(unit): Rendering(text, status, (key or "", title or ""))
                for *unit, text, status, key, title in rows.values_list(*model.UNIT, *columns)
            }
        return self._renderings[model]


_words: ContextVar[Words | None] = ContextVar("words", default=None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within, everything is in this language, addresses too; what is translated into it is read at
    most once. The desk puts a language for its editors inside, which changes neither."""
    with translation.override(language):
        token = _words.set(Words(language))
        try:
            yield
        finally:
            _words.reset(token)


def language() -> str:
    """The language of what is shown, and of its addresses."""
    words = _words.get()
    return words.language if words else (translation.get_language() or ENGLISH).partition("-")[0]


def languages() -> list[str]:
    """All that the portal speaks, English first."""
    return [ENGLISH, *sorted(code for code, _name in settings.LANGUAGES if code != ENGLISH)]


def split(path: str) -> tuple[str, str]:
    """The language of a path below where the site is mounted, and the path in English."""
    code, _slash, rest = path[1:].partition("/")
    return (code, f"/{rest}") if code in languages() else (ENGLISH, path)


def prefix(language: str) -> str:
    """What the paths of a language begin with: `/fr`, nothing for English."""
    return "" if language == ENGLISH else f"/{language}"


def ours(text: str) -> str:
    """A text of the portal's own in the language in use, or in English."""
    words = _here()
    if words is None or not text:
        return text
    found = words.ours.get(text)
    return Rendered.of(text, found) if found else English(text)


def official(model: type[Translation], unit: Key, text: str) -> str:
    """The official wording of a unit in the language in use, or in English."""
    words = _here()
    if words is None or not text:
        return text
    found = words.renderings(model).get(unit)
    if not found or found.status != "official":
        return English(text)
    return Rendered.of(text, found.text)


def original(text: str) -> str:
    """A text as it is in English, by which it is the same in all languages."""
    return text.original if isinstance(text, Rendered) else str(text)


def theme_title(year: int, number: int, title: str) -> str:
    return official(_of_themes(), (year, number), title)


def goal_title(year: int, number: int, title: str) -> str:
    return official(GoalTranslation, (year, number), title)


def objective_text(year: int, goal: int, number: int, text: str) -> str:
    return official(ObjectiveTranslation, (year, goal, number), text)


def commitment_text(year: int, theme: int, number: int, text: str) -> str:
    return official(_of_commitments(), (year, theme, number), text)


def sdg_title(number: int, title: str) -> str:
    """The short title of an SDG, official or not: the page of the SDG says which."""
    words = _here()
    if words is None:
        return title
    found = words.renderings(SdgTranslation).get((number,))
    return found.text if found else English(title)


def unofficial_sdgs() -> list[int]:
    """The SDGs whose title in the language in use nobody has found in a document of the UN."""
    words = _here()
    found = words.renderings(SdgTranslation) if words else {}
    return sorted(number for (number,), title in found.items() if title.status != "official")


def english(text: str) -> str:
    """Words that stand in English on every page."""
    return text if _here() is None or not text else English(text)


def in_language(model: type[Translation], unit: Key, text: str) -> InLanguage:
    """How the official words of a unit, which are `text` in English, stand on a page."""
    words = _here()
    found = words.renderings(model).get(unit) if words else None
    key, title = found.source if found else ("", "")
    return {
        "language": language(),
        "status": "original" if words is None else found.status if found else "none",
        "english": text,
        "translation": found.text if found else "",
        "source_key": key,
        "source_title": title,
    }


def _of_themes() -> type[Translation]:
    """Of the titles of themes, which this app knows from their reverse side alone."""
    return _translations(_below(Edition, "themes"))


def _of_commitments() -> type[Translation]:
    return _translations(_below(_below(Edition, "themes"), "commitments"))


def _translations(model: type[models.Model]) -> type[Translation]:
    return cast("type[Translation]", _below(model, "translations"))


def _below(model: type[models.Model], name: str) -> type[models.Model]:
    return cast("type[models.Model]", model._meta.get_field(name).related_model)


def _here() -> Words | None:
    """What is translated into the language in use; None for English."""
    code = language()
    return None if code == ENGLISH else _words.get() or Words(code)
