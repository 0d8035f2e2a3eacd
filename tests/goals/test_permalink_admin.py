"""What staff can do to an address: withdraw it, take that back, and nothing else."""

import pytest

from goals.models import Edition, Goal, Objective, Permalink, Topic

from ..builders import make_objective
from ..html import read
from .test_admin import change_address, read_errors, save, taken

pytestmark = pytest.mark.django_db

OLD, NEW = "/2023/goals/1/objectives/2/", "/2023/goals/1/objectives/1/"


def permalink(path):
    return Permalink.objects.get(path=path)


def withdraw(client, path, *became, **changes):
    entered = {
        "state": "withdrawn",
        "reason": "It was merged into another.",
        "became": [permalink(other).pk for other in became],
    }
    return save(client, change_address(permalink(path)), {**entered, **changes})


def test_a_withdrawn_objective_keeps_its_page_and_says_what_it_became(client, admin_client, world):
    assert read_errors(withdraw(admin_client, OLD, NEW)) == []

    response = client.get(OLD)
    page = read(response.text)
    assert (response.status_code, page.headings) == (200, ["Do 1.2 of 2023"])
    assert page.canonical == ""
    assert '<meta name="robots" content="noindex">' in response.text
    assert page.texts["withdrawn"] == [
        "Withdrawn. It was merged into another. What follows are its words as they were "
        "published. It became: GPG2023-1.1"
    ]
    assert NEW in page.links


def test_a_goal_marks_only_the_withdrawn_of_its_objectives(client, admin_client, world):
    withdraw(admin_client, OLD, NEW)

    page = read(client.get("/2023/goals/1/").text)

    shown = [text.startswith(f"{code} withdrawn") for code, text in
             zip(("1.1", "1.2"), page.texts["provision"], strict=True)]  # fmt: skip
    assert shown == [False, True]
    assert page.canonical != ""


@pytest.mark.parametrize("path", ["/2023/", "/2023/goals/1/", "/2023/themes/1/",
    "/2023/themes/1/commitments/1/", "/sdgs/16/", "/topics/borders/"])  # fmt: skip
def test_any_unit_can_be_withdrawn(client, admin_client, world, path):
    withdraw(admin_client, path, became=[])

    page = read(client.get(path).text)

    assert (len(page.texts["withdrawn"]), page.canonical) == (1, "")
    assert "withdrawn" not in read(client.get("/2017/").text).texts


def test_a_withdrawal_is_taken_back(client, admin_client, world):
    withdraw(admin_client, OLD, NEW)

    response = withdraw(admin_client, OLD, state="live", reason="", became=[])

    assert read_errors(response) == []
    assert "withdrawn" not in read(client.get(OLD).text).texts


def test_withdrawing_names_where_what_it_became_is_now(client, admin_client, world):
    withdraw(admin_client, OLD, NEW)
    objective = Objective.objects.get_by_natural_key(2023, 1, 1)
    objective.number = 9
    objective.save()

    assert "GPG2023-1.9" in read(client.get(OLD).text).texts["withdrawn"][0]


@pytest.mark.parametrize(
    ("became", "changes", "sentence"),
    [
        ([NEW], {"state": "live", "reason": ""},
         "What is live became nothing else: withdraw it, or leave this empty."),
        ([OLD], {}, "Nothing becomes itself: choose another address."),
        (["/topics/frontiers/"], {},
         "/topics/frontiers/ moved to /topics/borders/: choose that one."),
        ([], {"reason": ""},
         "A withdrawn address, and no other, needs a reason that its readers will see."),
        ([], {"state": "live"},
         "A withdrawn address, and no other, needs a reason that its readers will see."),
        ([], {"state": "moved"},
         "Select a valid choice. moved is not one of the available choices."),
    ],
)  # fmt: skip
def test_nonsense_is_refused(admin_client, world, became, changes, sentence):
    Permalink.objects.create(path="/topics/frontiers/", state="moved", target="/topics/borders/")

    response = withdraw(admin_client, OLD, *became, **changes)

    assert read_errors(response) == [sentence]
    assert permalink(OLD).state == "live"


def test_a_moved_address_can_only_be_read(admin_client, world):
    row = Permalink.objects.create(path="/topics/old/", state="moved", target="/topics/borders/")

    withdraw(admin_client, row.path)

    row.refresh_from_db()
    assert (row.state, row.target, row.reason) == ("moved", "/topics/borders/", "")


@pytest.mark.parametrize("page", ["add/", "{pk}/delete/"])
def test_staff_neither_add_nor_delete_an_address(admin_client, world, page):
    address = "/staff/goals/permalink/" + page.format(pk=permalink(OLD).pk)

    assert admin_client.get(address).status_code == 403
    assert admin_client.post(address, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    ("find", "path"),
    [
        (lambda: Objective.objects.get_by_natural_key(2023, 2, 1), "/2023/goals/2/objectives/1/"),
        (lambda: Topic.objects.get(slug="data"), "/topics/data/"),
    ],
)
def test_deleting_what_is_published_is_refused_with_what_to_do(admin_client, world, find, path):
    row = find()
    one = change_address(row).replace("change", "delete")
    marked = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}

    for response in (
        admin_client.post(one, {"post": "yes"}),
        admin_client.post(one.rsplit("/", 3)[0] + "/", marked),
    ):
        assert "Cannot delete" in read(response.text).headings[-1]
        assert f"is published: withdraw {path} under Permalinks instead" in response.text
    assert find() == row


def test_goal_form_refuses_to_delete_a_published_objective(admin_client, world):
    goal = Goal.objects.get_by_natural_key(2023, 1)
    make_objective(goal=goal, number=3)

    response = save(admin_client, change_address(goal), {"objectives-2-DELETE": "on"})

    assert read_errors(response) == [
        "GPG2023-1.3 is published: withdraw /2023/goals/1/objectives/3/ under Permalinks instead, "
        "and say what it became."
    ]
    assert goal.objectives.count() == 3


def test_topic_form_moves_a_topic_and_refuses_a_slug_on_record(client, admin_client, world):
    save(admin_client, change_address(world.borders), {"slug": "frontiers"})
    assert client.get("/topics/borders/").headers["Location"] == "/topics/frontiers/"

    response = save(admin_client, change_address(world.data), {"slug": "borders"})

    assert read_errors(response) == [taken("/topics/borders/")]


def test_topic_form_refuses_a_slug_that_no_address_can_have(admin_client, world):
    response = save(admin_client, change_address(world.data), {"slug": "données"})

    assert len(read_errors(response)) == 1
    assert Topic.objects.get(pk=world.data.pk).slug == "data"


@pytest.mark.parametrize("find", ["current", "draft"])
def test_edition_form_neither_publishes_nor_unpublishes(admin_client, world, find):
    edition = getattr(world, find)
    before = edition.published_on

    response = save(
        admin_client, change_address(edition), {"published_on": "2031-01-01", "note": "Seen."}
    )

    assert read_errors(response) == []
    edition.refresh_from_db()
    assert (edition.note, edition.published_on) == ("Seen.", before)


def test_a_new_edition_is_a_draft(admin_client, world):
    entered = {
        "title": "T", "foreword": "F", "source": world.old.source.pk, "year": 2035,
        "adopted": "A", "published_on": "2035-01-01",
    }  # fmt: skip

    response = save(admin_client, "/staff/goals/edition/add/", entered)

    assert read_errors(response) == []
    assert Edition.objects.get(year=2035).published_on is None


def test_a_save_that_only_turns_out_to_be_refused_says_so(admin_client, world):
    """The form can't see that its first row's old number is on record by the time of the second."""
    goal = world.old.goals.get()
    entered = {
        "goals-0-number": 3,
        "goals-TOTAL_FORMS": 2,
        "goals-1-number": goal.number,
        "goals-1-title": "T",
        "goals-1-short_title": "S",
        "goals-1-locator": "L",
        "goals-1-edition": world.old.pk,
    }

    response = save(admin_client, change_address(world.old), entered)

    assert taken("/2017/goals/1/") in response.text
    assert world.old.goals.get() == goal


def test_a_retracted_address_can_only_be_read_and_nothing_becomes_it(admin_client, world):
    row = Permalink.objects.create(path="/2031/", state="retracted")

    withdraw(admin_client, row.path)
    response = withdraw(admin_client, OLD, "/2031/")

    row.refresh_from_db()
    assert (row.state, row.reason) == ("retracted", "")
    assert read_errors(response) == ["/2031/ is not public: choose another address."]
