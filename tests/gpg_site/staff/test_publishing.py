"""Publishing a draft and taking that back: who may, what is said before, what is done."""

import datetime
import uuid

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils import timezone

from goals import publishing
from goals.models import (
    Correspondence,
    Edition,
    NoCounterpart,
    Objective,
    Permalink,
)
from gpg_site.data_files.formats import FORMATS, data_address
from gpg_site.models import ContentVersion
from tests.builders import make_goal, make_objective, make_source
from tests.goals.test_admin import change_address, read_errors, read_fields
from tests.html import read

pytestmark = pytest.mark.django_db

PUBLISH = "/staff/editions/2031/publish/"
TAKE_BACK = "/staff/editions/2031/take-back/"
ITS_UNITS = [
    "/2031/",
    "/2031/goals/1/",
    "/2031/goals/1/objectives/1/",
    "/2031/themes/1/",
    "/2031/themes/1/commitments/1/",
]
ITS_PAGES = [
    *ITS_UNITS,
    "/2031/goals/",
    "/2031/matrix/",
    "/2031/sdgs/",
    "/2031/themes/",
    "/about/sources/doc-2031/",
    *(data_address(2031, each.extension) for each in FORMATS),
    *(
        f"/compare/{year}/2031/{goal}"
        for year, goals in ((2017, ("", "goals/1/")), (2023, ("", "goals/1/", "goals/2/")))
        for goal in goals
    ),
]


def states(under="/2031/"):
    rows = Permalink.objects.filter(path__startswith=under)
    return {row.path: row.target or row.state for row in rows}


def do(client, address, reason="It is ready."):
    """Opens the page of an act, enters a reason and confirms: the page that answers."""
    entered = read_fields(client.get(address))
    return client.post(address, {**entered, "reason": reason}, follow=True)


def row(response, number):
    """The numbers and names of the findings, by their place in the table."""
    text = response.text.split("<tbody>")[-1].split("</tbody>")[0]
    cells = [part.split("</td>")[0] for part in text.split("<td>")[1:]]
    return cells[2 * number], cells[2 * number + 1]


def test_publishing_makes_a_draft_public_as_of_today(client, admin_client, admin_user, world):
    response = do(admin_client, PUBLISH)

    world.draft.refresh_from_db()
    assert world.draft.published_on == timezone.localdate()
    assert "The 2031 edition is public." in response.text
    assert response.request["PATH_INFO"] == change_address(world.draft)
    for address in ITS_PAGES:
        assert client.get(address).status_code == 200, address
    assert client.get("/goals/1/").headers["Location"] == "/2031/goals/1/"
    assert states() == dict.fromkeys(ITS_UNITS, "live")
    event = world.draft.history.first()
    assert (event.history_change_reason, event.history_user) == ("It is ready.", admin_user)
    assert LogEntry.objects.get().get_change_message() == "The 2031 edition is public."


def test_the_summary_says_what_will_be_public(admin_client, world):
    effects = admin_client.get(PUBLISH).context["effects"]

    assert (effects["current_before"], effects["current_after"]) == (2023, 2031)
    assert effects["appearing"] == sorted(ITS_PAGES)
    assert effects["vanishing"] == []
    assert {turn["path"]: (turn["before"], turn["after"]) for turn in effects["turns"]} == {
        "/goals/": ("/2023/goals/", "/2031/goals/"),
        "/themes/": ("/2023/themes/", "/2031/themes/"),
        "/goals/1/": ("/2023/goals/1/", "/2031/goals/1/"),
        "/goals/1/objectives/1/": (
            "/2023/goals/1/objectives/1/",
            "/2031/goals/1/objectives/1/",
        ),
        # What the new edition has not: its goal, or its list.
        "/goals/1/objectives/2/": ("/2023/goals/1/objectives/2/", "/2031/goals/1/"),
        "/goals/2/": ("/2023/goals/2/", "/2031/goals/"),
        "/goals/2/objectives/1/": ("/2023/goals/2/objectives/1/", "/2031/goals/"),
        "/themes/1/": ("/2023/themes/1/", "/2031/themes/1/"),
        "/themes/1/commitments/1/": (
            "/2023/themes/1/commitments/1/",
            "/2031/themes/1/commitments/1/",
        ),
        "/themes/2/": ("/2023/themes/2/", "/2031/"),
        "/themes/2/commitments/1/": ("/2023/themes/2/commitments/1/", "/2031/"),
    }


def test_the_summary_is_said_in_words(admin_client, world):
    text = " ".join(admin_client.get(PUBLISH).text.split())

    assert "The current edition is that of 2023. It will be that of 2031." in text
    assert f"{len(ITS_PAGES)} new addresses will answer, for good." in text
    assert "11 addresses without an edition will lead elsewhere." in text


def test_an_older_edition_changes_nothing_of_the_current_one(admin_client, world):
    Edition.objects.filter(pk=world.draft.pk).update(year=2012)

    effects = admin_client.get("/staff/editions/2012/publish/").context["effects"]

    assert (effects["current_before"], effects["current_after"]) == (2023, 2023)
    assert effects["turns"] == []
    assert "/2012/goals/1/" in effects["appearing"]


def test_looking_at_the_summary_changes_nothing(client, admin_client, world):
    before = (ContentVersion.current(), Permalink.objects.count(), Edition.history.count())

    admin_client.get(PUBLISH)
    admin_client.get(TAKE_BACK.replace("2031", "2023"))

    assert before == (ContentVersion.current(), Permalink.objects.count(), Edition.history.count())
    assert client.get("/2031/").status_code == 404
    assert client.get("/2023/").status_code == 200


def test_the_summary_names_what_is_not_as_it_should_be(admin_client, world):
    source = world.draft.source
    source.text = "\n\n".join(
        [
            "Goals of 2031",
            "Foreword of 2031.",
            "Reach goal 1 of 2031",
            "I. Carry 1 of 2031",
            "- Do 1.1 of 2031",
        ]
    )
    source.save()
    goal = world.draft.goals.get()
    borrowed = make_objective(goal=goal, number=2)
    borrowed.wording_source = make_source(key="lost", text="")
    borrowed.save()
    NoCounterpart.objects.create(objective=borrowed, edition=world.current, reason="New.")
    make_objective(goal=goal, number=3)
    Correspondence.objects.create(
        earlier=Objective.objects.get_by_natural_key(2023, 1, 1),
        later=make_objective(goal=goal, number=4, topics=(world.data,)),
        relation="reworded",
        reason="The same.",
    )

    response = admin_client.get(PUBLISH)

    assert response.context["findings"]["not_verbatim"] == ["1.3", "1.4", "T1.1"]
    assert [row(response, number) for number in range(4)] == [
        ("3", "1.3, 1.4, T1.1"),
        ("1", "1.2"),
        ("2", "1.2, 1.3"),
        ("2", "1.1, 1.3"),
    ]
    assert "Objectives not compared with the 2023 edition" in response.text
    assert "<li>GPG2031-1.3 has 0 topics, not one to five.</li>" in response.text
    assert "GPG2023" not in " ".join(response.context["findings"]["inconsistencies"])


def test_a_draft_without_fault_says_so(admin_client, world):
    response = admin_client.get(PUBLISH)

    assert row(response, 2) == ("0", "–")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 101])
def test_a_reason_is_asked_for(client, admin_client, world, reason):
    response = do(admin_client, PUBLISH, reason)

    assert response.status_code == 200
    assert len(read_errors(response)) == 1
    assert read_fields(response)["reason"] == [reason]
    assert client.get("/2031/").status_code == 404


def test_what_was_changed_in_between_is_to_be_looked_at_first(client, admin_client, world):
    entered = {**read_fields(admin_client.get(PUBLISH)), "reason": "It is ready."}
    make_goal(edition=world.draft, number=2)

    response = admin_client.post(PUBLISH, entered)

    (sentence,) = read_errors(response)
    assert sentence.startswith("Something was changed since this page was opened.")
    assert "/2031/goals/2/" in response.context["effects"]["appearing"]
    assert client.get("/2031/").status_code == 404
    again = read_fields(response)
    assert again["reason"] == ["It is ready."]
    admin_client.post(PUBLISH, again)
    assert client.get("/2031/goals/2/").status_code == 200


def test_nonsense_for_the_state_seen_is_no_consent(client, admin_client, world):
    admin_client.post(PUBLISH, {"reason": "It is ready.", "seen": str(uuid.uuid4())})
    admin_client.post(PUBLISH, {"reason": "It is ready."})

    assert client.get("/2031/").status_code == 404


def test_publishing_twice_says_that_it_is_public(admin_client, world):
    entered = {**read_fields(admin_client.get(PUBLISH)), "reason": "It is ready."}
    admin_client.post(PUBLISH, entered)

    response = admin_client.post(PUBLISH, entered, follow=True)

    assert "The 2031 edition is public." in response.text
    with pytest.raises(ValidationError, match="Somebody else has just done that"):
        publishing.publish(world.draft, "Once more.")
    assert [event.published_on for event in world.draft.history.all()] == [
        timezone.localdate(),
        None,
    ]


def test_taking_back_makes_it_a_draft_again(client, admin_client, admin_user, world):
    before = {page: client.get(page).text for page in ("/", "/2023/goals/1/", "/permalinks.json")}
    do(admin_client, PUBLISH)

    response = do(admin_client, TAKE_BACK, "It was too early.")

    world.draft.refresh_from_db()
    assert world.draft.published_on is None
    assert "The 2031 edition is a draft again, and no longer public." in response.text
    assert {client.get(address).status_code for address in ITS_PAGES} == {404}
    assert {page: client.get(page).text for page in before} == before
    assert states() == dict.fromkeys(ITS_UNITS, "retracted")
    assert world.draft.history.first().history_change_reason == "It was too early."
    assert client.get("/goals/1/").headers["Location"] == "/2023/goals/1/"


def test_the_summary_says_what_will_answer_404(admin_client, world):
    publishing.publish(world.draft, "It is ready.")

    response = admin_client.get(TAKE_BACK)

    effects = response.context["effects"]
    assert effects["vanishing"] == sorted(ITS_PAGES)
    assert effects["appearing"] == []
    assert (effects["current_before"], effects["current_after"]) == (2031, 2023)
    assert f"{len(ITS_PAGES)} addresses will answer 404, wherever they are cited." in " ".join(
        response.text.split()
    )


def test_the_only_edition_is_taken_back(client, admin_client, world):
    publishing.retract(world.old, "Wrong.")

    response = admin_client.get(TAKE_BACK.replace("2031", "2023"))
    assert "No edition will be public any more" in response.text
    do(admin_client, TAKE_BACK.replace("2031", "2023"))

    assert client.get("/").status_code == 200
    assert client.get("/goals/1/").status_code == 404


@pytest.mark.parametrize("role", ["withdrawn", "successor"])
def test_what_readers_were_told_of_is_not_taken_back(client, admin_client, world, role):
    publishing.publish(world.draft, "It is ready.")
    old, new = "/2023/goals/1/objectives/2/", "/2031/goals/1/objectives/1/"
    withdrawn = Permalink.objects.get(path=new if role == "withdrawn" else old)
    withdrawn.state, withdrawn.reason = "withdrawn", "It was merged."
    withdrawn.save()
    withdrawn.became.add(Permalink.objects.get(path=old if role == "withdrawn" else new))

    response = admin_client.get(TAKE_BACK)

    assert "Some addresses of the 2031 edition were withdrawn" in response.text
    assert "reason" not in read_fields(response)
    refused = admin_client.post(
        TAKE_BACK, {"reason": "Wrong.", "seen": str(ContentVersion.current())}
    )
    assert len(read_errors(refused)) == 1
    assert client.get("/2031/").status_code == 200


def test_the_log_tells_of_it_only_while_it_is_public(client, admin_client, world):
    def told():
        text = client.get("/changes/").text
        return read(text).texts.get("changes__kind", []), "2031" in text, "Zebra" in text

    objective = Objective.objects.get_by_natural_key(2031, 1, 1)
    do(admin_client, PUBLISH)
    assert client.get("/changes/").text.count("2031 edition") > 0
    do(admin_client, TAKE_BACK, "Too early.")
    objective.text = "Zebras of a draft"
    objective.save()
    assert told()[1:] == (False, False)

    do(admin_client, PUBLISH)

    page = client.get("/changes/")
    changes = [change for day in page.context["days"] for change in day["changes"]]
    of_it = [change for change in changes if "2031" in change["unit"]["label"]]
    assert [(change["kind"], change["reason"]) for change in of_it] == [
        ("published", "It is ready."),
        ("changed", "Too early."),
        ("published", "It is ready."),
    ]
    assert told()[2] is False


def test_both_acts_renew_the_content_version(world):
    tokens = [ContentVersion.current()]
    publishing.publish(world.draft, "It is ready.")
    tokens.append(ContentVersion.current())
    publishing.retract(world.draft, "It was not.")
    tokens.append(ContentVersion.current())

    assert len(set(tokens)) == 3


def test_an_act_overwrites_nothing_that_others_saved(world):
    stale = Edition.objects.get(pk=world.draft.pk)
    world.draft.note = "Saved by somebody else."
    world.draft.save()

    publishing.publish(stale, "It is ready.")

    world.draft.refresh_from_db()
    assert (world.draft.note, world.draft.is_public) == ("Saved by somebody else.", True)
    assert stale.published_on == datetime.date.today()


# Who may.


def signed_in(client, model, *names):
    user = model.objects.create_user("somebody", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)


def test_only_those_who_may_publish_do(client, world, django_user_model):
    signed_in(client, django_user_model, "view_edition", "change_edition", "delete_edition")
    entered = {"reason": "It is ready.", "seen": str(ContentVersion.current())}

    for address in (PUBLISH, TAKE_BACK.replace("2031", "2023")):
        assert client.get(address).status_code == 403
        assert client.post(address, entered).status_code == 403

    assert sorted(Edition.objects.published().values_list("year", flat=True)) == [2017, 2023]
    for edition in (world.draft, world.current):
        links = read(client.get(change_address(edition)).text).links
        assert not {PUBLISH, TAKE_BACK.replace("2031", "2023")} & set(links)


def test_anonymous_visitors_are_led_to_the_sign_in(client, world):
    for address in (PUBLISH, TAKE_BACK):
        assert client.get(address).headers["Location"] == f"/staff/login/?next={address}"
        assert client.post(address).status_code == 302


def test_publishers_find_the_one_that_there_is_to_do(client, world, django_user_model):
    signed_in(client, django_user_model, "view_edition", "publish_edition")
    draft = read(client.get(change_address(world.draft)).text).links
    public = read(client.get(change_address(world.current)).text).links

    assert PUBLISH in draft
    assert TAKE_BACK not in draft
    assert TAKE_BACK.replace("2031", "2023") in public
    assert PUBLISH.replace("2031", "2023") not in public
    assert do(client, PUBLISH).status_code == 200
    assert client.get("/2031/").status_code == 200


@pytest.mark.parametrize("year", ["2099", "0", "9" * 40])
def test_there_is_nothing_to_do_to_no_edition(admin_client, world, year):
    for address in (PUBLISH, TAKE_BACK):
        assert admin_client.get(address.replace("2031", year)).status_code == 404


def test_a_draft_is_not_taken_back(admin_client, world):
    response = admin_client.get(TAKE_BACK, follow=True)

    assert "The 2031 edition is a draft." in response.text
    with pytest.raises(ValidationError, match="Somebody else"):
        publishing.retract(world.draft, "Why not?")
