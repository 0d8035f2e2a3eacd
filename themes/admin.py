"""The staff's forms for themes and commitments. A change is public at once."""

from django.contrib import admin

from goals.desk import (
    OFFICIAL,
    OURS,
    ContentAdmin,
    PartInline,
    ProvisionInline,
    TranslationInline,
    public_address,
)
from goals.unfinished import UnfinishedCommitments

from .models import Commitment, CommitmentTopic, CommitmentTranslation, Theme, ThemeTranslation


class ThemeTranslationInline(TranslationInline):
    model = ThemeTranslation


class CommitmentTranslationInline(TranslationInline):
    model = CommitmentTranslation


class CommitmentInline(ProvisionInline):
    model = Commitment


class CommitmentTopicInline(PartInline):
    model = CommitmentTopic
    extra = 1
    autocomplete_fields = ["tag", "content_object"]


@admin.register(Theme)
class ThemeAdmin(ContentAdmin):
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
class CommitmentAdmin(ContentAdmin):
    fixed = ("theme",)
    list_display = ["code", "theme", "text"]
    list_filter = [UnfinishedCommitments, "theme__edition", "theme__number", "topic_items__tag"]
    list_select_related = ["theme__edition"]
    search_fields = ["text", "note"]
    autocomplete_fields = ["theme", "wording_source"]
    fieldsets = [
        (OFFICIAL, {"fields": ["theme", "text", "wording_source"]}),
        (OURS, {"fields": ["number", "note"]}),
    ]
    inlines = [CommitmentTopicInline, CommitmentTranslationInline]

    def view_on_site(self, obj: Commitment) -> str | None:
        return public_address(obj.edition, obj.get_absolute_url())
