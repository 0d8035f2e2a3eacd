import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goals.models import Edition, Goal, Objective, ObjectiveTranslation, Sdg, SdgTarget, Source
from gpg_site import content, links
from gpg_site.models import OutsideLink

ASKED = "GlobalPolicingGoals-check_links"


class Answers(BaseHTTPRequestHandler):
    """A small web: what it answers is the first part of the address asked for."""

    def answer(self):
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))
        name = self.path.strip("/")
        if name == "slow":
            time.sleep(0.5)
        if name == "moved":
            self.send_response(301)
            self.send_header("Location", "/good")
        elif name == "loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
        elif name == "to-a-file":
            self.send_response(302)
            self.send_header("Location", "ftp://127.0.0.1/etc/passwd")
        elif name == "no-head" and self.command == "HEAD":
            self.send_response(405)
        elif name.isdigit():
            self.send_response(int(name))
        else:
            self.send_response(200)
        self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815

    def log_message(self, *_said):
        pass


@pytest.fixture(scope="module")
def web():
    """The address of the small web, and what it was asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def at(web):
    """The address of a page of the small web, which is asked nothing yet."""
    web.asked.clear()
    return lambda name: f"http://127.0.0.1:{web.server_port}/{name}"


@pytest.mark.parametrize(
    ("name", "expected", "asked"),
    [
        ("good", (200, ""), ["HEAD /good"]),
        ("moved", (200, ""), ["HEAD /moved", "GET /good"]),
        ("404", (404, "404 Not Found"), ["HEAD /404"]),
        ("410", (410, "410 Gone"), ["HEAD /410"]),
        ("no-head", (200, ""), ["HEAD /no-head", "GET /no-head"]),
        ("503", (503, "503 Service Unavailable"), ["HEAD /503", "GET /503"]),
    ],
)
def test_a_page_is_asked_by_head_and_by_get_where_that_is_refused(at, web, name, expected, asked):
    assert links.ask(at(name)) == expected

    assert [f"{method} {path}" for method, path, _agent in web.asked] == asked
    assert {agent for _method, _path, agent in web.asked} == {ASKED}


def test_words_of_other_languages_may_stand_in_an_address(at, web):
    assert links.ask(at("buts/égalité")) == (200, "")
    assert [path for _method, path, _agent in web.asked] == ["/buts/%C3%A9galit%C3%A9"]


def test_no_answer_in_time_is_a_fault(at):
    assert links.ask(at("slow"), timeout=0.05) == (None, "No answer in time.")


def test_a_refused_connection_is_a_fault():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    status, error = links.ask(f"http://127.0.0.1:{port}/")

    assert status is None
    assert error.startswith("No answer: ")
    assert "refused" in error


@pytest.mark.parametrize("url", ["ftp://example.org/", "file:///etc/passwd", "example.org"])
def test_what_is_no_address_of_the_web_is_not_opened(url):
    sentence = "This is no address of the web: begin it with https://"
    assert links.ask(url) == (None, sentence)


@pytest.mark.parametrize("url", ["http://[::1/", "http://a b/", "http://127.0.0.1:port/"])
def test_an_address_that_is_none_is_a_fault(url):
    status, error = links.ask(url)

    assert status is None
    assert error.startswith("No answer: ")


def test_a_redirect_leads_to_nothing_but_the_web_and_comes_to_an_end(at):
    assert links.ask(at("to-a-file")) == (None, "No answer: unknown url type: ftp")
    assert links.ask(at("loop")).error.startswith("302 ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://example.org/a.", ["https://example.org/a"]),
        ("(https://example.org/a), http://b.org/?q=1&r=2;",
         ["https://example.org/a", "http://b.org/?q=1&r=2"]),
        ("https://example.org/wiki/Goal_(police).", ["https://example.org/wiki/Goal_(police)"]),
        ("“https://example.org/”", ["https://example.org/"]),
        ("No address: example.org, /about/, mailto:a@example.org", []),
    ],
)  # fmt: skip
def test_addresses_are_found_in_a_text(text, expected):
    assert links.in_text(text) == expected


@pytest.fixture
def linked(world, monkeypatch, tmp_path, settings):
    """The world with one address of each kind of place, and no template that has any."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "templates").mkdir()
    Sdg.objects.update(url="")
    SdgTarget.objects.update(url="")
    return world


def places():
    return {url: [place.name for place in found] for url, found in links.outside_links().items()}


def test_addresses_are_gathered_from_all_that_is_ours(linked, tmp_path):
    Source.objects.filter(key="doc-2023").update(
        url="https://a.org/", text="Words of https://document.org/"
    )
    Sdg.objects.filter(number=16).update(url="https://b.org/")
    SdgTarget.objects.filter(item="4").update(url="https://c.org/")
    Edition.objects.filter(year=2031).update(
        adopted="Says https://d.org/, twice: https://d.org/", foreword="At https://foreword.org/"
    )
    Goal.objects.filter(edition__year=2017).update(note="As on https://a.org/.")
    objective = Objective.objects.get_by_natural_key(2023, 1, 2)
    ObjectiveTranslation.objects.create(
        of=objective, language="fr", text="Sur https://e.org/", status="unofficial"
    )
    (tmp_path / "templates" / "about.html").write_text(
        '<a href="https://f.org/">f</a> <a href="/about/">in</a> <a href="https://{{ x }}/">x</a>'
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>'
    )

    assert places() == {
        "https://a.org/": ["A document", "Goal 1 (2017)"],
        "https://b.org/": ["SDG 16"],
        "https://c.org/": ["16.4"],
        "https://d.org/": ["2031 edition"],
        "https://e.org/": ["GPG2023-1.2"],
        "https://f.org/": ["about.html"],
    }


def test_gathering_needs_no_more_queries_for_more_rows(linked, django_assert_num_queries):
    Objective.objects.filter(number=1).update(note="https://a.org/")
    with CaptureQueriesContext(connection) as for_some:
        links.outside_links()
    Objective.objects.update(note="https://a.org/")
    Goal.objects.update(note="https://a.org/")

    with django_assert_num_queries(len(for_some)):
        links.outside_links()


def test_command_asks_all_and_says_which_are_broken_and_where(linked, at, web, capsys):
    Goal.objects.filter(edition__year=2023).update(note=f"See {at('good')} and {at('404')}.")
    Source.objects.filter(key="doc-2017").update(url="ftp://example.org/")

    with pytest.raises(CommandError, match=r"^2 outside links are broken\.$"):
        call_command("check_links")

    assert capsys.readouterr().out.splitlines() == [
        "BROKEN ftp://example.org/: This is no address of the web: begin it with https://"
        " (in A document)",
        f"BROKEN {at('404')}: 404 Not Found (in Goal 1 (2023), Goal 2 (2023))",
        "1 of 3 outside links answer.",
    ]
    assert [path for _method, path, _agent in web.asked] == ["/good", "/404"]
    kept = OutsideLink.objects.values_list("url", "status", "error")
    assert sorted(kept) == [
        ("ftp://example.org/", None, "This is no address of the web: begin it with https://"),
        (at("404"), 404, "404 Not Found"),
        (at("good"), 200, ""),
    ]
    assert [link.url for link in OutsideLink.objects.broken()] == ["ftp://example.org/", at("404")]


def test_command_forgets_what_stands_nowhere_now_and_asks_the_rest_again(linked, at, capsys):
    before = timezone.now()
    OutsideLink.objects.create(url="https://gone.org/", checked_at=before, status=200)
    OutsideLink.objects.create(url=at("good"), checked_at=before, error="No answer in time.")
    Goal.objects.filter(edition__year=2017).update(note=at("good"))

    call_command("check_links")

    assert capsys.readouterr().out == "1 of 1 outside links answer.\n"
    link = OutsideLink.objects.get()
    assert (link.url, link.status, link.error) == (at("good"), 200, "")
    assert link.checked_at > before


def test_no_page_and_no_dump_knows_what_was_answered(linked, client):
    OutsideLink.objects.create(url="https://gone.org/", checked_at=timezone.now(), status=200)
    assert OutsideLink not in content.MODELS

    with CaptureQueriesContext(connection) as queries:
        assert client.get("/about/sources/").status_code == 200

    assert [one["sql"] for one in queries if "outsidelink" in one["sql"]] == []
