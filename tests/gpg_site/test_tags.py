"""What `gpg.py` adds to the template language, where no page's test says it."""

import pytest
from django.template import Context, Template

from tests.builders import make_objective


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


@pytest.mark.django_db
def test_a_unit_on_paper_is_linked_to(client, world):
    goal = world.current.goals.get(number=1)
    objective = make_objective(goal=goal, number=3)
    include = (
        '{% include "_components/use/pdf.html" with url=url has_card=has_card year=year only %}'
    )

    html = render(include, url=goal.get_absolute_url(), has_card=True)
    html += render(include, url=objective.get_absolute_url()) + render(include, year=2023)

    links = [part.partition('"')[0] for part in html.split('href="')[1:]]
    assert links == [
        "/2023/goals/1.pdf",
        "/2023/goals/1/card.pdf",
        "/2023/goals/1/objectives/3.pdf",
        "/data/gpg-2023.pdf",
    ]
    for link in links:
        assert client.get(link).headers["Content-Type"] == "application/pdf"
