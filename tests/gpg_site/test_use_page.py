"""The block that says in which other forms a page can be had, and the links in its head."""

import json
import re

import bibtexparser
import pytest
import rispy

from goals.models import Objective, Permalink

pytestmark = pytest.mark.django_db


def test_a_page_names_its_other_forms(client, world):
    page = client.get("/2023/goals/").text

    for form in ("json", "csv"):
        assert f'<link rel="alternate" href="/2023/goals.{form}"' in page
        assert f'<a href="/2023/goals.{form}" type=' in page
        assert f'<a href="/data/gpg-2023.{form}" type=' in page
    assert "/2023/goals/1.csv" not in client.get("/2023/goals/1/").text


def test_a_page_of_no_edition_names_no_edition(client, world):
    page = client.get("/sdgs/").text

    assert '<a href="/sdgs.csv" type="text/csv">' in page
    assert "/data/gpg-2023" not in page
    assert '<a href="/data/gpg-all.zip" type="application/zip">' in page


def test_the_question_is_carried_along_and_nothing_else(client, world):
    page = client.get("/search/?q=borders&junk=1").text

    link = '<link rel="alternate" href="/search.json?q=borders" type="application/json">'
    assert link in page
    assert "junk" not in page.partition("</head>")[0].replace("canonical", "")


def test_what_was_not_found_has_no_other_form(client, world):
    page = client.get("/2023/goals/9/")

    assert page.status_code == 404
    assert "use-page" not in page.text


# Its address in the small world, and how its citation begins.
UNITS = {
    "/2023/": "INTERPOL. A document. 2023. Global",
    "/2023/goals/1/": "INTERPOL. “Reach goal 1 of 2023.” Goal 1 (GPG2023-1), in: A document, 2023.",
    "/2023/goals/1/objectives/2/": (
        "INTERPOL. “Do 1.2 of 2023.” Objective 1.2 (GPG2023-1.2), in: A document, 2023."
    ),
    "/2023/themes/1/": "INTERPOL. “Carry 1 of 2023.” Theme I (GPG2023-T1), in: A document, 2023.",
    "/2023/themes/1/commitments/1/": (
        "INTERPOL. “Promise 1.1 of 2023.” Commitment T1.1 (GPG2023-T1.1), in: A document, 2023."
    ),
}


def head(html):
    """The values of <meta> by name."""
    found = re.findall(r'<meta name="([^"]+)" content="([^"]*)">', html)
    assert len({name for name, _value in found}) == len(found)
    return dict(found)


@pytest.mark.parametrize("address", UNITS)
def test_a_unit_is_cited_in_words_with_its_pinned_address(client, world, address):
    text = re.search(r'<p id="citation"[^>]*>(.*)</p>', client.get(address).text)

    assert text[1].startswith(UNITS[address])
    assert text[1].endswith(
        f"Global Policing Goals portal (independent, non-official), http://testserver{address}"
    )


@pytest.mark.parametrize("address", UNITS)
def test_a_unit_has_one_citation_in_every_language(client, world, address):
    cited = [client.get(f"{prefix}{address}").context["cite"] for prefix in ("", "/fr", "/ar")]
    stem = address.removesuffix("/")

    assert {(each["url"], each["title"], each["language"]) for each in cited} == {
        (address, cited[0]["title"], "en")
    }
    page = client.get(f"/fr{address}").text
    assert f'<meta name="DC.identifier" content="http://testserver{address}">' in page
    for form in ("bib", "ris", "csl.json"):
        assert f'<a href="/fr{stem}.{form}"' in page
    if address != "/2023/":
        assert f'<a href="/fr{stem}.pdf"' in page


@pytest.mark.parametrize("language", ["ar", "es", "fr"])
def test_citations_are_valid_in_every_language(client, world, language):
    address = f"/{language}/2023/goals/1/objectives/2"
    pinned = "http://testserver/2023/goals/1/objectives/2/"

    library = bibtexparser.parse_string(client.get(f"{address}.bib").text)
    assert library.failed_blocks == []
    (entry,) = library.entries
    assert (entry.key, entry["url"], entry["language"]) == ("gpg2023-1-2", pinned, "english")
    (record,) = rispy.loads(client.get(f"{address}.ris").text)
    assert (record["title"], record["urls"]) == ("Do 1.2 of 2023", [pinned])
    (item,) = client.get(f"{address}.csl.json").json()
    assert (item["id"], item["URL"], item["language"]) == ("gpg2023-1-2", pinned, "en")


@pytest.mark.parametrize("address", UNITS)
def test_reference_managers_read_what_the_head_says(client, world, address):
    """Highwire's names and Dublin Core's, which Zotero's translator of embedded metadata reads."""
    page = client.get(address)
    cite = page.context["cite"]
    found = head(page.text)

    url = f"http://testserver{address}"
    paper = "/data/gpg-2023.pdf" if address == "/2023/" else f"{address[:-1]}.pdf"
    assert {name: value for name, value in found.items() if name.startswith("citation_")} == {
        "citation_title": cite["title"],
        "citation_author": "INTERPOL",
        "citation_publisher": "INTERPOL",
        "citation_publication_date": "2023",
        "citation_language": "en",
        "citation_public_url": url,
        "citation_pdf_url": f"http://testserver{paper}",
        **({"citation_inbook_title": "A document"} if address != "/2023/" else {}),
    }
    assert {name: value for name, value in found.items() if name.startswith("DC.")} == {
        "DC.title": cite["title"],
        "DC.creator": "INTERPOL",
        "DC.date": "2023",
        "DC.identifier": url,
        "DC.language": "en",
        **({"DC.relation.isPartOf": "A document"} if address != "/2023/" else {}),
    }
    assert client.get(paper).headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("address", UNITS)
def test_citations_are_files_too(client, world, address):
    stem = address.removesuffix("/")
    page = client.get(address).text
    read = {}
    for form, media_type in (
        ("bib", "application/x-bibtex; charset=utf-8"),
        ("ris", "application/x-research-info-systems; charset=utf-8"),
        ("csl.json", "application/vnd.citationstyles.csl+json"),
    ):
        assert f'<a href="{stem}.{form}" type="{media_type.partition(";")[0]}">' in page
        response = client.get(f"{stem}.{form}")
        assert response.headers["Content-Type"] == media_type
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Content-Disposition"].endswith(f'.{form}"')
        tag = response.headers["ETag"]
        again = client.get(f"{stem}.{form}", headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        read[form] = response.content.decode()

    url = f"http://testserver{address}"
    (entry,) = bibtexparser.parse_string(read["bib"]).entries
    (record,) = rispy.loads(read["ris"])
    (item,) = json.loads(read["csl.json"])
    assert (entry["url"], record["urls"], item["URL"]) == (url, [url], url)
    assert entry["title"] == f"{{{item['title']}}}"
    assert record["title"] == item["title"]
    assert entry.key == record["id"] == item["id"]


@pytest.mark.parametrize(
    "address", ["/2023/goals.bib", "/sdgs/16.ris", "/index.csl.json", "/2023/goals/9.bib"]
)
def test_what_is_no_unit_has_no_citation(client, world, address):
    assert client.get(address).status_code == 404


def test_a_page_of_no_unit_has_none_either(client, world):
    page = client.get("/2023/goals/").text

    assert "citation" not in page


@pytest.mark.parametrize("form", ["json", "bib", "ris", "csl.json", "pdf"])
def test_an_address_without_an_edition_leads_to_the_same_form(client, world, form):
    response = client.get(f"/goals/1/objectives/2.{form}")

    assert response.status_code == 302
    assert response.headers["Location"] == f"/2023/goals/1/objectives/2.{form}"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "form", [".json", ".bib", ".ris", ".csl.json", ".pdf", "/card.png", "/card.pdf"]
)
def test_the_forms_of_a_moved_unit_move_with_it(client, world, form):
    Permalink.objects.filter(path="/2023/goals/7/").delete()
    Permalink.objects.create(
        path="/2023/goals/7/", state=Permalink.State.MOVED, target="/2023/goals/1/"
    )

    response = client.get(f"/2023/goals/7{form}")

    assert response.status_code == 301
    assert response.headers["Location"] == f"/2023/goals/1{form}"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_citation_escapes_what_a_title_holds(client, world):
    Objective.objects.filter(goal__edition=world.current, number=1).update(
        text='Stop "x" <b>&amp;</b> {y} 100% #1'
    )
    page = client.get("/2023/goals/1/objectives/1/").text
    bib = client.get("/2023/goals/1/objectives/1.bib").content.decode()

    assert "<b>" not in page
    assert 'content="Stop &quot;x&quot; &lt;b&gt;&amp;amp;&lt;/b&gt; {y} 100% #1"' in page
    assert r'{Stop "x" <b>\&amp;</b> \{y\} 100\% \#1}' in bib
