from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager

from .. import codes, wording
from ..visibility import visible
from .addressed import Addressed, AddressedQuerySet
from .editions import Edition
from .sources import Source


class GoalQuerySet(AddressedQuerySet["Goal"]):
    def public(self) -> "GoalQuerySet":
        return self.filter(visible("edition__"))

    def in_edition(self, edition: Edition) -> "GoalQuerySet":
        return self.filter(edition=edition)


class GoalManager(models.Manager.from_queryset(GoalQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, year: int, number: int) -> "Goal":
        goal: Goal = self.get(edition__year=year, number=number)
        return goal


class Goal(Addressed):
    """One of the seven Global Policing Goals, as one edition words it.

    A goal names an outcome that police forces work towards together, such as countering
    terrorism; what is to be done for it stands in its objectives. Goals of the same number in
    two editions treat the same matter, in other words.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="goals", verbose_name=_("edition")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    title = models.CharField(
        _("official title"),
        max_length=250,
        help_text=_("Official wording. Sentence case, where the document prints capitals."),
    )
    short_title = models.CharField(
        _("short title"), max_length=60, help_text=_("Ours: a few words for menus and diagrams.")
    )
    locator = models.CharField(
        _("place in the source"), max_length=200, help_text=_("Ours: where the document prints it.")
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("Ours: misprints [sic], completions and their reasons.")
    )

    history = HistoricalRecords()
    objects = GoalManager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(
                name="goal_number_is_unique_in_its_edition", fields=["edition", "number"]
            ),
            models.CheckConstraint(
                name="goal_number_is_1_to_7", condition=Q(number__gte=1, number__lte=7)
            ),
            models.CheckConstraint(name="goal_title_is_not_empty", condition=~Q(title="")),
            models.CheckConstraint(
                name="goal_short_title_is_not_empty", condition=~Q(short_title="")
            ),
        ]

    def __str__(self) -> str:
        return gettext("Goal %(number)s (%(year)s): %(title)s") % {
            "number": self.number,
            "year": self.edition.year,
            "title": self.short_title,
        }

    def get_absolute_url(self) -> str:
        return reverse("goals:goal", args=[self.edition, self.number])

    def natural_key(self) -> tuple[int, int]:
        return (self.edition.year, self.number)

    @property
    def is_public(self) -> bool:
        return self.edition.is_public

    def units_below(self) -> list[Addressed]:
        return [*self.objectives.all()]

    @property
    def place(self) -> int | None:
        """The block of the source that is the title, letter case aside."""
        return wording.place(self.title, self.edition.source.text, ignore_case=True)

    @property
    def is_verbatim(self) -> bool:
        """Whether the title is the source's, letter case aside."""
        return self.place is not None


class Provision(Addressed):
    """One numbered sentence of the framework: an objective of a goal, or a commitment of a theme.

    The documents print these as bullets without numbers; the portal counts them in printed order.
    Where a line of the print is cut, the text carries the missing words in [square brackets] and
    the note says what they rest on.
    """

    number = models.PositiveSmallIntegerField(
        _("number"),
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("Its place among its neighbours, counted by us in printed order."),
    )
    text = models.TextField(
        _("official text"),
        help_text=_("Official wording, letter for letter. Words that we complete: in [brackets]."),
    )
    wording_source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("wording taken from"),
        help_text=_("Only where the wording is not that of the edition's own document."),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("Ours: misprints [sic], completions and their reasons.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_number_is_1_to_99", condition=Q(number__gte=1, number__lte=99)
            ),
            models.CheckConstraint(name="%(class)s_text_is_not_empty", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.full_code} {self.text}"

    @property
    def edition(self) -> Edition:
        raise NotImplementedError

    @property
    def is_public(self) -> bool:
        return self.edition.is_public

    @property
    def code(self) -> str:
        """Its code within an edition, `3.2` or `T4.1`."""
        raise NotImplementedError

    @property
    def full_code(self) -> str:
        """Its code with the edition, `GPG2023-3.2`."""
        return codes.with_edition(self.edition.year, self.code)

    @property
    def source(self) -> Source:
        """The document whose words these are."""
        return self.wording_source or self.edition.source

    @property
    def place(self) -> int | None:
        """The block of the source that is the text, completions in brackets aside."""
        return wording.place(self.text, self.source.text)

    @property
    def is_verbatim(self) -> bool:
        """Whether the text, completions in brackets aside, is the source's letter for letter."""
        return self.place is not None


class ObjectiveQuerySet(AddressedQuerySet["Objective"]):
    def public(self) -> "ObjectiveQuerySet":
        return self.filter(visible("goal__edition__"))

    def in_edition(self, edition: Edition) -> "ObjectiveQuerySet":
        return self.filter(goal__edition=edition)


class ObjectiveManager(models.Manager.from_queryset(ObjectiveQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, year: int, goal: int, number: int) -> "Objective":
        objective: Objective = self.get(goal__edition__year=year, goal__number=goal, number=number)
        return objective


class Objective(Provision):
    """What police forces set out to do for a goal: one bullet under the goal in the document."""

    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, related_name="objectives", verbose_name=_("goal")
    )
    topics = TaggableManager(
        through="goals.ObjectiveTopic",
        related_name="objectives",
        blank=True,
        verbose_name=_("topics"),
    )

    history = HistoricalRecords()
    objects = ObjectiveManager()

    class Meta(Provision.Meta):
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["goal", "number"]
        constraints = [
            *Provision.Meta.constraints,
            models.UniqueConstraint(
                name="objective_number_is_unique_in_its_goal", fields=["goal", "number"]
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("goals:objective", args=[self.edition, self.goal.number, self.number])

    def natural_key(self) -> tuple[int, int, int]:
        return (*self.goal.natural_key(), self.number)

    @property
    def edition(self) -> Edition:
        return self.goal.edition

    @property
    def code(self) -> str:
        return f"{self.goal.number}.{self.number}"

    def corresponds_to(self, edition: Edition) -> bool:
        """Whether a correspondence pairs it with any objective of `edition`."""
        return (
            self.earlier_links.filter(earlier__goal__edition=edition).exists()
            or self.later_links.filter(later__goal__edition=edition).exists()
        )
