"""A page as data: its address, its headers, and where it leads on."""

import csv
import io

import pytest

from goals import answers
from goals.answers import CACHE_CONTROL
from goals.languages import English
from goals.models import EditorialTranslation, Permalink
from gpg_site.data_files.dictionary import LISTS

pytestmark = pytest.mark.django_db


def rows(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/", "/index.json"),
        ("/2023/", "/2023.json"),
        ("/2023/goals/3/", "/2023/goals/3.json"),
        ("/search/?q=a%2Fb", "/search.json?q=a%2Fb"),
        ("/topics/terrorism/#edition-2017", "/topics/terrorism.json"),
    ],
)
def test_data_stands_in_place_of_the_last_slash(address, data):
    assert answers.data_address(address, "json") == data
    assert (
        answers.page_address(data.partition("?")[0]) == address.partition("?")[0].partition("#")[0]
    )


def test_a_page_is_its_dictionary_without_the_frame(client, world):
    found = client.get("/2023/goals/1.json").json()

    assert list(found)[:2] == ["meta", "edition"]
    assert "frame" not in found
    assert found["goal"]["title"] == "Reach goal 1 of 2023"
    assert found["goal"]["url"] == "http://testserver/2023/goals/1/"
    assert found["objectives"][0]["topics"][0]["url"] == (
        "http://testserver/topics/borders/#edition-2023"
    )
    meta = found["meta"]
    assert meta["schema"] == answers.SCHEMA
    assert meta["url"] == meta["pinned_url"] == "http://testserver/2023/goals/1/"
    assert meta["data_url"] == "http://testserver/2023/goals/1.json"
    assert (meta["edition"], meta["withdrawn"]) == (2023, None)


def test_a_page_in_english_falls_back_to_nothing(client, world):
    meta = client.get("/2023/goals/1.json").json()["meta"]

    assert (meta["language"], meta["in_english"]) == ("en", [])


@pytest.fixture
def in_french(world):
    """A goal whose short title an editor translated, and whose title nobody."""
    EditorialTranslation.objects.create(language="fr", english="Goal 1", text="But 1")
    return world


def at(pointer, value):
    """What stands in an answer at a JSON Pointer."""
    for step in pointer.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        value = value[int(step) if isinstance(value, list) else step]
    return value


def test_an_answer_says_what_is_in_english_in_it(client, in_french):
    english = client.get("/2023/goals/1.json").json()
    response = client.get("/fr/2023/goals/1.json")
    found = response.json()

    meta = found["meta"]
    assert response.headers["Content-Language"] == meta["language"] == "fr"
    assert meta["url"] == "http://testserver/fr/2023/goals/1/"
    assert meta["data_url"] == "http://testserver/fr/2023/goals/1.json"
    assert meta["official"] != english["meta"]["official"]
    assert found["goal"]["short_title"] == "But 1"
    assert "/goal/title" in meta["in_english"]
    assert "/objectives/0/text" in meta["in_english"]
    assert "/goal/short_title" not in meta["in_english"]
    for pointer in meta["in_english"]:
        assert at(pointer, found) == at(pointer, english), pointer
    # Names and codes are the same in every language.
    assert [pointer for pointer in meta["in_english"] if pointer.endswith(("code", "url"))] == []


@pytest.mark.parametrize(
    "address",
    ["/compare/2017/2023.json", "/2023/sdgs.json", "/data.json", "/topics/borders.json"],
)
def test_what_nobody_translated_is_pointed_at(client, in_french, address):
    english, found = client.get(address).json(), client.get(f"/fr{address}").json()

    pointed = {at(pointer, found) for pointer in found["meta"]["in_english"]}
    assert pointed != set()
    assert {at(pointer, english) for pointer in found["meta"]["in_english"]} == pointed


def test_a_pointer_is_escaped():
    page = {"a/b": {"c~d": [English("words"), "mots"]}}

    assert list(answers.pointers(page)) == ["/a~1b/c~0d/0"]


def test_what_is_not_there_is_said_in_the_language_of_the_address(client, world):
    response = client.get("/fr/2023/goals/9.json")

    assert response.status_code == 404
    meta = response.json()["meta"]
    assert (meta["language"], response.headers["Content-Language"]) == ("fr", "fr")


def test_a_page_of_no_edition_is_not_pinned(client, world):
    meta = client.get("/sdgs/16.json").json()["meta"]

    assert (meta["edition"], meta["pinned_url"]) == (None, None)


def test_a_list_is_rows_with_named_columns(client, world):
    response = client.get("/2023/goals.csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="gpg-2023-goals.csv"'
    head, first, *rest = rows(response)
    assert dict(zip(head, first, strict=True)) == {
        "year": "2023",
        "goal": "1",
        "goal_title": "Reach goal 1 of 2023",
        "short_title": "Goal 1",
        "code": "1.1",
        "full_code": "GPG2023-1.1",
        "text": "Do 1.1 of 2023",
        "note": "",
        "topics": "Borders; Data",
        "url": "http://testserver/2023/goals/1/objectives/1/",
        "in_english": "",
    }
    assert [row[4] for row in rest] == ["1.2", "2.1"]


def test_a_row_says_what_is_in_english_in_it(client, in_french):
    head, first, *_rest = rows(client.get("/fr/2023/goals.csv"))
    told = dict(zip(head, first, strict=True))

    assert (told["short_title"], told["text"]) == ("But 1", "Do 1.1 of 2023")
    assert told["in_english"] == "goal_title; text; topics"
    assert told["url"] == "http://testserver/fr/2023/goals/1/objectives/1/"


def test_wordings_side_by_side_are_in_english(client, in_french):
    head, first, *_rest = rows(client.get("/fr/compare/2017/2023.csv"))
    told = dict(zip(head, first, strict=True))

    assert told["earlier_text"] == "Do 1.1 of 2017"
    assert told["in_english"] == "earlier_text; later_text; reason"


def test_every_list_ends_with_what_is_in_english():
    assert {table.columns[-1] for table in LISTS.values()} == {"in_english"}
    assert not any("in_english" in table.columns[:-1] for table in LISTS.values())


def test_a_comparison_has_each_pair_once_and_what_is_in_none(client, world):
    head, *found = rows(client.get("/compare/2017/2023.csv"))

    told = [dict(zip(head, row, strict=True)) for row in found]
    assert [(row["earlier_code"], row["later_code"], row["relation"]) for row in told] == [
        ("1.1", "1.1", "reworded"),
        ("", "1.2", "new"),
        ("", "2.1", "not compared"),
    ]
    assert (told[0]["earlier_text"], told[0]["later_text"]) == ("Do 1.1 of 2017", "Do 1.1 of 2023")


def test_the_crosswalk_has_what_was_considered_too(client, world):
    head, *found = rows(client.get("/2023/sdgs.csv"))

    told = [dict(zip(head, row, strict=True)) for row in found]
    assert [(row["goal"], row["sdg"], row["evidence"], row["targets"]) for row in told] == [
        ("1", "16", "editorial", "16.4; 16.a"),
        ("2", "16", "considered", "16.4"),
    ]


def test_what_is_no_list_has_no_rows(client, world):
    assert client.get("/2023/goals/1.csv").status_code == 404


def test_an_answer_may_be_read_by_any_site_and_kept(client, world):
    response = client.get("/2023/goals/1.json")

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Cache-Control"] == CACHE_CONTROL
    assert response.headers["ETag"].startswith('"')
    assert "Cookie" not in response.headers.get("Vary", "")

    again = client.get("/2023/goals/1.json", headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    head = client.head("/2023/goals/1.json")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == response.headers["ETag"]


def test_a_change_gives_another_tag(client, world):
    before = client.get("/2023/goals/1.json").headers["ETag"]
    world.link.goal.note = "Changed."
    world.link.goal.save()

    assert client.get("/2023/goals/1.json").headers["ETag"] != before


@pytest.mark.parametrize(
    ("address", "status", "target"),
    [
        ("/goals.json", 302, "/2023/goals.json"),
        ("/goals.csv", 302, "/2023/goals.csv"),
        ("/goals/1.json", 302, "/2023/goals/1.json"),
        ("/goals/1/objectives/2.json", 302, "/2023/goals/1/objectives/2.json"),
        ("/themes/2.json", 302, "/2023/themes/2.json"),
        ("/themes/1/commitments/1.json", 302, "/2023/themes/1/commitments/1.json"),
        ("/compare.json", 302, "/compare/2017/2023.json"),
        ("/compare/2023/2017.json", 301, "/compare/2017/2023.json"),
    ],
)
def test_what_leads_on_leads_data_to_data(client, world, address, status, target):
    response = client.get(address)

    assert (response.status_code, response.headers["Location"]) == (status, target)
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_the_data_of_a_moved_address_moves_with_it(client, world):
    world.borders.slug = "frontiers"
    world.borders.save()

    for ending in ("json", "csv"):
        response = client.get(f"/topics/borders.{ending}")
        assert (response.status_code, response.headers["Location"]) == (
            301,
            f"/topics/frontiers.{ending}",
        )
        assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_what_was_withdrawn_says_so(client, world):
    row = Permalink.objects.get(path="/2023/goals/1/objectives/2/")
    row.state, row.reason = "withdrawn", "It was merged."
    row.save()
    row.became.add(Permalink.objects.get(path="/2023/goals/1/objectives/1/"))

    found = client.get("/2023/goals/1/objectives/2.json").json()

    assert found["objective"]["text"] == "Do 1.2 of 2023"
    assert found["meta"]["withdrawn"] == {
        "reason": "It was merged.",
        "became": [
            {
                "label": "GPG2023-1.1",
                "url": "http://testserver/2023/goals/1/objectives/1/",
            }
        ],
    }


@pytest.mark.parametrize(
    "address",
    ["/2023/goals/9.json", "/2031.json", "/2031/goals/1.json", "/nothing.json", "/topics/x.json"],
)
def test_what_is_not_there_is_a_404_in_json(client, world, address):
    response = client.get(address)

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" not in response.headers
    assert response.json()["asked"] == address


def test_a_404_says_where_the_unit_is(client, world):
    found = client.get("/2017/goals/2.json").json()

    assert found["unit"] == "goal 2 in the 2017 edition"
    assert [link["url"] for link in found["elsewhere"]] == ["http://testserver/2023/goals/2/"]


def test_a_draft_is_nowhere_in_the_data(client, world):
    for address in ("/index.json", "/2023/goals/1.json", "/sdgs/16.json", "/topics/borders.json"):
        assert "2031" not in client.get(address).text, address
    assert "2031" not in client.get("/sdgs/16.csv").text


def test_a_question_is_part_of_the_address(client, world):
    found = client.get("/search.json?q=borders&junk=1").json()

    assert found["meta"]["url"] == "http://testserver/search/?q=borders"
    assert found["question"] == "borders"


def test_a_program_that_asks_for_a_code_gets_an_answer_and_is_not_led_away(client, world):
    assert client.get("/search/?q=GPG2023-1.2").status_code == 302

    found = client.get("/search.json?q=GPG2023-1.2").json()

    assert [hit["code"] for hit in found["candidates"]] == ["1.2"]


def test_the_quote_finder_answers_in_json(client, world):
    found = client.get("/quote.json?q=Do+1.1+of+2023").json()

    assert [one["verdict"] for one in found["findings"]] == ["verbatim"]
    assert found["findings"][0]["pieces"] == [{"kind": "same", "text": "Do 1.1 of 2023"}]


def test_data_can_only_be_read(client, world):
    assert client.post("/2023/goals/1.json").status_code == 405
    assert client.post("/quote.json", {"q": "Do"}).status_code == 405


def test_in_a_preview_data_leads_on_within_it(admin_client, world):
    before = "/staff/preview/2031"
    page = admin_client.get(f"{before}/2031/goals/1/")
    assert f'href="{before}/2031/goals/1.json"' in page.text

    response = admin_client.get(f"{before}/2031/goals/1.json")

    assert response.headers["Cache-Control"] == "no-store"
    meta = response.json()["meta"]
    assert meta["url"] == f"http://testserver{before}/2031/goals/1/"
    assert meta["data_url"] == f"http://testserver{before}/2031/goals/1.json"
    led = admin_client.get(f"{before}/goals/1.json")
    assert led.headers["Location"] == f"{before}/2031/goals/1.json"
    missing = admin_client.get(f"{before}/2031/goals/9.json")
    assert (missing.status_code, missing.json()["asked"]) == (404, "/2031/goals/9.json")
