"""Publishing an edition, and taking that back: each one deliberate act with a reason.

Both go through `Edition.save`, so that history, register and content version know of them.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Edition, Permalink, PreviewKey


@transaction.atomic
def publish(edition: Edition, reason: str) -> None:
    """Makes a draft public as of today, and all that is in it. Raises ValidationError where it is
    so already, or can't have its addresses."""
    _turn(edition, timezone.localdate(), reason)


@transaction.atomic
def retract(edition: Edition, reason: str) -> None:
    """Makes a published edition a draft again: its addresses are kept for it and answer 404.

    Links to its preview from before it was public end. Raises ValidationError where readers rely
    on what its addresses say.
    """
    if sentence := retraction_refusal(edition):
        raise ValidationError(sentence)
    Permalink.objects.retract(edition.addresses())
    _turn(edition, None, reason)
    PreviewKey.objects.filter(edition=edition).delete()


def retraction_refusal(edition: Edition) -> str:
    """Why it can't be taken back, in a sentence for staff; empty if it can."""
    own = edition.addresses()
    withdrawn = Q(path__in=own, state=Permalink.State.WITHDRAWN)
    if Permalink.objects.filter(withdrawn | Q(became__path__in=own)).exists():
        return _(
            "Some addresses of the %(unit)s were withdrawn, or took the place of withdrawn ones. "
            "Readers are told so: make them live under Permalinks, and then take it back."
        ) % {"unit": edition}
    return ""


def _turn(edition: Edition, day: datetime.date | None, reason: str) -> None:
    # Not the instance in hand, which may be older than what others saved since.
    stored = Edition.objects.get(pk=edition.pk)
    if stored.is_public == bool(day):
        raise ValidationError(_("Somebody else has just done that."))
    stored.published_on = day
    stored._change_reason = reason
    stored.save()
    edition.published_on = day
