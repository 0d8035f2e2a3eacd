from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class SourceManager(models.Manager["Source"]):
    def get_by_natural_key(self, key: str) -> "Source":
        return self.get(key=key)


class Source(models.Model):
    """A document that the portal's content was taken from, with its text as it was read.

    The two brochures stand here whole; of a web page or a data file only what the portal relies
    on. What the portal shows as official wording is compared with `text`, so the text is never
    tidied: its misprints and its cut lines stay.
    """

    class Extent(models.TextChoices):
        # The whole text of the document, as it was read.
        WHOLE = "whole", _("whole text")
        # Only the passages that the portal relies on.
        EXCERPT = "excerpt", _("excerpt")
        # The document is named, its words are not kept.
        NONE = "none", _("no text kept")

    key = models.SlugField(
        _("key"), unique=True, help_text=_("A short name for fixtures and notes, such as gpg-2023.")
    )
    title = models.CharField(_("title"), max_length=250)
    publisher = models.CharField(_("publisher"), max_length=120)
    date_printed = models.CharField(
        _("date as printed"),
        max_length=60,
        blank=True,
        help_text=_("The date in the document's own words. Empty when it prints none."),
    )
    url = models.URLField(_("address"), max_length=400, blank=True)
    extent = models.CharField(_("extent"), max_length=10, choices=Extent.choices)
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_(
            "The document's words as they were read. Official wording is compared with this "
            "text: change it only when the document was misread."
        ),
    )
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("Ours: how the document came to us, what is missing from it."),
    )

    history = HistoricalRecords()
    objects = SourceManager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                name="source_text_is_there_exactly_when_its_extent_says_so",
                condition=(Q(extent__in=["whole", "excerpt"]) & ~Q(text=""))
                | (Q(extent="none") & Q(text="")),
                violation_error_message=_(
                    "Enter the text, or set the extent to “no text kept” and leave it empty."
                ),
            ),
            models.CheckConstraint(name="source_title_is_not_empty", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.key,)
