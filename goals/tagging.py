"""The topics of a provision as one field, and beside it those that suggest themselves."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from .marking import MarkedForm
from .marks import Kind
from .models import Edition, Objective, ObjectiveTopic, Provision, Topic
from .parts import Parts, PartsForm
from .suggestions import Suggestion, TopicWords, suggest


class Corpus:
    """What suggestions are made from; read once for all rows of a page."""

    def __init__(self) -> None:
        self._memberships: dict[Any, list[tuple[str, Any]]] = {}

    @cached_property
    def topics(self) -> list[TopicWords[Any]]:
        return [TopicWords(*row) for row in Topic.objects.values_list("pk", "name", "description")]

    def memberships(self, edition: Edition) -> list[tuple[str, Any]]:
        """The provisions of an edition with their topics, as pairs of full code and key."""
        if edition.pk not in self._memberships:
            objectives = Objective.objects.in_edition(edition).values_list(
                "goal__number", "number", "topic_items__tag"
            )
            commitments = edition.themes.values_list(
                "number", "commitments__number", "commitments__topic_items__tag"
            )
            self._memberships[edition.pk] = [
                (f"GPG{edition.year}-{sign}{parent}.{number}", topic)
                for sign, rows in (("", objectives), ("T", commitments))
                for parent, number, topic in rows
                if topic
            ]
        return self._memberships[edition.pk]

    def suggestions(self, provision: Provision) -> list[Suggestion[Any]]:
        given = list(provision.topics.values_list("pk", flat=True))  # type: ignore[attr-defined]
        memberships = [
            membership
            for membership in self.memberships(provision.edition)
            if membership[0] != provision.full_code
        ]
        return suggest(provision.text, given, self.topics, _of_counterparts(provision), memberships)


def _of_counterparts(provision: Provision) -> list[tuple[str, Any]]:
    """The topics of the objectives of other editions that correspond to it."""
    if not isinstance(provision, Objective):
        return []
    others: QuerySet[Objective] = Objective.objects.filter(
        later_links__later=provision
    ) | Objective.objects.filter(earlier_links__earlier=provision)
    rows = others.filter(topic_items__isnull=False).select_related("goal__edition")
    return [(row.full_code, topic) for row in rows.distinct() for topic in _topics(row)]


def _topics(objective: Objective) -> list[Any]:
    return list(objective.topic_items.values_list("tag", flat=True))


class Suggested(forms.ModelMultipleChoiceField):
    """Topics to be ticked. Any topic is taken: what suggested itself may have changed since."""

    def __init__(self) -> None:
        super().__init__(
            Topic.objects.all(),
            label=_lazy("Suggested topics"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def offer(self, suggestions: list[Suggestion[Any]]) -> None:
        if suggestions:
            self.widget.choices = [(each.key, _reasoned(each)) for each in suggestions]
        else:
            # The admin hides the row of a hidden field.
            self.widget = forms.MultipleHiddenInput()


def _reasoned(suggestion: Suggestion[Any]) -> str:
    said = suggestion._asdict()
    if suggestion.word:
        return _("%(name)s: the text has “%(word)s”") % said
    if suggestion.counterpart:
        return _("%(name)s: its counterpart %(counterpart)s has it") % said
    return _("%(name)s: %(neighbour)s, which shares most topics with it, has it") % said


class TopicsForm(PartsForm, MarkedForm):
    """A provision with its topics. An heir names the rows that tie the two."""

    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        label=_lazy("Topics"),
        required=False,
        help_text=_lazy("Ours. Choose from those that there are; a new one has a page of its own."),
        widget=AutocompleteSelectMultiple(ObjectiveTopic._meta.get_field("tag"), admin.site),
    )
    suggested = Suggested()
    marked = {"text": Kind.TEXT}
    # The rows of a page share what is read here: the admin makes a class of its own for each page.
    corpus: Corpus | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(field := self.fields.get("suggested"), Suggested):
            corpus = self.corpus or Corpus()
            field.offer(corpus.suggestions(self.instance) if self.instance.pk else [])

    def clean_suggested(self) -> QuerySet[Topic]:
        suggested: QuerySet[Topic] = self.cleaned_data["suggested"]
        if "topics" in self.cleaned_data:
            self.cleaned_data["topics"] = self.cleaned_data["topics"] | suggested
        return suggested


class ObjectiveTopicsForm(TopicsForm):
    parts = {"topics": Parts(ObjectiveTopic, "content_object", "tag")}
