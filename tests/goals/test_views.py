import pytest

from goals.models import Correspondence, Edition, Goal, Objective, Sdg, SdgLink, Topic
from tests.builders import (
    make_goal,
    make_link,
    make_objective,
    make_source,
    make_target,
    make_topic,
)
from tests.html import read

pytestmark = pytest.mark.django_db


def context(client, address):
    """The typed dictionary that the page at `address` was rendered from."""
    return client.get(address).context


def switcher(client, address):
    frame = context(client, address)["frame"]
    return [
        (item["year"], item["url"], item["is_here"], item["keeps"]) for item in frame["switcher"]
    ]


def test_edition_shows_its_goals_themes_and_source(client, world):
    page = read(client.get("/2023/").text)

    assert page.headings == ["Goals of 2023"]
    assert page.texts["foreword"] == ["Foreword of 2023."]
    for link in ("/2023/goals/1/", "/2023/goals/2/", "/2023/themes/1/", "/2023/themes/2/"):
        assert link in page.links
    assert "/about/sources/#doc-2023" in page.links


def test_an_edition_says_once_that_its_numbers_are_ours(client, world):
    assert client.get("/2023/").text.count("they count the bullets in printed order") == 1


def test_an_edition_without_themes_shows_none(client, world):
    page = read(client.get("/2017/").text)

    assert "Themes" not in page.texts["site-header__nav"][0]
    assert not any("themes" in link for link in page.links)
    assert client.get("/2017/themes/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/2031/",
        "/2031/goals/",
        "/2031/sdgs/",
        "/2031/matrix/",
        "/2031/goals/1/",
        "/2031/goals/1/objectives/1/",
        "/2031/themes/",
        "/2031/themes/1/",
        "/2031/themes/1/commitments/1/",
        "/2031/1.1",
    ],
)
def test_a_draft_is_not_found_until_it_is_published(client, world, address):
    assert client.get(address).status_code == 404

    Edition.objects.filter(year=2031).update(published_on="2031-01-01")
    assert client.get(address, follow=True).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/", "/2023/", "/2023/goals/1/", "/2023/goals/1/objectives/1/", "/2023/sdgs/", "/2023/matrix/",
     "/sdgs/", "/sdgs/16/", "/topics/", "/topics/borders/", "/topics/data/", "/2023/themes/1/",
     "/about/sources/", "/changes/"],
)  # fmt: skip
def test_nothing_of_a_draft_shows_on_public_pages(client, world, address):
    text = client.get(address).text

    assert "2031" not in text


def test_goal_shows_objectives_with_fragments_in_order(client, world):
    page = read(client.get("/2023/goals/1/").text)

    assert page.headings == ["Reach goal 1 of 2023"]
    assert page.texts["provision__code"] == ["1.1", "1.2"]
    assert {"1.1", "1.2"} <= set(page.ids)
    assert "Do 1.1 of 2023" in page.texts["official"]


def test_goal_leads_to_themes_strongest_first_saying_which_topics(client, world):
    themes = context(client, "/2023/goals/1/")["themes"]

    assert [(theme["roman"], [topic["name"] for topic in theme["shared"]]) for theme in themes] == [
        ("I", ["Data"]),
        ("II", []),
    ]


def test_goal_leads_to_the_same_goal_of_other_public_editions(client, world):
    others = context(client, "/2023/goals/1/")["other_editions"]

    assert [goal["url"] for goal in others] == ["/2017/goals/1/"]


def test_goal_has_neighbours_within_its_edition(client, world):
    first, second = (context(client, f"/2023/goals/{number}/") for number in (1, 2))

    assert (first["previous"], first["next"]["url"]) == (None, "/2023/goals/2/")
    assert (second["previous"]["url"], second["next"]) == ("/2023/goals/1/", None)


def test_goal_shows_what_a_link_to_an_sdg_rests_on(client, world):
    (statement,) = context(client, "/2023/goals/1/")["statements"]

    assert statement["evidence"] == "editorial"
    assert [target["code"] for target in statement["targets"]] == ["16.4", "16.a"]
    assert [ref["url"] for ref in statement["objectives"]] == ["/2023/goals/1/objectives/1/"]
    assert statement["source"] is None
    page = read(client.get("/2023/goals/1/").text)
    assert page.texts["statement__reason"] == ["Why goal 1 of 2023 bears on SDG 16."]
    assert page.texts["statement__basis"] == ["Rests on 1.1"]


def test_a_stated_link_comes_before_an_editorial_one_and_names_its_source(client, world):
    make_link(goal=world.link.goal, sdg=world.sdg, source=make_source(key="page", title="A page"))

    statements = context(client, "/2023/goals/1/")["statements"]

    assert [(item["evidence"], item["anchor"]) for item in statements] == [
        ("stated", "sdg-16-stated"),
        ("editorial", "sdg-16-editorial"),
    ]
    assert statements[0]["source"]["title"] == "A page"


def test_goal_switcher_keeps_the_goal_where_there_is_one(client, world):
    assert switcher(client, "/2023/goals/1/") == [
        (2023, "/2023/goals/1/", True, "unit"),
        (2017, "/2017/goals/1/", False, "unit"),
    ]
    assert switcher(client, "/2023/goals/2/") == [
        (2023, "/2023/goals/2/", True, "unit"),
        (2017, "/2017/", False, ""),
    ]


def test_objective_switcher_follows_the_correspondence(client, world):
    assert switcher(client, "/2023/goals/1/objectives/1/") == [
        (2023, "/2023/goals/1/objectives/1/", True, "unit"),
        (2017, "/2017/goals/1/objectives/1/", False, "unit"),
    ]


def test_objective_switcher_leads_to_the_goal_where_nothing_corresponds(client, world):
    """A number alone doesn't make two objectives the same."""
    Correspondence.objects.all().delete()

    assert switcher(client, "/2023/goals/1/objectives/1/") == [
        (2023, "/2023/goals/1/objectives/1/", True, "unit"),
        (2017, "/2017/goals/1/", False, "parent"),
    ]


@pytest.mark.parametrize(
    ("address", "words", "target"),
    [
        ("/2017/", "See it in the 2023 edition", "/2023/"),
        ("/2017/goals/1/", "See it in the 2023 edition", "/2023/goals/1/"),
        (
            "/2017/goals/1/objectives/1/",
            "See it in the 2023 edition",
            "/2023/goals/1/objectives/1/",
        ),
        ("/2017/goals/1/objectives/2/", "See its goal in the 2023 edition", "/2023/goals/1/"),
        ("/2017/goals/7/", "Go to the 2023 edition", "/2023/"),
    ],
)
def test_a_page_of_an_older_edition_says_so(client, world, address, words, target):
    make_objective(goal=Goal.objects.get(edition=world.old), number=2)
    make_goal(edition=world.old, number=7)

    page = read(client.get(address).text)

    assert page.texts["edition-bar__notice"] == [
        f"This is the 2017 edition. The current edition is that of 2023. {words}"
    ]
    assert target in page.links


def test_a_page_of_the_current_edition_has_no_notice(client, world):
    assert "edition-bar__notice" not in read(client.get("/2023/goals/1/").text).texts


def test_objective_shows_its_words_and_its_context(client, world):
    page = read(client.get("/2023/goals/1/objectives/1/").text)

    assert page.headings == ["Do 1.1 of 2023"]
    assert "/2023/goals/1/#1.1" in page.links
    assert "/2023/goals/1/objectives/2/" in page.links
    assert "/topics/borders/#edition-2023" in page.links
    assert "/sdgs/16/#edition-2023" in page.links


def test_objective_steps_go_on_across_goals(client, world):
    last_of_first = context(client, "/2023/goals/1/objectives/2/")
    first_of_second = context(client, "/2023/goals/2/objectives/1/")

    assert last_of_first["next"] == {"code": "2.1", "url": "/2023/goals/2/objectives/1/"}
    assert first_of_second["previous"] == {"code": "1.2", "url": "/2023/goals/1/objectives/2/"}
    assert first_of_second["next"] is None


def test_related_provisions_put_the_rarest_topic_first(client, world):
    """`data` has three members in 2023, `borders` two: what shares borders comes first."""
    page = context(client, "/2023/goals/1/objectives/1/")

    assert [item["code"] for item in page["related_objectives"]] == ["2.1", "1.2"]
    assert [item["code"] for item in page["related_commitments"]] == ["T1.1"]
    assert [topic["name"] for topic in page["related_objectives"][0]["shared"]] == ["Borders"]


def test_objective_shows_what_corresponds_to_it(client, world):
    later = context(client, "/2017/goals/1/objectives/1/")["later"]
    earlier = context(client, "/2023/goals/1/objectives/1/")["earlier"]

    assert [(ref["full_code"], ref["relation"]) for ref in later] == [("GPG2023-1.1", "reworded")]
    assert [(ref["full_code"], ref["reason"]) for ref in earlier] == [
        ("GPG2017-1.1", "Both do the same.")
    ]


def test_a_correspondence_with_a_draft_stays_hidden(client, world):
    hidden = Objective.objects.get(goal__edition=world.draft)
    shown = Objective.objects.get(goal__edition=world.current, text="Do 1.2 of 2023")
    Correspondence.objects.create(
        earlier=shown, later=hidden, relation="reworded", reason="Not public yet."
    )

    assert context(client, shown.get_absolute_url())["later"] == []


def test_a_note_and_a_completion_are_marked_as_ours(client, world):
    Objective.objects.filter(text="Do 1.2 of 2023").update(
        text="Do 1.2 [of 2023]", note="The line is cut."
    )

    page = read(client.get("/2023/goals/1/objectives/2/").text)

    assert page.headings == ["Do 1.2 [of 2023]"]
    assert "[of 2023]" in page.texts["completion"]
    assert page.texts["editorial-note"] == ["Note The line is cut."]


def test_official_words_are_escaped(client, world):
    Objective.objects.filter(text="Do 1.2 of 2023").update(text="Do <b>&amp; [<i>]")

    text = client.get("/2023/goals/1/objectives/2/").text

    assert "Do &lt;b&gt;&amp;amp; " in text
    assert '<span class="completion">[&lt;i&gt;]</span>' in text


def test_sdg_list_shows_goals_by_edition_and_what_is_not_linked(client, world):
    sdgs = context(client, "/sdgs/")["sdgs"]

    assert [(item["sdg"]["number"], len(item["editions"])) for item in sdgs] == [(5, 0), (16, 1)]
    (linked,) = sdgs[1]["editions"][0]["goals"]
    assert (linked["goal"]["url"], linked["evidence"]) == ("/2023/goals/1/", ["editorial"])
    assert "No link recorded: that is not a “no”." in client.get("/sdgs/").text


def test_sdg_leads_back_to_goals_with_evidence_and_reason(client, world):
    page = read(client.get("/sdgs/16/").text)

    assert page.headings == ["SDG 16: SDG title 16"]
    assert page.texts["statement__reason"] == ["Why goal 1 of 2023 bears on SDG 16."]
    assert page.texts["statement__goals"] == ["1 Goal 1"]
    assert "/2023/goals/1/#sdg-16-editorial" in page.links
    assert "https://sdgs.un.org/goals/goal16" in page.links
    assert "http://metadata.un.org/sdg/16.4" in page.links
    assert {"edition-2023", "16.4", "16.a"} <= set(page.ids)
    assert "edition-2031" not in page.ids


def test_sdg_shows_what_is_said_of_several_goals_once(client, world):
    source = make_source(key="page", title="A page")
    for goal in Goal.objects.filter(edition=world.current):
        link = make_link(goal=goal, sdg=world.sdg, source=source)
        SdgLink.objects.filter(pk=link.pk).update(scope="all", reason="All goals do.")

    (edition,) = context(client, "/sdgs/16/")["editions"]

    assert [
        ([item["url"] for item in together["goals"]], together["statement"]["reason"])
        for together in edition["statements"]
    ] == [
        (["/2023/goals/1/#sdg-16-stated", "/2023/goals/2/#sdg-16-stated"], "All goals do."),
        (["/2023/goals/1/#sdg-16-editorial"], "Why goal 1 of 2023 bears on SDG 16."),
    ]


def test_provisions_offer_a_pinned_and_an_undated_link_to_copy(client, world):
    page = read(client.get("/2023/goals/1/").text)

    assert page.texts["copy"][0] == (
        "Copy link to 1.1 This wording (2023 edition) of 1.1 Whatever is current as 1.1"
    )
    assert "/2023/goals/1/objectives/1/" in page.links
    assert "/goals/1/objectives/1/" in page.links


def test_the_navigation_marks_the_page_that_is_shown(client, world):
    text = client.get("/2023/goals/").text

    assert '<a href="/2023/goals/" aria-current="page">Goals</a>' in text
    assert text.count('aria-current="page"') == 1


def test_sdg_without_links_says_that_it_was_not_assessed(client, world):
    assert "It has not been assessed" in client.get("/sdgs/5/").text


def test_a_target_that_only_a_draft_names_is_not_shown(client, world):
    world.link.targets.remove(world.draft_link.targets.get())

    page = context(client, "/sdgs/16/")

    assert [item["target"]["code"] for item in page["targets"]] == ["16.a"]


def test_topics_and_targets_stand_in_their_order_whenever_they_were_made(client, world):
    """Grouped rows lose the order of their model."""
    for slug in ("weapons", "analysis"):
        make_topic(slug=slug)
    sdg, goal = Sdg.objects.get(number=16), Goal.objects.get_by_natural_key(2023, 2)
    objective = goal.objectives.get()
    targets = [make_target(sdg=sdg, item=item) for item in ("c", "10", "9", "b")]
    SdgLink.objects.filter(goal=goal).delete()
    make_link(goal=goal, sdg=sdg, targets=tuple(targets), objectives=(objective,))

    topics = [topic["slug"] for topic in context(client, "/topics/")["topics"]]
    shown = [each["target"]["code"] for each in context(client, "/sdgs/16/")["targets"]]

    assert topics == sorted(topics)
    assert {"weapons", "analysis"} < set(topics)
    made = {f"16.{target.item}" for target in targets}
    assert [code for code in shown if code in made] == ["16.9", "16.10", "16.b", "16.c"]


def test_topic_list_counts_public_members(client, world):
    topics = context(client, "/topics/")["topics"]

    counts = {topic["slug"]: (topic["objectives"], topic["commitments"]) for topic in topics}
    assert counts == {"borders": (3, 0), "data": (2, 1)}


def test_topic_groups_members_by_edition_and_kind(client, world):
    editions = context(client, "/topics/borders/")["editions"]

    assert [
        (group["year"], [item["code"] for item in group["objectives"]], group["commitments"])
        for group in editions
    ] == [(2023, ["1.1", "2.1"], []), (2017, ["1.1"], [])]


def test_topic_leads_to_the_topics_that_stand_beside_it(client, world):
    assert [topic["slug"] for topic in context(client, "/topics/borders/")["neighbours"]] == [
        "data"
    ]


def test_a_topic_without_members_says_so(client, world):
    Topic.objects.create(slug="empty", name="Empty", description="Nothing yet.")

    assert "No objective and no commitment has this topic yet." in client.get("/topics/empty/").text
