"""What staff have still to do, as filters of their lists: the desk's first page counts the same."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import wording
from .models import (
    Correspondence,
    Edition,
    NoCounterpart,
    SdgLink,
    SdgLinkObjective,
    SdgLinkTarget,
)

# Rows of any model.
Rows = QuerySet[Any]


class Unfinished(NamedTuple):
    """A kind of unfinished rows: its name in addresses and for people, and what finds them."""

    key: str
    name: Any
    rows: Callable[[Rows], Rows]


def without_topics(provisions: Rows) -> Rows:
    """The objectives or commitments that have no topic."""
    return provisions.filter(topic_items__isnull=True)


def not_compared(objectives: Rows) -> Rows:
    """The objectives of which nothing is said towards the next edition, or the one before.

    Drafts are editions too: what is to be said of them is said before they are published.
    """
    years, here = Edition.objects.values("pk"), OuterRef("goal__edition__year")
    objectives = objectives.alias(
        next_edition=Subquery(years.filter(year__gt=here).order_by("year")[:1]),
        last_edition=Subquery(years.filter(year__lt=here).order_by("-year")[:1]),
    )
    open_ends = Q()
    for neighbour, end, other in (
        ("next_edition", "earlier", "later"),
        ("last_edition", "later", "earlier"),
    ):
        paired = Correspondence.objects.filter(
            **{end: OuterRef("pk"), f"{other}__goal__edition": OuterRef(neighbour)}
        )
        alone = NoCounterpart.objects.filter(objective=OuterRef("pk"), edition=OuterRef(neighbour))
        open_ends |= Q(~Exists(paired), ~Exists(alone), **{f"{neighbour}__isnull": False})
    return objectives.filter(open_ends)


def without_basis(links: Rows) -> Rows:
    """The SDG links that nobody can check.

    A stated one whose source has no words here, an editorial one that names no target or no
    objective. (That a stated one names a source at all, the database sees to.)
    """
    targets = SdgLinkTarget.objects.filter(link=OuterRef("pk"))  # type: ignore[misc]
    objectives = SdgLinkObjective.objects.filter(link=OuterRef("pk"))  # type: ignore[misc]
    return links.filter(
        Q(evidence=SdgLink.Evidence.STATED, source__text="")
        | Q(~Exists(targets) | ~Exists(objectives), evidence=SdgLink.Evidence.EDITORIAL)
    )


def unchanged_in_other_words(correspondences: Rows) -> Rows:
    """The correspondences said to be unchanged whose two texts differ, completions aside."""
    unchanged = correspondences.filter(relation=Correspondence.Relation.UNCHANGED)
    return unchanged.filter(
        pk__in=[
            pk
            for pk, earlier, later in unchanged.values_list("pk", "earlier__text", "later__text")
            if wording.without_brackets(earlier) != wording.without_brackets(later)
        ]
    )


TOPICS = Unfinished("topics", _("without topics"), without_topics)
COMPARISON = Unfinished("comparison", _("not compared with a neighbouring edition"), not_compared)
BASIS = Unfinished("basis", _("without a basis to check"), without_basis)
WORDS = Unfinished("words", _("unchanged, and yet in other words"), unchanged_in_other_words)


class UnfinishedFilter(SimpleListFilter):
    """Narrows a list to unfinished rows: an heir names the kinds."""

    title = _("unfinished")
    parameter_name = "unfinished"
    kinds: tuple[Unfinished, ...] = ()

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [(kind.key, kind.name) for kind in self.kinds]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        for kind in self.kinds:
            if kind.key == self.value():
                return kind.rows(queryset)
        return queryset


class UnfinishedObjectives(UnfinishedFilter):
    kinds = (TOPICS, COMPARISON)


class UnfinishedCommitments(UnfinishedFilter):
    kinds = (TOPICS,)


class UnfinishedLinks(UnfinishedFilter):
    kinds = (BASIS,)


class UnfinishedCorrespondences(UnfinishedFilter):
    kinds = (WORDS,)
