"""The pages of a new edition: who may, what they show, and what they write."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goals.models import Correspondence, Edition, Goal, NoCounterpart, Objective

from ....goals.test_admin import read_errors, read_fields
from ....html import read

pytestmark = pytest.mark.django_db

NEW, WRITE = "/staff/editions/new/", "/staff/editions/write/"
CONTENT = ("goals", "themes", "gpg_site")


@pytest.fixture
def staff(db):
    """A function that makes a client signed in as staff with the permissions to do these things."""

    def signed_in(*verbs, **options):
        user = User.objects.create_user("-".join(verbs) or "nobody", is_staff=True, **options)
        for verb in verbs:
            user.user_permissions.add(
                *Permission.objects.filter(
                    content_type__app_label__in=CONTENT, codename__startswith=f"{verb}_"
                )
            )
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def editor(staff):
    return staff("view", "add", "change")


def upload(client, data, name="edition.json"):
    return client.post(NEW, {"upload": "1", "file": SimpleUploadedFile(name, data)})


def copy(client, *, year, edition=2023, **changes):
    edition = Edition.objects.get(year=edition).pk
    fields = {"copy": "1", "edition": edition, "year": year, "correspond": "on"}
    return client.post(NEW, {**fields, **changes})


def confirm(client, shown, reason="A new edition", **options):
    """Writes what a dry run has shown."""
    fields = read_fields(shown)
    return client.post(WRITE, {"shown": fields["shown"][0], "reason": reason}, **options)


def cells(response):
    """The rows of the page's first table."""
    table = re.search(r"<tbody>(.*?)</tbody>", response.text, re.DOTALL)[1]
    return [
        [" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in
         re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    ]  # fmt: skip


def test_the_list_of_editions_leads_there(editor, staff, world):
    address = "/staff/goals/edition/"

    assert NEW in read(editor.get(address).text).links
    assert NEW not in read(staff("view").get(address).text).links


def test_an_edition_is_copied_in_two_steps(editor, world, stored):
    before = stored()

    shown = copy(editor, year=2027)

    assert stored() == before
    assert cells(shown)[:3] == [
        ["Editions goals.edition", "1 added"],
        ["Goals goals.goal", "2 added"],
        ["Objectives goals.objective", "3 added"],
    ]
    assert "It is new, and will be a draft" in shown.text
    assert read_fields(shown)["reason"] == ["Copied from the 2023 edition."]

    response = confirm(editor, shown, reason="For the next assembly", follow=True)

    edition = Edition.objects.get(year=2027)
    assert response.redirect_chain == [(f"/staff/goals/edition/{edition.pk}/change/", 302)]
    assert read(response.text).texts["success"] == [
        "The 2027 edition was written: 23 rows added, 0 changed, 0 removed."
    ]
    assert edition.published_on is None
    row = edition.history.get()
    assert (row.history_change_reason, row.history_user.username) == (
        "For the next assembly",
        "view-add-change",
    )
    assert Correspondence.objects.filter(later__goal__edition=edition).count() == 3
    assert not NoCounterpart.objects.filter(objective__goal__edition=edition).exists()


def test_a_copy_without_correspondences_has_none(editor, world):
    confirm(editor, copy(editor, year=2027, correspond=""))

    assert not Correspondence.objects.filter(later__goal__edition__year=2027).exists()


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2031, "There is an edition of 2031 already: choose another year."),
        (2020, "Choose a later year than that of the copied edition."),
        ("", "This field is required."),
        ("0", "Ensure this value is greater than or equal to 1000."),
        ("x\x00", "Enter a whole number."),
    ],
)
def test_a_copy_is_of_a_new_and_later_year(editor, world, year, expected):
    response = copy(editor, year=year)

    assert (response.status_code, read_errors(response)) == (200, [expected])
    assert read_fields(response)["year"] == [str(year)]


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"copy": "1"},
        {"upload": "1"},
        {"upload": "1", "file": "x"},
        {"copy": "1", "edition": "x", "year": "2040"},
    ],
)
def test_what_is_no_answer_to_the_form_is_asked_again(editor, world, posted):
    response = editor.post(NEW, posted)

    assert response.status_code == 200
    assert bool(read_errors(response)) == bool(posted)


def test_a_file_is_uploaded_in_two_steps(editor, draft):
    draft.find("goals.objective")["text"] = "Do it all of 2031"
    draft.remove("themes.commitmenttopic")

    shown = upload(editor, draft.data)

    page = read(shown.text)
    assert page.inline == []
    assert cells(shown)[2:5] == [
        ["Objectives goals.objective", "1 changed"],
        ["Topics of provisions goals.objectivetopic", "1 unchanged"],
        ["Themes themes.theme", "1 unchanged"],
    ]
    assert "It is a draft, and becomes what this file says" in shown.text
    assert "<del>" in shown.text
    assert "This hinders nothing" in shown.text
    response = confirm(editor, shown, follow=True)
    assert read(response.text).texts["success"] == [
        "The 2031 edition was written: 0 rows added, 1 changed, 1 removed."
    ]
    assert Objective.objects.get_by_natural_key(2031, 1, 1).text == "Do it all of 2031"


def test_a_file_that_says_nothing_new_has_nothing_to_write(editor, draft):
    response = upload(editor, draft.data)

    assert "The database says all that already" in response.text
    assert "shown" not in read_fields(response)


def test_errors_are_shown_by_row_and_can_not_be_written(editor, draft, stored):
    draft.find("goals.goal")["title"] = ""
    draft.find("goals.edition")["source"] = ["<b>nowhere"]
    before = stored()

    response = upload(editor, draft.data, "edition-2031.json")

    assert cells(response) == [
        [
            "2",
            "goals.edition 2031",
            "source: there is no source [&#x27;&lt;b&gt;nowhere&#x27;]. "
            "Write one that is there, or add it first.",
        ],
        ["3", "goals.goal 2031, 1", "title: This field cannot be blank."],
    ]
    assert "there are 2 errors" in response.text
    assert "shown" not in read_fields(response)
    assert stored() == before


def test_what_was_shown_is_shown_anew_when_the_content_has_changed(editor, draft, stored):
    draft.find("goals.objective")["text"] = "Do it all of 2031"
    shown = upload(editor, draft.data)
    title = Goal.objects.get_by_natural_key(2031, 1)
    title.short_title = "Meanwhile"
    title.save()
    before = stored()

    anew = confirm(editor, shown, reason="Mine")

    assert stored() == before
    assert read(anew.text).texts["warning"] == [
        "Nothing was written: the content has changed since. This is how it is now."
    ]
    assert "Meanwhile" in anew.text
    assert read_fields(anew)["reason"] == ["Mine"]
    assert confirm(editor, anew).status_code == 302
    assert Objective.objects.get_by_natural_key(2031, 1, 1).text == "Do it all of 2031"


def test_writing_twice_writes_once(editor, draft, stored):
    draft.find("goals.objective")["text"] = "Do it all of 2031"
    shown = upload(editor, draft.data)
    confirm(editor, shown)
    before = stored()

    again = confirm(editor, shown)

    assert "there is nothing to write" in again.text
    assert stored() == before


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("", "This field is required."),
        (" ", "This field is required."),
        ("x" * 101, "Ensure this value has at most 100 characters (it has 101)."),
        ("a\x00", "Null characters are not allowed."),
    ],
)
def test_writing_asks_for_a_reason(editor, draft, stored, reason, expected):
    draft.find("goals.objective")["text"] = "Do it all of 2031"
    shown = upload(editor, draft.data)
    before = stored()

    response = confirm(editor, shown, reason=reason)

    assert read_errors(response) == [expected]
    assert stored() == before
    assert confirm(editor, response).status_code == 302


@pytest.mark.parametrize("shown", ["", "x", "x:y:z", "a\x00"])
def test_only_what_was_shown_is_written(editor, world, stored, shown):
    before = stored()

    response = editor.post(WRITE, {"shown": shown, "reason": "Mine"}, follow=True)

    assert response.redirect_chain == [(NEW, 302)]
    assert read(response.text).texts["error"] == [
        "Nothing was written: begin again with the copy or the file."
    ]
    assert stored() == before


def test_a_published_edition_changes_in_words_at_once(editor, published):
    published.find("goals.objective", number=2)["text"] = "Seize what is smuggled"

    shown = upload(editor, published.data)

    assert "what is written becomes public at once" in shown.text
    confirm(editor, shown)
    assert "Seize what is smuggled" in Client().get("/2023/goals/1/").text


HOSTILE = {
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "NUL": b"\x00" * 100,
    "latin-1": "[é]".encode("latin-1"),
    "UTF-16": "[]".encode("utf-16"),
    "HTML": b"<!doctype html><script>alert(1)</script>",
    "deep": b"[" * 200_000,
    "deep in a row": b'[{"model": "goals.edition", "fields": ' + b'{"a":' * 100_000,
    "large": b" " * 10_000_000,
    "surrogate": b'[{"model": "\\ud800", "fields": {}}]',
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_gets_a_sentence(editor, world, stored, data):
    before = stored()

    response = upload(editor, data, "edition-2031.json")

    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert read_errors(response) or cells(response)
    assert stored() == before


def test_many_errors_are_shown_in_part(editor, world):
    rows = b",\n".join([b"{}"] * 300)

    response = upload(editor, b"[" + rows + b"]")

    assert len(cells(response)) == 200
    assert "there are 300 errors" in response.text
    assert "These are the first 200." in response.text


# Who may what, by Django's own permissions.


@pytest.mark.parametrize("verbs", [(), ("view",), ("view", "change", "delete")])
def test_who_may_not_add_editions_has_no_way_in(staff, world, draft, stored, verbs):
    client = staff(*verbs)
    before = stored()

    assert client.get(NEW).status_code == 403
    assert copy(client, year=2027).status_code == 403
    assert upload(client, draft.data).status_code == 403
    assert client.post(WRITE, {}).status_code == 403
    assert stored() == before


def test_the_public_is_asked_to_sign_in(client, admin_user, world):
    plain = Client()
    plain.force_login(User.objects.create_user("plain"))

    for address in (NEW, WRITE):
        response = client.post(address, {})
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/staff/login/")
        assert plain.post(address, {}).status_code == 403


def test_an_editor_removes_rows_of_a_draft_without_a_permission_to_delete(editor, draft):
    draft.remove("goals.objectivetopic")

    assert confirm(editor, upload(editor, draft.data)).status_code == 302
    assert not Objective.objects.get_by_natural_key(2031, 1, 1).topics.exists()


def test_who_may_only_add_changes_and_removes_nothing(staff, draft, stored):
    adder = staff("view", "add")
    assert "shown" in read_fields(copy(adder, year=2027))
    draft.find("goals.objective")["text"] = "Do it all of 2031"
    draft.remove("goals.objectivetopic")
    before = stored()

    response = upload(adder, draft.data)

    assert [cell[2] for cell in cells(response)] == [
        "This needs the permission goals.change_edition, which you don&#x27;t have.",
        "This needs the permission goals.change_objective, which you don&#x27;t have.",
    ]
    assert stored() == before


def test_permissions_are_those_of_the_moment_of_writing(staff, editor, draft, stored):
    draft.find("goals.objective")["text"] = "Do it all of 2031"
    shown = upload(editor, draft.data)
    before = stored()

    response = confirm(staff("view", "add"), shown)

    assert "goals.change_objective" in response.text
    assert stored() == before


def test_writing_is_asked_for_by_post(editor, world):
    assert editor.get(WRITE).status_code == 405
    assert editor.put(NEW).status_code == 405
    assert editor.get(NEW).status_code == 200


def test_each_form_carries_the_token_that_its_answer_needs(admin_user, draft):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    draft.find("goals.objective")["text"] = "Do it all of 2031"

    def post(page, address, fields):
        tokens = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
        forms = re.findall(r"<form\b.*?</form>", page.text, re.DOTALL)
        assert len(tokens) == len(forms)
        return strict.post(address, {**fields, "csrfmiddlewaretoken": tokens[-1]})

    page = strict.get(NEW)
    file = SimpleUploadedFile("edition.json", draft.data.replace(b"Goals of", b""))
    shown = post(page, NEW, {"upload": "1", "file": file})
    fields = {"shown": read_fields(shown)["shown"][0], "reason": "Mine"}
    assert post(shown, WRITE, fields).status_code == 302

    draft.find("goals.goal")["title"] = ""
    wrong = post(page, NEW, {"upload": "1", "file": SimpleUploadedFile("x.json", draft.data)})
    assert post(wrong, NEW, {"upload": "1"}).status_code == 200
