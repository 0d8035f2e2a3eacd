"""What Django's template language lacks for this portal."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from goals.answers import Alternate
from goals.models import Correspondence
from gpg_site.data_files import formats

register = template.Library()

# What indents a line, outside of elements whose text keeps its white space.
_INDENT = re.compile(r"(<(textarea|pre)\b.*?</\2>)|\s*\n\s+", re.DOTALL)
_COMPLETION = re.compile(r"\[[^\]]*\]")


@register.filter
def official(text: str) -> SafeString:
    """Official wording, escaped, with each editorial [completion] marked as ours."""
    escaped = conditional_escape(text)
    return mark_safe(
        _COMPLETION.sub(lambda found: f'<span class="completion">{found[0]}</span>', escaped)
    )


@register.simple_block_tag
def said(content: str) -> str:
    """What is rendered within: `{% said as title %}` keeps it to be said again."""
    return content


@register.simple_block_tag
def unindented(content: str) -> SafeString:
    """What is rendered within, less the indentation of its templates and their empty lines.

    It is a third of a large page, and a tenth of what remains of it when it is compressed.
    """
    return mark_safe(_INDENT.sub(lambda found: found[1] or "\n", content))


@register.filter
def relation(value: str) -> str:
    """How two objectives relate, in a word."""
    return str(Correspondence.Relation(value).label)


@register.simple_tag
def edition_files(year: int) -> list[Alternate]:
    """The files that a whole edition is given out as."""
    return [
        {
            "label": each.label,
            "media_type": each.media_type.partition(";")[0],
            "url": formats.data_address(year, each.extension),
        }
        for each in formats.FORMATS
    ]
