"""The staff's forms for editions, goals, objectives, SDGs, topics and their sources.

Each form keeps the two voices apart: what is official wording, and what is ours. A change is
public at once.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from .models import (
    Correspondence,
    Edition,
    Goal,
    GoalTranslation,
    Objective,
    ObjectiveTopic,
    ObjectiveTranslation,
    Permalink,
    Sdg,
    SdgLink,
    SdgTarget,
    SdgTranslation,
    Source,
    Topic,
)

# Our topics take the place of taggit's own tags, which nothing here uses.
admin.site.unregister(Tag)

admin.site.site_title = _("Global Policing Goals")
admin.site.site_header = _("Global Policing Goals: staff")
admin.site.index_title = _("Content")
admin.site.site_url = "/"

OFFICIAL = _("Official wording")
OURS = _("Ours")


def public_address(edition: Edition, address: str) -> str | None:
    """For “view on site”: the address, or None for a draft, which the public can't see."""
    return address if edition.published_on else None


class TranslationInline(admin.TabularInline):
    """Other languages of a title or text: an heir names the model."""

    extra = 0
    fields = ["language", "text", "status", "source"]
    autocomplete_fields = ["source"]


class GoalTranslationInline(TranslationInline):
    model = GoalTranslation


class ObjectiveTranslationInline(TranslationInline):
    model = ObjectiveTranslation


class SdgTranslationInline(TranslationInline):
    model = SdgTranslation


class ObjectiveInline(admin.StackedInline):
    model = Objective
    extra = 0
    fields = [("number", "wording_source"), "text", "note"]
    autocomplete_fields = ["wording_source"]
    show_change_link = True


class ObjectiveTopicInline(admin.TabularInline):
    model = ObjectiveTopic
    extra = 1
    autocomplete_fields = ["tag", "content_object"]


class SdgTargetInline(admin.TabularInline):
    model = SdgTarget
    extra = 0


class GoalInline(admin.TabularInline):
    model = Goal
    extra = 0
    fields = ["number", "title", "short_title", "locator"]
    show_change_link = True


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["key", "title", "publisher", "date_printed", "extent"]
    list_filter = ["extent", "publisher"]
    search_fields = ["key", "title", "publisher", "text"]


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    list_display = ["year", "title", "published_on", "source"]
    list_select_related = ["source"]
    search_fields = ["=year", "title"]
    autocomplete_fields = ["source"]
    fieldsets = [
        (OFFICIAL, {"fields": ["title", "motto", "foreword", "source"]}),
        (OURS, {"fields": ["year", "published_on", "adopted", "adopted_on", "note"]}),
    ]
    inlines = [GoalInline]

    def view_on_site(self, obj: Edition) -> str | None:
        return public_address(obj, obj.get_absolute_url())


@admin.register(Goal)
class GoalAdmin(admin.ModelAdmin):
    list_display = ["number", "edition", "short_title", "title"]
    list_display_links = ["number", "short_title"]
    list_filter = ["edition"]
    list_select_related = ["edition"]
    search_fields = ["=number", "title", "short_title"]
    fieldsets = [
        (OFFICIAL, {"fields": ["edition", "title"]}),
        (OURS, {"fields": ["number", "short_title", "locator", "note"]}),
    ]
    inlines = [ObjectiveInline, GoalTranslationInline]

    def view_on_site(self, obj: Goal) -> str | None:
        return public_address(obj.edition, obj.get_absolute_url())


@admin.register(Objective)
class ObjectiveAdmin(admin.ModelAdmin):
    list_display = ["code", "goal", "text"]
    list_filter = ["goal__edition", "goal__number", "topic_items__tag"]
    list_select_related = ["goal__edition"]
    search_fields = ["text", "note"]
    autocomplete_fields = ["goal", "wording_source"]
    fieldsets = [
        (OFFICIAL, {"fields": ["goal", "text", "wording_source"]}),
        (OURS, {"fields": ["number", "note"]}),
    ]
    inlines = [ObjectiveTopicInline, ObjectiveTranslationInline]

    def view_on_site(self, obj: Objective) -> str | None:
        return public_address(obj.edition, obj.get_absolute_url())


@admin.register(Sdg)
class SdgAdmin(admin.ModelAdmin):
    list_display = ["number", "title", "colour", "url"]
    list_display_links = ["number", "title"]
    search_fields = ["=number", "title"]
    inlines = [SdgTargetInline, SdgTranslationInline]


@admin.register(SdgTarget)
class SdgTargetAdmin(admin.ModelAdmin):
    list_display = ["code", "label", "sdg"]
    list_display_links = ["code", "label"]
    list_filter = ["sdg"]
    list_select_related = ["sdg"]
    search_fields = ["label", "=sdg__number", "=item"]


class SdgLinkForm(forms.ModelForm):
    """Refuses objectives of another goal, and an editorial link that rests on none."""

    class Meta:
        model = SdgLink
        fields = [
            "goal",
            "sdg",
            "evidence",
            "scope",
            "directness",
            "objectives",
            "source",
            "reason",
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        goal = cleaned.get("goal")
        objectives = list(cleaned.get("objectives") or [])
        strange = [item.full_code for item in objectives if goal and item.goal_id != goal.pk]
        if strange:
            raise ValidationError(
                {
                    "objectives": _("These belong to another goal: %(codes)s. Take them out.")
                    % {"codes": ", ".join(strange)}
                }
            )
        if cleaned.get("evidence") == SdgLink.Evidence.EDITORIAL and not objectives:
            raise ValidationError(
                {"objectives": _("An editorial link rests on objectives: choose at least one.")}
            )
        return cleaned


class TargetFormSet(forms.BaseInlineFormSet):
    """Refuses targets of another SDG, and an editorial link that names none."""

    def clean(self) -> None:
        super().clean()
        targets = [
            form.cleaned_data["sdgtarget"]
            for form in self.forms
            if form.cleaned_data.get("sdgtarget") and not form.cleaned_data.get("DELETE")
        ]
        link = self.instance
        strange = [str(target.code) for target in targets if target.sdg_id != link.sdg_id]
        if strange:
            raise ValidationError(
                _("These belong to another SDG: %(codes)s. Take them out.")
                % {"codes": ", ".join(strange)}
            )
        if link.evidence == SdgLink.Evidence.EDITORIAL and not targets:
            raise ValidationError(_("An editorial link names a target: add at least one."))


class TargetInline(admin.TabularInline):
    model = SdgLink.targets.through
    formset = TargetFormSet
    extra = 0
    autocomplete_fields = ["sdgtarget"]
    verbose_name = _("target")
    verbose_name_plural = _("targets")


@admin.register(SdgLink)
class SdgLinkAdmin(admin.ModelAdmin):
    form = SdgLinkForm
    list_display = ["goal", "sdg", "evidence", "scope", "directness", "source"]
    list_filter = ["goal__edition", "evidence", "scope", "sdg"]
    list_select_related = ["goal__edition", "sdg", "source"]
    search_fields = ["reason", "goal__title", "goal__short_title", "sdg__title", "=sdg__number"]
    autocomplete_fields = ["goal", "sdg", "source", "objectives"]
    inlines = [TargetInline]


class CorrespondenceForm(forms.ModelForm):
    """Refuses a pair that does not lead from an earlier edition to a later one."""

    class Meta:
        model = Correspondence
        fields = ["earlier", "later", "relation", "reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        earlier, later = cleaned.get("earlier"), cleaned.get("later")
        if earlier and later and earlier.edition.year >= later.edition.year:
            raise ValidationError(
                {"later": _("Choose an objective of a later edition than the first one's.")}
            )
        return cleaned


@admin.register(Correspondence)
class CorrespondenceAdmin(admin.ModelAdmin):
    form = CorrespondenceForm
    list_display = ["earlier", "relation", "later"]
    list_filter = ["relation", "earlier__goal__edition", "later__goal__edition"]
    list_select_related = ["earlier__goal__edition", "later__goal__edition"]
    search_fields = ["earlier__text", "later__text", "reason"]
    autocomplete_fields = ["earlier", "later"]


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name", "slug", "description"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ObjectiveTopicInline]


@admin.register(Permalink)
class PermalinkAdmin(admin.ModelAdmin):
    list_display = ["path", "state", "target"]
    list_filter = ["state"]
    search_fields = ["path", "target"]
