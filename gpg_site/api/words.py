"""What the API promises and asks, in words: the same in the document and on its page."""

from typing import TypedDict

from django.utils.translation import gettext as _

from goals.answers import SCHEMA, Meta, meta


class Section(TypedDict):
    """Paragraphs under a title. What is code in them stands `between backticks`."""

    name: str
    title: str
    paragraphs: list[str]


def about() -> Meta:
    """What goes with all data, which says what is official and under which terms."""
    return meta("", "", "")


def sections() -> list[Section]:
    return [
        {
            "name": "addresses",
            "title": _("Addresses"),
            "paragraphs": [
                _(
                    "Every page answers as JSON at its own address with `.json` in place of the "
                    "last slash, and a list as CSV with `.csv`. The edition's year is in the "
                    "address, and what was published there stays there. Without a year an address "
                    "leads on to the current edition (302); from where a unit stood before it got "
                    "another number or name, the address leads on to it (301)."
                ),
                _(
                    "Addresses in English have no prefix; after `/ar`, `/es` or `/fr` the same "
                    "address answers in Arabic, Spanish or French, and `meta.language` says which "
                    "it is. `meta.in_english` points (RFC 6901) at each text that is in English "
                    "because there is none in that language: official wording is shown only as "
                    "its publisher issued it. In CSV the column `in_english` names those of its "
                    "row. Files of whole editions are for all languages, at one address; a PDF "
                    "has one in each language."
                ),
            ],
        },
        {
            "name": "requests",
            "title": _("Requests"),
            "paragraphs": [
                _(
                    "No key, no sign-in, and nothing can be written: every address answers GET and "
                    "HEAD, tells OPTIONS so, and refuses anything else with 405. Who wants all of "
                    "an edition asks for its file, and not for each of its pages."
                ),
                _(
                    "Scripts on the pages of any site may read the answers: each has "
                    "`Access-Control-Allow-Origin: *`. No cookie is set or read."
                ),
            ],
        },
        {
            "name": "caching",
            "title": _("Caching"),
            "paragraphs": [
                _(
                    "Whatever is found has an `ETag`, and `Cache-Control` says for how long it may "
                    "be used without asking again. Then ask with the tag in `If-None-Match`: while "
                    "nothing has changed the answer is 304 and empty."
                ),
            ],
        },
        {
            "name": "missing",
            "title": _("What is not there"),
            "paragraphs": [
                _(
                    "What is asked for as JSON and is not there is a 404 in JSON, which says what "
                    "was asked for and where else it is. For other endings the 404 is a page."
                ),
            ],
        },
        {
            "name": "versions",
            "title": _("What stays"),
            "paragraphs": [
                _(
                    "This is version %(version)s, and all data says so in `meta.schema`. Fields, "
                    "columns and addresses may be added at any time, and so may values where a "
                    "field has one of a few: read by name, and pass over what you do not know. No "
                    "field or column goes, and neither they nor an address comes to mean something "
                    "else."
                )
                % {"version": SCHEMA},
                _(
                    "Should that ever have to be broken, it will be version %(next)s, at addresses "
                    "of its own that begin with `/v%(next)s/`. What answers at an address of "
                    "version %(version)s will go on doing so as version %(version)s."
                )
                % {"version": SCHEMA, "next": int(SCHEMA) + 1},
            ],
        },
        {
            "name": "terms",
            "title": _("Terms"),
            "paragraphs": [
                about()["official"],
                about()["editorial"],
                about()["terms"],
                _(
                    "This is an independent, non-official site. It is not affiliated with, "
                    "endorsed by or approved by INTERPOL. The content of this publication has not "
                    "been approved by the United Nations and does not reflect the views of the "
                    "United Nations or its officials or Member States."
                ),
            ],
        },
    ]
