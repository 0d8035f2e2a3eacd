"""The staff's forms for themes and commitments. A change is public at once."""

from django.contrib import admin

from goals.desk import (
    OFFICIAL,
    OURS,
    ContentAdmin,
    ProvisionAdmin,
    ProvisionInline,
    TranslationInline,
    public_address,
)
from goals.forms import ContentForm
from goals.marking import MarkedForm
from goals.marks import Kind
from goals.parts import Parts
from goals.tagging import TopicsForm

from .models import Commitment, CommitmentTopic, CommitmentTranslation, Theme, ThemeTranslation


class ThemeTranslationInline(TranslationInline):
    model = ThemeTranslation


class CommitmentTranslationInline(TranslationInline):
    model = CommitmentTranslation


class CommitmentRow(TopicsForm):
    """A commitment on the page of its theme."""

    parts = {"topics": Parts(CommitmentTopic, "content_object", "tag")}


class CommitmentForm(CommitmentRow, ContentForm):
    """A commitment on its own page."""


class ThemeForm(MarkedForm, ContentForm):
    marked = {"title": Kind.NUMBERED}


class CommitmentInline(ProvisionInline):
    model = Commitment
    form = CommitmentRow


@admin.register(Theme)
class ThemeAdmin(ContentAdmin):
    form = ThemeForm
    fixed = ("edition",)
    list_display = ["roman", "edition", "title"]
    list_display_links = ["roman", "title"]
    list_filter = ["edition"]
    list_select_related = ["edition"]
    search_fields = ["=number", "title"]
    fieldsets = [
        (OFFICIAL, {"fields": ["edition", "title"]}),
        (OURS, {"fields": ["number", "locator", "note"]}),
    ]
    inlines = [CommitmentInline, ThemeTranslationInline]

    def view_on_site(self, obj: Theme) -> str | None:
        return public_address(obj.edition, obj.get_absolute_url())


@admin.register(Commitment)
class CommitmentAdmin(ProvisionAdmin):
    form = CommitmentForm
    parent = "theme"
    of_themes = True
    fixed = ("theme",)
    list_display = ["code", "theme", "text"]
    list_filter = ["theme__edition", "theme__number", "topic_items__tag"]
    list_select_related = ["theme__edition"]
    search_fields = ["text", "note"]
    autocomplete_fields = ["theme", "wording_source"]
    fieldsets = [
        (OFFICIAL, {"fields": ["theme", "text", "wording_source"]}),
        (OURS, {"fields": ["topics", "suggested", "number", "note"]}),
    ]
    inlines = [CommitmentTranslationInline]

    def view_on_site(self, obj: Commitment) -> str | None:
        return public_address(obj.edition, obj.get_absolute_url())
