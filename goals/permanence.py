"""Keeping the register of permalinks complete for content that was loaded, not saved."""

from django.db import transaction

from .models import Edition, Permalink, Sdg, Topic


@transaction.atomic
def record_public() -> None:
    """Puts every public unit's address on record. What is on record already stays as it is.

    Where loaded content stands again at an address that staff had moved it from, the register
    follows it back.
    """
    units = (*Edition.objects.published(), *Sdg.objects.all(), *Topic.objects.all())
    paths = [path for unit in units for path in unit.addresses()]
    for signpost in Permalink.objects.filter(state=Permalink.State.MOVED, path__in=paths):
        if signpost.target in paths:
            signpost.state, signpost.target = Permalink.State.LIVE, ""
            signpost.save()
        else:
            Permalink.objects.move(signpost.target, signpost.path)
    Permalink.objects.publish(paths)
