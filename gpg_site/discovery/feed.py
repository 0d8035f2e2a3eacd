"""The newest changes as an Atom feed: the first page of the public log in another form."""

import datetime
import re

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gpg_site.changes import NAMES, Change, ChangesPage, FieldChange

# What XML can't hold, though a text may.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Before anything was ever published.
_NEVER = "1970-01-01"


class _Feed(Atom1Feed):
    """Says when it last changed, and not when it was asked for, if nothing is in it."""

    def latest_post_date(self) -> datetime.datetime:
        updated: datetime.datetime = self.feed["updated"]
        return updated


def feed(page: ChangesPage, origin: str) -> str:
    """The changes on a page of the log as Atom. Their ids, and the feed's own, are the same on
    whatever host it stands."""
    changes = [change for day in page["days"] for change in day["changes"]]
    since = datetime.date.fromisoformat(page["since"] or _NEVER)
    published = datetime.datetime.combine(since, datetime.time(), datetime.UTC)
    made = _Feed(
        title=_("Changes of the Global Policing Goals portal"),
        link=f"{origin}{page['url']}",
        description=None,
        language="en",
        author_name=_("Global Policing Goals portal (independent, non-official)"),
        subtitle=_("What was edited since it was published: what, when, in which unit, and why."),
        feed_url=f"{origin}{reverse('changes_feed')}",
        feed_guid=NAMES.urn,
        updated=changes[0]["at"] if changes else published,
    )
    for change in changes:
        made.add_item(
            title=_clean(f"{change['unit']['label']} – {_what(change)}"),
            # The unit's page, while there is one.
            link=f"{origin}{change['unit']['url'] or page['url']}",
            description=_clean(linebreaks("\n\n".join(_said(change)), autoescape=True)),
            unique_id=change["id"],
            pubdate=change["at"],
            updateddate=change["at"],
        )
    text: str = made.writeString("utf-8")
    return text


def _what(change: Change) -> str:
    what = {"what": capfirst(change["what"])}
    match change["kind"]:
        case "published":
            return _("published on this portal")
        case "added":
            return _("%(what)s: added") % what
        case "removed":
            return _("%(what)s: removed") % what
    return _("%(what)s: changed") % what


def _said(change: Change) -> list[str]:
    """The change in words, in paragraphs."""
    said = [_field(field) for field in change["fields"]]
    if change["kind"] == "changed" and not said:
        said = [_("What it said before was not recorded.")]
    reason = change["reason"] or _("no reason given")
    return [*said, f"{_('Reason:')} {reason}"]


def _field(field: FieldChange) -> str:
    before, after = "\n".join(field["before"]), "\n".join(field["after"])
    if not (before or after):
        return f"{capfirst(field['name'])}: {_('only white space, or the order of paragraphs')}"
    sides = [f"{_('Before')}: {before}"] if before else []
    return "\n".join([capfirst(field["name"]), *sides, f"{_('Now')}: {after or _('nothing')}"])


def _clean(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
