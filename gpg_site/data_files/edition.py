"""A whole edition as one typed dictionary, made of those that the pages use.

It has everything that the edition's fixture has, so that a file made of it can be read back; see
`rows`. A fixed number of queries, whatever the size of the edition.
"""

from typing import Any, TypedDict

from django.db.models import Model, Q

from goals.addresses import Addresses
from goals.data.counterparts import UnitRef, WayEnd, unit_ref
from goals.data.framework import edition_data, goal_data
from goals.data.provisions import objectives_by_goal, source_ref
from goals.data.shapes import (
    ConsideredRef,
    EditionData,
    GoalData,
    ProvisionData,
    SourceRef,
    Statement,
)
from goals.data.statements import considered, statements
from goals.lineage import Unit
from goals.models import (
    ConsideredTarget,
    Correspondence,
    Edition,
    Goal,
    GoalTranslation,
    NoCounterpart,
    Objective,
    ObjectiveTranslation,
    SdgLink,
    Source,
    Topic,
)
from goals.outline import outline
from goals.visibility import visible
from gpg_site.content import without_counterpart
from themes.data.pages import ThemeData, commitments_by_theme, themes_of
from themes.models import Commitment, CommitmentTranslation, ThemeTranslation


class TranslationData(TypedDict):
    """A title or text in another language; `source` is the key of the document that has it."""

    language: str
    text: str
    status: str
    source: str


class WholeProvision(ProvisionData):
    """An objective or commitment with its translations."""

    translations: list[TranslationData]


class WholeGoal(GoalData):
    """A goal with its objectives and translations of its title."""

    translations: list[TranslationData]
    objectives: list[WholeProvision]


class WholeTheme(ThemeData):
    """A theme with its commitments and translations of its title."""

    translations: list[TranslationData]
    commitments: list[WholeProvision]


class CorrespondenceData(TypedDict):
    """That an objective of the edition carries the matter of one of an earlier edition."""

    earlier: UnitRef
    later: UnitRef
    relation: str
    reason: str


class TopicData(TypedDict):
    """A topic that any provision of the edition has."""

    slug: str
    name: str
    description: str
    url: str


class EditionDocument(TypedDict):
    """An edition with everything that this portal says of it.

    The paragraphs of its foreword are as they are stored. Correspondences, and the objectives
    without one, are those with earlier editions. `sources` are all documents that are named by key.
    """

    edition: EditionData
    goals: list[WholeGoal]
    themes: list[WholeTheme]
    statements: list[Statement]
    considered: list[ConsideredRef]
    correspondences: list[CorrespondenceData]
    no_counterparts: list[WayEnd]
    topics: list[TopicData]
    sources: list[SourceRef]


Translations = dict[tuple[int, ...], list[TranslationData]]

# What stands between the paragraphs of a stored foreword.
BREAK = "\n\n"


def edition_document(year: int) -> EditionDocument:
    """The published edition of `year`; Edition.DoesNotExist if there is none."""
    edition = Edition.objects.published().select_related("source").get(year=year)
    whole = outline()
    addresses = whole.addresses
    goals = _goals(edition, addresses)
    themes = _themes(edition, addresses)
    found = statements(SdgLink.objects.in_edition(edition), whole)
    provisions = [item for goal in goals for item in goal["objectives"]]
    provisions += [item for theme in themes for item in theme["commitments"]]
    keys = {edition.source.key, *(item["wording_source"] for item in provisions)}
    keys |= {one["source"]["key"] for one in found if one["source"]}
    keys |= {
        translation["source"]
        for unit in (*goals, *themes, *provisions)
        for translation in unit["translations"]
    }
    return {
        "edition": {
            **edition_data(edition, addresses),
            "foreword": edition.foreword.split(BREAK),
        },
        "goals": goals,
        "themes": themes,
        "statements": found,
        "considered": considered(ConsideredTarget.objects.in_edition(edition), whole),
        "correspondences": _correspondences(edition, addresses),
        "no_counterparts": _no_counterparts(edition, addresses),
        "topics": _topics({topic["slug"] for item in provisions for topic in item["topics"]}),
        "sources": [source_ref(source) for source in Source.objects.filter(key__in=keys)],
    }


def _goals(edition: Edition, addresses: Addresses) -> list[WholeGoal]:
    objectives = objectives_by_goal(Objective.objects.in_edition(edition), edition, addresses)
    titles = _translations(GoalTranslation, Q(of__edition=edition), "of__number")
    texts = _translations(
        ObjectiveTranslation, Q(of__goal__edition=edition), "of__goal__number", "of__number"
    )
    return [
        {
            **goal_data(goal, edition, addresses),
            "translations": titles.get((goal.number,), []),
            "objectives": [
                {**item, "translations": texts.get((goal.number, item["number"]), [])}
                for item in objectives.get(goal.number, [])
            ],
        }
        for goal in Goal.objects.in_edition(edition).order_by("number")
    ]


def _themes(edition: Edition, addresses: Addresses) -> list[WholeTheme]:
    commitments = commitments_by_theme(Commitment.objects.in_edition(edition), edition, addresses)
    titles = _translations(ThemeTranslation, Q(of__edition=edition), "of__number")
    texts = _translations(
        CommitmentTranslation, Q(of__theme__edition=edition), "of__theme__number", "of__number"
    )
    return [
        {
            **theme,
            "translations": titles.get((number,), []),
            "commitments": [
                {**item, "translations": texts.get((number, item["number"]), [])}
                for item in commitments.get(number, [])
            ],
        }
        for number, theme in themes_of(edition, addresses).items()
    ]


def _translations(model: type[Model], where: Q, *key: str) -> Translations:
    """The translations by the numbers that `key` names, in order of language."""
    found: Translations = {}
    rows: Any = model._default_manager.filter(where).order_by(*key, "language")
    for *numbers, language, text, status, source in rows.values_list(
        *key, "language", "text", "status", "source__key"
    ):
        found.setdefault(tuple(numbers), []).append(
            {"language": language, "text": text, "status": status, "source": source or ""}
        )
    return found


def _correspondences(edition: Edition, addresses: Addresses) -> list[CorrespondenceData]:
    earlier = ("earlier__goal__edition__year", "earlier__goal__number", "earlier__number")
    later = ("later__goal__edition__year", "later__goal__number", "later__number")
    rows = (
        Correspondence.objects.filter(
            visible("earlier__goal__edition__"), later__goal__edition=edition
        )
        .order_by(f"-{earlier[0]}", *earlier[1:], *later[1:])
        .values_list(*earlier, *later, "relation", "reason")
    )
    return [
        {
            "earlier": unit_ref(Unit(*units[:3]), addresses),
            "later": unit_ref(Unit(*units[3:]), addresses),
            "relation": relation,
            "reason": reason,
        }
        for *units, relation, reason in rows
    ]


def _no_counterparts(edition: Edition, addresses: Addresses) -> list[WayEnd]:
    unit = ("objective__goal__edition__year", "objective__goal__number", "objective__number")
    rows = (
        NoCounterpart.objects.filter(
            without_counterpart(edition),
            visible("objective__goal__edition__"),
            visible("edition__"),
        )
        .order_by(f"-{unit[0]}", *unit[1:], "-edition__year")
        .values_list(*unit, "edition__year", "reason")
    )
    return [
        {"unit": unit_ref(Unit(*row[:3]), addresses), "year": row[3], "reason": row[4]}
        for row in rows
    ]


def _topics(slugs: set[str]) -> list[TopicData]:
    addresses = Addresses.here()
    rows = Topic.objects.filter(slug__in=slugs).values_list("slug", "name", "description")
    return [
        {"slug": slug, "name": name, "description": description, "url": addresses.topic(slug)}
        for slug, name, description in rows
    ]
