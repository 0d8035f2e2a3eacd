"""What `gpg.py` adds to the template language, where no page's test says it."""

import pytest
from django.template import Context, Template


def render(source: str, **context: object) -> str:
    return Template("{% load gpg %}" + source).render(Context(context))


def test_what_is_said_can_be_said_again():
    source = (
        '{% said as title %}{{ text }} & more{% endsaid %}<b title="{{ title }}">{{ title }}</b>'
    )

    assert render(source, text='<"x">') == (
        '<b title="&lt;&quot;x&quot;&gt; & more">&lt;&quot;x&quot;&gt; & more</b>'
    )


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param(
            "<ul>\n    <li>a</li>\n\n\n  <li>b</li>", "<ul>\n<li>a</li>\n<li>b</li>", id="lines"
        ),
        pytest.param("a  b <i>c</i> d", "a  b <i>c</i> d", id="no line"),
        pytest.param(
            "<p>\n  a\n</p>\n  <textarea name=q>\n  kept\n\n  x</textarea>\n  <b>",
            "<p>\na\n</p>\n<textarea name=q>\n  kept\n\n  x</textarea>\n<b>",
            id="text area",
        ),
        pytest.param("<pre>\n  a</pre>", "<pre>\n  a</pre>", id="as written"),
    ],
)
def test_indentation_goes_where_it_shows_nothing(source, shown):
    assert render("{% unindented %}" + source + "{% endunindented %}") == shown
