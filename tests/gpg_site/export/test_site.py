"""A small site as files."""

import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from goals.languages import languages
from goals.models import Goal, Permalink
from gpg_site import manifest
from gpg_site.export import site
from gpg_site.finished import finished
from gpg_site.management.commands import export as command
from tests import builders, kept
from tests.html import read

ORIGIN = "https://gpg.example.org"
# For tests that need not look at the others, which take their time.
ENGLISH = ("en",)


@pytest.fixture(scope="module")
def copied(django_db_setup, django_db_blocker, tmp_path_factory):
    """A copy of the small world, its folder, and the public addresses, made once."""
    folder = tmp_path_factory.mktemp("export") / "copy"
    with django_db_blocker.unblock(), transaction.atomic():
        kept.once(builders.world)
        made = site.export(ORIGIN, folder, languages())
        public = [entry["path"] for entry in manifest.public_addresses()]
        transaction.set_rollback(True)
    return made, folder, public


@pytest.fixture
def copy(copied):
    """The folder of that copy."""
    return copied[1]


def files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_public_address_is_a_file_and_no_link_is_broken(copied):
    made, folder, public = copied

    assert [each for each in public if not (folder / site.links.file_of(each)).is_file()] == []
    assert made.broken() == []
    # And the mark of an export.
    assert made.files + 1 == len(files(folder))
    assert made.size == sum(map(len, files(folder).values())) - len(
        (folder / ".gpg-export").read_bytes()
    )


def test_a_unit_is_there_in_every_form(copy):
    folder = copy / "2023/goals"
    below = ["1/card.pdf", "1/card.png", "1/index.html"]
    beside = ["1.bib", "1.csl.json", "1.json", "1.pdf", "1.ris"]

    assert [name for name in (*below, *beside) if not (folder / name).is_file()] == []
    assert (folder / "1.pdf").read_bytes().startswith(b"%PDF")
    assert json.loads((folder / "1.json").read_bytes())["meta"]["url"] == f"{ORIGIN}/2023/goals/1/"


@pytest.mark.parametrize("language", ["ar", "es", "fr"])
def test_each_language_is_there_in_every_form(copied, language):
    _made, folder, public = copied
    below = folder / language

    pages = [path for path in public if path.endswith("/")]
    assert [path for path in pages if not (below / path[1:] / "index.html").is_file()] == []
    forms = ("1.bib", "1.csl.json", "1.json", "1.pdf", "1.ris", "1/card.pdf", "1/card.png")
    assert [name for name in forms if not (below / "2023/goals" / name).is_file()] == []
    assert (below / "data/gpg-2023.pdf").is_file()
    assert (below / "search/units.js").is_file()
    data = json.loads((below / "2023/goals/1.json").read_bytes())
    assert data["meta"]["url"] == f"{ORIGIN}/{language}/2023/goals/1/"
    # What is for all languages is there once.
    assert not (below / "data/gpg-2023.json").exists()
    assert not (below / "staff").exists()
    for name in ("index.html", "404.html", "goals/1/index.html"):
        assert f'<html lang="{language}"' in (below / name).read_text(), name


def test_the_languages_of_a_page_lead_to_each_other(copy):
    links = read((copy / "fr/2023/goals/1/index.html").read_text()).links

    assert links[:5] == [
        "#content",
        *(f"../../../../{to}2023/goals/1/index.html" for to in ("", "ar/", "es/")),
        "index.html",
    ]


def test_what_leads_on_stays_in_its_language(copy):
    page = read((copy / "ar/goals/1/index.html").read_text())

    assert page.canonical == f"{ORIGIN}/ar/2023/goals/1/"
    assert page.links == ["../../2023/goals/1/index.html"]


def test_a_copy_may_be_in_some_languages_alone(world, tmp_path):
    made = site.export(ORIGIN, tmp_path / "copy", ("en", "es"))

    assert made.broken() == []
    assert (tmp_path / "copy/es/2023/goals/1.pdf").is_file()
    assert not {"ar", "fr"} & {path.name for path in (tmp_path / "copy").iterdir()}
    links = read((tmp_path / "copy/2023/goals/1/index.html").read_text()).links
    # The others are on the site.
    assert links[1:5] == [
        "index.html",
        f"{ORIGIN}/ar/2023/goals/1/",
        "../../../es/2023/goals/1/index.html",
        f"{ORIGIN}/fr/2023/goals/1/",
    ]


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [([], ["en", "ar", "es", "fr"]), (["en"], ["en"]), (["fr", "ar"], ["en", "ar", "fr"])],
)
def test_english_is_in_every_copy(db, tmp_path, monkeypatch, asked, spoken):
    found = []

    def export(_origin, into, languages):
        found.append(languages)
        return site.Copy(ORIGIN, into, languages)

    monkeypatch.setattr(command, "export", export)
    call_command("export", tmp_path / "copy", origin=ORIGIN, language=asked, verbosity=0)

    assert found == [spoken]


def test_a_language_that_the_portal_does_not_speak_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="invalid choice: 'de'"):
        call_command("export", str(tmp_path / "copy"), "--origin", ORIGIN, "--language", "de")


def test_links_within_pages_lead_to_files(copy):
    for path in copy.rglob("*.html"):
        if path.name == "404.html":
            continue
        page = read(path.read_text())
        for link in (*page.links, *page.resources):
            if re.match(r"[a-z]+:|#", link):
                continue
            target = (path.parent / re.split("[?#]", link)[0]).resolve()
            assert target.is_file(), (path, link)
            assert target.is_relative_to(copy)
        assert page.inline == []


def test_an_address_without_an_edition_leads_on(copy):
    page = (copy / "goals/1/index.html").read_text()

    assert '<meta http-equiv="refresh" content="0; url=../../2023/goals/1/index.html">' in page
    assert read(page).canonical == f"{ORIGIN}/2023/goals/1/"
    assert read(page).links == ["../../2023/goals/1/index.html"]
    assert not (copy / "goals/1.json").exists()


def test_a_code_leads_on(copy):
    assert read((copy / "1.2/index.html").read_text()).links == [
        "../2023/goals/1/objectives/2/index.html"
    ]


def test_a_moved_address_leads_on(world, tmp_path):
    goal = Goal.objects.get(edition__year=2023, number=2)
    goal.number = 3
    goal.save()
    assert Permalink.objects.get(path="/2023/goals/2/").state == "moved"

    site.export(ORIGIN, tmp_path / "copy", ENGLISH)

    assert read((tmp_path / "copy/2023/goals/2/index.html").read_text()).links == [
        "../3/index.html"
    ]


def test_a_draft_is_not_copied(copy):
    assert not [name for name in files(copy) if "2031" in name]


def test_what_needs_a_server_says_so(copy):
    staff = read((copy / "staff/index.html").read_text())
    assert staff.headings == ["Nothing is edited here"]
    quote = (copy / "quote/index.html").read_text()
    assert "<form" not in quote.partition("<main")[2]
    assert "has nothing that could read a pasted text" in quote
    search = read((copy / "search/index.html").read_text())
    assert [url for url in search.resources if "/" not in url] == ["units.js", "search.js"]
    assert "the search needs JavaScript" in search.html


def test_the_page_for_what_is_missing_works_at_any_depth(copy):
    page = read((copy / "404.html").read_text())

    assert page.headings == ["There is nothing at this address"]
    assert "You asked for" not in page.html
    assert {link[: len(ORIGIN)] for link in page.links if not link.startswith("#")} == {
        ORIGIN,
        "https://www.un.org/sustainabledevelopment"[: len(ORIGIN)],
        "https://www.interpol.int/"[: len(ORIGIN)],
    }
    assert [url for url in page.resources if not url.startswith("/static/")] == []


def test_nothing_from_outside_the_portal_is_loaded(copy):
    for path in copy.rglob("*.css"):
        assert "url(" not in path.read_text(), path


def test_the_pages_of_a_long_log_are_files(quiet, tmp_path, monkeypatch):
    monkeypatch.setattr("gpg_site.changes.PER_PAGE", 1)
    for number in (1, 2):
        goal = Goal.objects.get(edition__year=2023, number=number)
        goal.short_title = f"Renamed {number}"
        goal.save()

    made = site.export(ORIGIN, tmp_path / "copy", ENGLISH)

    assert made.broken() == []
    assert "page-2/index.html" in read((tmp_path / "copy/changes/index.html").read_text()).links
    older = read((tmp_path / "copy/changes/page-2/index.html").read_text())
    assert "../index.html" in older.links
    assert older.canonical == f"{ORIGIN}/changes/?page=2"


def test_two_copies_of_the_same_content_are_the_same(copy, world, tmp_path):
    # Or the second copy had the files that were made for the first.
    finished.forget()

    site.export(ORIGIN, tmp_path / "again", languages())

    assert files(tmp_path / "again") == files(copy)


def test_broken_links_are_reported_and_fail(world, tmp_path, monkeypatch, capsys):
    real = site.asking.answer

    def with_broken_links(address, origin):
        answer = real(address, origin)
        if address == "/about/":
            links = '<a href="/2023/goals/9/">a</a><a href="/2023/#nowhere">b</a></main>'
            answer.content = answer.text.replace("</main>", links).encode()
        return answer

    monkeypatch.setattr(site.asking, "answer", with_broken_links)

    with pytest.raises(CommandError, match="2 links lead nowhere"):
        call_command("export", tmp_path / "copy", origin=ORIGIN, language=["en"])

    assert capsys.readouterr().out.splitlines()[:2] == [
        "BROKEN /about/: /2023/goals/9/",
        "BROKEN /about/: /2023/#nowhere",
    ]
    # What is right is there all the same.
    assert (tmp_path / "copy/2023/goals/1/index.html").is_file()


def test_a_promised_page_that_fails_stops_all(world, tmp_path, monkeypatch):
    real = site.asking.answer
    said = {"language": ["en"], "verbosity": 0}
    call_command("export", tmp_path / "copy", origin="http://one.example", **said)

    def failing(address, origin):
        answer = real(address, origin)
        if address == "/sdgs/16/":
            answer.status_code = 500
        return answer

    monkeypatch.setattr(site.asking, "answer", failing)

    with pytest.raises(CommandError, match="/sdgs/16/ is a public address, and answers 500"):
        call_command("export", tmp_path / "copy", origin="http://two.example", **said)

    assert 'href="http://one.example/"' in (tmp_path / "copy/index.html").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


@pytest.mark.parametrize("origin", ["", "gpg.example.org", "https://x.example/", "ftp://x.example"])
def test_an_origin_that_is_none_is_refused(db, tmp_path, origin):
    with pytest.raises(CommandError, match="give a scheme and a name with nothing after it"):
        call_command("export", tmp_path / "copy", origin=origin)

    assert list(tmp_path.iterdir()) == []
