from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .framework import Goal, Objective
from .sdgs import Sdg
from .sources import Source


class TranslationManager(models.Manager["Translation"]):
    # `of` is each heir's own field, which the type checker can't see from here.
    def get_by_natural_key(self, *key: Any) -> "Translation":
        *of, language = key
        owner = self.model._meta.get_field("of").related_model._default_manager  # type: ignore[misc]
        return self.get(of=owner.get_by_natural_key(*of), language=language)  # type: ignore[misc]


class Translation(models.Model):
    """A title or a text in another language than English, and who says that it reads so.

    `of` is what it translates: the title of a goal, theme or SDG, the text of a provision.
    *Official* is a wording that the document's publisher issued, in the source named; all else is
    *unofficial* and is never shown as official.
    """

    class Language(models.TextChoices):
        ARABIC = "ar", _("Arabic")
        FRENCH = "fr", _("French")
        SPANISH = "es", _("Spanish")

    class Status(models.TextChoices):
        OFFICIAL = "official", _("official")
        UNOFFICIAL = "unofficial", _("unofficial")

    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    text = models.TextField(_("text"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("source"),
        help_text=_("Required when the wording is official."),
    )

    objects = TranslationManager()

    class Meta:
        abstract = True
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["of", "language"]  # `of` is each heir's own
        constraints = [
            models.UniqueConstraint(
                name="%(class)s_is_one_for_each_language", fields=["of", "language"]
            ),
            models.CheckConstraint(
                name="%(class)s_language_is_known", condition=Q(language__in=["ar", "fr", "es"])
            ),
            models.CheckConstraint(
                name="%(class)s_status_is_known",
                condition=Q(status__in=["official", "unofficial"]),
            ),
            models.CheckConstraint(
                name="%(class)s_that_is_official_names_its_source",
                condition=~Q(status="official") | Q(source__isnull=False),
                violation_error_message=_("An official wording needs the source that has it."),
            ),
            models.CheckConstraint(name="%(class)s_text_is_not_empty", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.get_language_display()}, {self.get_status_display()})"

    def natural_key(self) -> tuple[Any, ...]:
        return (*self.of.natural_key(), self.language)  # type: ignore[attr-defined]


class GoalTranslation(Translation):
    """The title of a goal in another language."""

    of = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="translations")
    history = HistoricalRecords()


class ObjectiveTranslation(Translation):
    """The text of an objective in another language."""

    of = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="translations")
    history = HistoricalRecords()


class SdgTranslation(Translation):
    """The short title of an SDG in another language."""

    of = models.ForeignKey(Sdg, on_delete=models.CASCADE, related_name="translations")
    history = HistoricalRecords()
