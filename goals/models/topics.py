from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from taggit.models import ItemBase, NaturalKeyManager, TagBase

from .addressed import Addressed, AddressedQuerySet
from .framework import Objective


class TopicManager(NaturalKeyManager.from_queryset(AddressedQuerySet)):  # type: ignore[misc]
    """Finds topics by slug, and deletes none."""


class Topic(Addressed, TagBase):
    """A subject that objectives and commitments share, such as human rights.

    Topics are the portal's reading of the text, not INTERPOL's. They tie a goal to the
    cross-cutting themes and lead a reader from one sentence to others on the same matter.
    """

    description = models.CharField(
        _("description"), max_length=250, help_text=_("Ours: one line on what the topic gathers.")
    )

    natural_key_fields = ["slug"]
    address_field = "slug"
    history = HistoricalRecords()
    objects = TopicManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="topic_name_is_not_empty", condition=~Q(name="")),
            models.CheckConstraint(name="topic_slug_is_not_empty", condition=~Q(slug="")),
            models.CheckConstraint(
                name="topic_description_is_not_empty", condition=~Q(description="")
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("goals:topic", args=[self.slug])

    def clean(self) -> None:
        try:
            # taggit also takes letters beyond a to z, which our addresses don't.
            if self.slug:
                validate_slug(self.slug)
        except ValidationError as error:
            raise ValidationError({"slug": error.messages}) from error
        super().clean()


class TopicItem(ItemBase):
    """That a provision is about a topic. `content_object` is the provision."""

    tag = models.ForeignKey(
        Topic,
        on_delete=models.CASCADE,
        related_name="%(class)s_items",
        verbose_name=_("topic"),
    )

    # taggit's natural-key code looks rows up by these; fixtures spell both as natural keys.
    natural_key_fields = ["content_object_id", "tag_id"]

    class Meta:
        abstract = True
        ordering = ["content_object", "tag__name"]
        verbose_name = _("topic of a provision")
        verbose_name_plural = _("topics of provisions")
        constraints = [
            models.UniqueConstraint(
                name="%(class)s_is_given_once", fields=["content_object", "tag"]
            ),
        ]


class ObjectiveTopic(TopicItem):
    """That an objective is about a topic."""

    content_object = models.ForeignKey(
        Objective,
        on_delete=models.CASCADE,
        related_name="topic_items",
        verbose_name=_("objective"),
    )

    history = HistoricalRecords()
