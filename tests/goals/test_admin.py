"""The staff's forms for goals, objectives, SDG links and topics: what they save and refuse.

What the staff side promises of every model, of both apps, is tested in tests/themes/test_admin.py.
"""

import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.models import (
    Correspondence,
    Edition,
    Goal,
    NoCounterpart,
    Objective,
    Sdg,
    SdgLink,
    SdgTarget,
    Topic,
)
from goals.publishing import publish, retract

from ..builders import make_edition, make_goal, make_objective, make_target, make_topic
from ..html import read

GOAL = (2023, 1)
DRAFT = (2031, 1)
OBJECTIVE = (2023, 1, 2)


class FieldReader(HTMLParser):
    """The values that a browser would send of a page's forms if nobody touched them, by name."""

    def __init__(self, html):
        super().__init__()
        self.fields = {}
        self._name = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag in {"select", "textarea"}:
            self._name = found["name"]
            self.fields[self._name] = [] if tag == "select" else [""]
        elif tag == "option" and "selected" in found:
            self.fields[self._name].append(found["value"])
        elif tag == "input" and found.get("type") == "checkbox":
            if "checked" in found:
                self.fields.setdefault(found["name"], []).append(found.get("value", "on"))
        elif tag == "input" and "name" in found and found["type"] != "submit":
            self.fields[found["name"]] = [found.get("value", "")]

    def handle_data(self, data):
        if self.lasttag == "textarea" and self._name:
            self.fields[self._name][0] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            # The line break right after the tag is not part of the text.
            self.fields[self._name][0] = self.fields[self._name][0].removeprefix("\n")
        if tag in {"select", "textarea"}:
            self._name = None


def read_fields(response):
    return FieldReader(response.text).fields


def read_errors(response):
    """The sentences by which a form refuses."""
    return read(response.text).texts.get("errorlist", [])


def read_view_on_site(response):
    """Where the page's “view on site” leads: of its own row, not of the rows within."""
    return re.findall(r'<a href="([^"]+)" class="viewsitelink">View on site</a>', response.text)


def taken(path):
    return f"{path} is the address of something published, for good: choose what was never used."


def change_address(row):
    return f"/staff/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def save(client, address, changes):
    """Open a form, change some of its fields and save it: the page that answers.

    Where it lists what will change in public, that is confirmed.
    """
    untouched = {
        # Browsers send each line break of a text as two characters.
        name: [value.replace("\n", "\r\n") for value in values]
        for name, values in read_fields(client.get(address)).items()
    }
    response = client.post(address, {**untouched, **changes}, follow=True)
    if confirmed := read_fields(response).get("effects"):
        return client.post(address, {**untouched, **changes, "effects": confirmed}, follow=True)
    return response


def link_form(*, objectives=((2023, 2, 1),), targets=("16.4",), **changes):
    """What staff enter to link goal 2 of 2023 to SDG 16: as it is, a good link."""
    return {
        "goal": Goal.objects.get_by_natural_key(2023, 2).pk,
        "sdg": Sdg.objects.get(number=16).pk,
        "evidence": "editorial",
        "scope": "goal",
        "reason": "Both are about borders.",
        "basis": [Objective.objects.get_by_natural_key(*key).pk for key in objectives],
        "named_targets": [SdgTarget.objects.get_by_natural_key(code).pk for code in targets],
        **changes,
    }


def test_objective_list_needs_no_more_queries_for_more_rows(
    admin_client, django_assert_num_queries, db
):
    edition = make_edition()
    topics = (make_topic(slug="borders"), make_topic(slug="data"))
    goals = [make_goal(edition=edition, number=number) for number in (1, 2, 3)]
    for goal in goals:
        make_objective(goal=goal, topics=topics)
    with CaptureQueriesContext(connection) as for_3_rows:
        admin_client.get("/staff/goals/objective/")
    for goal in goals:
        for number in range(2, 11):
            make_objective(goal=goal, number=number, topics=topics)

    with django_assert_num_queries(len(for_3_rows)):
        response = admin_client.get("/staff/goals/objective/")

    assert "30 objectives" in read(response.text).texts["paginator"]


def test_goal_form_changes_an_objective_in_public_at_once(client, admin_client, world):
    goal = Goal.objects.get_by_natural_key(*GOAL)
    assert "Do 1.2 of 2023" in client.get("/2023/goals/1/").text

    save(admin_client, change_address(goal), {"objectives-1-text": "Seize what is smuggled"})

    page = client.get("/2023/goals/1/").text
    assert "Seize what is smuggled" in page
    assert "Do 1.2 of 2023" not in page
    assert [objective.text for objective in goal.objectives.order_by("number")] == [
        "Do 1.1 of 2023",
        "Seize what is smuggled",
    ]


def test_goal_form_adds_an_objective_in_public_at_once(client, admin_client, world):
    goal = Goal.objects.get_by_natural_key(*GOAL)
    added = {
        "objectives-TOTAL_FORMS": 3,
        "objectives-2-number": 3,
        "objectives-2-text": "Seize what is smuggled",
    }

    save(admin_client, change_address(goal), added)

    assert Objective.objects.get_by_natural_key(2023, 1, 3).text == "Seize what is smuggled"
    assert "Seize what is smuggled" in client.get("/2023/goals/1/objectives/3/").text


def test_goal_form_leaves_who_changed_what_in_the_history(admin_client, admin_user, world):
    goal = Goal.objects.get_by_natural_key(*GOAL)

    save(admin_client, change_address(goal), {"title": "Reach further"})

    assert list(goal.history.values_list("history_type", "history_user", "title")) == [
        ("~", admin_user.pk, "Reach further"),
        ("+", None, "Reach goal 1 of 2023"),
    ]
    untouched = goal.objectives.first().history
    assert list(untouched.values_list("history_type", "history_user")) == [("+", None)]


def test_goal_form_refuses_a_number_that_its_edition_has(admin_client, world):
    entered = {"edition": world.current.pk, "number": 1, "title": "T", "short_title": "S"}

    response = save(admin_client, "/staff/goals/goal/add/", {**entered, "locator": "L"})

    assert read_errors(response) == [taken("/2023/goals/1/")]
    assert sorted(world.current.goals.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        pytest.param((2031,), {"goals-1-number": 1}, id="a goal on its edition's form"),
        pytest.param(DRAFT, {"objectives-1-number": 1}, id="an objective on its goal's form"),
    ],
)
def test_form_refuses_a_number_given_twice_to_its_rows(admin_client, world, key, changes):
    make_objective(goal=Goal.objects.get_by_natural_key(*DRAFT), number=2)
    make_goal(edition=world.draft, number=2)
    owner = (Edition if len(key) == 1 else Goal).objects.get_by_natural_key(*key)
    rows = owner.goals if len(key) == 1 else owner.objectives

    response = save(admin_client, change_address(owner), changes)

    assert "Please correct the duplicate data for number." in read_errors(response)
    assert sorted(rows.values_list("number", flat=True)) == [1, 2]


def test_goal_form_exchanges_two_numbers_of_a_draft(admin_client, world):
    goal = Goal.objects.get_by_natural_key(*DRAFT)
    make_objective(goal=goal, number=2)
    changes = {"objectives-0-number": 2, "objectives-1-number": 1}

    response = save(admin_client, change_address(goal), changes)

    assert read_errors(response) == []
    assert list(goal.objectives.values_list("number", "text")) == [
        (1, "Do 1.2 of 2031"),
        (2, "Do 1.1 of 2031"),
    ]


def test_goal_form_refuses_to_exchange_two_published_numbers(admin_client, world):
    goal = Goal.objects.get_by_natural_key(*GOAL)
    changes = {"objectives-0-number": 2, "objectives-1-number": 1}

    response = save(admin_client, change_address(goal), changes)

    assert read_errors(response) == [
        taken("/2023/goals/1/objectives/2/"),
        taken("/2023/goals/1/objectives/1/"),
    ]
    assert list(goal.objectives.values_list("number", "text")) == [
        (1, "Do 1.1 of 2023"),
        (2, "Do 1.2 of 2023"),
    ]


def test_goal_form_refuses_to_exchange_two_retracted_numbers(admin_client, world):
    goal = Goal.objects.get_by_natural_key(*DRAFT)
    make_objective(goal=goal, number=2)
    publish(world.draft, "It is ready.")
    retract(world.draft, "It was not.")
    changes = {"objectives-0-number": 2, "objectives-1-number": 1}

    response = save(admin_client, change_address(goal), changes)

    assert read_errors(response) == [
        taken("/2031/goals/1/objectives/2/"),
        taken("/2031/goals/1/objectives/1/"),
    ]
    assert list(goal.objectives.values_list("number", "text")) == [
        (1, "Do 1.1 of 2031"),
        (2, "Do 1.2 of 2031"),
    ]


def test_objective_form_adds_a_topic_in_public_at_once(client, admin_client, world):
    objective = Objective.objects.get_by_natural_key(*OBJECTIVE)
    assert "/topics/borders/#edition-2023" not in client.get(objective.get_absolute_url()).text

    save(admin_client, change_address(objective), {"topics": [world.data.pk, world.borders.pk]})

    assert set(objective.topics.all()) == {world.borders, world.data}
    assert "/topics/borders/#edition-2023" in client.get(objective.get_absolute_url()).text
    assert objective.get_absolute_url() in read(client.get("/topics/borders/").text).links


def test_sdg_link_form_saves_a_link_with_its_targets(client, admin_client, world):
    response = save(admin_client, "/staff/goals/sdglink/add/", link_form(targets=("16.4", "16.a")))

    assert read_errors(response) == []
    link = SdgLink.objects.get_by_natural_key(2023, 2, 16, "editorial")
    assert [target.code for target in link.targets.all()] == ["16.4", "16.a"]
    assert [objective.full_code for objective in link.objectives.all()] == ["GPG2023-2.1"]
    assert "Both are about borders." in client.get("/2023/goals/2/").text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param(
            {"targets": ("16.4", "5.1")},
            "These belong to another SDG: 5.1. Take them out.",
            id="target of another SDG",
        ),
        pytest.param(
            {"objectives": (OBJECTIVE, (2023, 2, 1))},
            "These belong to another goal: GPG2023-1.2. Take them out.",
            id="objective of another goal",
        ),
        pytest.param(
            {"targets": ()},
            "An editorial link names a target: add at least one.",
            id="editorial without target",
        ),
        pytest.param(
            {"objectives": ()},
            "An editorial link rests on objectives: choose at least one.",
            id="editorial without objective",
        ),
        pytest.param(
            {"evidence": "stated"},
            "A stated link needs the source that states it.",
            id="stated without source",
        ),
        pytest.param(
            {"scope": "all"},
            "An editorial link is about this goal: set that scope.",
            id="editorial about all goals",
        ),
    ],
)
def test_sdg_link_form_refuses(admin_client, world, changes, sentence):
    make_target(sdg=Sdg.objects.get(number=5), item="1")

    response = save(admin_client, "/staff/goals/sdglink/add/", link_form(**changes))

    assert read_errors(response) == [sentence]
    assert set(SdgLink.objects.all()) == {world.link, world.draft_link}


def test_sdg_link_form_refuses_to_take_out_the_last_target(admin_client, world):
    changes = {"named_targets": [], "reason": "Other."}

    response = save(admin_client, change_address(world.link), changes)

    assert read_errors(response) == ["An editorial link names a target: add at least one."]
    world.link.refresh_from_db()
    assert world.link.reason == "Why goal 1 of 2023 bears on SDG 16."
    assert [target.code for target in world.link.targets.all()] == ["16.4", "16.a"]


@pytest.mark.parametrize("part", ["targets", "objectives"])
def test_deleting_what_an_editorial_link_rests_on_is_refused(admin_client, world, part):
    link_parts = getattr(world.draft_link, part)
    row = link_parts.get()

    admin_client.post(change_address(row).replace("change", "delete"), {"post": "yes"})

    assert list(link_parts.all()) == [row]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param((2023, 2, 1), (2017, 1, 1), id="from later to earlier"),
        pytest.param((2023, 1, 2), (2023, 2, 1), id="within one edition"),
    ],
)
def test_correspondence_form_refuses(admin_client, world, earlier, later):
    entered = {
        "earlier": Objective.objects.get_by_natural_key(*earlier).pk,
        "later": Objective.objects.get_by_natural_key(*later).pk,
        "relation": "reworded",
        "reason": "Both do the same.",
    }

    response = save(admin_client, "/staff/goals/correspondence/add/", entered)

    sentence = "Choose an objective of a later edition than the first one's."
    assert read_errors(response) == [sentence]
    assert Correspondence.objects.count() == 1


def test_correspondence_form_refuses_what_is_said_to_have_no_counterpart(admin_client, world):
    new = Objective.objects.get_by_natural_key(2023, 1, 2)
    entered = {
        "earlier": Objective.objects.get_by_natural_key(2017, 1, 1).pk,
        "later": new.pk,
        "relation": "split",
        "reason": "Both do the same.",
    }

    response = save(admin_client, "/staff/goals/correspondence/add/", entered)

    sentence = "GPG2023-1.2 is said to have no counterpart there: delete that first."
    assert read_errors(response) == [sentence]
    assert Correspondence.objects.count() == 1


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        (2017, "A correspondence with this edition exists: delete that one first."),
        (2023, "Choose another edition than the objective's."),
    ],
)
def test_form_refuses_no_counterpart(admin_client, world, year, sentence):
    entered = {
        "objective": Objective.objects.get_by_natural_key(2023, 1, 1).pk,
        "edition": Edition.objects.get(year=year).pk,
        "reason": "Nothing does the same.",
    }

    response = save(admin_client, "/staff/goals/nocounterpart/add/", entered)

    assert read_errors(response) == [sentence]
    assert NoCounterpart.objects.count() == 1


@pytest.mark.parametrize("key", [(2017, 1, 1), (2023, 1, 1)], ids=["as earlier", "as later"])
def test_deleting_an_objective_that_a_correspondence_names_is_refused(admin_client, world, key):
    objective = Objective.objects.get_by_natural_key(*key)
    one = change_address(objective).replace("change", "delete")
    marked = {"action": "delete_selected", "_selected_action": objective.pk}

    responses = [
        admin_client.post(one, {"post": "yes"}),
        admin_client.post("/staff/goals/objective/", {**marked, "post": "yes"}),
    ]

    for response in responses:
        assert "Cannot delete objective" in read(response.text).headings
        assert "GPG2017-1.1 – GPG2023-1.1 (reworded)" in response.text
    assert Objective.objects.filter(pk=objective.pk).exists()
    assert Correspondence.objects.count() == 1


def test_goal_form_refuses_to_delete_an_objective_that_a_correspondence_names(admin_client, world):
    goal = Goal.objects.get_by_natural_key(*GOAL)

    response = save(admin_client, change_address(goal), {"objectives-0-DELETE": "on"})

    assert read_errors(response) == [
        "Deleting objective GPG2023-1.1 Do 1.1 of 2023 would require deleting the following"
        " protected related objects: correspondence GPG2017-1.1 – GPG2023-1.1 (reworded)"
        " and objective that an SDG link rests on"
        " Goal 1 (2023): Goal 1 – SDG 16: SDG title 16 (editorial)"
    ]
    assert goal.objectives.count() == 2


@pytest.mark.parametrize(
    ("model", "key", "address"),
    [
        (Edition, (2023,), "/2023/"),
        (Goal, GOAL, "/2023/goals/1/"),
        (Objective, OBJECTIVE, "/2023/goals/1/objectives/2/"),
        (Sdg, (16,), "/sdgs/16/"),
        (Topic, ("borders",), "/topics/borders/"),
    ],
)
def test_view_on_site_leads_to_the_public_page(client, admin_client, world, model, key, address):
    form = admin_client.get(change_address(model.objects.get_by_natural_key(*key)))

    (link,) = read_view_on_site(form)
    response = admin_client.get(link, follow=True)

    assert response.request["PATH_INFO"] == address
    assert response.text == client.get(address).text


@pytest.mark.parametrize(
    ("model", "key"), [(Edition, (2031,)), (Goal, (2031, 1)), (Objective, (2031, 1, 1))]
)
def test_view_on_site_is_not_offered_for_a_draft(admin_client, world, model, key):
    draft = admin_client.get(change_address(model.objects.get_by_natural_key(*key)))

    assert read_view_on_site(draft) == []
    assert "2031" in draft.text


@pytest.mark.parametrize(("model", "key"), [(Edition, (2031,)), (Goal, (2031, 1))])
def test_view_on_site_is_not_offered_for_the_rows_of_a_draft(admin_client, world, model, key):
    draft = admin_client.get(change_address(model.objects.get_by_natural_key(*key)))

    assert "View on site" not in draft.text


def test_edition_form_keeps_the_paragraphs_of_the_foreword(admin_client, world):
    world.current.foreword = "One.\n\nTwo."
    world.current.save()

    save(admin_client, change_address(world.current), {"note": "Ours."})

    world.current.refresh_from_db()
    assert (world.current.note, world.current.paragraphs) == ("Ours.", ["One.", "Two."])


def test_sdg_form_completes_an_address_with_https(admin_client, world):
    save(admin_client, change_address(world.sdg), {"url": "sdgs.un.org/goals/goal16"})

    world.sdg.refresh_from_db()
    assert world.sdg.url == "https://sdgs.un.org/goals/goal16"


def test_goal_form_deletes_and_renumbers_in_one_save(admin_client, world):
    goal = Goal.objects.get_by_natural_key(*DRAFT)
    make_objective(goal=goal, number=2, text="The second")
    world.draft_link.delete()

    response = save(
        admin_client,
        change_address(goal),
        {"objectives-0-DELETE": "on", "objectives-1-number": 1},
    )

    assert read_errors(response) == []
    assert list(goal.objectives.values_list("number", "text")) == [(1, "The second")]


def test_goal_form_makes_room_in_the_middle(admin_client, world):
    """Each following number is still held by the next row while it is written."""
    goal = Goal.objects.get_by_natural_key(*DRAFT)
    make_objective(goal=goal, number=2)
    changes = {"objectives-0-number": 2, "objectives-1-number": 3}

    response = save(admin_client, change_address(goal), changes)

    assert read_errors(response) == []
    assert list(goal.objectives.values_list("number", "text")) == [
        (2, "Do 1.1 of 2031"),
        (3, "Do 1.2 of 2031"),
    ]


def test_rows_that_exchange_what_must_be_unique_are_told_how(admin_client, world):
    rows = list(world.borders.objectivetopic_items.all())
    changes = {
        "objectivetopic_items-0-content_object": rows[1].content_object_id,
        "objectivetopic_items-1-content_object": rows[0].content_object_id,
        "description": "Typed at the same time",
    }

    response = save(admin_client, change_address(world.borders), changes)

    sentence = (
        "Another row still holds this. Give that row another value or delete it, save, and then "
        "change this one."
    )
    assert read_errors(response) == [sentence, sentence]
    assert "Typed at the same time" in response.text
    assert list(world.borders.objectivetopic_items.all()) == rows


def test_source_form_keeps_the_text_to_the_last_white_space(admin_client, world):
    source = world.current.source
    source.text = "\n\n\nWords  \nof the document.\n\n\n"
    source.save()

    save(admin_client, change_address(source), {"note": "Ours."})

    source.refresh_from_db()
    assert (source.note, source.text) == ("Ours.", "\n\n\nWords  \nof the document.\n\n\n")


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        (lambda: Edition.objects.get(year=2023), "year", lambda: 2016),
        (lambda: Goal.objects.get_by_natural_key(2023, 1), "edition",
         lambda: Edition.objects.get(year=2017).pk),
        (lambda: Objective.objects.get_by_natural_key(2023, 1, 1), "goal",
         lambda: Goal.objects.get_by_natural_key(2023, 2).pk),
        (lambda: SdgTarget.objects.get_by_natural_key("16.4"), "sdg",
         lambda: Sdg.objects.get(number=5).pk),
    ],
    ids=["edition", "goal", "objective", "target"],
)  # fmt: skip
def test_a_row_keeps_its_place_in_the_framework(admin_client, world, row, field, value):
    before = row()

    save(admin_client, change_address(before), {field: value()})

    assert row().natural_key() == before.natural_key()
    assert getattr(row(), field) == getattr(before, field)


def reasons(model):
    """The reason of the latest change of any row of a model."""
    return model.history.values_list("history_type", "history_change_reason").first()


def test_the_reason_of_a_change_is_kept_with_the_row_and_those_saved_with_it(admin_client, world):
    # Of a draft: nothing published can be deleted.
    goal = Goal.objects.get_by_natural_key(2031, 1)
    make_objective(goal=goal, number=2)
    changes = {
        "title": "Reach further",
        "objectives-0-text": "Do more",
        "objectives-1-DELETE": "on",
        "change_reason": "The document was misread.",
    }

    response = save(admin_client, change_address(goal), changes)

    assert read_errors(response) == []
    history = goal.history.model.objects.filter(id=goal.pk).order_by("history_id").last()
    assert (history.title, history.history_change_reason) == (
        "Reach further",
        "The document was misread.",
    )
    rows = Objective.history.filter(history_change_reason="The document was misread.")
    assert sorted(rows.values_list("history_type", "text")) == [
        ("-", "Do 1.2 of 2031"),
        ("~", "Do more"),
    ]


def test_the_reason_comes_last_on_every_form(admin_client, world):
    for model in ("goal", "topic", "correspondence"):
        text = admin_client.get(f"/staff/goals/{model}/add/").text
        names = [name for name in read_fields_in_order(text) if "-" not in name and name[0] != "_"]
        assert names[-1] == "change_reason"


def read_fields_in_order(html):
    return list(FieldReader(html).fields)


def test_the_reason_of_a_deletion_is_kept(admin_client, world):
    address = change_address(Correspondence.objects.get()).replace("change", "delete")
    assert "change_reason" in read_fields(admin_client.get(address))

    admin_client.post(address, {"post": "yes", "change_reason": "They treat other matters."})

    assert reasons(Correspondence) == ("-", "They treat other matters.")


@pytest.mark.parametrize(
    ("model", "typed", "found"),
    [
        ("sdg", "SDG 16", ["SDG 16: SDG title 16"]),
        ("sdg", "sdg5", ["SDG 5: SDG title 5"]),
        ("sdgtarget", "16.4", ["16.4 Label of 16.4"]),
        ("sdgtarget", "SDG 16.a", ["16.a Label of 16.a"]),
    ],
)
def test_sdgs_and_targets_are_found_as_people_write_them(admin_client, world, model, typed, found):
    field = {"sdg": "sdg", "sdgtarget": "part"}[model]
    of = {"sdg": "sdglink", "sdgtarget": "sdglinktarget"}[model]
    asked = {"app_label": "goals", "model_name": of, "field_name": field, "term": typed}

    results = admin_client.get("/staff/autocomplete/", asked).json()["results"]

    assert [result["text"] for result in results] == found
