"""What a sheet says of the official words on it: where they are from, and in which language."""

from collections.abc import Iterable
from typing import TypedDict

from django.utils.translation import gettext as _

from goals.data.shapes import SourceRef
from goals.languages import English, InLanguage, english
from gpg_site.templatetags.languages import comma

from .words import Words, joined, words


class Wording(TypedDict):
    """How official words stand on a sheet that is not in English.

    `line` says it. `english` is the official wording of the sheet's unit in English where the sheet
    has it in its own language, `translation` an unofficial one: ours, whoever made it.
    """

    line: Words
    english: Words
    translation: Words


def wording_of(unit: InLanguage, texts: Iterable[str]) -> Wording:
    """How a unit's words stand on its sheet, and `texts`, all official words that are on it."""
    is_official = unit["status"] == "official"
    is_unofficial = unit["status"] == "unofficial"
    return {
        "line": _line_on_wording([unit["source_title"]] if is_official else [], texts),
        "english": words(english(unit["english"])) if is_official else [],
        "translation": words(unit["translation"]) if is_unofficial else [],
    }


def wording_of_all(units: Iterable[InLanguage], texts: Iterable[str]) -> Wording:
    """How the words of several units stand on one sheet, which says it once for all."""
    sources = [unit["source_title"] for unit in units if unit["status"] == "official"]
    return {
        "line": _line_on_wording(dict.fromkeys(sources), texts),
        "english": [],
        "translation": [],
    }


def _line_on_wording(sources: Iterable[str], texts: Iterable[str]) -> Words:
    """Where translations of official words are from, and that all others stand in English."""
    sentences = []
    if documents := joined((words(title) for title in sources), comma()):
        start = words(_("Official wording in this language, from"))
        sentences.append([*start, *words(" "), *documents, *words(".")])
    if any(isinstance(text, English) for text in texts):
        sentence = _(
            "INTERPOL's words stand in English where no official wording in this language is known."
        )
        sentences.append(words(sentence))
    return joined(sentences, " ")


def source_line(
    source: SourceRef,
    found: str,
    *,
    of_title: bool = False,
    is_translated: bool = False,
    locator: str = "",
) -> Words:
    """Where official words are from, and whether they stand there so; see `WordingPlace`.

    Where they are translated, it is their English that was compared.
    """
    start = {
        "exact": _("Title, letter for letter as in")
        if of_title
        else _("Official wording, letter for letter as in"),
        "case": _("Title, letter case aside, as in"),
        "no": _("Official wording that differs from the stored text of"),
    }.get(found, _("Official wording from"))
    document = joined(
        (
            words(english(text))
            for text in (source["title"], source["publisher"], source["date_printed"])
        ),
        comma(),
    )
    compared = words(_("In English:")) if is_translated else []
    sentence = joined((compared, words(start), document), " ")
    return [*joined((sentence, words(locator)), ". "), *words(".")]
