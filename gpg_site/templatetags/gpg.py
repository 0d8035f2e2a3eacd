"""What Django's template language lacks for this portal."""

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template import Context, NodeList
from django.template.base import (
    FilterExpression,
    Parser,
    TextNode,
    Token,
    VariableNode,
    render_value_in_context,
    token_kwargs,
)
from django.template.defaulttags import URLNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.urls import get_script_prefix
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goals import citations
from goals.answers import Alternate, alternate, data_address, origin
from goals.citations import Work
from goals.languages import language
from goals.models import Correspondence
from goals.visibility import drafts
from gpg_site import schema_org
from gpg_site.data_files import formats

from .languages import comma, isolated

register = template.Library()

# What indents a line, outside of elements whose text keeps its white space.
_INDENT = re.compile(r"(<(textarea|pre)\b.*?</\2>)|\s*\n\s+", re.DOTALL)
_CODE = re.compile(r"`([^`]+)`")
_COMPLETION = re.compile(r"\[[^\]]*\]")


@register.filter
def official(text: str) -> SafeString:
    """Official wording, escaped, with each editorial [completion] marked as ours."""
    escaped = conditional_escape(text)
    return mark_safe(
        _COMPLETION.sub(lambda found: f'<span class="completion">{found[0]}</span>', escaped)
    )


@register.filter
def coded(text: str) -> SafeString:
    """A sentence, escaped, with what stands `between backticks` in it as code."""
    return mark_safe(_CODE.sub(r"<code>\1</code>", conditional_escape(text)))


@register.filter
def linked(things: Iterable[Mapping[str, str]], name: str) -> SafeString:
    """Links to all of them, with commas; `name` is the field with what each is called."""
    links = (
        f'<a href="{escape(each["url"])}">{conditional_escape(each[name])}</a>' for each in things
    )
    return mark_safe(comma().join(links))


@register.tag
def unindented(parser: Parser, token: Token) -> "Unindented":
    """What is rendered within, less the indentation of its templates and their empty lines.

    It is a third of a large page, and a tenth of what remains of it when it is compressed.
    """
    nodes = parser.parse(("endunindented",))
    parser.delete_first_token()
    return Unindented(nodes)


class Unindented(template.Node):
    """No simple block tag, whose blocks would not be known to have a `block.super`."""

    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: Context) -> SafeString:
        whole = self.nodelist.render(context).lstrip()
        if "</textarea>" in whole or "</pre>" in whole:
            return mark_safe(_INDENT.sub(lambda found: found[1] or "\n", whole))
        # The same, twenty times as fast.
        lines = map(str.strip, whole.split("\n"))
        return mark_safe("\n".join([line for line in lines if line]))


@register.tag
def once(parser: Parser, token: Token) -> "Once":
    """What is rendered within is the same again and again, so that once in each language will do.

    It sees no variable. `{% once with code=item.code %}` leaves gaps for those that it names, which
    are filled each time; so it can only put them out, as they are.
    """
    _name, *bits = token.split_contents()
    gaps = token_kwargs(bits[1:], parser) if bits[:1] == ["with"] else {}
    if len(bits) != (len(gaps) + 1 if gaps else 0):
        raise template.TemplateSyntaxError(f"{token.contents}: write `once with name=value ...`.")
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    if gaps and not all(map(_puts_out, nodes)):
        raise template.TemplateSyntaxError(f"{token.contents}: nothing within can look at a gap.")
    return Once(nodes, gaps)


def _puts_out(node: template.Node) -> bool:
    """Whether it can only put a variable out."""
    match node:
        case VariableNode():
            return not node.filter_expression.filters
        case BlockTranslateNode():
            return not node.extra_context and not node.countervar
        case URLNode():
            return not node.args and not node.kwargs
    return isinstance(node, TextNode | TranslateNode)


class Once(template.Node):
    def __init__(self, nodes: NodeList, gaps: dict[str, FilterExpression]) -> None:
        self.nodelist = nodes
        self.gaps = gaps
        # With `%(name)s` for each gap.
        self.rendered: dict[tuple[str | None, str, str], str] = {}

    def render(self, context: Context) -> SafeString:
        # The words are in the one, the addresses in the other: the desk has its own words.
        key = get_language(), language(), get_script_prefix()
        rendered = self.rendered.get(key)
        if rendered is None:
            rendered = self._with_gaps(context)
            # Each link to a preview has addresses of its own: kept, they would only add up.
            if not drafts():
                self.rendered[key] = rendered
        return mark_safe(
            rendered
            % {
                name: render_value_in_context(value.resolve(context), context)
                for name, value in self.gaps.items()
            }
        )

    def _with_gaps(self, context: Context) -> str:
        # No template and no text has this character.
        gaps = {name: mark_safe(f"\0({name})s") for name in self.gaps}
        whole = self.nodelist.render(context.new(gaps))
        return whole.replace("%", "%%").replace("\0", "%")


@register.filter
def relation(value: str) -> str:
    """How two objectives relate, in a word."""
    return str(Correspondence.Relation(value).label)


@register.simple_tag(takes_context=True)
def citation(context: Context, work: Work) -> str:
    """The unit of a page as it is cited in words."""
    here = f"{origin(context['request'])}{work['url']}"
    # The rest is in the language of the document.
    label, portal = isolated(work["label"]), isolated(work["portal"])
    return citations.plain({**work, "url": here, "label": label, "portal": portal})


@register.filter
def citation_files(address: str) -> list[Alternate]:
    """The files for reference managers of the unit whose page is at `address`."""
    return [alternate(address, form) for form in citations.FORMS]


@register.filter
def pdf_address(work: Work, address: str) -> str:
    """Where the unit of the page at `address` is to be had on paper; an edition has its file among
    the others."""
    if work["kind"] == "edition":
        return formats.data_address(work["year"], "pdf")
    return data_address(address, "pdf")


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


@register.simple_tag(takes_context=True)
def structured_data(context: Context, title: str, description: str) -> SafeString:
    """What search engines may read of the page, whose title and description are given as HTML.

    It is data, which no browser runs: the policy for scripts does not concern it.
    """
    page: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}
    head = schema_org.Head(
        site=_("Global Policing Goals"),
        title=html.unescape(title),
        description=html.unescape(description),
        language=language(),
        origin=origin(page["request"]),
        root=page["frame"]["trail"][0]["url"],
        address=page["request"].path,
    )
    files = []
    if "cite" in page and page["cite"]["kind"] == "edition":
        files = [(each["media_type"], each["url"]) for each in edition_files(page["cite"]["year"])]
    found = schema_org.block(schema_org.nodes(page, head, files))
    return mark_safe(f'<script type="application/ld+json">{found}</script>' if found else "")
