"""The themes that cut across the goals. Imports `goals`, which knows nothing of this app."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager

from goals import codes, wording
from goals.models import (
    Addressed,
    AddressedQuerySet,
    Edition,
    Provision,
    TopicItem,
    Translation,
)
from goals.visibility import visible


def printed_title(number: int, title: str) -> str:
    """A theme's title as the documents print it: `IV. Title`."""
    return f"{codes.roman(number)}. {title}"


class ThemeQuerySet(AddressedQuerySet["Theme"]):
    def public(self) -> "ThemeQuerySet":
        return self.filter(visible("edition__"))

    def in_edition(self, edition: Edition) -> "ThemeQuerySet":
        return self.filter(edition=edition)


class ThemeManager(models.Manager.from_queryset(ThemeQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, year: int, number: int) -> "Theme":
        theme: Theme = self.get(edition__year=year, number=number)
        return theme


class Theme(Addressed):
    """A cross-cutting foundational theme: what every goal needs, such as sharing information.

    The 2023 edition introduced five of them, printed with Roman numerals; the edition of 2017
    has none.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="themes", verbose_name=_("edition")
    )
    number = models.PositiveSmallIntegerField(
        _("number"),
        validators=[MinValueValidator(1), MaxValueValidator(39)],
        help_text=_("Shown as a Roman numeral."),
    )
    title = models.CharField(_("official title"), max_length=250, help_text=_("Official wording."))
    locator = models.CharField(
        _("place in the source"), max_length=200, help_text=_("Ours: where the document prints it.")
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("Ours: misprints [sic], completions and their reasons.")
    )

    history = HistoricalRecords()
    objects = ThemeManager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(
                name="theme_number_is_unique_in_its_edition", fields=["edition", "number"]
            ),
            models.CheckConstraint(
                name="theme_number_is_1_to_39", condition=Q(number__gte=1, number__lte=39)
            ),
            models.CheckConstraint(name="theme_title_is_not_empty", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return gettext("Theme %(number)s (%(year)s): %(title)s") % {
            "number": self.roman,
            "year": self.edition.year,
            "title": self.title,
        }

    def get_absolute_url(self) -> str:
        return reverse("themes:theme", args=[self.edition, self.number])

    def natural_key(self) -> tuple[int, int]:
        return (self.edition.year, self.number)

    @property
    def is_public(self) -> bool:
        return self.edition.is_public

    def units_below(self) -> list[Addressed]:
        return [*self.commitments.all()]

    @property
    def roman(self) -> str:
        return codes.roman(self.number)

    @property
    def place(self) -> int | None:
        """The block of the source that is numeral and title."""
        return wording.place(printed_title(self.number, self.title), self.edition.source.text)

    @property
    def is_verbatim(self) -> bool:
        """Whether numeral and title are printed so in the source."""
        return self.place is not None


class CommitmentQuerySet(AddressedQuerySet["Commitment"]):
    def public(self) -> "CommitmentQuerySet":
        return self.filter(visible("theme__edition__"))

    def in_edition(self, edition: Edition) -> "CommitmentQuerySet":
        return self.filter(theme__edition=edition)


class CommitmentManager(models.Manager.from_queryset(CommitmentQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, year: int, theme: int, number: int) -> "Commitment":
        commitment: Commitment = self.get(
            theme__edition__year=year, theme__number=theme, number=number
        )
        return commitment


class Commitment(Provision):
    """What police forces commit themselves to under a theme: one bullet in the document."""

    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("theme")
    )
    topics = TaggableManager(
        through="themes.CommitmentTopic",
        related_name="commitments",
        blank=True,
        verbose_name=_("topics"),
    )

    history = HistoricalRecords()
    objects = CommitmentManager()

    class Meta(Provision.Meta):
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["theme", "number"]
        constraints = [
            *Provision.Meta.constraints,
            models.UniqueConstraint(
                name="commitment_number_is_unique_in_its_theme", fields=["theme", "number"]
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("themes:commitment", args=[self.edition, self.theme.number, self.number])

    def natural_key(self) -> tuple[int, int, int]:
        return (*self.theme.natural_key(), self.number)

    @property
    def edition(self) -> Edition:
        return self.theme.edition

    @property
    def code(self) -> str:
        return f"T{self.theme.number}.{self.number}"


class CommitmentTopic(TopicItem):
    """That a commitment is about a topic."""

    content_object = models.ForeignKey(
        Commitment,
        on_delete=models.CASCADE,
        related_name="topic_items",
        verbose_name=_("commitment"),
    )

    history = HistoricalRecords()


class ThemeTranslation(Translation):
    """The title of a theme in another language."""

    UNIT = ("of__edition__year", "of__number")
    of = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="translations")
    history = HistoricalRecords()


class CommitmentTranslation(Translation):
    """The text of a commitment in another language."""

    UNIT = ("of__theme__edition__year", "of__theme__number", "of__number")
    of = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="translations")
    history = HistoricalRecords()
