"""What `gpg.py` adds to the template language, where no page's test says it."""

import pytest
from django.template import Context, NodeList, Template, TemplateSyntaxError
from django.test.utils import override_script_prefix
from django.utils.translation import override

from goals.visibility import showing
from gpg_site.templatetags.gpg import Once


def render(source: str, **context: object) -> str:
    return Template("{% load gpg %}" + source).render(Context(context))


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


def test_what_is_the_same_is_rendered_once_in_each_language(monkeypatch):
    rendered = []
    monkeypatch.setattr(NodeList, "render", watched(NodeList.render, rendered))
    page = Template(
        "{% load gpg i18n %}{% once %}{% get_current_language as now %}{{ now }}{% endonce %}"
    )

    shown = []
    for language in ("en", "fr", "en", "fr"):
        with override(language):
            shown.append(page.render(Context()))

    assert shown == ["en", "fr", "en", "fr"]
    # The page each time, and what is within it twice.
    assert len(rendered) == 6


def test_nothing_that_a_preview_shows_is_kept():
    page = Template('{% load gpg %}{% once %}{% url "about" %}{% endonce %}')
    (node,) = page.nodelist.get_nodes_by_type(Once)
    with showing(2031):
        assert page.render(Context()) == "/about/"
    assert node.rendered == {}

    page.render(Context())
    assert list(node.rendered.values()) == ["/about/"]


def watched(render, seen):
    def watching(nodes, context):
        seen.append(nodes)
        return render(nodes, context)

    return watching


def test_what_is_the_same_follows_where_the_site_is_mounted():
    page = Template('{% load gpg %}{% once %}{% url "about" %}{% endonce %}')

    assert page.render(Context()) == "/about/"
    with override_script_prefix("/portal/"):
        assert page.render(Context()) == "/portal/about/"
    assert page.render(Context()) == "/about/"


def test_what_is_the_same_sees_no_variable():
    assert render("{% once %}a{{ text }}b{% endonce %}", text="x") == "ab"


def test_gaps_are_filled_each_time_and_escaped():
    source = (
        "{% for word in words %}{% once with word=word rate='5%' %}"
        '<b title="{{ word }}">{{ word }}, 100 %, {{ rate }}</b>{% endonce %}{% endfor %}'
    )

    assert render(source, words=["<", "%s", 1000, "\0"]) == "".join(
        f'<b title="{word}">{word}, 100 %, 5%</b>' for word in ("&lt;", "%s", "1000", "\0")
    )


def test_gaps_stand_in_translated_sentences():
    source = (
        "{% load i18n %}{% once with year=year %}"
        "{% blocktranslate trimmed %}{{ year }} edition{% endblocktranslate %}{% endonce %}"
    )

    assert render(source, year=2023) == "2023 edition"


@pytest.mark.parametrize(
    "within",
    [
        pytest.param("{{ word|upper }}", id="filter"),
        pytest.param("{% if word %}x{% endif %}", id="condition"),
        pytest.param("{% for letter in word %}x{% endfor %}", id="loop"),
        pytest.param('{% include "404.html" %}', id="include"),
        pytest.param('{% url "source" word %}', id="address"),
        pytest.param(
            "{% load i18n %}{% blocktranslate with a=word|upper %}{{ a }}{% endblocktranslate %}",
            id="filter in a sentence",
        ),
    ],
)
def test_nothing_can_look_at_a_gap(within):
    with pytest.raises(TemplateSyntaxError, match="nothing within can look at a gap"):
        render("{% once with word=word %}" + within + "{% endonce %}", word="x")


@pytest.mark.parametrize("arguments", ["word", "with", "with word", "with word=word other"])
def test_arguments_of_once_are_named(arguments):
    with pytest.raises(TemplateSyntaxError, match="write `once with name=value"):
        render(f"{{% once {arguments} %}}{{% endonce %}}", word="x")


def test_things_are_linked_by_what_they_are_called():
    things = [{"url": "/a/?b&c", "code": "1.<"}, {"url": "/d/", "code": "2"}]

    assert render('{{ things|linked:"code" }}', things=things) == (
        '<a href="/a/?b&amp;c">1.&lt;</a>, <a href="/d/">2</a>'
    )
    assert render('{{ things|linked:"code" }}', things=[]) == ""
