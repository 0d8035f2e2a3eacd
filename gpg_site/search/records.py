"""Every public unit as the search knows it, read in a fixed number of queries."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet

from goals.languages import (
    ENGLISH,
    English,
    commitment_text,
    language,
    objective_text,
    original,
    ours,
    sdg_title,
    speaking,
    theme_title,
)
from goals.models import (
    Edition,
    GoalTranslation,
    Objective,
    ObjectiveTranslation,
    Sdg,
    SdgTarget,
    Topic,
)
from goals.models.translations import Translation
from goals.outline import Outline, outline
from themes.models import Commitment, CommitmentTranslation, ThemeTranslation

from .engine import Record
from .pasted import sentences
from .quotations import Official
from .words import Text

Topics = tuple[tuple[str, Text], ...]


def records(whole: Outline) -> list[Record]:
    """Goals, objectives, themes and commitments of the public editions, SDGs and topics, in the
    language in use."""
    return [
        *_goals(whole),
        *_objectives(whole),
        *_themes(whole),
        *_commitments(whole),
        *_sdgs(whole),
        *_topics(whole),
    ]


def places(whole: Outline) -> list[Record]:
    """What a code may name besides: targets, which stand on the page of their SDG, and editions."""
    return [
        *(
            Record(
                kind="target",
                code=f"{number}.{item}",
                year=0,
                is_current=False,
                url=f"{whole.addresses.sdg(number)}#{number}.{item}",
                name=_text(ours(label), label),
            )
            for number, item, label in SdgTarget.objects.values_list("sdg__number", "item", "label")
        ),
        *(
            Record(
                kind="edition",
                code=str(edition["year"]),
                year=edition["year"],
                is_current=edition["is_current"],
                url=edition["url"],
            )
            for edition in whole.editions
        ),
    ]


def _text(words: str, english: str) -> Text:
    """What a page in the language in use says for words in English."""
    if language() == ENGLISH or isinstance(words, English):
        return Text(english)
    return Text(str(words), language(), english)


def _short_titles() -> dict[tuple[int, int], str]:
    """Those of the goals in English, by edition and number."""
    with speaking(ENGLISH):
        editions = outline().editions
    return {
        (goal["year"], goal["number"]): goal["short_title"]
        for edition in editions
        for goal in edition["goals"]
    }


def _is_current(whole: Outline, year: int) -> bool:
    return whole.current is not None and whole.current["year"] == year


def _goals(whole: Outline) -> Iterator[Record]:
    short_titles = _short_titles()
    for edition in whole.editions:
        for goal in edition["goals"]:
            yield Record(
                kind="goal",
                code=str(goal["number"]),
                year=edition["year"],
                is_current=edition["is_current"],
                url=goal["url"],
                name=_text(goal["short_title"], short_titles[goal["year"], goal["number"]]),
                title=_text(goal["title"], original(goal["title"])),
                goal=goal["number"],
            )


def _objectives(whole: Outline) -> Iterator[Record]:
    for (year, goal, number, text), topics in _with_topics(Objective.objects.public(), "goal"):
        yield Record(
            kind="objective",
            code=f"{goal}.{number}",
            year=year,
            is_current=_is_current(whole, year),
            url=whole.addresses.objective(year, goal, number),
            text=_text(objective_text(year, goal, number, text), text),
            topics=topics,
            goal=goal,
        )


def _themes(whole: Outline) -> Iterator[Record]:
    rows = Edition.objects.published().filter(themes__isnull=False)
    for year, number, title in rows.order_by("-year", "themes__number").values_list(
        "year", "themes__number", "themes__title"
    ):
        yield Record(
            kind="theme",
            code=f"T{number}",
            year=year,
            is_current=_is_current(whole, year),
            url=whole.addresses.theme(year, number),
            name=_text(theme_title(year, number, title), title),
        )


def _commitments(whole: Outline) -> Iterator[Record]:
    for (year, theme, number, text), topics in _with_topics(Commitment.objects.public(), "theme"):
        yield Record(
            kind="commitment",
            code=f"T{theme}.{number}",
            year=year,
            is_current=_is_current(whole, year),
            url=whole.addresses.commitment(year, theme, number),
            text=_text(commitment_text(year, theme, number, text), text),
            topics=topics,
        )


Unit = tuple[int, int, int, str]


def _with_topics(provisions: QuerySet[Any], parent: str) -> Iterable[tuple[Unit, Topics]]:
    """Year, number of the parent, number and text of each provision, with its topics."""
    name = "topic_items__tag__name"
    place = (f"{parent}__edition__year", f"{parent}__number", "number")
    rows = provisions.order_by(f"-{place[0]}", *place[1:], name)
    topics: dict[Unit, Topics] = {}
    for *unit, slug, label in rows.values_list(*place, "text", "topic_items__tag__slug", name):
        key: Unit = tuple(unit)
        topics[key] = (
            *topics.get(key, ()),
            *(((slug, _text(ours(label), label)),) if slug else ()),
        )
    return topics.items()


def _sdgs(whole: Outline) -> Iterator[Record]:
    rows = Sdg.objects.order_by("number", "targets__item").values_list(
        "number", "title", "targets__label"
    )
    labels: dict[tuple[int, str], list[str]] = {}
    for number, title, label in rows:
        labels.setdefault((number, title), []).extend([label] if label else [])
    for (number, title), about in labels.items():
        yield Record(
            kind="sdg",
            code=f"SDG {number}",
            year=0,
            is_current=False,
            url=whole.addresses.sdg(number),
            name=_text(sdg_title(number, title), title),
            about=tuple(_text(ours(label), label) for label in about),
        )


def _topics(whole: Outline) -> Iterator[Record]:
    for slug, name, description in Topic.objects.values_list("slug", "name", "description"):
        yield Record(
            kind="topic",
            code="",
            year=0,
            is_current=False,
            url=whole.addresses.topic(slug),
            name=_text(ours(name), name),
            about=(_text(ours(description), description),),
        )


def wordings(records: Iterable[Record]) -> Iterator[Official[Record]]:
    """Every official wording of the public editions, the current edition's first, and each
    sentence of those that have several: in English, then in the other languages."""
    of_editions = [record for record in records if record.year]
    for record in of_editions:
        text = (record.text or record.title or record.name).in_english
        for part in _with_sentences(text):
            yield Official(record, part, whole=text if record.text else "")
    translations = _translations()
    for record in of_editions:
        for found in translations.get((record.kind, record.year, record.code), ()):
            for part in _with_sentences(found.text):
                yield Official(record, part, found.language, found.text, found.source)


class _Translation(NamedTuple):
    language: str
    text: str
    source: tuple[str, str]


def _translations() -> dict[tuple[str, int, str], list[_Translation]]:
    """The official wordings in other languages by kind, edition and code of their unit."""
    found: dict[tuple[str, int, str], list[_Translation]] = {}
    for kind, code, model in (
        ("goal", "{}", GoalTranslation),
        ("objective", "{}.{}", ObjectiveTranslation),
        ("theme", "T{}", ThemeTranslation),
        ("commitment", "T{}.{}", CommitmentTranslation),
    ):
        for year, *numbers, spoken, text, key, title in _official(model):
            unit = (kind, year, code.format(*numbers))
            found.setdefault(unit, []).append(_Translation(spoken, text, (key, title)))
    return found


def _official(model: type[Translation]) -> Iterable[tuple[Any, ...]]:
    rows: Any = model.objects.filter(status=Translation.Status.OFFICIAL)
    columns = (*model.UNIT, "language", "text", "source__key", "source__title")
    return rows.order_by(*model.UNIT, "language").values_list(*columns)


def forewords(whole: Outline) -> Iterator[Official[Record]]:
    """Titles, mottos and forewords, paragraph by paragraph and sentence by sentence."""
    current = whole.current["year"] if whole.current else 0
    for edition in Edition.objects.published():
        record = Record(
            kind="edition",
            code=str(edition.year),
            year=edition.year,
            is_current=edition.year == current,
            url=whole.addresses.edition(edition.year),
        )
        texts = [edition.title, edition.motto]
        for paragraph in edition.paragraphs:
            texts += _with_sentences(paragraph)
        yield from (Official(record, text) for text in texts if text)


def _with_sentences(text: str) -> list[str]:
    parts = sentences(text)
    return [text, *parts] if len(parts) > 1 else [text]
