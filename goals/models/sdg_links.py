from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..visibility import visible
from .editions import Edition
from .framework import Goal, Objective
from .sdgs import Sdg, SdgTarget, target_item, target_order
from .sources import Source


class SdgLinkQuerySet(models.QuerySet["SdgLink"]):
    def public(self) -> "SdgLinkQuerySet":
        return self.filter(visible("goal__edition__"))

    def in_edition(self, edition: Edition) -> "SdgLinkQuerySet":
        return self.filter(goal__edition=edition)


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
    made_for = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("carried over from"),
        help_text=_("Only for a stated link that INTERPOL made for an earlier edition: that one."),
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
            models.CheckConstraint(
                name="sdg_link_that_is_editorial_is_carried_over_from_nowhere",
                condition=~Q(evidence="editorial") | Q(made_for__isnull=True),
                violation_error_message=_("Only a stated link can be carried over."),
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


class ConsideredTargetQuerySet(models.QuerySet["ConsideredTarget"]):
    def public(self) -> "ConsideredTargetQuerySet":
        return self.filter(visible("goal__edition__"))

    def in_edition(self, edition: Edition) -> "ConsideredTargetQuerySet":
        return self.filter(goal__edition=edition)


class ConsideredTargetManager(
    models.Manager.from_queryset(ConsideredTargetQuerySet)  # type: ignore[misc]
):
    def get_by_natural_key(self, year: int, goal: int, code: str) -> "ConsideredTarget":
        number, _point, item = code.partition(".")
        target: ConsideredTarget = self.get(
            goal=Goal.objects.get_by_natural_key(year, goal), sdg__number=int(number), item=item
        )
        return target


class ConsideredTarget(models.Model):
    """A target that came near a goal and was not linked to it, and why.

    With these rows an empty place in the crosswalk says whether anybody looked. The target needs
    no label of ours: the reason says what it is about.
    """

    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, related_name="considered", verbose_name=_("goal")
    )
    sdg = models.ForeignKey(
        Sdg, on_delete=models.PROTECT, related_name="considered", verbose_name="SDG"
    )
    item = models.CharField(
        _("item"),
        max_length=2,
        validators=[target_item],
        help_text=_("What follows the point in the UN's code: 4 for 16.4, a for 16.a."),
    )
    reason = models.TextField(_("reason"), help_text=_("Ours: why it was not linked."))

    history = HistoricalRecords()
    objects = ConsideredTargetManager()

    class Meta:
        verbose_name = _("target considered and not linked")
        verbose_name_plural = _("targets considered and not linked")
        ordering = ["goal", "sdg", *target_order()]
        constraints = [
            models.UniqueConstraint(
                name="considered_target_is_named_once", fields=["goal", "sdg", "item"]
            ),
            models.CheckConstraint(
                name="considered_target_item_is_not_empty", condition=~Q(item="")
            ),
            models.CheckConstraint(
                name="considered_target_gives_its_reason", condition=~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal} – {self.code}"

    def natural_key(self) -> tuple[int, int, str]:
        return (*self.goal.natural_key(), self.code)

    @property
    def code(self) -> str:
        return f"{self.sdg.number}.{self.item}"
