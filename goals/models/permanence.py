from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class PermalinkManager(models.Manager["Permalink"]):
    def get_by_natural_key(self, path: str) -> "Permalink":
        return self.get(path=path)

    def public(self) -> QuerySet["Permalink"]:
        """What the public may know of: without retracted addresses and the signposts to them."""
        retracted = self.filter(state=Permalink.State.RETRACTED)
        return self.exclude(state=Permalink.State.RETRACTED).exclude(
            target__in=retracted.values("path")
        )

    def publish(self, paths: Collection[str]) -> None:
        """Puts on record as live those of `paths` that are not on record yet, or retracted."""
        known = set(self.values_list("path", flat=True))
        self.bulk_create(
            Permalink(path=path, state=Permalink.State.LIVE) for path in paths if path not in known
        )
        self._turn(paths, Permalink.State.RETRACTED, Permalink.State.LIVE)

    def retract(self, paths: Collection[str]) -> None:
        """Takes back what was published by mistake: `paths` are kept for what was there."""
        self._turn(paths, Permalink.State.LIVE, Permalink.State.RETRACTED)

    def refusal(self, old: str, new: str) -> str:
        """Why what is at `old`, or nowhere yet, can't have the address `new`; empty if it can."""
        on_record = self.filter(path=new).first() if new != old else None
        # What moved away may move back: only its own signpost stands there.
        if on_record is None or (old and on_record.target == old):
            return ""
        return gettext(
            "%(path)s is the address of something published, for good: choose what was never used."
        ) % {"path": new}

    def move(self, old: str, new: str) -> None:
        """Lets the row at `old`, if there is one, follow its unit to `new`, and leaves a signpost.

        Signposts to `old` are turned to `new`, so that each leads there in one hop and none in a
        circle. Raises ValidationError when `new` belongs to something else.
        """
        if sentence := self.refusal(old, new):
            raise ValidationError(sentence)
        row = self.filter(path=old).first()
        if row is None:
            # A draft that was never public.
            return
        self.filter(path=new).delete()
        row.path = new
        row.save()
        self.create(path=old, state=Permalink.State.MOVED, target=new)
        for signpost in self.filter(target=old):
            signpost.target = new
            signpost.save()

    def _turn(self, paths: Collection[str], old: str, new: str) -> None:
        for row in self.filter(path__in=paths, state=old):
            row.state = new
            row.save()


class Permalink(models.Model):
    """A public address that once was published, and what became of it.

    Every unit has a row from the day it is published, which follows it when its number or slug
    changes: what others say it became stays true. No row is ever forgotten, so that no address
    comes to mean something else.
    """

    class State(models.TextChoices):
        # It answers at this address.
        LIVE = "live", _("live")
        # It answers at another address.
        MOVED = "moved", _("moved")
        # It answers here, and says that it was withdrawn.
        WITHDRAWN = "withdrawn", _("withdrawn")
        # Published by mistake and taken back: it answers nowhere, and is kept for its unit.
        RETRACTED = "retracted", _("retracted")

    path = models.CharField(
        _("address"),
        max_length=200,
        unique=True,
        help_text=_("Without the host: /topics/human-rights/"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    target = models.CharField(
        _("went to"),
        max_length=200,
        blank=True,
        help_text=_("For a moved address: where it answers now."),
    )
    reason = models.TextField(
        _("reason"),
        blank=True,
        help_text=_("Ours, for a withdrawn address: why, in a sentence for its readers."),
    )
    became = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="came_from",
        verbose_name=_("what it became"),
        help_text=_("For a withdrawn address: one if it was merged, several if it was split."),
    )

    history = HistoricalRecords(m2m_fields=["became"])
    objects = PermalinkManager()

    class Meta:
        verbose_name = _("permalink")
        verbose_name_plural = _("permalinks")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                name="permalink_path_starts_with_a_slash",
                condition=Q(path__startswith="/"),
                violation_error_message=_("Begin the address with a slash."),
            ),
            models.CheckConstraint(
                name="permalink_state_is_known",
                condition=Q(state__in=["live", "moved", "withdrawn", "retracted"]),
            ),
            models.CheckConstraint(
                name="permalink_has_a_target_exactly_when_moved",
                # One slash, and no backslash, which browsers read as one: two lead to another host.
                condition=(
                    Q(state="moved")
                    & Q(target__startswith="/")
                    & ~Q(target__startswith="//")
                    & ~Q(target__contains="\\")
                )
                | (~Q(state="moved") & Q(target="")),
                violation_error_message=_(
                    "A moved address, and no other, needs a target on this site, such as /topics/."
                ),
            ),
            models.CheckConstraint(
                name="permalink_has_a_reason_exactly_when_withdrawn",
                condition=(Q(state="withdrawn") & ~Q(reason=""))
                | (~Q(state="withdrawn") & Q(reason="")),
                violation_error_message=_(
                    "A withdrawn address, and no other, needs a reason that its readers will see."
                ),
            ),
            models.CheckConstraint(
                name="permalink_leads_elsewhere",
                condition=~Q(path=F("target")),
                violation_error_message=_("An address can't be sent to itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.path

    def natural_key(self) -> tuple[str]:
        return (self.path,)
