"""The framework's text and what can be said about it."""

from .addressed import Addressed, AddressedQuerySet
from .correspondence import Correspondence, NoCounterpart
from .editions import Edition, PreviewKey
from .framework import Goal, Objective, Provision
from .permanence import Permalink
from .sdg_links import (
    ConsideredTarget,
    SdgLink,
    SdgLinkObjective,
    SdgLinkPart,
    SdgLinkTarget,
)
from .sdgs import Sdg, SdgTarget
from .sources import Source
from .topics import ObjectiveTopic, Topic, TopicItem
from .translations import (
    EditorialTranslation,
    GoalTranslation,
    Language,
    ObjectiveTranslation,
    SdgTranslation,
    Translation,
)

__all__ = [
    "Addressed",
    "AddressedQuerySet",
    "ConsideredTarget",
    "Correspondence",
    "Edition",
    "EditorialTranslation",
    "Goal",
    "GoalTranslation",
    "Language",
    "NoCounterpart",
    "Objective",
    "ObjectiveTopic",
    "ObjectiveTranslation",
    "Permalink",
    "PreviewKey",
    "Provision",
    "Sdg",
    "SdgLink",
    "SdgLinkObjective",
    "SdgLinkPart",
    "SdgLinkTarget",
    "SdgTarget",
    "SdgTranslation",
    "Source",
    "Topic",
    "TopicItem",
    "Translation",
]
