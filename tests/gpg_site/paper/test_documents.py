"""PDF of the shipped content: every official word, tags, bookmarks, links, and its QR code."""

import shutil

import pytest
from django.test import Client

from goals.models import Edition, Goal, Objective
from gpg_site.finished import finished
from gpg_site.manifest import public_addresses
from gpg_site.paper import typeset
from themes.models import Commitment, Theme

from .reading import (
    alternatives,
    bookmarks,
    codes_on,
    links,
    open_pdf,
    tags,
    text_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

HOST = "http://testserver"
ADDRESSES = {
    "/data/gpg-2023.pdf": ("/2023/", "Global Policing Goals, 2023 edition"),
    "/2023/goals/3.pdf": (
        "/2023/goals/3/",
        "Goal 3, 2023 edition: Enhance the law enforcement response to protecting vulnerable "
        "communities",
    ),
    "/2023/goals/3/card.pdf": (
        "/2023/goals/3/",
        "Goal 3, 2023 edition: Enhance the law enforcement response to protecting vulnerable "
        "communities",
    ),
    "/2023/goals/3/objectives/2.pdf": (
        "/2023/goals/3/objectives/2/",
        "Objective GPG2023-3.2: Strengthen cooperation, develop robust networks of experts, "
        "exchange intelligence, and foster best…",
    ),
    "/2023/themes/4.pdf": (
        "/2023/themes/4/",
        "Theme IV, 2023 edition: Capacity building and training, innovation and digitalization",
    ),
    "/2023/themes/4/commitments/1.pdf": (
        "/2023/themes/4/commitments/1/",
        "Commitment GPG2023-T4.1: Providing cutting edge Capacity Building and Training "
        "initiatives using a sustainable approach…",
    ),
}
each = pytest.mark.parametrize("address", ADDRESSES)


def fetch(address: str) -> bytes:
    response = Client().get(address)
    assert response.status_code == 200, address
    return response.content


@each
def test_each_is_tagged_and_says_what_it_is(address):
    content = fetch(address)
    page, title = ADDRESSES[address]
    reader = open_pdf(content)
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert reader.metadata.title == title
    assert "<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data().decode()
    assert {"Document", "H1", "L", "LI", "Lbl", "LBody", "Link", "Figure"} <= {*tags(content)}
    assert set(alternatives(content)) == {f"QR code of {HOST}{page}"}
    assert f"{HOST}{page}" in links(content)


@each
def test_each_is_the_same_to_the_byte(address, monkeypatch):
    first = fetch(address)
    made = []
    compiled = typeset._compile
    finished.forget()
    monkeypatch.setattr(typeset, "_compile", lambda *a, **k: made.append(a) or compiled(*a, **k))
    typeset._compiler.cache_clear()

    assert fetch(address) == first
    assert len(made) == 1


@pytest.mark.parametrize("year", [2017, 2023])
def test_an_edition_has_every_official_word(year):
    edition = Edition.objects.get(year=year)
    text = text_of(fetch(f"/data/gpg-{year}.pdf"))
    units = [*Goal.objects.in_edition(edition), *Theme.objects.in_edition(edition)]
    provisions = [
        *Objective.objects.in_edition(edition),
        *Commitment.objects.in_edition(edition),
    ]
    words = [edition.title, edition.motto, *edition.paragraphs, edition.adopted, edition.note]
    words += [unit.title for unit in units] + [item.text for item in provisions]
    words += [item.full_code for item in provisions]
    words += [thing.note for thing in (*units, *provisions)]

    assert len(provisions) == {2017: 32, 2023: 73}[year]
    assert [said for said in words if " ".join(said.split()) not in text] == []


@pytest.mark.parametrize("year", [2017, 2023])
def test_an_edition_has_a_bookmark_for_each_goal_and_theme(year):
    edition = Edition.objects.get(year=year)
    goals = [f"{goal.number} {goal.title}" for goal in Goal.objects.in_edition(edition)]
    themes = [f"{theme.roman} {theme.title}" for theme in Theme.objects.in_edition(edition)]

    assert bookmarks(fetch(f"/data/gpg-{year}.pdf")) == [
        "Foreword",
        *goals,
        *themes,
        "About this document",
    ]


def test_an_edition_links_to_each_of_its_provisions():
    edition = Edition.objects.get(year=2023)
    items = [*Objective.objects.in_edition(edition), *Commitment.objects.in_edition(edition)]

    assert {f"{HOST}{item.get_absolute_url()}" for item in items} <= links(
        fetch("/data/gpg-2023.pdf")
    )


def test_links_lead_to_pages_of_ours_and_to_the_sources():
    pages = {f"{HOST}{entry['path']}" for entry in public_addresses()}
    for address in ADDRESSES:
        for link in links(fetch(address)):
            if not link.startswith(("https://www.interpol.int/", "https://www.un.org/")):
                assert link.partition("#")[0] in pages, (address, link)


@pytest.mark.parametrize("year", [2017, 2023])
@pytest.mark.parametrize("number", range(1, 8))
def test_a_card_is_one_page_with_every_objective(year, number):
    goal = Goal.objects.get(edition__year=year, number=number)
    content = fetch(f"/{year}/goals/{number}/card.pdf")
    text = text_of(content)

    assert len(open_pdf(content).pages) == 1
    assert [item.text for item in goal.objectives.all() if item.text not in text] == []
    assert goal.title in text


def test_an_objective_says_what_it_was_and_what_ours_is_of_that():
    text = text_of(fetch("/2023/goals/1/objectives/1.pdf"))

    assert "In other editions GPG2017-1.2 Strengthen intelligence-sharing platforms" in text
    assert "Editorial: broadened." in text
    assert "Note “terrorist activities their support mechanisms” [sic]" in text


@each
@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="apt-get install poppler-utils")
def test_its_code_leads_to_the_pinned_page(address):
    content = fetch(address)
    pages = range(1, len(open_pdf(content).pages) + 1)

    codes = [code for number in (pages[0], pages[-1]) for code in codes_on(content, number)]

    assert set(codes) == {f"{HOST}{ADDRESSES[address][0]}"}
