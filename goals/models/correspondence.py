from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .editions import Edition
from .framework import Objective


class CorrespondenceManager(models.Manager["Correspondence"]):
    def get_by_natural_key(self, *key: int) -> "Correspondence":
        year, goal, number, later_year, later_goal, later_number = key
        return self.get(
            earlier=Objective.objects.get_by_natural_key(year, goal, number),
            later=Objective.objects.get_by_natural_key(later_year, later_goal, later_number),
        )


class Correspondence(models.Model):
    """That an objective of one edition carries the matter of an objective of an earlier one.

    INTERPOL publishes no such table: every row is the portal's reading, with its reason. Where an
    objective has no counterpart, a row of NoCounterpart says so; one that stands in neither has
    not been compared yet.
    """

    class Relation(models.TextChoices):
        UNCHANGED = "unchanged", _("unchanged")
        # The same matter and reach in other words.
        REWORDED = "reworded", _("reworded")
        # The later one covers all of the earlier one, and more.
        BROADENED = "broadened", _("broadened")
        # The later one covers a part of the earlier one.
        NARROWED = "narrowed", _("narrowed")
        # The earlier one is divided over several later ones.
        SPLIT = "split", _("split")
        # Several earlier ones came together in the later one.
        MERGED = "merged", _("merged")

    earlier = models.ForeignKey(
        Objective, on_delete=models.PROTECT, related_name="later_links", verbose_name=_("earlier")
    )
    later = models.ForeignKey(
        Objective, on_delete=models.PROTECT, related_name="earlier_links", verbose_name=_("later")
    )
    relation = models.CharField(_("relation"), max_length=10, choices=Relation.choices)
    reason = models.TextField(
        _("reason"), help_text=_("Ours: one sentence on why they belong together.")
    )

    history = HistoricalRecords()
    objects = CorrespondenceManager()

    class Meta:
        verbose_name = _("correspondence")
        verbose_name_plural = _("correspondences")
        ordering = ["earlier", "later"]
        constraints = [
            models.UniqueConstraint(
                name="correspondence_is_made_once", fields=["earlier", "later"]
            ),
            models.CheckConstraint(
                name="correspondence_is_between_two_objectives", condition=~Q(earlier=F("later"))
            ),
            models.CheckConstraint(
                name="correspondence_relation_is_known",
                condition=Q(
                    relation__in=[
                        "unchanged",
                        "reworded",
                        "broadened",
                        "narrowed",
                        "split",
                        "merged",
                    ]
                ),
            ),
            models.CheckConstraint(name="correspondence_gives_its_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.earlier.full_code} – {self.later.full_code} ({self.get_relation_display()})"

    def natural_key(self) -> tuple[int, ...]:
        return (*self.earlier.natural_key(), *self.later.natural_key())


class NoCounterpartManager(models.Manager["NoCounterpart"]):
    def get_by_natural_key(self, year: int, goal: int, number: int, other: int) -> "NoCounterpart":
        return self.get(
            objective=Objective.objects.get_by_natural_key(year, goal, number),
            edition=Edition.objects.get_by_natural_key(other),
        )


class NoCounterpart(models.Model):
    """That nothing in another edition corresponds to an objective, and why we read it so.

    Where the other edition is a later one, the objective was not carried over; where it is an
    earlier one, the objective is new.
    """

    objective = models.ForeignKey(
        Objective,
        on_delete=models.PROTECT,
        related_name="no_counterparts",
        verbose_name=_("objective"),
    )
    edition = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        related_name="without_counterpart",
        verbose_name=_("other edition"),
        help_text=_("The edition in which nothing corresponds to it."),
    )
    reason = models.TextField(
        _("reason"), help_text=_("Ours: one sentence; name what comes nearest, if anything does.")
    )

    history = HistoricalRecords()
    objects = NoCounterpartManager()

    class Meta:
        verbose_name = _("objective without a counterpart")
        verbose_name_plural = _("objectives without a counterpart")
        ordering = ["objective", "edition"]
        constraints = [
            models.UniqueConstraint(
                name="no_counterpart_is_said_once", fields=["objective", "edition"]
            ),
            models.CheckConstraint(name="no_counterpart_gives_its_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.objective.full_code} – {self.edition.year}"

    def natural_key(self) -> tuple[int, ...]:
        return (*self.objective.natural_key(), self.edition.year)
