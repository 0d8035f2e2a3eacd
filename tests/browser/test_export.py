"""The portal as files: served by nginx, below another address, and opened from a folder."""

import filecmp
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Page, expect

from gpg_site.settings import SECURE_CSP
from tests import nginx
from tests.serving import ROOT

from .conftest import PATIENCE, follow
from .test_reading import ALIKE, RULES, violations

ORIGIN = "https://gpg.example.org"


@pytest.fixture(scope="session")
def copied(once, server_environment) -> Path:
    """The folder of a copy of the shipped content, in English and Arabic: more take their time."""

    def make(folder: Path) -> None:
        _export(folder / "copy", server_environment)

    return once("export", make) / "copy"


def _export(folder: Path, environment: dict[str, str]) -> None:
    subprocess.run(
        [
            sys.executable,
            "manage.py",
            "export",
            str(folder),
            "--origin",
            ORIGIN,
            "--language",
            "ar",
            "-v",
            "0",
        ],
        cwd=ROOT,
        env={**environment, "PYTHONHASHSEED": "random"},
        check=True,
    )


@pytest.fixture(scope="session")
def served(copied, tmp_path_factory) -> Iterator[str]:
    """The address of the copy at nginx, by the configuration that the documents have."""
    port = nginx.free_port()
    below = f"location /archive/2026/ {{ alias {copied}/; index index.html; }}\n\n    location / {{"
    config = nginx.shipped(
        "files.conf",
        {
            "listen 80;": f"listen 127.0.0.1:{port};",
            "root /srv/gpg-files;": f"root {copied};",
            "location / {": below,
        },
    )
    with nginx.running(config, tmp_path_factory.mktemp("nginx") / "files", port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(params=["at nginx", "below another address", "from a folder"])
def copy(request, copied) -> str:
    """The address that a copy begins with."""
    if request.param == "from a folder":
        return copied.as_uri()
    below = "/archive/2026" if request.param == "below another address" else ""
    return f"{request.getfixturevalue('served')}{below}"


@pytest.fixture
def page(chromium, copy) -> Iterator[Page]:
    """A page that must stay quiet, and within the copy."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(f"error: {error}"))
    page.on(
        "request",
        lambda request: None if request.url.startswith(f"{copy}/") else noise.append(request.url),
    )
    # A page that leads on is left before all of it is there: what it had asked for is given up.
    page.on(
        "requestfailed",
        lambda request: (
            None
            if request.failure == "net::ERR_ABORTED"
            else noise.append(f"failed: {request.url}")
        ),
    )
    yield page
    assert noise == []
    context.close()


def answers(page):
    return [" ".join(text.split()) for text in page.locator(".hit__kind").all_inner_texts()]


def test_links_lead_from_page_to_page(page, copy):
    page.goto(f"{copy}/index.html")
    follow(page.get_by_role("main").get_by_role("link", name="Vulnerable communities").first)
    assert page.url == f"{copy}/2023/goals/3/index.html"
    follow(page.get_by_role("link", name="3.2", exact=True))
    assert page.get_by_role("heading", level=1).inner_text().startswith("Strengthen cooperation")
    follow(page.locator(".kicker").get_by_role("link", name="Vulnerable communities"))

    assert page.url == f"{copy}/2023/goals/3/index.html#3.2"
    assert page.locator(":target").get_attribute("id") == "3.2"
    # The style sheets are there, and so is the script.
    assert page.locator("body").evaluate("body => getComputedStyle(body).margin") == "0px"
    expect(page.locator("[data-accessed]")).to_contain_text("(accessed on")


def test_the_languages_lead_to_each_other_and_each_stays_within_itself(page, copy):
    page.goto(f"{copy}/2023/goals/3/index.html")
    follow(page.get_by_role("link", name="العربية"))
    assert page.url == f"{copy}/ar/2023/goals/3/index.html"
    assert page.locator("html").get_attribute("dir") == "rtl"
    follow(page.get_by_role("link", name="3.2", exact=True))
    assert page.url == f"{copy}/ar/2023/goals/3/objectives/2/index.html"
    assert page.locator("body").evaluate("body => getComputedStyle(body).margin") == "0px"
    follow(page.get_by_role("link", name="English", exact=True))
    assert page.url == f"{copy}/2023/goals/3/objectives/2/index.html"
    # What was not copied is on the portal.
    assert page.get_by_role("link", name="Français").get_attribute("href") == (
        f"{ORIGIN}/fr/2023/goals/3/objectives/2/"
    )


@pytest.mark.parametrize("copy", ["from a folder"], indirect=True)
def test_the_search_answers_in_another_language(page, copy):
    page.goto(f"{copy}/ar/2023/goals/3/index.html")
    page.keyboard.press("/")
    page.keyboard.insert_text("GPG2023-3.2")
    follow(page.get_by_role("searchbox"), "Enter")

    assert page.url == f"{copy}/ar/search/index.html?q=GPG2023-3.2"
    follow(page.locator(".hit__name").first.get_by_role("link"))
    assert page.url == f"{copy}/ar/2023/goals/3/objectives/2/index.html"


def test_a_code_leads_on(page, copy):
    page.goto(f"{copy}/2023/3.2/index.html")

    page.wait_for_url(f"{copy}/2023/goals/3/objectives/2/index.html")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Strengthen cooperation")


def test_the_search_finds(page, copy):
    page.goto(f"{copy}/2023/goals/3/index.html")
    page.keyboard.press("/")
    page.keyboard.insert_text("terrorists")
    follow(page.get_by_role("searchbox"), "Enter")

    assert page.url == f"{copy}/search/index.html?q=terrorists"
    expect(page.get_by_role("heading", name="units")).to_be_visible()
    assert page.title() == "Search: terrorists – Global Policing Goals"
    assert page.locator("mark").first.inner_text().lower().startswith("terroris")
    assert "Goal 1, 2023" in answers(page)[:3]
    assert page.get_by_text("What you can ask").is_hidden()
    follow(page.locator(".hit__name").first.get_by_role("link"))
    assert page.url.startswith(f"{copy}/")
    assert page.get_by_role("heading", level=1).count() == 1


@pytest.mark.parametrize("copy", ["from a folder"], indirect=True)
@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("3.2", ["Objective 3.2, 2023", "Objective 3.2, 2017"]),
        ("gpg2017-3.2", ["Objective 3.2, 2017"]),
        ("theme IV", ["Theme IV, 2023"]),
        ("SDG 16", ["SDG 16"]),
        ("16.4", ["SDG target 16.4"]),
        ("border security", ["Goal 2, 2023"]),
    ],
)
def test_codes_and_names_come_first(page, copy, question, first):
    page.goto(f"{copy}/search/index.html?q={question.replace(' ', '+')}")
    page.locator(".hit").first.wait_for()

    assert answers(page)[: len(first)] == first


@pytest.mark.parametrize("copy", ["from a folder"], indirect=True)
def test_words_are_read_as_on_the_portal(page, copy):
    def found(question):
        page.goto(f"{copy}/search/index.html?q={question}")
        page.locator("#hits").wait_for()
        return answers(page)

    # Words of one family, another spelling, a beginning, words of the readers' own, a phrase.
    assert found("trafficker")[0] == "Goal 6, 2023"
    assert sorted(found("terrorist")) == sorted(found("terrorism"))
    assert found("organised") == found("organized")
    assert found("cyberc")[0] in ("Topic", "Goal 4, 2023")
    assert found("fake+passport") != []
    assert sorted(found("%22human+rights%22")) == sorted(found("human+rights")) != []
    assert found("%22rights+human%22") == []
    # What nobody wrote leads to what can be asked.
    assert found("xyzzyq") == []
    assert page.get_by_role("heading", name="No unit has “xyzzyq”").is_visible()
    assert page.get_by_text("What you can ask").is_visible()
    # A question is text, whatever it looks like.
    found("%3Cimg+src=x+onerror=alert(1)%3E$&")
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("copy", ["from a folder"], indirect=True)
@pytest.mark.parametrize(
    "file",
    [
        "index.html",
        "2023/goals/3/index.html",
        "search/index.html?q=terrorism",
        "quote/index.html",
        "ar/2023/goals/3/index.html",
        "ar/search/index.html?q=terrorism",
        "staff/index.html",
    ],
)
def test_pages_are_accessible_and_fit(page, copy, file):
    page.goto(f"{copy}/{file}")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page, RULES, besides=ALIKE) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("copy", ["at nginx"], indirect=True)
def test_a_copied_link_is_that_of_the_portal(page, copy):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=copy)
    page.goto(f"{copy}/2023/goals/3/index.html")
    page.get_by_text("Copy link to 3.2", exact=True).click()
    page.get_by_role("link", name="This wording (2023 edition) of 3.2", exact=True).click()

    expect(page.get_by_role("status")).to_have_text(
        f"Link copied: {ORIGIN}/2023/goals/3/objectives/2/"
    )


def test_the_search_says_without_script_that_it_needs_it(chromium, copied):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{copied.as_uri()}/search/index.html")

    assert page.get_by_text("the search needs JavaScript").is_visible()
    context.close()


def test_files_are_served_as_what_they_are(served):
    media_types = {
        "/": "text/html; charset=utf-8",
        "/2023/goals/3.json": "application/json",
        "/2023/goals/3.csl.json": "application/vnd.citationstyles.csl+json",
        "/2023/goals/3.bib": "application/x-bibtex; charset=utf-8",
        "/2023/goals/3.ris": "application/x-research-info-systems; charset=utf-8",
        "/2023/goals/3.pdf": "application/pdf",
        "/2023/goals/3/card.png": "image/png",
        "/ar/2023/goals/3/": "text/html; charset=utf-8",
        "/ar/2023/goals/3.json": "application/json",
        "/2023/goals.csv": "text/csv; charset=utf-8",
        "/data/gpg-2023.ttl": "text/turtle; charset=utf-8",
        "/data/gpg-2023.jsonld": "application/ld+json",
        "/changes.atom": "application/atom+xml",
        "/llms.txt": "text/plain; charset=utf-8",
    }
    policy = "; ".join(f"{name} {' '.join(values)}" for name, values in SECURE_CSP.items())
    found = {}
    for address in media_types:
        with urllib.request.urlopen(f"{served}{address}", timeout=30) as answer:
            found[address] = answer.headers["Content-Type"]
            assert answer.headers["Content-Security-Policy"] == policy, address
            assert answer.headers["Access-Control-Allow-Origin"] == "*", address
            assert answer.headers["Server"] == "nginx", address

    assert found == media_types


def test_addresses_of_the_portal_work_at_nginx(served):
    with urllib.request.urlopen(f"{served}/2023/goals/3", timeout=30) as answer:
        assert answer.url == f"{served}/2023/goals/3/"


@pytest.mark.parametrize("address", ["/2023/goals/9/", "/a/b/c", "/.gpg-export"])
def test_what_is_missing_is_not_found(served, address):
    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(f"{served}{address}", timeout=30)

    with refused.value as answer:
        assert answer.code == 404
        if address != "/.gpg-export":
            assert b"There is nothing at this address" in answer.read()


def test_what_is_missing_is_said_in_the_language_of_the_address(served):
    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(f"{served}/ar/2023/goals/9/", timeout=30)

    with refused.value as answer:
        assert answer.code == 404
        assert b'<html lang="ar" dir="rtl">' in answer.read()


@pytest.mark.parametrize("language", ["", "/ar"])
def test_a_page_of_the_log_is_asked_for_in_its_folder(served, language):
    # There is no second one yet.
    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(f"{served}{language}/changes/?page=2", timeout=30)

    with refused.value as answer:
        assert answer.url == f"{served}{language}/changes/page-2/"


def test_another_process_makes_the_same_copy(copied, server_environment, tmp_path):
    again = tmp_path / "again"
    _export(again, server_environment)

    def names(folder: Path) -> list[str]:
        return sorted(
            os.path.relpath(os.path.join(where, name), folder)
            for where, _folders, files in os.walk(folder)
            for name in files
        )

    assert names(again) == names(copied)
    assert len(names(again)) > 2800
    assert filecmp.cmpfiles(copied, again, names(again), shallow=False)[1:] == ([], [])


def test_the_data_is_the_portals(copied):
    known = json.loads((copied / "permalinks.json").read_bytes())["permalinks"]

    assert len(known) > 200
    for entry in known:
        path = copied / entry["path"].lstrip("/")
        if entry["path"].endswith("/"):
            assert (copied / "ar" / entry["path"].lstrip("/") / "index.html").is_file(), entry
        assert (path / "index.html" if entry["path"].endswith("/") else path).is_file(), entry
