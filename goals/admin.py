"""The staff's forms for editions, goals, objectives, SDGs, topics and their sources.

Each form keeps the two voices apart: what is official wording, and what is ours. A change is
public at once.
"""

import re
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from .desk import OFFICIAL, OURS, ContentAdmin, ProvisionAdmin, public_address
from .forms import ContentForm, CorrespondenceForm, NoCounterpartForm, PermalinkForm
from .inlines import (
    EarlierInline,
    GoalInline,
    GoalTranslationInline,
    LaterInline,
    LinkParts,
    NoCounterpartInline,
    ObjectiveInline,
    ObjectiveTopicInline,
    ObjectiveTranslationInline,
    SdgLinkInline,
    SdgTargetInline,
    SdgTranslationInline,
    words_of,
)
from .linking import SdgLinkForm
from .marking import MarkedForm
from .marks import Kind
from .models import (
    ConsideredTarget,
    Correspondence,
    Edition,
    Goal,
    NoCounterpart,
    Objective,
    Permalink,
    Sdg,
    SdgLink,
    SdgTarget,
    Source,
    Topic,
)
from .tagging import ObjectiveTopicsForm
from .unfinished import UnfinishedCorrespondences, UnfinishedLinks, UnfinishedObjectives

_NAME = re.compile(r"^\s*SDG\s*", re.IGNORECASE)

# Our topics take the place of taggit's own tags, which nothing here uses.
admin.site.unregister(Tag)


@admin.register(Source)
class SourceAdmin(ContentAdmin):
    # The address of its text rests on it.
    fixed = ("key",)
    list_display = ["key", "title", "publisher", "date_printed", "extent"]
    list_filter = ["extent", "publisher"]
    search_fields = ["key", "title", "publisher", "text"]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "text":
            # A document's text is kept to the last white space.
            kwargs["strip"] = False
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class EditionForm(MarkedForm, ContentForm):
    marked = {"title": Kind.TITLE, "motto": Kind.TITLE, "foreword": Kind.PARAGRAPHS}


class GoalForm(MarkedForm, ContentForm):
    marked = {"title": Kind.TITLE}


class ObjectiveForm(ObjectiveTopicsForm, ContentForm):
    """An objective on its own page."""


@admin.register(Edition)
class EditionAdmin(ContentAdmin):
    form = EditionForm
    fixed = ("year",)
    list_display = ["year", "title", "published_on", "source"]
    list_select_related = ["source"]
    search_fields = ["=year", "title"]
    autocomplete_fields = ["source"]
    fieldsets = [
        (OFFICIAL, {"fields": ["title", "motto", "foreword", "source"]}),
        (OURS, {"fields": ["year", "published_on", "adopted", "adopted_on", "note"]}),
    ]
    inlines = [GoalInline]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        # An edition begins as a draft; publishing it is an act of its own, on its own page.
        return (*super().get_readonly_fields(request, obj), "published_on")

    def view_on_site(self, obj: Edition) -> str | None:
        return public_address(obj, obj.get_absolute_url())


@admin.register(Goal)
class GoalAdmin(ContentAdmin):
    form = GoalForm
    fixed = ("edition",)
    list_display = ["number", "edition", "short_title", "title"]
    list_display_links = ["number", "short_title"]
    list_filter = ["edition"]
    list_select_related = ["edition"]
    search_fields = ["=number", "title", "short_title"]
    fieldsets = [
        (OFFICIAL, {"fields": ["edition", "title"]}),
        (OURS, {"fields": ["number", "short_title", "locator", "note"]}),
    ]
    inlines = [ObjectiveInline, SdgLinkInline, GoalTranslationInline]

    def view_on_site(self, obj: Goal) -> str | None:
        return public_address(obj.edition, obj.get_absolute_url())


@admin.register(Objective)
class ObjectiveAdmin(ProvisionAdmin):
    form = ObjectiveForm
    parent = "goal"
    fixed = ("goal",)
    list_display = ["code", "goal", "text"]
    list_filter = [UnfinishedObjectives, "goal__edition", "goal__number", "topic_items__tag"]
    list_select_related = ["goal__edition"]
    search_fields = ["text", "note"]
    autocomplete_fields = ["goal", "wording_source"]
    fieldsets = [
        (OFFICIAL, {"fields": ["goal", "text", "wording_source"]}),
        (OURS, {"fields": ["topics", "suggested", "number", "note"]}),
    ]
    inlines = [EarlierInline, LaterInline, NoCounterpartInline, ObjectiveTranslationInline]

    def check_whole(self, obj: Objective) -> None:
        for row in obj.no_counterparts.select_related("edition"):
            if obj.corresponds_to(row.edition):
                raise ValidationError(
                    _now("%(code)s can't both correspond to an objective of the %(edition)s and "
                         "have no counterpart there: take one of the two out.")
                    % {"code": obj.full_code, "edition": row.edition}
                )  # fmt: skip

    def view_on_site(self, obj: Objective) -> str | None:
        return public_address(obj.edition, obj.get_absolute_url())


@admin.register(Sdg)
class SdgAdmin(ContentAdmin):
    list_display = ["number", "title", "colour", "url"]
    list_display_links = ["number", "title"]
    search_fields = ["=number", "title"]
    inlines = [SdgTargetInline, SdgTranslationInline]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """As people write them: “SDG 16”."""
        return super().get_search_results(request, queryset, _NAME.sub("", search_term))


@admin.register(SdgTarget)
class SdgTargetAdmin(ContentAdmin):
    fixed = ("sdg",)
    list_display = ["code", "label", "sdg"]
    list_display_links = ["code", "label"]
    list_filter = ["sdg"]
    list_select_related = ["sdg"]
    search_fields = ["label", "=sdg__number", "=item"]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """As people write them: “16.4”, “SDG 16.a”."""
        plain = _NAME.sub("", search_term).strip()
        if code := re.fullmatch(r"([0-9]{1,2})\.([0-9a-z]{1,2})", plain, re.IGNORECASE):
            return queryset.filter(sdg__number=code[1], item=code[2].lower()), False
        return super().get_search_results(request, queryset, plain)


@admin.register(SdgLink)
class SdgLinkAdmin(LinkParts, ContentAdmin):
    form = SdgLinkForm
    list_display = ["goal", "sdg", "evidence", "scope", "directness", "source"]
    list_filter = [UnfinishedLinks, "goal__edition", "evidence", "scope", "sdg"]
    list_select_related = ["goal__edition", "sdg", "source"]
    search_fields = ["reason", "goal__title", "goal__short_title", "sdg__title", "=sdg__number"]
    autocomplete_fields = ["goal", "sdg", "source"]


@admin.register(Correspondence)
class CorrespondenceAdmin(ContentAdmin):
    form = CorrespondenceForm
    list_display = ["earlier", "relation", "later"]
    list_filter = [
        UnfinishedCorrespondences,
        "relation",
        "earlier__goal__edition",
        "later__goal__edition",
    ]
    list_select_related = ["earlier__goal__edition", "later__goal__edition"]
    search_fields = ["earlier__text", "later__text", "reason"]
    autocomplete_fields = ["earlier", "later"]
    fixed = ("wordings",)

    @admin.display(description=_("words of both"))
    def wordings(self, obj: Correspondence) -> str:
        return words_of(obj)


@admin.register(NoCounterpart)
class NoCounterpartAdmin(ContentAdmin):
    form = NoCounterpartForm
    list_display = ["objective", "edition", "reason"]
    list_filter = ["edition", "objective__goal__edition"]
    list_select_related = ["objective__goal__edition", "edition"]
    search_fields = ["objective__text", "reason"]
    autocomplete_fields = ["objective", "edition"]


@admin.register(ConsideredTarget)
class ConsideredTargetAdmin(ContentAdmin):
    list_display = ["code", "goal", "reason"]
    list_filter = ["goal__edition", "sdg"]
    list_select_related = ["goal__edition", "sdg"]
    search_fields = ["reason", "goal__title", "goal__short_title", "=sdg__number"]
    autocomplete_fields = ["goal", "sdg"]


@admin.register(Topic)
class TopicAdmin(ContentAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name", "slug", "description"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ObjectiveTopicInline]


@admin.register(Permalink)
class PermalinkAdmin(ContentAdmin):
    """The register writes itself: staff only withdraw an address, and say what it became."""

    form = PermalinkForm
    fixed = ("path", "target")
    fields = ["path", "state", "target", "reason", "became"]
    list_display = ["path", "state", "target"]
    list_filter = ["state"]
    search_fields = ["path", "target"]
    autocomplete_fields = ["became"]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        by_itself = (Permalink.State.MOVED, Permalink.State.RETRACTED)
        is_fixed = isinstance(obj, Permalink) and obj.state in by_itself
        return self.fields if is_fixed else self.fixed

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False
