from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .addressed import Addressed, AddressedQuerySet

# The UN's codes of targets after their point: 4 of 16.4, a of 16.a.
target_item = RegexValidator(r"^([1-9][0-9]?|[a-d])$", _("A number, or a letter a to d."))


def target_order(prefix: str = "") -> tuple[ExpressionWrapper, Length, str]:
    """The UN's order of an SDG's targets: 16.9, 16.10, 16.a. `prefix` leads to the target."""
    return (
        ExpressionWrapper(Q(**{f"{prefix}item__gte": "a"}), output_field=BooleanField()),
        Length(f"{prefix}item"),
        f"{prefix}item",
    )


class SdgManager(models.Manager.from_queryset(AddressedQuerySet["Sdg"])):  # type: ignore[misc]
    def get_by_natural_key(self, number: int) -> "Sdg":
        return self.get(number=number)


class Sdg(Addressed):
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
        # A file may have a number in its place.
        number, _point, item = str(code).partition(".")
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
        validators=[target_item],
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
