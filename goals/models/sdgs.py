from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .framework import Goal, Objective
from .sources import Source


def target_order(prefix: str = "") -> tuple[ExpressionWrapper, Length, str]:
    """The UN's order of an SDG's targets: 16.9, 16.10, 16.a. `prefix` leads to the target."""
    return (
        ExpressionWrapper(Q(**{f"{prefix}item__gte": "a"}), output_field=BooleanField()),
        Length(f"{prefix}item"),
        f"{prefix}item",
    )


class SdgManager(models.Manager["Sdg"]):
    def get_by_natural_key(self, number: int) -> "Sdg":
        return self.get(number=number)


class Sdg(models.Model):
    """One of the United Nations' 17 Sustainable Development Goals.

    Only its number, its official short title, its colour and its address are kept here: the
    UN's own page has the wording.
    """

    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(17)]
    )
    title = models.CharField(
        _("short title"), max_length=60, help_text=_("The UN's short title, in sentence case.")
    )
    colour = models.CharField(
        _("colour"),
        max_length=7,
        validators=[
            RegexValidator(r"^#[0-9A-F]{6}$", _("Write it as # and six capital hex digits."))
        ],
        help_text=_("The UN's colour for this goal, such as #E5243B."),
    )
    url = models.URLField(_("address"), help_text=_("The UN's page on this goal."))

    history = HistoricalRecords()
    objects = SdgManager()

    class Meta:
        verbose_name = "SDG"
        verbose_name_plural = _("SDGs")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="sdg_number_is_1_to_17", condition=Q(number__gte=1, number__lte=17)
            ),
            models.CheckConstraint(name="sdg_title_is_not_empty", condition=~Q(title="")),
            # No regular expression: SQLite could then no longer check its own file from outside.
            models.CheckConstraint(
                name="sdg_colour_is_a_hash_and_six_digits",
                condition=Q(colour__startswith="#") & Q(Exact(Length("colour"), 7)),
            ),
            models.UniqueConstraint(name="sdg_colour_is_unique", fields=["colour"]),
        ]

    def __str__(self) -> str:
        return f"SDG {self.number}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("goals:sdg", args=[self.number])

    def natural_key(self) -> tuple[int]:
        return (self.number,)


class SdgTargetManager(models.Manager["SdgTarget"]):
    def get_by_natural_key(self, code: str) -> "SdgTarget":
        number, _point, item = code.partition(".")
        return self.get(sdg__number=int(number), item=item)


class SdgTarget(models.Model):
    """A target of an SDG that a link names, such as 16.4.

    The code is the UN's, the label is the portal's own short description: the UN's wording is
    a click away and is not copied. The code is put together from SDG and item, so a target can't
    stand under the wrong SDG.
    """

    sdg = models.ForeignKey(Sdg, on_delete=models.PROTECT, related_name="targets")
    item = models.CharField(
        _("item"),
        max_length=2,
        validators=[RegexValidator(r"^([1-9][0-9]?|[a-d])$", _("A number, or a letter a to d."))],
        help_text=_("What follows the point in the UN's code: 4 for 16.4, a for 16.a."),
    )
    label = models.CharField(
        _("label"), max_length=80, help_text=_("Ours: what it is about, in our own words.")
    )
    url = models.URLField(_("address"), help_text=_("The UN's page on this target."))

    history = HistoricalRecords()
    objects = SdgTargetManager()

    class Meta:
        verbose_name = _("SDG target")
        verbose_name_plural = _("SDG targets")
        ordering = ["sdg", *target_order()]
        constraints = [
            models.UniqueConstraint(name="sdg_target_is_unique_in_its_sdg", fields=["sdg", "item"]),
            models.CheckConstraint(name="sdg_target_item_is_not_empty", condition=~Q(item="")),
            models.CheckConstraint(name="sdg_target_label_is_not_empty", condition=~Q(label="")),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    def get_absolute_url(self) -> str:
        return f"{self.sdg.get_absolute_url()}#{self.code}"

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def code(self) -> str:
        return f"{self.sdg.number}.{self.item}"


class SdgLinkQuerySet(models.QuerySet["SdgLink"]):
    def public(self) -> "SdgLinkQuerySet":
        return self.filter(goal__edition__published_on__isnull=False)


class SdgLinkManager(models.Manager.from_queryset(SdgLinkQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, year: int, goal: int, sdg: int, evidence: str) -> "SdgLink":
        link: SdgLink = self.get(
            goal__edition__year=year, goal__number=goal, sdg__number=sdg, evidence=evidence
        )
        return link


class SdgLink(models.Model):
    """A statement that a goal bears on an SDG, and what that statement rests on.

    INTERPOL *states* little in public: that SDG 5 and SDG 17 are supported by all seven goals,
    and that the set is aligned with SDG 16 above all. The rest is *editorial*: the portal links a
    goal to a target where the words of an objective and the target name the same subject, says
    which objectives and which target, and gives its reason. A goal and an SDG can have one
    statement of each kind.
    """

    class Evidence(models.TextChoices):
        # INTERPOL says so, in the source named.
        STATED = "stated", _("stated by INTERPOL")
        # This portal says so, for the reason given.
        EDITORIAL = "editorial", _("editorial")

    class Scope(models.TextChoices):
        # The statement is about this goal alone.
        GOAL = "goal", _("this goal")
        # The source says it of each of the seven goals.
        ALL_GOALS = "all", _("all goals")
        # The source says it of the seven goals as a whole.
        SET = "set", _("the set as a whole")

    class Directness(models.TextChoices):
        DIRECT = "direct", _("direct")
        INDIRECT = "indirect", _("indirect")
        # INTERPOL's analysis has both kinds, but its public texts don't say which is which.
        UNKNOWN = "unknown", _("not known")

    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, related_name="sdg_links", verbose_name=_("goal")
    )
    sdg = models.ForeignKey(Sdg, on_delete=models.PROTECT, related_name="links", verbose_name="SDG")
    evidence = models.CharField(
        _("evidence"),
        max_length=10,
        choices=Evidence.choices,
        help_text=_("Stated: INTERPOL says so in the source. Editorial: it is our reading."),
    )
    scope = models.CharField(_("scope"), max_length=10, choices=Scope.choices, default=Scope.GOAL)
    directness = models.CharField(
        _("directness"), max_length=10, choices=Directness.choices, default=Directness.UNKNOWN
    )
    targets = models.ManyToManyField(
        SdgTarget, through="SdgLinkTarget", related_name="links", verbose_name=_("targets")
    )
    objectives = models.ManyToManyField(
        Objective,
        through="SdgLinkObjective",
        related_name="sdg_links",
        verbose_name=_("rests on"),
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="sdg_links",
        null=True,
        blank=True,
        verbose_name=_("source"),
        help_text=_("Required when INTERPOL states the link."),
    )
    reason = models.TextField(
        _("reason"), help_text=_("A sentence by which a reader can judge the link.")
    )

    history = HistoricalRecords()
    objects = SdgLinkManager()

    class Meta:
        verbose_name = _("SDG link")
        verbose_name_plural = _("SDG links")
        ordering = ["goal", "sdg", F("evidence").desc()]
        constraints = [
            models.UniqueConstraint(
                name="sdg_link_is_made_once_for_each_evidence", fields=["goal", "sdg", "evidence"]
            ),
            models.CheckConstraint(
                name="sdg_link_that_is_stated_names_its_source",
                condition=~Q(evidence="stated") | Q(source__isnull=False),
                violation_error_message=_("A stated link needs the source that states it."),
            ),
            models.CheckConstraint(
                name="sdg_link_that_is_editorial_is_about_one_goal",
                condition=~Q(evidence="editorial") | Q(scope="goal"),
                violation_error_message=_("An editorial link is about this goal: set that scope."),
            ),
            models.CheckConstraint(name="sdg_link_gives_its_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="sdg_link_evidence_is_known", condition=Q(evidence__in=["stated", "editorial"])
            ),
            models.CheckConstraint(
                name="sdg_link_scope_is_known", condition=Q(scope__in=["goal", "all", "set"])
            ),
            models.CheckConstraint(
                name="sdg_link_directness_is_known",
                condition=Q(directness__in=["direct", "indirect", "unknown"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal} – {self.sdg} ({self.get_evidence_display()})"

    def natural_key(self) -> tuple[int, int, int, str]:
        return (*self.goal.natural_key(), self.sdg.number, self.evidence)


class SdgLinkPartManager(models.Manager["SdgLinkPart"]):
    """Natural keys of a link's parts: that of the link, then that of the part."""

    def get_by_natural_key(self, *key: Any) -> "SdgLinkPart":
        parts: Any = self.model.part_model()._default_manager
        return self.get(  # type: ignore[misc]
            link=SdgLink.objects.get_by_natural_key(*key[:4]),
            part=parts.get_by_natural_key(*key[4:]),
        )


class SdgLinkPart(models.Model):
    """What a link names or rests on. While it does, the part can't be deleted."""

    objects = SdgLinkPartManager()

    class Meta:
        abstract = True
        ordering = ["link", "part"]
        constraints = [
            models.UniqueConstraint(name="%(class)s_is_named_once", fields=["link", "part"]),
        ]

    def __str__(self) -> str:
        # The link alone: the page or sentence that shows this names the part itself.
        return str(self.link)  # type: ignore[attr-defined]

    def natural_key(self) -> tuple[Any, ...]:
        return (*self.link.natural_key(), *self.part.natural_key())  # type: ignore[attr-defined]

    @classmethod
    def part_model(cls) -> type[models.Model]:
        part: type[models.Model] = cls._meta.get_field("part").related_model  # type: ignore
        return part


class SdgLinkTarget(SdgLinkPart):
    """A target that a link names."""

    link = models.ForeignKey(SdgLink, on_delete=models.CASCADE, related_name="target_items")
    part = models.ForeignKey(
        SdgTarget, on_delete=models.PROTECT, related_name="link_items", verbose_name=_("target")
    )
    history = HistoricalRecords()

    class Meta(SdgLinkPart.Meta):
        # Spelled out: Django can't order by the expressions of another model's ordering.
        ordering = ["link", *target_order("part__")]
        verbose_name = _("target of an SDG link")
        verbose_name_plural = _("targets of SDG links")


class SdgLinkObjective(SdgLinkPart):
    """An objective whose words a link rests on."""

    link = models.ForeignKey(SdgLink, on_delete=models.CASCADE, related_name="objective_items")
    part = models.ForeignKey(
        Objective,
        on_delete=models.PROTECT,
        related_name="sdg_link_items",
        verbose_name=_("objective"),
    )
    history = HistoricalRecords()

    class Meta(SdgLinkPart.Meta):
        verbose_name = _("objective that an SDG link rests on")
        verbose_name_plural = _("objectives that SDG links rest on")
