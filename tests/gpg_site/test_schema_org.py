"""What pages say of themselves to search engines, in schema.org's words."""

import html
import json
import re
from urllib.parse import urldefrag

import pytest
from django.urls import resolve

from goals.models import Edition, EditorialTranslation, Goal, Objective
from gpg_site import schema_org
from gpg_site.data_files.formats import FORMATS
from tests.html import read
from themes.models import Commitment, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

HOST = "http://testserver"
# The types, and the properties that each must have. Those in brackets it may have.
TYPES = {
    "WebPage": "name url inLanguage",
    "BreadcrumbList": "itemListElement",
    "ListItem": "position name item",
    "DefinedTerm": "name termCode description url inDefinedTermSet subjectOf",
    "DefinedTermSet": "name alternateName description url inLanguage isBasedOn",
    "Dataset": "name description url license isAccessibleForFree distribution "
    "[datePublished] [isBasedOn]",
    "DataDownload": "encodingFormat contentUrl",
    "CreativeWork": "@id name publisher [url]",
    "Organization": "name",
}
UNITS = {"goals:goal", "goals:objective", "themes:theme", "themes:commitment"}


@pytest.fixture(scope="module")
def told(site):
    """What each page says, by its address."""
    found = {}
    for address, page in site.items():
        if page.json_ld:
            (block,) = page.json_ld
            found[address] = json.loads(block)
    return found


def every(value):
    """A node and all that stand in it."""
    if isinstance(value, list):
        for part in value:
            yield from every(part)
    elif isinstance(value, dict):
        yield value
        yield from every(list(value.values()))


def test_every_page_below_home_says_what_its_kind_is(site, told):
    assert site.keys() - told.keys() == {"/"}
    for address, block in told.items():
        assert list(block) == ["@context", "@graph"], address
        assert block["@context"] == "https://schema.org", address
        view = resolve(address).view_name
        assert [node["@type"] for node in block["@graph"]] == [
            "WebPage",
            "BreadcrumbList",
            *(["DefinedTerm"] if view in UNITS else []),
            *(["DefinedTermSet", "Dataset"] if view == "goals:edition" else []),
            *(["Dataset"] if view == "data" else []),
        ], address


def test_every_node_has_the_properties_of_its_type(told):
    found = set()
    for address, block in told.items():
        for node in every(block["@graph"]):
            if list(node) == ["@id"]:
                continue  # says no more than which one is meant
            names = TYPES[node["@type"]].split()
            needed = {name for name in names if name[0] != "["}
            assert needed <= node.keys(), (address, node)
            assert node.keys() <= {"@type", *(name.strip("[]") for name in names)}, (address, node)
            assert all(value not in ("", None, []) for value in node.values()), (address, node)
            found.add(node["@type"])
    assert found == TYPES.keys()


def test_breadcrumbs_are_the_visible_ones_and_the_page_itself(site, told):
    for address, block in told.items():
        items = block["@graph"][1]["itemListElement"]
        assert [item["position"] for item in items] == list(range(1, len(items) + 1)), address
        (nav,) = re.findall(r'<nav class="breadcrumbs".*?</nav>', site[address].html, re.DOTALL)
        shown = [
            (HOST + link, html.unescape(label))
            for link, label in re.findall(r'<a href="([^"]*)">([^<]*)</a>', nav)
        ]
        own = site[address].title.removesuffix(" – Global Policing Goals")
        assert [(item["item"], item["name"]) for item in items] == [
            *shown,
            (site[address].canonical, own),
        ], address


def test_every_address_of_ours_is_whole_and_leads_somewhere(site, linked_files, told):
    links = {
        value
        for block in told.values()
        for node in every(block["@graph"])
        for name, value in node.items()
        if name in ("@id", "item", "url", "license", "contentUrl", "inDefinedTermSet")
    }
    assert all(link.startswith(("http://", "https://")) for link in links)
    for link in sorted(link for link in links if link.startswith(HOST)):
        address, fragment = urldefrag(link.removeprefix(HOST))
        if address in linked_files:
            continue  # other tests read them
        assert address in site, link
        assert not fragment or fragment in site[address].ids, link
    assert {link.removeprefix(HOST) for link in links} >= {
        f"/data/gpg-{year}.{each.extension}" for year in (2017, 2023) for each in FORMATS
    }


def test_a_term_has_the_official_words_of_its_unit(told):
    for model, name in (
        (Goal, "title"),
        (Theme, "title"),
        (Objective, "text"),
        (Commitment, "text"),
    ):
        for unit in model.objects.all():
            term = told[unit.get_absolute_url()]["@graph"][2]
            assert term["description"] == getattr(unit, name)
            assert term["termCode"].startswith(f"GPG{unit.edition.year}-")
            assert term["url"] == HOST + unit.get_absolute_url()
            assert term["inDefinedTermSet"] == HOST + unit.edition.get_absolute_url()


def test_a_goal_and_its_objective_in_full(told):
    assert told["/2023/goals/1/"]["@graph"][2] == {
        "@type": "DefinedTerm",
        "name": "Goal 1: Terrorism",
        "termCode": "GPG2023-1",
        "description": "Enable the global law enforcement community to more effectively counter "
        "and prevent terrorism through international cooperation",
        "url": f"{HOST}/2023/goals/1/",
        "inDefinedTermSet": f"{HOST}/2023/",
        "subjectOf": {
            "@type": "CreativeWork",
            "@id": f"{HOST}/about/sources/#gpg-2023",
            "name": "Global Policing Goals: Security as a foundation for sustainable development",
            "publisher": {"@type": "Organization", "name": "INTERPOL"},
            "url": "https://www.interpol.int/Who-we-are/Strategy2/Global-Policing-Goals",
        },
    }
    objective = told["/2023/goals/1/objectives/2/"]["@graph"][2]
    assert (objective["name"], objective["termCode"]) == ("Objective 1.2", "GPG2023-1.2")


@pytest.mark.parametrize("year", [2017, 2023])
def test_an_edition_is_a_set_of_terms_and_a_dataset_of_its_files(told, year):
    edition = Edition.objects.get(year=year)
    _page, _trail, terms, data = told[f"/{year}/"]["@graph"]

    assert (terms["name"], terms["alternateName"]) == (edition.title, f"GPG{year}")
    assert terms["url"] == data["url"] == f"{HOST}/{year}/"
    assert data["name"] == f"Global Policing Goals, {year} edition"
    assert data["datePublished"] == edition.published_on.isoformat()
    assert data["isBasedOn"] == {"@id": terms["isBasedOn"]["@id"]}
    assert data["distribution"] == [
        {
            "@type": "DataDownload",
            "encodingFormat": each.media_type.partition(";")[0],
            "contentUrl": f"{HOST}/data/gpg-{year}.{each.extension}",
        }
        for each in FORMATS
    ]


def test_the_data_page_is_a_dataset_of_all_files(told, linked_files):
    data = told["/data/"]["@graph"][2]

    assert {one["contentUrl"].removeprefix(HOST) for one in data["distribution"]} == {
        address for address in linked_files if address.startswith("/data/gpg-")
    }
    # What a search for datasets asks of a description.
    assert 50 <= len(data["description"]) <= 5000


def test_any_text_stays_within_its_element(client):
    hostile = '</script><script>alert("1")</script> & <!-- <pre>\n  x\u2028 \\ \'"'
    Goal.objects.filter(edition__year=2023, number=1).update(short_title=hostile, title=hostile)

    page = read(client.get("/2023/goals/1/").text)

    assert page.inline == []
    (block,) = page.json_ld
    assert not set(block) & set("<>&\n")
    _page, trail, term = json.loads(block)["@graph"]
    assert term["name"] == f"Goal 1: {hostile}"
    assert term["description"] == hostile
    assert trail["itemListElement"][-1]["name"] == f"Goal 1: {hostile}, 2023 edition"


def test_a_page_in_another_language_is_told_in_it(client):
    EditorialTranslation.objects.update_or_create(
        language="fr", english="Terrorism", defaults={"text": "Le terrorisme"}
    )
    goal = Goal.objects.get_by_natural_key(2023, 1)
    goal.translations.update_or_create(
        language="fr",
        defaults={"text": "Un titre", "status": "official", "source": goal.edition.source},
    )

    page = read(client.get("/fr/2023/goals/1/").text)
    own, trail, term = json.loads(page.json_ld[0])["@graph"]

    assert (own["inLanguage"], own["url"]) == ("fr", f"{HOST}/fr/2023/goals/1/")
    assert page.canonical == own["url"] == term["url"] == trail["itemListElement"][-1]["item"]
    assert term["name"].endswith(": Le terrorisme")
    assert term["description"] == "Un titre"
    assert term["inDefinedTermSet"] == f"{HOST}/fr/2023/"
    assert all(item["item"].startswith(f"{HOST}/fr/") for item in trail["itemListElement"])


def test_what_is_official_in_english_alone_is_told_in_english(client):
    page = read(client.get("/ar/2023/goals/1/objectives/2/").text)
    _own, _trail, term = json.loads(page.json_ld[0])["@graph"]

    assert term["description"] == Objective.objects.get_by_natural_key(2023, 1, 2).text


def test_a_page_of_a_search_is_told_without_its_question(client):
    block = json.loads(read(client.get("/search/?q=borders").text).json_ld[0])

    assert block["@graph"][1]["itemListElement"][-1]["item"] == f"{HOST}/search/"


def test_what_was_not_found_says_nothing(client):
    assert read(client.get("/2023/goals/9/").text).json_ld == []


def test_nothing_to_say_is_no_block():
    assert schema_org.block([]) == ""


@pytest.mark.parametrize(
    "script",
    [
        "<script>1</script>",
        '<script type="text/javascript">1</script>',
        '<script type="application/json">1</script>',
        '<script type="application/ld+json" id="x">1</script>',
        '<script type="module">1</script>',
    ],
)
def test_no_other_script_within_a_page_is_let_through(script):
    assert read(script).inline == ["script"]
    assert read('<script type="application/ld+json">1</script>').inline == []
