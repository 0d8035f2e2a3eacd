"""The rows that stand on the page of what they belong to."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from .data.wordings import side_by_side
from .desk import BlocksInline, ProvisionInline, RowsInline, TranslationInline
from .forms import CorrespondenceRow, NoCounterpartRow
from .linking import BasisOfGoal, SdgLinkRow
from .marking import MarkedForm
from .marks import Kind
from .models import (
    Correspondence,
    Goal,
    GoalTranslation,
    NoCounterpart,
    Objective,
    ObjectiveTopic,
    ObjectiveTranslation,
    SdgLink,
    SdgTarget,
    SdgTranslation,
)
from .tagging import ObjectiveTopicsForm


def words_of(pair: Correspondence) -> str:
    """The words of both sides of a correspondence, what differs marked as it is in public."""
    wordings = side_by_side(pair.earlier.text, pair.later.text)
    return render_to_string("admin/_wordings.html", {"pair": pair, "wordings": wordings})


class GoalTranslationInline(TranslationInline):
    model = GoalTranslation


class ObjectiveTranslationInline(TranslationInline):
    model = ObjectiveTranslation


class SdgTranslationInline(TranslationInline):
    model = SdgTranslation


class ObjectiveInline(ProvisionInline):
    model = Objective
    form = ObjectiveTopicsForm


class ObjectiveTopicInline(RowsInline):
    model = ObjectiveTopic
    extra = 1
    autocomplete_fields = ["tag", "content_object"]


class SdgTargetInline(RowsInline):
    model = SdgTarget


class GoalRow(MarkedForm):
    marked = {"title": Kind.TITLE}


class GoalInline(RowsInline):
    model = Goal
    form = GoalRow
    fields = ["number", "title", "short_title", "locator"]
    show_change_link = True


class LinkParts:
    """What a link names and rests on, for those who may only look."""

    @admin.display(description=_("Targets"))
    def named_targets(self, link: SdgLink) -> str:
        return ", ".join(target.code for target in link.targets.all()) if link.pk else ""

    @admin.display(description=_("Rests on"))
    def basis(self, link: SdgLink) -> str:
        return ", ".join(item.full_code for item in link.objectives.all()) if link.pk else ""


class SdgLinkInline(LinkParts, BlocksInline):
    """The links of a goal to SDGs, each with its targets and the objectives that it rests on."""

    model = SdgLink
    form = SdgLinkRow
    fields = [
        ("sdg", "evidence"),
        ("scope", "directness"),
        ("source", "made_for"),
        "reason",
        "named_targets",
        "basis",
    ]
    autocomplete_fields = ["sdg", "source"]
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # A goal has to be there, with its objectives, before a link can rest on them.
        return obj is not None and super().has_add_permission(request, obj)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        if obj is not None:
            # Of this page's own class: the field of the class above is shared by all.
            formset.form.base_fields["basis"] = BasisOfGoal(obj)
        return formset


class _CorrespondenceInline(BlocksInline):
    """An objective's counterparts in one direction: an heir says in which."""

    model = Correspondence
    form = CorrespondenceRow
    readonly_fields = ["wordings"]
    show_change_link = True

    @admin.display(description=_("words of both"))
    def wordings(self, pair: Correspondence) -> str:
        return words_of(pair) if pair.pk else ""


class EarlierInline(_CorrespondenceInline):
    fk_name = "later"
    verbose_name = _("counterpart in an earlier edition")
    verbose_name_plural = _("counterparts in earlier editions")
    fields = ["wordings", "earlier", "relation", "reason"]
    autocomplete_fields = ["earlier"]


class LaterInline(_CorrespondenceInline):
    fk_name = "earlier"
    verbose_name = _("counterpart in a later edition")
    verbose_name_plural = _("counterparts in later editions")
    fields = ["wordings", "later", "relation", "reason"]
    autocomplete_fields = ["later"]


class NoCounterpartInline(RowsInline):
    model = NoCounterpart
    form = NoCounterpartRow
    fields = ["edition", "reason"]
