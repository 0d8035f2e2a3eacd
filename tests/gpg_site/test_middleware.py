import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from gpg_site.middleware import CompressionMiddleware, SecurityHeadersMiddleware

READ_ONLY = "This address can only be read: use GET, HEAD or OPTIONS.\n"

pytestmark = pytest.mark.django_db

NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", ["/", "/2023/goals/1/", "/no-such-page/", "/goals/1/"])
def test_public_addresses_refuse_writing_methods(client, world, method, address):
    response = getattr(client, method)(address)

    assert response.status_code == 405
    assert response.text == READ_ONLY
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_options_names_the_methods(client, world):
    response = client.options("/2023/goals/1/")

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_the_quote_finder_alone_answers_post(client, world):
    assert client.post("/quote/", {"q": "words " * 400}).status_code == 200
    assert client.options("/quote/").headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    for method in ("put", "patch", "delete"):
        response = getattr(client, method)("/quote/")
        assert (response.status_code, response.headers["Allow"]) == (
            405,
            "GET, HEAD, OPTIONS, POST",
        )
    assert client.post("/search/", {"q": "words"}).status_code == 405


def test_head_answers_as_get_without_a_body(client, world):
    got, head = client.get("/2023/goals/1/"), client.head("/2023/goals/1/")

    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


def test_staff_may_post(client):
    response = client.post("/staff/login/", {"login": "nobody", "password": "wrong"})

    assert "The username or the password is wrong." in response.text


EXPECTED = {
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; "
        "manifest-src 'self'; script-src 'self'; style-src 'self'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        pytest.param("/", 200, id="page"),
        pytest.param("/no-such-page/", 404, id="not found"),
        pytest.param("/goals/1/", 302, id="redirect"),
        pytest.param("/staff/login/", 200, id="staff"),
    ],
)
def test_every_kind_of_answer_carries_the_security_headers(client, world, address, status):
    response = client.get(address)

    assert response.status_code == status
    assert {name: response.headers[name] for name in EXPECTED} == EXPECTED


def test_a_failing_page_carries_the_security_headers_and_says_nothing_inside(world, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("gpg_site.data.home_page", fail)
    response = Client(raise_request_exception=False).get("/")

    assert response.status_code == 500
    assert "Something went wrong on our side" in response.text
    assert "secret" not in response.text
    assert {name: response.headers[name] for name in EXPECTED} == EXPECTED


def test_a_header_that_a_view_has_set_stays():
    def view(request):
        from django.http import HttpResponse

        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    response = SecurityHeadersMiddleware(view)(RequestFactory().get("/"))

    assert response.headers["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize(("cached", "encoding"), [("no-store", "gzip"), ("public", None)])
def test_what_is_public_is_compressed_where_it_is_held(cached, encoding):
    def view(request):
        return HttpResponse(b"same " * 200, headers={"Cache-Control": cached})

    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})

    response = CompressionMiddleware(view)(request)

    assert response.headers.get("Content-Encoding") == encoding


PAGE = "public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=604800"
DATA = "public, max-age=300, stale-while-revalidate=300, stale-if-error=604800"


@pytest.mark.parametrize(
    ("address", "status", "cached"),
    [
        ("/2023/goals/1/", 200, PAGE),
        ("/2023/goals/1.json", 200, DATA),
        ("/search/?q=borders", 200, PAGE),
        ("/2023/1.1", 301, PAGE),
        ("/1.1", 302, PAGE),
        ("/no-such-page/", 404, PAGE),
        ("/healthz", 200, "no-store"),
        ("/quote/?q=Some+words", 200, PAGE),
        ("/staff/no-such-page/", 302, NEVER),
        ("/staff/login/", 200, NEVER),
    ],
)
def test_every_answer_says_whether_it_may_be_kept(client, world, address, status, cached):
    answer = client.get(address)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (status, cached)


def test_what_is_refused_is_kept_by_nobody(client, world):
    for answer in (
        client.post("/2023/goals/1/"),
        client.options("/2023/goals/1/"),
        client.get("/", headers={"Host": "elsewhere.example"}),
        client.post("/quote/", {"q": "words " * 400}),
    ):
        assert answer.headers["Cache-Control"] == "no-store", answer.status_code
