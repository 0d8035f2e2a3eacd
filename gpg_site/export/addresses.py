"""What a copy begins with: every address that is promised. The rest is what these lead to."""

from django.conf import settings
from django.urls import reverse

from goals.addresses import Addresses
from goals.models import Permalink
from goals.outline import outline
from gpg_site.known import leading_to
from gpg_site.manifest import public_addresses


def addresses() -> list[str]:
    """Every address of the manifest, those that lead on to one of them, and where to report a
    fault, if that is said."""
    here = Addresses.here()
    entries = public_addresses()
    found = [entry["path"] for entry in entries]
    for entry in entries:
        # What stood at a moved address is known without its edition by where it is now.
        if entry["state"] != Permalink.State.MOVED:
            found += leading_to(entry["path"])
    found.append(reverse("nowhere"))
    frame = outline().frame()
    if frame["current"]:
        found += [f"{here.root}goals/", f"{here.root}themes/"]
    if frame["compare_url"]:
        found.append(reverse("goals:compare_current"))
    if settings.CONTACT:
        found.append(reverse("security"))
    return list(dict.fromkeys(found))
