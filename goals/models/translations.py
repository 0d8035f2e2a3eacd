from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .framework import Goal, Objective
from .sdgs import Sdg
from .sources import Source


class Language(models.TextChoices):
    """A language that the documents are not in."""

    ARABIC = "ar", _("Arabic")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")


class TranslationManager(models.Manager["Translation"]):
    # `of` is each heir's own field, which the type checker can't see from here.
    def get_by_natural_key(self, *key: Any) -> "Translation":
        *of, language = key
        owner = self.model._meta.get_field("of").related_model._default_manager  # type: ignore[misc]
        return self.get(of=owner.get_by_natural_key(*of), language=language)  # type: ignore[misc]


class Translation(models.Model):
    """A title or a text in another language than English, and who says that it reads so.

    `of` is what it translates: the title of a goal, theme or SDG, the text of a provision; `UNIT`
    names the columns that it is known by in public, its edition's year first.
    *Official* is a wording that the document's publisher issued, in the source named; all else is
    *unofficial* and is never shown as official.
    """

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

    UNIT: ClassVar[tuple[str, ...]]
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

    UNIT = ("of__edition__year", "of__number")
    of = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="translations")
    history = HistoricalRecords()


class ObjectiveTranslation(Translation):
    """The text of an objective in another language."""

    UNIT = ("of__goal__edition__year", "of__goal__number", "of__number")
    of = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="translations")
    history = HistoricalRecords()


class SdgTranslation(Translation):
    """The short title of an SDG in another language."""

    UNIT = ("of__number",)
    of = models.ForeignKey(Sdg, on_delete=models.CASCADE, related_name="translations")
    history = HistoricalRecords()


class EditorialTranslationManager(models.Manager["EditorialTranslation"]):
    def get_by_natural_key(self, language: str, english: str) -> "EditorialTranslation":
        return self.get(language=language, english=english)


class EditorialTranslation(models.Model):
    """A text of the portal's own in another language: a short title, a topic, a reason, a note.

    It belongs to the English words, wherever they stand: when an editor changes those, it no longer
    fits, and the page falls back to English until somebody translates the new ones.
    """

    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    english = models.CharField(
        _("English"),
        max_length=1000,
        help_text=_("Exactly as it stands in the portal, from the first letter to the last."),
    )
    text = models.TextField(_("translation"))

    history = HistoricalRecords()
    objects = EditorialTranslationManager()

    class Meta:
        verbose_name = _("editorial translation")
        verbose_name_plural = _("editorial translations")
        ordering = ["language", "english"]
        constraints = [
            models.UniqueConstraint(
                name="editorial_translation_is_one_for_each_language",
                fields=["language", "english"],
                violation_error_message=_(
                    "This text has a translation into that language already."
                ),
            ),
            models.CheckConstraint(
                name="editorial_translation_language_is_known",
                condition=Q(language__in=["ar", "fr", "es"]),
            ),
            models.CheckConstraint(
                name="editorial_translation_english_is_not_empty", condition=~Q(english="")
            ),
            models.CheckConstraint(
                name="editorial_translation_text_is_not_empty", condition=~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.english} ({self.get_language_display()})"

    def natural_key(self) -> tuple[str, str]:
        return (self.language, self.english)
