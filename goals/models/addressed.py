"""What has a public address of its own, and keeps it: the rules that hold for every such unit."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError
from django.urls import NoReverseMatch
from django.utils.translation import gettext

from .permanence import Permalink

Unit = TypeVar("Unit", bound="Addressed", covariant=True)


class Standing(NamedTuple):
    """The address of a unit and those below it, and whether the public may see them."""

    addresses: list[str]
    is_public: bool


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
        before = self._stored()
        super().save(*args, **kwargs)
        after = self._stored()
        if sentence := self.refusal(before, after):
            raise ValidationError(sentence)
        if before.is_public and after.is_public:
            Permalink.objects.publish(before.addresses)
        for old, new in zip(before.addresses, after.addresses, strict=False):
            if old != new:
                Permalink.objects.move(old, new)
        if after.is_public and not before.is_public:
            Permalink.objects.publish(after.addresses)

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    @property
    def is_public(self) -> bool:
        return True

    def units_below(self) -> Sequence["Addressed"]:
        """The units whose addresses begin with this one's, in a fixed order."""
        return ()

    @property
    def is_on_record(self) -> bool:
        """Whether its address is public or once was: it then belongs to this unit for good."""
        return bool(self.pk) and Permalink.objects.filter(path=self.get_absolute_url()).exists()

    def addresses(self) -> list[str]:
        """Its address and those below, whether or not the public may see them."""
        below = self.units_below() if self.pk else ()
        return [
            self.get_absolute_url(),
            *(address for unit in below for address in unit.addresses()),
        ]

    def refusal(self, before: Standing, after: Standing) -> str:
        """Why its addresses can't change so, in a sentence for staff; empty if they can."""
        if before.is_public and not after.is_public:
            # Whoever takes back an edition first retracts its addresses.
            stays = Permalink.objects.filter(path__in=before.addresses)
            if stays.exclude(state=Permalink.State.RETRACTED).exists():
                return gettext(
                    "This is published, and what is published stays: withdraw single addresses "
                    "under Permalinks instead."
                )
        pairs = zip(before.addresses or [""] * len(after.addresses), after.addresses, strict=False)
        refusals = (Permalink.objects.refusal(old, new) for old, new in pairs)
        return next(filter(None, refusals), "")

    def clean(self) -> None:
        super().clean()
        try:
            planned = self._standing()
        except (ObjectDoesNotExist, NoReverseMatch):
            # A part of the address is missing or no such thing, as the form says by itself.
            return
        if sentence := self.refusal(self._stored(), planned):
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

    def _standing(self) -> Standing:
        return Standing(self.addresses(), self.is_public)

    def _stored(self) -> Standing:
        """Where it stands in the database, whatever this instance has in memory."""
        stored = type(self)._default_manager.filter(pk=self.pk).first() if self.pk else None
        return stored._standing() if stored else Standing([], False)
