"""What a copy begins with: every address that is promised. The rest is what these lead to."""

from collections.abc import Collection

from django.conf import settings
from django.urls import reverse

from goals.addresses import Addresses, in_language
from goals.languages import ENGLISH
from goals.models import Permalink
from goals.outline import outline
from gpg_site.known import leading_to
from gpg_site.manifest import public_addresses


def addresses(spoken: Collection[str]) -> list[str]:
    """Every address of the manifest, those that lead on to one of them, and where to report a
    fault, if that is said; then the pages among them in each other language that is `spoken`."""
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
    pages = [path for path in found if path.endswith("/") or path == reverse("nowhere")]
    found += [
        in_language(path, language) for language in spoken if language != ENGLISH for path in pages
    ]
    return list(dict.fromkeys(found))
