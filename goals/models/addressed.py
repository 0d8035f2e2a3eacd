"""What has a public address of its own, and keeps it: the rules that hold for every such unit."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError
from django.urls import NoReverseMatch
from django.utils.translation import gettext

from .permanence import Permalink

Unit = TypeVar("Unit", bound="Addressed", covariant=True)


class AddressedQuerySet(models.QuerySet[Unit]):
    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuses where any of the units is published."""
        for unit in self:
            unit.must_not_be_public()
        return super().delete()


class Addressed(models.Model):
    """A unit with an address of its own, which is on record from the day it is published.

    Saving keeps the register of permalinks true in the same transaction; `clean` says beforehand
    what saving would refuse. What is published is never deleted.
    """

    # The field of its forms at which a refused address is shown.
    address_field = "number"

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        before = self._stored_addresses()
        super().save(*args, **kwargs)
        after = self._stored_addresses()
        if sentence := self.refusal(before, after):
            raise ValidationError(sentence)
        Permalink.objects.publish(before or after)
        for old, new in zip(before, after, strict=False):
            if old != new:
                Permalink.objects.move(old, new)

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    @property
    def is_public(self) -> bool:
        return True

    def units_below(self) -> Sequence["Addressed"]:
        """The units whose addresses begin with this one's, in a fixed order."""
        return ()

    def public_addresses(self) -> list[str]:
        """Its address and those below; none for a draft."""
        if not self.is_public:
            return []
        below = self.units_below() if self.pk else ()
        return [
            self.get_absolute_url(),
            *(address for unit in below for address in unit.public_addresses()),
        ]

    def refusal(self, before: list[str], after: list[str]) -> str:
        """Why its addresses can't change so, in a sentence for staff; empty if they can."""
        if before and not after:
            return gettext(
                "This is published, and what is published stays: withdraw single addresses under "
                "Permalinks instead."
            )
        pairs = zip(before or [""] * len(after), after, strict=False)
        refusals = (Permalink.objects.refusal(old, new) for old, new in pairs)
        return next(filter(None, refusals), "")

    def clean(self) -> None:
        super().clean()
        try:
            planned = self.public_addresses()
        except (ObjectDoesNotExist, NoReverseMatch):
            # A part of the address is missing or no such thing, as the form says by itself.
            return
        if sentence := self.refusal(self._stored_addresses(), planned):
            raise ValidationError({self.address_field: sentence})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.must_not_be_public()
        return super().delete(*args, **kwargs)

    def must_not_be_public(self) -> None:
        """Refuses the deletion of what is published, by the sentence that says what to do."""
        if sentence := self.deletion_refusal():
            raise ProtectedError(sentence, {self})

    def deletion_refusal(self) -> str:
        """Why it can't be deleted, in a sentence for staff; empty for a draft."""
        if not self.is_public:
            return ""
        return gettext(
            "%(unit)s is published: withdraw %(path)s under Permalinks instead, and say what it "
            "became."
        ) % {"unit": getattr(self, "full_code", self), "path": self.get_absolute_url()}

    def _stored_addresses(self) -> list[str]:
        """Its public addresses as the database has them, whatever this instance has in memory."""
        stored = type(self)._default_manager.filter(pk=self.pk).first() if self.pk else None
        return stored.public_addresses() if stored else []
