"""The languages of the portal in templates: where a page stands in each, and what is in English."""

import datetime
import re
from typing import Any, TypedDict

from django import template
from django.conf import settings
from django.template import Context
from django.urls import get_script_prefix
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language_bidi, get_language_info, pgettext

from goals.languages import ENGLISH, English, language, languages, prefix, split

register = template.Library()

_IN_ENGLISH = re.compile(r'<bdi lang="en" dir="ltr">(.*?)</bdi>')
# The characters that do in plain text what <bdi> does in HTML.
_LEFT_TO_RIGHT, _AS_BEFORE = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class InOtherLanguage(TypedDict):
    """The page in a language, by that language's own name. `is_here` for the page itself."""

    code: str
    name: str
    url: str
    is_here: bool


@register.simple_tag(takes_context=True)
def page_in_languages(context: Context) -> list[InOtherLanguage]:
    """The page in every language, English first; the home pages where there is no such page."""
    mount, page = get_script_prefix(), "/"
    if "address" in context:
        # It has of a question only what the page reads.
        _language, page = split(f"/{context['address'].removeprefix(mount)}")
    names = dict(settings.LANGUAGES)
    return [
        {
            "code": code,
            "name": names[code],
            "url": f"{mount[:-1]}{prefix(code)}{page}",
            "is_here": code == language(),
        }
        for code in languages()
    ]


@register.simple_tag
def in_english() -> SafeString:
    """The attributes of an element whose words are in English, where the page is not."""
    return mark_safe("" if language() == ENGLISH else ' lang="en" dir="ltr"')


@register.filter
def says(text: str) -> SafeString:
    """The same for an element that holds this text alone."""
    return in_english() if isinstance(text, English) else mark_safe("")


@register.filter
def spoken(code: str) -> SafeString:
    """The attributes of an element whose words are in a language, where the page is in another one;
    of words in none that is known, that they find their own direction."""
    if not code:
        return mark_safe(' dir="auto"')
    is_here = code == language()
    direction = "rtl" if get_language_info(code)["bidi"] else "ltr"
    return mark_safe("" if is_here else f' lang="{code}" dir="{direction}"')


@register.filter
def shortened(text: str, words: int) -> str:
    """The first words of a text, which stays in its language."""
    short = Truncator(text).words(words)
    return English(short) if isinstance(text, English) else short


@register.simple_block_tag
def said(content: str) -> str:
    """What is rendered within, as text that an attribute or a title can hold: `{% said as title %}`
    keeps it to be said again."""
    isolated = rf"{_LEFT_TO_RIGHT}\1{_AS_BEFORE}" if get_language_bidi() else r"\1"
    return mark_safe(strip_tags(_IN_ENGLISH.sub(isolated, content)))


@register.filter
def day(iso: str) -> str:
    """A day as the language writes it, from its ISO date."""
    return date_format(datetime.date.fromisoformat(iso))


@register.simple_tag
def comma() -> str:
    """What stands between the parts of a list."""
    return pgettext("between the parts of a list", ", ")


@register.simple_tag
def semicolon() -> str:
    """What stands between parts of a list that have commas in them."""
    return pgettext("between the parts of a list", "; ")


def isolated(text: str) -> str:
    """Words of a page from right to left that stand among others in plain text."""
    first_strong = "\N{FIRST STRONG ISOLATE}"
    return f"{first_strong}{text}{_AS_BEFORE}" if get_language_bidi() else text


@register.filter
def plain(text: Any) -> str:
    """A text for an attribute, which can't say in which language it is."""
    return str(text)
