"""What belongs to the site and to no part of the framework."""

import uuid
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class ContentVersion(models.Model):
    """One row that names the state of the content: a new token at every change.

    What is built from the content (the search, and whatever else keeps something ready) compares
    the token with that of its own making. The token is written in the transaction of the change,
    so that both are seen together. A token and not a number: no two states ever share one.
    """

    token = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = _("content version")
        constraints = [
            models.CheckConstraint(name="content_version_is_one_row", condition=Q(pk=1)),
        ]

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def renew(cls) -> None:
        """Say that the content has changed, in the transaction that changes it."""
        cls.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4()})

    @classmethod
    def current(cls) -> uuid.UUID | None:
        """The token of the content as it is; None before anything was ever written."""
        return cls.objects.values_list("token", flat=True).first()


class SearchAliasManager(models.Manager["SearchAlias"]):
    def get_by_natural_key(self, language: str, words: str) -> "SearchAlias":
        return self.get(language=language, words=words)


class SearchAlias(models.Model):
    """Words that readers use and the texts don't, and the words of the texts to look for instead.

    So “fake passport” finds the objective on document and identity fraud. An alias invents no
    statement: it only leads a question to words that stand in the texts.
    """

    language = models.CharField(
        _("language"),
        max_length=2,
        default="en",
        choices=[
            ("ar", _("Arabic")),
            ("en", _("English")),
            ("es", _("Spanish")),
            ("fr", _("French")),
        ],
        help_text=_("The language that the reader's words are in."),
    )
    words = models.CharField(
        _("the reader's words"),
        max_length=60,
        help_text=_(
            "As somebody would type them. Capitals, accents and word endings don't matter."
        ),
    )
    means = models.TextField(
        _("look for"),
        help_text=_(
            "Words of the texts, of which a unit must have all; further readings in lines of "
            "their own, the nearest first."
        ),
    )

    history = HistoricalRecords()
    objects = SearchAliasManager()

    class Meta:
        verbose_name = _("search alias")
        verbose_name_plural = _("search aliases")
        ordering = ["language", "words"]
        constraints = [
            models.UniqueConstraint(
                name="search_alias_is_given_once", fields=["language", "words"]
            ),
            models.CheckConstraint(
                name="search_alias_language_is_known",
                condition=Q(language__in=["ar", "en", "es", "fr"]),
            ),
            models.CheckConstraint(name="search_alias_words_are_not_empty", condition=~Q(words="")),
            models.CheckConstraint(name="search_alias_means_something", condition=~Q(means="")),
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        """The answers to the alias as a question."""
        return f"{reverse('search')}?{urlencode({'q': self.words})}"

    def natural_key(self) -> tuple[str, str]:
        return (self.language, self.words)

    @property
    def lines(self) -> tuple[str, ...]:
        """The readings, the nearest first."""
        return tuple(line for line in self.means.splitlines() if line.strip())


class OutsideLinkQuerySet(models.QuerySet["OutsideLink"]):
    def broken(self) -> "OutsideLinkQuerySet":
        return self.exclude(error="")


class OutsideLink(models.Model):
    """What an address outside this portal answered when `manage.py check_links` last asked.

    No content: it is made anew at any time, so that no fixture, backup or history has it.
    """

    url = models.CharField(_("address"), max_length=2000, unique=True)
    checked_at = models.DateTimeField(_("asked"))
    status = models.PositiveSmallIntegerField(
        _("status"), null=True, blank=True, help_text=_("Of the answer. Empty: there was none.")
    )
    error = models.CharField(
        _("fault"), max_length=200, blank=True, help_text=_("Empty when the page is there.")
    )

    objects = OutsideLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("outside link")
        verbose_name_plural = _("outside links")
        ordering = ["url"]
        constraints = [
            models.CheckConstraint(
                name="outside_link_without_an_answer_says_why",
                condition=Q(status__isnull=False) | ~Q(error=""),
            ),
        ]

    def __str__(self) -> str:
        return self.url
