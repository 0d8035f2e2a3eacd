"""The matrix of an edition: how strongly each theme carries each goal, by the topics they share.

Table and list are made of the same cells.
"""

from collections.abc import Iterable
from typing import TypedDict

from goals import codes
from goals.addresses import Addresses
from goals.data.nearness import TopicKey
from goals.data.provisions import topic_ref
from goals.data.shapes import ProvisionRef, TopicRef
from goals.languages import theme_title
from goals.models import Edition, Objective
from goals.outline import EditionOutline, Frame, GoalRef, outline

from ..models import Commitment, Theme

# By goal or theme: its topics, and its provisions that have each of them.
Members = dict[int, dict[TopicKey, list[ProvisionRef]]]


class SharedTopic(TypedDict):
    """A topic of both a goal and a theme, with the provisions of each that have it."""

    topic: TopicRef
    objectives: list[ProvisionRef]
    commitments: list[ProvisionRef]


class MatrixTheme(TypedDict):
    """A theme, with the number of its topics that any goal shares."""

    number: int
    roman: str
    title: str
    url: str
    count: int


class Cell(TypedDict):
    theme: MatrixTheme
    topics: list[SharedTopic]


class MatrixRow(TypedDict):
    """A goal, with the number of its topics that any theme shares."""

    goal: GoalRef
    cells: list[Cell]
    count: int


class MatrixPage(TypedDict):
    frame: Frame
    edition: EditionOutline
    themes: list[MatrixTheme]
    rows: list[MatrixRow]
    count: int


def matrix_page(edition: Edition) -> MatrixPage | None:
    """The goals and themes of an edition, or None where it has no themes."""
    whole = outline()
    here = whole.edition(edition.year)
    if not here["matrix_url"]:
        return None
    of_goals = _of_goals(edition, whole.addresses)
    of_themes = _of_themes(edition, whole.addresses)
    themes: list[MatrixTheme] = [
        {
            "number": number,
            "roman": codes.roman(number),
            "title": theme_title(edition.year, number, title),
            "url": whole.addresses.theme(edition.year, number),
            "count": len(_shared(of_themes, [number], of_goals)),
        }
        for number, title in Theme.objects.in_edition(edition)
        .order_by("number")
        .values_list("number", "title")
    ]
    return {
        "frame": whole.pinned_frame(
            edition.year,
            whole.edition_link(edition.year),
            same_unit={
                other["year"]: other["matrix_url"]
                for other in whole.editions
                if other["matrix_url"]
            },
        ),
        "edition": here,
        "themes": themes,
        "rows": [
            {
                "goal": goal,
                "cells": [
                    {
                        "theme": theme,
                        "topics": [
                            {
                                "topic": topic_ref(*topic, whole.addresses, edition.year),
                                "objectives": of_goals[goal["number"]][topic],
                                "commitments": of_themes[theme["number"]][topic],
                            }
                            for topic in _shared(
                                of_goals,
                                [goal["number"]],
                                {theme["number"]: of_themes.get(theme["number"], {})},
                            )
                        ],
                    }
                    for theme in themes
                ],
                "count": len(_shared(of_goals, [goal["number"]], of_themes)),
            }
            for goal in here["goals"]
        ],
        "count": len(_shared(of_goals, of_goals, of_themes)),
    }


def _shared(some: Members, numbers: Iterable[int], others: Members) -> list[TopicKey]:
    """The topics that `some` of these numbers have in common with any of `others`, by name."""
    own = {topic for number in numbers for topic in some.get(number, ())}
    theirs = {topic for topics in others.values() for topic in topics}
    return sorted(own & theirs, key=lambda topic: topic.name)


def _of_goals(edition: Edition, addresses: Addresses) -> Members:
    rows = (
        Objective.objects.in_edition(edition)
        .filter(topic_items__isnull=False)
        .order_by("goal__number", "number")
        .values_list("goal__number", "number", "topic_items__tag__slug", "topic_items__tag__name")
    )
    return _members(
        (goal, f"{goal}.{number}", addresses.objective(edition.year, goal, number), slug, name)
        for goal, number, slug, name in rows
    )


def _of_themes(edition: Edition, addresses: Addresses) -> Members:
    rows = (
        Commitment.objects.in_edition(edition)
        .filter(topic_items__isnull=False)
        .order_by("theme__number", "number")
        .values_list("theme__number", "number", "topic_items__tag__slug", "topic_items__tag__name")
    )
    return _members(
        (theme, f"T{theme}.{number}", addresses.commitment(edition.year, theme, number), slug, name)
        for theme, number, slug, name in rows
    )


def _members(rows: Iterable[tuple[int, str, str, str, str]]) -> Members:
    found: Members = {}
    for parent, code, url, slug, name in rows:
        of_topic = found.setdefault(parent, {}).setdefault(TopicKey(slug, name), [])
        of_topic.append({"code": code, "url": url})
    return found
