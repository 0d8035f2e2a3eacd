"""A third edition is content alone: as a draft it is nowhere, published it is everywhere.

No code knows how many editions there are, or their years.
"""

import datetime
import re

import pytest
from django.test import Client

from goals.models import Correspondence, Edition, ObjectiveTopic, SdgLink
from gpg_site.manifest import public_addresses
from themes.models import CommitmentTopic

from .html import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

YEAR = 2031
# One address of each kind of page in the new edition.
ITS_PAGES = [
    "/2031/",
    "/2031/goals/",
    "/2031/goals/3/",
    "/2031/goals/3/objectives/2/",
    "/2031/themes/",
    "/2031/themes/4/",
    "/2031/themes/4/commitments/1/",
    "/2031/sdgs/",
    "/2031/matrix/",
    "/compare/2023/2031/",
    "/compare/2017/2031/goals/3/",
]


def anew(row, **changes):
    """A copy of a row with these changes."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del values["id"]
    return type(row)._default_manager.create(**{**values, **changes})


def draft_edition():
    """The edition of 2023 once more, as a draft of 2031."""
    model = Edition.objects.get(year=2023)
    edition = anew(model, year=YEAR, published_on=None)
    for goal in model.goals.all():
        new_goal = anew(goal, edition_id=edition.pk)
        objectives = {item: anew(item, goal_id=new_goal.pk) for item in goal.objectives.all()}
        for item, new in objectives.items():
            for topic in item.topics.all():
                ObjectiveTopic.objects.create(content_object=new, tag=topic)
        for link in goal.sdg_links.all():
            new_link = anew(link, goal_id=new_goal.pk)
            new_link.targets.set(link.targets.all())
            new_link.objectives.set(objectives[item] for item in link.objectives.all())
        first = goal.objectives.get(number=1)
        Correspondence.objects.create(
            earlier=first, later=objectives[first], relation="unchanged", reason="The same words."
        )
    for theme in model.themes.all():
        new_theme = anew(theme, edition_id=edition.pk)
        for item in theme.commitments.all():
            new = anew(item, theme_id=new_theme.pk)
            for topic in item.topics.all():
                CommitmentTopic.objects.create(content_object=new, tag=topic)
    return edition


def publish(edition):
    edition.published_on = datetime.date(YEAR, 1, 1)
    edition.save()


def paths():
    return [entry["path"] for entry in public_addresses()]


def own_words(html):
    """A page's official words: what an address promises for good."""
    return read(html).texts.get("official", [])


def heading(html):
    return re.search(r"<h1.*?</h1>", html, re.DOTALL)[0]


def some(site):
    """The pages of every kind, of many objectives and commitments the first two of each parent."""
    return {
        address: page
        for address, page in site.items()
        if not re.search(r"(objectives|commitments)/([3-9]|\d\d)/", address)
    }


def test_a_draft_changes_no_byte_of_the_site_and_has_no_page(site):
    before = paths()

    draft_edition()

    client = Client()
    assert [
        address for address, page in some(site).items() if client.get(address).text != page.html
    ] == []
    assert {client.get(address).status_code for address in ITS_PAGES} == {404}
    assert paths() == before
    assert client.get("/goals/3/").headers["Location"] == "/2023/goals/3/"


def test_a_published_edition_is_everywhere(site):
    before = set(paths())

    publish(draft_edition())

    client = Client()
    new = set(paths()) - before
    comparisons = {path for path in new if path.startswith("/compare/")}
    assert {path.replace("2031", "2023") for path in new - comparisons} == {
        path for path in before if path.startswith(("/2023/", "/data/gpg-2023."))
    }
    assert comparisons == {
        f"/compare/{year}/2031/{goal}"
        for year in (2017, 2023)
        for goal in ("", *(f"goals/{number}/" for number in range(1, 8)))
    }
    assert {client.get(path).status_code for path in new} == {200}
    assert client.get("/goals/3/").headers["Location"] == "/2031/goals/3/"
    assert client.get("/T4.1").headers["Location"] == "/2031/themes/4/commitments/1/"
    assert client.get("/2031/3.2").headers["Location"] == "/2031/goals/3/objectives/2/"
    for address in ("/2017/goals/3/", "/2023/goals/3/"):
        assert "/2031/goals/3/" in read(client.get(address).text).links
    assert (
        "/2031/goals/3/objectives/1/" in read(client.get("/2023/goals/3/objectives/1/").text).links
    )
    assert any("#edition-2031" in link for link in read(client.get("/2031/goals/3/").text).links)
    assert "edition-2031" in read(client.get("/topics/terrorism/").text).ids
    assert "edition-2031" in read(client.get("/sdgs/16/").text).ids
    assert client.get("/").context["edition"]["year"] == YEAR
    assert client.get("/compare/").headers["Location"] == "/compare/2023/2031/"
    crosswalk = read(client.get("/2031/sdgs/").text)
    assert crosswalk.headings == read(client.get("/2023/sdgs/").text).headings
    assert "/2031/goals/1/#sdg-16-editorial" in crosswalk.links
    assert "/2031/sdgs/" in read(client.get("/2017/sdgs/").text).links
    # One that 2023 carried on from 2017, and 2031 from 2023, is followed over both.
    fates = read(client.get("/2017/goals/1/objectives/2/").text).texts["fate"]
    assert fates == [
        "Editorial 2031 edition: kept, as 1.1, broadened, then unchanged, by way of 2023 1.1."
        " Compare with 2031",
        "Editorial 2023 edition: kept, as 1.1, broadened. Compare with 2023",
    ]


def test_pinned_addresses_answer_with_the_same_words_after_a_new_edition(site):
    pinned = {
        address: page for address, page in site.items() if address.startswith(("/2017/", "/2023/"))
    }

    publish(draft_edition())

    client = Client()
    for address, page in pinned.items():
        response = client.get(address)
        assert response.status_code == 200, address
        # Words of the new edition are added only where a page shows its counterpart there.
        now = own_words(response.text)
        assert [words for words in own_words(page.html) if words not in now] == [], address
        assert heading(response.text) == heading(page.html), address
        assert read(response.text).title == page.title, address
    assert len(pinned) > 120


def test_links_of_the_new_edition_are_counted_in_it_only():
    publish(draft_edition())

    counts = {
        year: SdgLink.objects.filter(goal__edition__year=year).count() for year in (2023, YEAR)
    }
    assert counts[2023] == counts[YEAR] > 0
