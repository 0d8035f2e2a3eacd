"""The layer in front of Django, asked as a server asks it."""

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError
from django.test import override_settings

from goals.models import Goal, Objective
from gpg_site import page_cache, version
from gpg_site.known import known_addresses
from gpg_site.models import ContentVersion
from gpg_site.page_cache import PageCache, Ration
from gpg_site.version import Version
from tests.wsgi import ask

pytestmark = pytest.mark.django_db


class Counted:
    """Django, and how often it was asked for what."""

    def __init__(self):
        self.inner, self.asked = get_wsgi_application(), []

    def __call__(self, environ, start_response):
        self.asked.append(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}".rstrip("?"))
        return self.inner(environ, start_response)


@pytest.fixture
def django():
    return Counted()


@pytest.fixture
def cache(world, django, tmp_path):
    return PageCache(django, Version(tmp_path / "changed"))


def test_a_page_is_made_once_and_then_held(cache, django):
    first, second = ask(cache, "/2023/goals/1/"), ask(cache, "/2023/goals/1/")

    assert first == second
    assert first.status == 200
    assert "Goal 1" in first.text
    assert django.asked == ["/2023/goals/1/"]


def test_what_is_sent_is_what_django_answers(cache, django):
    for path in ("/2023/goals/1/", "/2023/goals/1.json", "/1.1", "/2023/1.1", "/2023/goals/9/"):
        plain = ask(django, path)
        held = [ask(cache, path), ask(cache, path)]

        for answer in held:
            assert (answer.status, answer.body) == (plain.status, plain.body), path
            for name in ("content-type", "cache-control", "location", "content-security-policy"):
                assert answer.headers.get(name) == plain.headers.get(name), (path, name)


@pytest.mark.parametrize("accepted", ["gzip", "br", "gzip, br", ""])
def test_every_encoding_brings_the_same_page(cache, accepted):
    plain = ask(cache, "/2023/goals/1/")
    for address, held in cache.pages.items():
        cache.pages.put(address, held.with_brotli())

    answer = ask(cache, "/2023/goals/1/", HTTP_ACCEPT_ENCODING=accepted)

    assert answer.text == plain.text
    assert answer.headers.get("content-encoding", "") == accepted.rpartition(", ")[2]
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-length"] == str(len(answer.sent))


def test_who_has_the_page_learns_that_it_is_the_same(cache, django):
    page = ask(cache, "/2023/goals/1/", HTTP_ACCEPT_ENCODING="gzip")
    tag = page.headers["etag"]

    same = ask(cache, "/2023/goals/1/", HTTP_IF_NONE_MATCH=tag, HTTP_ACCEPT_ENCODING="gzip")
    assert (same.status, same.sent, same.headers["etag"]) == (304, b"", tag)
    assert "content-length" not in same.headers
    assert "content-type" not in same.headers
    assert same.headers["content-security-policy"] == page.headers["content-security-policy"]

    assert ask(cache, "/2023/goals/1/", HTTP_IF_NONE_MATCH='"other"').status == 200
    # A page that was never asked for: what Django would make of the condition does not matter.
    assert ask(cache, "/2023/goals/2/", HTTP_IF_NONE_MATCH=tag).status == 200
    assert ask(cache, "/2023/goals/2/", HTTP_IF_NONE_MATCH="*").status == 304


def test_head_is_answered_as_get_without_a_body(cache, django):
    head = ask(cache, "/2023/goals/1/", method="HEAD")
    got = ask(cache, "/2023/goals/1/")

    assert (head.status, head.sent, head.headers) == (200, b"", got.headers)
    assert len(got.sent) > 1000
    assert django.asked == ["/2023/goals/1/"]


def test_a_missing_page_is_no_error_to_validate(cache):
    missing = ask(cache, "/2023/goals/9/", HTTP_IF_NONE_MATCH="*")

    assert missing.status == 404
    assert "etag" not in missing.headers


def test_a_change_is_seen(cache, world):
    assert "Protect borders" not in ask(cache, "/2023/goals/1/").text
    objective = Objective.objects.get_by_natural_key(2023, 1, 1)
    objective.text = "Protect borders"
    objective.save()

    assert "Protect borders" in ask(cache, "/2023/goals/1/").text


def test_junk_in_a_query_makes_no_page(cache, django):
    pages = {ask(cache, f"/2023/goals/1/?junk={n}&q={n}").text for n in range(5)}

    assert len(pages) == 1
    assert django.asked == ["/2023/goals/1/"]


def test_answers_to_questions_are_held_apart(cache, django, monkeypatch):
    ask(cache, "/2023/goals/1/")
    for _time in range(2):
        ask(cache, "/search/?q=words&junk=1")
    assert len(cache.answers) == len(cache.pages) == 1
    assert django.asked == ["/2023/goals/1/", "/search/?q=words"]

    cache.answers.most_bytes = 3 * cache.answers.bytes
    for number in range(20):
        ask(cache, f"/search/?q=word+{number}")
    assert len(cache.answers) <= 3
    assert len(cache.pages) == 1


def test_what_changes_or_is_for_staff_goes_to_django_each_time(cache, django):
    for path in ("/staff/login/", "/healthz", "/readyz", "/static/css/none.css"):
        for _time in range(2):
            ask(cache, path)

    assert len(django.asked) == 8
    assert len(cache.pages) == 0


def test_other_methods_go_to_django(cache, django):
    assert ask(cache, "/2023/goals/1/", method="POST").status == 405
    assert ask(cache, "/2023/goals/1/", method="OPTIONS").status == 204
    assert len(cache.pages) == 0


def test_a_cookie_changes_nothing(cache, django):
    first = ask(cache, "/2023/goals/1/", HTTP_COOKIE="sessionid=1")
    second = ask(cache, "/2023/goals/1/")

    assert first == second
    assert django.asked == ["/2023/goals/1/"]


def test_each_name_of_the_portal_has_its_own_pages_up_to_a_number(cache, django):
    with override_settings(ALLOWED_HOSTS=[".example.org"]):
        for _time in range(2):
            for number in range(6):
                page = ask(cache, "/about/", HTTP_HOST=f"p{number}.example.org")
                assert f"http://p{number}.example.org/about/" in page.text

        assert len(cache.pages) == page_cache.MOST_ORIGINS == 4
        assert len(django.asked) == 4 + 2 * 2


def test_with_an_origin_all_names_have_the_same_pages(cache, django):
    with override_settings(ALLOWED_HOSTS=[".example.org"], ORIGIN="https://gpg.example.org"):
        pages = {
            ask(cache, "/about/", HTTP_HOST=f"p{number}.example.org").text for number in range(6)
        }

    assert len(pages) == 1
    assert "https://gpg.example.org/about/" in pages.pop()
    assert django.asked == ["/about/"]


def test_another_host_is_refused_and_nothing_is_held(cache):
    assert ask(cache, "/about/", HTTP_HOST="elsewhere.example").status == 400
    assert len(cache.pages) == 0


@pytest.mark.parametrize("hosts", [["testserver"], [".example.org"], ["*"]])
def test_health_is_told_by_whatever_name_it_is_asked(cache, hosts):
    with override_settings(ALLOWED_HOSTS=hosts):
        for path in ("/healthz", "/readyz"):
            assert ask(cache, path, HTTP_HOST="192.0.2.1:8000").status == 200


@pytest.fixture
def one_second(monkeypatch):
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: 5.0)


def test_addresses_that_lead_nowhere_are_rationed(cache, django, one_second):
    cache.known = (str(ContentVersion.current()), known_addresses())
    ask(cache, page_cache.NOWHERE)
    answers = [ask(cache, f"/no-such-page-{number}/") for number in range(30)]

    assert {answer.status for answer in answers} == {404}
    assert ["no-such-page" in answer.text for answer in answers] == [True] * 10 + [False] * 20
    assert len(django.asked) == 1 + 10
    assert [address for address, _held in cache.pages.items()] == ["http://testserver/404.html"]


def test_before_the_addresses_were_read_every_one_is_looked_into(cache, django, one_second):
    answers = [ask(cache, f"/no-such-page-{number}/") for number in range(15)]

    assert all("no-such-page" in answer.text for answer in answers)


def test_what_there_is_is_never_rationed(cache, one_second):
    cache.known = (str(ContentVersion.current()), known_addresses())
    for number in range(30):
        ask(cache, f"/no-such-page-{number}/")

    assert ask(cache, "/2023/goals/1/").status == 200
    assert ask(cache, "/2023/goals/1").status == 301
    assert ask(cache, "/1.1").status == 302
    # No such form of a page that there is.
    assert "/about.bib" in ask(cache, "/about.bib").text


def test_a_ration_lasts_for_a_second(monkeypatch):
    ration, now = Ration(2), iter([1.0, 1.5, 1.9, 2.0, 2.1, 2.2])
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: next(now))

    assert [ration.take() for _time in range(6)] == [True, True, False, True, True, False]


def test_while_the_database_is_away_what_is_held_is_served(cache, django, monkeypatch):
    page = ask(cache, "/2023/goals/1/")
    lose_the_database(monkeypatch)

    assert ask(cache, "/2023/goals/1/") == page
    missing = ask(cache, "/2023/goals/2/")
    assert (missing.status, missing.headers["retry-after"]) == (503, "10")
    assert "The database does not answer." in missing.text
    assert missing.headers["cache-control"] == "no-store"
    assert ask(cache, "/healthz").status == 200
    assert ask(cache, "/readyz").status == 503


def test_while_the_database_is_away_nowhere_is_still_nowhere(cache, django, monkeypatch):
    cache.known = (str(ContentVersion.current()), known_addresses())
    ask(cache, page_cache.NOWHERE)
    lose_the_database(monkeypatch)

    assert ask(cache, "/no-such-page/").status == 404
    assert django.asked == [page_cache.NOWHERE]


def test_an_older_page_stands_in_for_one_that_can_not_be_made(cache, monkeypatch):
    page = ask(cache, "/2023/goals/1/")
    ContentVersion.renew()
    cache.version.current()
    lose_the_database(monkeypatch)

    assert ask(cache, "/2023/goals/1/") == page


def test_nothing_is_held_of_a_moment_when_the_database_was_away(cache, monkeypatch):
    cache.version.current()
    monkeypatch.setattr(version, "LOOK_AGAIN_AFTER", 3600.0)
    cache.version.doubt()

    assert ask(cache, "/2023/goals/1/").status == 200
    assert len(cache.pages) == 0


def test_an_error_is_not_held(cache, django, monkeypatch):
    def fail(*_given):
        raise ZeroDivisionError

    monkeypatch.setattr("goals.data.goal_page", fail)
    answer = ask(cache, "/2023/goals/1/")
    assert answer.status == 500
    assert "ZeroDivisionError" not in answer.text
    assert len(cache.pages) == 0

    monkeypatch.undo()
    assert ask(cache, "/2023/goals/1/").status == 200


def test_it_begins_once_in_each_process(world, django, tmp_path, monkeypatch):
    begun = []
    cache = PageCache(django, Version(tmp_path / "changed"), begun.append)
    for _time in range(2):
        ask(cache, "/about/")
    assert begun == [cache]

    monkeypatch.setattr(page_cache.os, "getpid", lambda: -1)
    ask(cache, "/about/")
    assert begun == [cache, cache]


def test_a_draft_is_in_no_page_that_is_held(cache, world):
    Goal.objects.filter(edition=world.draft).update(title="Zebras")

    assert ask(cache, "/2031/goals/1/").status == 404
    assert "Zebras" not in "".join(held.body("").decode() for _, held in cache.pages.items())


def lose_the_database(monkeypatch):
    def refuse(*_given, **_named):
        raise OperationalError("unable to open database file")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)
