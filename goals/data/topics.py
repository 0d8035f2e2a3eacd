"""The pages of the topics, which belong to no edition and show every public one."""

import unicodedata
from typing import TypedDict

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from .. import codes
from ..languages import commitment_text, objective_text, ours, theme_title
from ..models import Edition, Objective, Topic
from ..outline import Frame, Outline, outline
from ..visibility import visible
from .provisions import topic_ref
from .shapes import TopicRef


class TopicSummary(TypedDict):
    """A topic with the number of its members in public editions."""

    slug: str
    name: str
    description: str
    url: str
    objectives: int
    commitments: int


class TopicListPage(TypedDict):
    frame: Frame
    topics: list[TopicSummary]


class TopicMember(TypedDict):
    """A member of a topic, under its goal or theme."""

    code: str
    full_code: str
    url: str
    text: str
    parent: str
    parent_url: str


class TopicInEdition(TypedDict):
    """The members of a topic in one edition, in reading order."""

    year: int
    is_current: bool
    objectives: list[TopicMember]
    commitments: list[TopicMember]


class TopicPage(TypedDict):
    frame: Frame
    topic: TopicSummary
    editions: list[TopicInEdition]
    neighbours: list[TopicRef]


# How many other topics a topic's page names.
NEIGHBOURS = 6

# From a topic to the editions that have it.
_OBJECTIVES = "objectivetopic_items__content_object__goal__edition__"
_COMMITMENTS = "commitmenttopic_items__content_object__theme__edition__"


def topic_list_page() -> TopicListPage:
    whole = outline()
    return {"frame": whole.frame(), "topics": _summaries(Topic.objects.all(), whole)}


def topic_page(slug: str) -> TopicPage | None:
    """The page of a topic, or None where there is none of this slug."""
    whole = outline()
    topic = next(iter(_summaries(Topic.objects.filter(slug=slug), whole)), None)
    if topic is None:
        return None
    objectives = _objectives(slug, whole)
    commitments = _commitments(slug, whole)
    years = {*objectives, *commitments}
    return {
        "frame": whole.frame(
            {"label": _("Topics"), "url": f"{whole.addresses.root}topics/"}, here=topic["url"]
        ),
        "topic": topic,
        "editions": [
            TopicInEdition(
                year=edition["year"],
                is_current=edition["is_current"],
                objectives=objectives.get(edition["year"], []),
                commitments=commitments.get(edition["year"], []),
            )
            for edition in whole.editions
            if edition["year"] in years
        ],
        "neighbours": _neighbours(slug, whole),
    }


def _summaries(topics: QuerySet[Topic], whole: Outline) -> list[TopicSummary]:
    # In an order of its own: where rows are grouped, a model's does not hold.
    rows = (
        topics.order_by("name")
        .annotate(
            objective_count=Count(
                "objectivetopic_items", filter=visible(_OBJECTIVES), distinct=True
            ),
            commitment_count=Count(
                "commitmenttopic_items", filter=visible(_COMMITMENTS), distinct=True
            ),
        )
        .values_list("slug", "name", "description", "objective_count", "commitment_count")
    )
    summaries: list[TopicSummary] = [
        {
            "slug": slug,
            "name": ours(name),
            "description": ours(description),
            "url": whole.addresses.topic(slug),
            "objectives": objectives,
            "commitments": commitments,
        }
        for slug, name, description, objectives, commitments in rows
    ]
    return sorted(summaries, key=lambda topic: _as_sorted(topic["name"]))


def _as_sorted(name: str) -> str:
    """What a name is put in order by: its letters without their accents."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _objectives(slug: str, whole: Outline) -> dict[int, list[TopicMember]]:
    """The public objectives on a topic by year of edition, in reading order."""
    rows = (
        Objective.objects.public()
        .filter(topic_items__tag__slug=slug)
        .order_by("goal__number", "number")
        .values_list("goal__edition__year", "goal__number", "goal__short_title", "number", "text")
    )
    members: dict[int, list[TopicMember]] = {}
    for year, goal, title, number, text in rows:
        code = f"{goal}.{number}"
        members.setdefault(year, []).append(
            {
                "code": code,
                "full_code": codes.with_edition(year, code),
                "url": whole.addresses.objective(year, goal, number),
                "text": objective_text(year, goal, number, text),
                "parent": ours(title),
                "parent_url": whole.addresses.goal(year, goal),
            }
        )
    return members


def _commitments(slug: str, whole: Outline) -> dict[int, list[TopicMember]]:
    """The public commitments on a topic by year of edition, in reading order."""
    rows = (
        Edition.objects.published()
        .filter(themes__commitments__topic_items__tag__slug=slug)
        .order_by("themes__number", "themes__commitments__number")
        .values_list(
            "year",
            "themes__number",
            "themes__title",
            "themes__commitments__number",
            "themes__commitments__text",
        )
    )
    members: dict[int, list[TopicMember]] = {}
    for year, theme, title, number, text in rows:
        code = f"T{theme}.{number}"
        members.setdefault(year, []).append(
            {
                "code": code,
                "full_code": codes.with_edition(year, code),
                "url": whole.addresses.commitment(year, theme, number),
                "text": commitment_text(year, theme, number, text),
                "parent": theme_title(year, theme, title),
                "parent_url": whole.addresses.theme(year, theme),
            }
        )
    return members


def _neighbours(slug: str, whole: Outline) -> list[TopicRef]:
    """The topics that most often stand beside this one on the same provision."""
    together = visible(_OBJECTIVES) & Q(
        objectivetopic_items__content_object__topic_items__tag__slug=slug
    )
    beside = visible(_COMMITMENTS) & Q(
        commitmenttopic_items__content_object__topic_items__tag__slug=slug
    )
    rows = (
        Topic.objects.exclude(slug=slug)
        .annotate(
            on_objectives=Count("objectivetopic_items", filter=together, distinct=True),
            on_commitments=Count("commitmenttopic_items", filter=beside, distinct=True),
        )
        .annotate(times=F("on_objectives") + F("on_commitments"))
        .filter(times__gt=0)
        .order_by("-times", "name")[:NEIGHBOURS]
        .values_list("slug", "name")
    )
    return [topic_ref(near, name, whole.addresses) for near, name in rows]
