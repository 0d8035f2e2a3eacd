"""What a request asks for, before Django sees it."""

import pytest
from django.test import override_settings

from gpg_site.asking import Asked, asked, is_secure, query


def environ(address="/", method="GET", **more):
    path, _mark, given = address.partition("?")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": given,
        "HTTP_HOST": "testserver",
        "wsgi.url_scheme": "http",
        **more,
    }


@pytest.fixture(autouse=True)
def _hosts():
    with override_settings(ALLOWED_HOSTS=["testserver", ".example.org"]):
        yield


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("/2023/goals/1/", "http://testserver/2023/goals/1/"),
        ("/2023/goals/1/?utm_source=x&q=y", "http://testserver/2023/goals/1/"),
        ("/search/?page=2&q=fake+passport&utm=1", "http://testserver/search/?q=fake+passport&page=2"),
        ("/search/?q=a&q=b", "http://testserver/search/?q=b"),
        ("/search/?q=", "http://testserver/search/"),
        ("/search.json?goal=1&edition=2023", "http://testserver/search.json?edition=2023&goal=1"),
        ("/search/suggest.json?q=t&page=2", "http://testserver/search/suggest.json?q=t"),
        ("/quote.json?q=%FF", "http://testserver/quote.json?q=%EF%BF%BD"),
        ("/changes.csv?page=3&q=x", "http://testserver/changes.csv?page=3"),
        ("/search/?" + "&".join(f"f{n}=1" for n in range(101)), "http://testserver/search/"),
    ],
)  # fmt: skip
def test_an_address_has_one_form(given, address):
    assert asked(environ(given)).address == address


@pytest.mark.parametrize(
    "given",
    [
        environ(method="POST"),
        environ(method="OPTIONS"),
        environ("/staff/"),
        environ("/static/css/base.css"),
        environ(HTTP_HOST="elsewhere.example"),
        environ(HTTP_HOST="testserver:port"),
        environ(HTTP_HOST=""),
    ],
)
def test_what_only_django_may_answer(given):
    assert asked(given) is None


def test_http_is_left_to_django_where_it_leads_on_to_https():
    with override_settings(SECURE_SSL_REDIRECT=True):
        assert asked(environ()) is None
        assert asked(environ(**{"wsgi.url_scheme": "https"})).origin == "https://testserver"


@pytest.mark.parametrize("host", ["testserver", "TestServer", "www.example.org"])
def test_where_the_portal_has_one_origin_every_host_of_ours_asks_for_the_same(host):
    with override_settings(ORIGIN="https://gpg.example.org"):
        assert asked(environ(HTTP_HOST=host)).address == "https://gpg.example.org/"
        assert asked(environ(HTTP_HOST="elsewhere.example")) is None


@pytest.mark.parametrize(
    ("said", "secure"),
    [("https", True), ("https, http", True), ("http", False), ("http, https", False), ("", False)],
)
def test_a_proxy_says_how_the_reader_came(said, secure):
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        assert is_secure(environ(HTTP_X_FORWARDED_PROTO=said)) is secure
        assert is_secure(environ(**{"wsgi.url_scheme": "https"}))


def test_a_question_is_what_has_something_to_look_for():
    assert asked(environ("/search/?q=a")).is_question
    assert asked(environ("/quote.json?q=a")).is_question
    assert asked(environ("/search/suggest.json?q=a")).is_question
    assert not asked(environ("/search/")).is_question
    assert not asked(environ("/changes/?page=2")).is_question


def test_django_is_asked_for_the_whole_page_and_learns_nothing_of_the_reader():
    given = environ(
        "/search/?utm=1&q=a",
        "HEAD",
        HTTP_COOKIE="sessionid=1",
        HTTP_IF_NONE_MATCH='"a"',
        HTTP_ACCEPT_ENCODING="br",
        HTTP_RANGE="bytes=0-1",
        HTTP_ACCEPT_LANGUAGE="fr",
    )
    assert asked(given).environ(given) == {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/search/",
        "QUERY_STRING": "q=a",
        "HTTP_HOST": "testserver",
        "HTTP_ACCEPT_LANGUAGE": "fr",
        "wsgi.url_scheme": "http",
    }


def test_an_address_can_be_asked_for_without_a_reader():
    made = Asked("https://gpg.example.org:8443", "/2023/", "").environ()

    assert (made["HTTP_HOST"], made["wsgi.url_scheme"]) == ("gpg.example.org:8443", "https")
    assert (made["REQUEST_METHOD"], made["PATH_INFO"], made["QUERY_STRING"]) == (
        "GET",
        "/2023/",
        "",
    )


def test_the_query_of_a_page_that_reads_none_is_dropped():
    assert query("/2023/goals/1/", "q=a&page=2") == ""
