import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .. import wording
from ..visibility import visible
from .addressed import Addressed, AddressedQuerySet, Standing
from .permanence import Permalink
from .sources import Source


class EditionQuerySet(AddressedQuerySet["Edition"]):
    def published(self) -> "EditionQuerySet":
        """Without drafts; in the preview of a draft with that one."""
        return self.filter(visible())

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

    address_field = "year"
    history = HistoricalRecords()
    objects = EditionManager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-year"]
        permissions = [("publish_edition", _("Can publish an edition and take that back"))]
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

    def refusal(self, before: Standing, after: Standing) -> str:
        own = before.addresses[:1]
        if own != after.addresses[:1] and Permalink.objects.filter(path__in=own).exists():
            return gettext("The year of a published edition stands in addresses: it stays.")
        return super().refusal(before, after)

    def deletion_refusal(self) -> str:
        if self.is_on_record and not self.is_public:
            return gettext(
                "%(unit)s was published and taken back: its addresses are kept for it, so it "
                "stays as a draft."
            ) % {"unit": self}
        return super().deletion_refusal()

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


def _new_key() -> str:
    return secrets.token_urlsafe(9)


class PreviewKeyManager(models.Manager["PreviewKey"]):
    def get_by_natural_key(self, year: int) -> "PreviewKey":
        return self.get(edition__year=year)


class PreviewKey(models.Model):
    """What the links to the preview of a draft are signed with besides the site's own secret.

    One for each edition from the first link made; without it, or with another, all links made so
    far have ended. Not a column of the edition: it is no content, and has no history.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="preview_key")
    key = models.CharField(max_length=20, default=_new_key)

    objects = PreviewKeyManager()

    class Meta:
        verbose_name = _("key of a preview")
        # Staff make and end links, and never see a key.
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.edition)

    def natural_key(self) -> tuple[int]:
        return self.edition.natural_key()
