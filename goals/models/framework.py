from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager

from .. import codes, wording
from .addressed import Addressed, AddressedQuerySet
from .sources import Source


class EditionQuerySet(AddressedQuerySet["Edition"]):
    def published(self) -> "EditionQuerySet":
        """Without drafts."""
        return self.filter(published_on__isnull=False)

    def current(self) -> "Edition | None":
        """The newest published edition, or None while there is none."""
        return self.published().order_by("-year").first()


class EditionManager(models.Manager.from_queryset(EditionQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, year: int) -> "Edition":
        edition: Edition = self.get(year=year)
        return edition


class Edition(Addressed):
    """One version of the Global Policing Goals as INTERPOL issued it, such as that of 2023.

    Each edition holds its own full copy of goals, objectives and themes, so that an address in
    one edition never comes to show the words of another. An edition without a publication date
    is a draft, which the public does not see.
    """

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    title = models.CharField(
        _("title"), max_length=200, help_text=_("Official wording, in sentence case.")
    )
    motto = models.CharField(
        _("motto"), max_length=200, blank=True, help_text=_("Official wording, if there is one.")
    )
    foreword = models.TextField(
        _("foreword"),
        help_text=_(
            "Official wording: the document's introduction, an empty line between paragraphs."
        ),
    )
    adopted = models.TextField(
        _("adoption"),
        help_text=_("Ours: when, where and by whom the edition was adopted, and who says so."),
    )
    adopted_on = models.DateField(
        _("adopted on"), null=True, blank=True, help_text=_("Only when a source states the day.")
    )
    published_on = models.DateField(
        _("published here on"),
        null=True,
        blank=True,
        help_text=_("The day it became public on this portal. Empty: a draft, not public."),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("Ours: what a reader must know about this document.")
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="editions", verbose_name=_("source")
    )

    address_field = "published_on"
    history = HistoricalRecords()
    objects = EditionManager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="edition_year_has_four_digits", condition=Q(year__gte=1000, year__lte=9999)
            ),
            models.CheckConstraint(name="edition_title_is_not_empty", condition=~Q(title="")),
            models.CheckConstraint(name="edition_foreword_is_not_empty", condition=~Q(foreword="")),
        ]

    def __str__(self) -> str:
        return gettext("%(year)s edition") % {"year": self.year}

    def get_absolute_url(self) -> str:
        return reverse("goals:edition", args=[self])

    def natural_key(self) -> tuple[int]:
        return (self.year,)

    @property
    def is_public(self) -> bool:
        return self.published_on is not None

    def units_below(self) -> list[Addressed]:
        return [*self.goals.all(), *self.themes.all()]

    def refusal(self, before: list[str], after: list[str]) -> str:
        if before and after and before[0] != after[0]:
            return gettext("The year of a published edition stands in addresses: it stays.")
        return super().refusal(before, after)

    @property
    def paragraphs(self) -> list[str]:
        """The foreword's paragraphs, in order."""
        return [block.strip() for block in self.foreword.split("\n\n") if block.strip()]

    @property
    def is_verbatim(self) -> bool:
        """Whether title, motto and each paragraph of the foreword are the source's words."""
        titles = [title for title in (self.title, self.motto) if title]
        return all(
            wording.is_verbatim(title, self.source.text, ignore_case=True) for title in titles
        ) and all(wording.is_verbatim(text, self.source.text) for text in self.paragraphs)


class GoalQuerySet(AddressedQuerySet["Goal"]):
    def public(self) -> "GoalQuerySet":
        return self.filter(edition__published_on__isnull=False)

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
        return self.filter(goal__edition__published_on__isnull=False)

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
