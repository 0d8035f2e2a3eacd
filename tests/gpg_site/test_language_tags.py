"""What `languages.py` adds to the template language."""

import pytest
from django.template import Context, Template
from django.test.utils import override_script_prefix
from django.utils.translation import override

from goals.languages import English

IN_ENGLISH = ' lang="en" dir="ltr"'


def render(source: str, language: str = "fr", **context: object) -> str:
    with override(language):
        return Template("{% load languages %}" + source).render(Context(context))


def offered(language="en", **context):
    source = (
        "{% page_in_languages as all %}{% for each in all %}"
        "{{ each.url }}{% if each.is_here %}*{% endif %} {% endfor %}"
    )
    return render(source, language, **context).split()


def test_the_page_stands_in_every_language():
    assert offered(address="/2023/goals/3/") == [
        "/2023/goals/3/*",
        "/ar/2023/goals/3/",
        "/es/2023/goals/3/",
        "/fr/2023/goals/3/",
    ]


def test_a_question_goes_along():
    found = offered("fr", address="/fr/search/?q=a%20b&page=2")

    assert found[0] == "/search/?q=a%20b&amp;page=2"
    assert found[3] == "/fr/search/?q=a%20b&amp;page=2*"


def test_where_there_is_no_such_page_the_home_pages_are_offered():
    assert offered("ar") == ["/", "/ar/*", "/es/", "/fr/"]


def test_the_languages_follow_where_the_site_is_mounted():
    with override_script_prefix("/portal/"):
        found = offered("es", address="/portal/es/2023/")

    assert found == ["/portal/2023/", "/portal/ar/2023/", "/portal/es/2023/*", "/portal/fr/2023/"]


@pytest.mark.parametrize(("language", "attributes"), [("en", ""), ("ar", IN_ENGLISH)])
def test_an_element_says_that_it_is_in_english_where_the_page_is_not(language, attributes):
    assert render("<p{% in_english %}>", language) == f"<p{attributes}>"


def test_a_text_that_is_cut_stays_in_its_language():
    assert render("{{ text|shortened:2 }}", text=English("One two three")) == (
        f"<bdi{IN_ENGLISH}>One two…</bdi>"
    )
    assert render("{{ text|shortened:2 }}", text="Un deux trois") == "Un deux…"


def test_what_is_said_again_holds_no_element():
    source = '{% said as title %}A {{ text }}{% endsaid %}<b title="{{ title }}">'

    assert render(source, text=English("“x”")) == '<b title="A “x”">'
    # In Arabic two characters do what the element did.
    assert render(source, "ar", text=English("x.")) == '<b title="A \u2066x.\u2069">'
    assert render(source, text="<i>&") == '<b title="A &lt;i&gt;&amp;">'


def test_an_attribute_takes_the_plain_text():
    assert render('<a title="{{ text|plain }}">', text=English('"x"')) == (
        '<a title="&quot;x&quot;">'
    )


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "9 November 2026"),
        ("fr", "9 novembre 2026"),
        ("es", "9 de noviembre de 2026"),
        ("ar", "9 نوفمبر 2026"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(language, day):
    assert render('{{ "2026-11-09"|day }}', language) == day


@pytest.mark.parametrize(("language", "comma"), [("en", ", "), ("fr", ", "), ("ar", "، ")])
def test_parts_of_a_list_are_divided_as_the_language_does(language, comma):
    assert render("a{% comma %}b", language) == f"a{comma}b"
