"""The pages of themes and commitments."""

from typing import TypedDict

from django.utils.translation import gettext as _

from goals import codes, related
from goals.addresses import Addresses
from goals.citations import Work
from goals.data.cited import unit_cited
from goals.data.nearness import TopicKey, related_provisions, topic_keys
from goals.data.provisions import (
    COLUMNS,
    TOPIC_LAST,
    around,
    by_parent,
    provisions,
    source_ref,
    topic_ref,
    wording_place,
)
from goals.data.shapes import (
    ProvisionData,
    ProvisionRef,
    RelatedProvision,
    SourceRef,
    TopicRef,
    WordingPlace,
)
from goals.languages import InLanguage, in_language, original, ours, theme_title
from goals.models import Edition, Objective
from goals.outline import EditionOutline, Frame, GoalRef, Link, Outline, outline

from ..models import (
    Commitment,
    CommitmentQuerySet,
    CommitmentTranslation,
    Theme,
    ThemeTranslation,
    printed_title,
)


class ThemeData(TypedDict):
    """A theme's official title and what we say of it."""

    year: int
    number: int
    roman: str
    title: str
    locator: str
    note: str
    url: str


class ThemeWithCommitments(TypedDict):
    theme: ThemeData
    commitments: list[ProvisionData]


class GoalNear(TypedDict):
    """A goal, with the topics that it shares with a theme."""

    goal: GoalRef
    shared: list[TopicRef]


class ThemeListPage(TypedDict):
    frame: Frame
    edition: EditionOutline
    themes: list[ThemeWithCommitments]


class ThemePage(TypedDict):
    frame: Frame
    edition: EditionOutline
    theme: ThemeData
    in_language: InLanguage
    source: SourceRef
    wording: WordingPlace
    commitments: list[ProvisionData]
    goals: list[GoalNear]
    previous: ThemeData | None
    next: ThemeData | None
    cite: Work


class CommitmentPage(TypedDict):
    frame: Frame
    edition: EditionOutline
    theme: ThemeData
    commitment: ProvisionData
    in_language: InLanguage
    source: SourceRef
    wording: WordingPlace
    siblings: list[ProvisionData]
    previous: ProvisionRef | None
    next: ProvisionRef | None
    related_objectives: list[RelatedProvision]
    related_commitments: list[RelatedProvision]
    goals: list[GoalNear]
    cite: Work


def theme_list_page(edition: Edition) -> ThemeListPage | None:
    """The themes of an edition with their commitments, or None where it has no themes."""
    whole = outline()
    here = whole.edition(edition.year)
    if not here["themes_url"]:
        return None
    commitments = commitments_by_theme(
        Commitment.objects.in_edition(edition), edition, whole.addresses
    )
    return {
        "frame": whole.pinned_frame(
            edition.year, whole.edition_link(edition.year), same_unit=_theme_lists(whole)
        ),
        "edition": here,
        "themes": [
            {"theme": theme, "commitments": commitments.get(theme["number"], [])}
            for theme in themes_of(edition, whole.addresses).values()
        ],
    }


def theme_page(edition: Edition, number: int) -> ThemePage | None:
    """The page of a theme, or None where the edition has no such theme."""
    whole = outline()
    themes = themes_of(edition, whole.addresses)
    if number not in themes:
        return None
    title = original(themes[number]["title"])
    commitments = commitments_by_theme(
        Commitment.objects.in_edition(edition).filter(theme__number=number),
        edition,
        whole.addresses,
    ).get(number, [])
    topics = topic_keys(topic for item in commitments for topic in item["topics"])
    return {
        "frame": whole.pinned_frame(
            edition.year,
            whole.edition_link(edition.year),
            _themes_link(whole, edition),
            same_unit=_same_theme(number, whole),
        ),
        "edition": whole.edition(edition.year),
        "theme": themes[number],
        "in_language": in_language(ThemeTranslation, (edition.year, number), title),
        "source": source_ref(edition.source),
        "wording": wording_place(printed_title(number, title), edition.source, whole.addresses),
        "commitments": commitments,
        "goals": _goals_near(topics, edition, whole),
        "previous": themes.get(number - 1),
        "next": themes.get(number + 1),
        "cite": unit_cited(
            edition,
            "theme",
            _("Theme %(roman)s") % {"roman": codes.roman(number)},
            f"T{number}",
            title,
            themes[number]["url"],
        ),
    }


def commitment_page(edition: Edition, theme_number: int, number: int) -> CommitmentPage | None:
    """The page of a commitment, or None where the edition has no such commitment."""
    commitment = (
        Commitment.objects.in_edition(edition)
        .filter(theme__number=theme_number, number=number)
        .select_related("wording_source")
        .first()
    )
    if commitment is None:
        return None
    whole = outline()
    theme = themes_of(edition, whole.addresses)[theme_number]
    source = commitment.wording_source or edition.source
    code = f"T{theme_number}.{number}"
    # With the themes on either side, for the steps across a theme's end.
    nearby = commitments_by_theme(
        Commitment.objects.in_edition(edition).filter(
            theme__number__range=(theme_number - 1, theme_number + 1)
        ),
        edition,
        whole.addresses,
    )
    own = next(item for item in nearby[theme_number] if item["code"] == code)
    previous, following = around([item for items in nearby.values() for item in items], code)
    topics = topic_keys(own["topics"])
    objectives, commitments = related_provisions(code, topics, edition, whole.addresses)
    return {
        "frame": whole.pinned_frame(
            edition.year,
            whole.edition_link(edition.year),
            _themes_link(whole, edition),
            {"label": theme["title"], "url": theme["url"]},
            same_unit={edition.year: own["url"]},
        ),
        "edition": whole.edition(edition.year),
        "theme": theme,
        "commitment": own,
        "in_language": in_language(
            CommitmentTranslation, (edition.year, theme_number, number), commitment.text
        ),
        "source": source_ref(source),
        "wording": wording_place(commitment.text, source, whole.addresses),
        "siblings": nearby[theme_number],
        "previous": previous,
        "next": following,
        "related_objectives": objectives,
        "related_commitments": commitments,
        "goals": _goals_near(topics, edition, whole),
        "cite": unit_cited(
            edition,
            "commitment",
            _("Commitment %(code)s") % {"code": code},
            code,
            commitment.text,
            own["url"],
        ),
    }


def _themes_link(whole: Outline, edition: Edition) -> Link:
    return {"label": _("Themes"), "url": whole.edition(edition.year)["themes_url"]}


def _theme_lists(whole: Outline) -> dict[int, str]:
    return {
        edition["year"]: edition["themes_url"]
        for edition in whole.editions
        if edition["themes_url"]
    }


def _same_theme(number: int, whole: Outline) -> dict[int, str]:
    """The theme of this number in each public edition that has it."""
    years = Theme.objects.public().filter(number=number).values_list("edition__year", flat=True)
    return {year: whole.addresses.theme(year, number) for year in years}


def themes_of(edition: Edition, addresses: Addresses) -> dict[int, ThemeData]:
    """The themes of the edition by number, in order."""
    rows = Theme.objects.in_edition(edition).order_by("number")
    return {
        number: {
            "year": edition.year,
            "number": number,
            "roman": codes.roman(number),
            "title": theme_title(edition.year, number, title),
            "locator": ours(locator),
            "note": ours(note),
            "url": addresses.theme(edition.year, number),
        }
        for number, title, locator, note in rows.values_list("number", "title", "locator", "note")
    }


def commitments_by_theme(
    queryset: CommitmentQuerySet, edition: Edition, addresses: Addresses
) -> dict[int, list[ProvisionData]]:
    """The commitments of `queryset`, which are all of `edition`, by the number of their theme."""
    rows = queryset.order_by("theme__number", "number", TOPIC_LAST).values_list(
        "theme__number", *COLUMNS
    )
    return {
        theme: provisions(
            own,
            edition=edition,
            prefix=f"T{theme}.",
            url=f"{addresses.theme(edition.year, theme)}commitments/",
            addresses=addresses,
        )
        for theme, own in by_parent(rows).items()
    }


def _goals_near(topics: set[TopicKey], edition: Edition, whole: Outline) -> list[GoalNear]:
    """The goals of the edition that share any of `topics`, those that share most first."""
    rows = (
        Objective.objects.in_edition(edition)
        .filter(topic_items__tag__slug__in=[topic.slug for topic in topics])
        .order_by("goal__number")
        .values_list("goal__number", "topic_items__tag__slug", "topic_items__tag__name")
    )
    memberships = [(number, TopicKey(slug, name)) for number, slug, name in rows]
    goals = {goal["number"]: goal for goal in whole.edition(edition.year)["goals"]}
    return [
        {
            "goal": goals[near.unit],
            "shared": [topic_ref(*topic, whole.addresses, edition.year) for topic in near.shared],
        }
        for near in related.by_count(topics, memberships)
    ]
