"""`manage.py import_edition`: the same as the pages, at the command line."""

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from goals.models import Objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(draft, tmp_path):
    """The file of the draft with another sentence and without a row."""
    draft.find("goals.objective")["text"] = "Do it all of 2031"
    draft.remove("themes.commitmenttopic")
    path = tmp_path / "edition-2031.json"
    path.write_bytes(draft.data)
    return path


def test_a_dry_run_prints_the_difference_and_writes_nothing(changed, stored, capsys):
    before = stored()

    call_command("import_edition", changed)

    assert capsys.readouterr().out.splitlines() == [
        "The edition of 2031, a draft.",
        "changed objective GPG2031-1.1",
        "    official text",
        "        - Do 1.1 of 2031",
        "        + Do it all of 2031",
        "removed topic of a provision GPG2031-T1.1: Data",
        "to look at: GPG2031-T1.1 has 0 topics, not one to five.",
        "Rows: 0 added, 1 changed, 1 removed, 8 unchanged.",
        "Nothing was written: this was a dry run. Write with --write.",
    ]
    assert stored() == before


def test_writing_names_the_user_and_the_reason(changed, capsys):
    user = User.objects.create_user("ed")

    call_command("import_edition", changed, write=True, reason="Corrected", user="ed")

    assert capsys.readouterr().out.endswith("Rows: 0 added, 1 changed, 1 removed, 8 unchanged.\n")
    row = Objective.history.latest()
    assert (row.text, row.history_change_reason, row.history_user) == (
        "Do it all of 2031",
        "Corrected",
        user,
    )


def test_a_second_import_has_nothing_to_write(changed, stored, capsys):
    call_command("import_edition", changed, write=True, reason="Corrected")
    assert Objective.history.latest().history_user is None
    before = stored()
    capsys.readouterr()

    call_command("import_edition", changed, write=True, reason="Corrected")

    assert "The database says all that already: there is nothing to write." in (
        capsys.readouterr().out
    )
    assert stored() == before


@pytest.mark.parametrize("options", [{}, {"write": True, "reason": "Corrected"}])
def test_errors_are_printed_by_line_and_nothing_is_written(
    draft, stored, tmp_path, capsys, options
):
    draft.find("goals.goal")["title"] = ""
    draft.find("goals.edition")["source"] = ["nowhere"]
    path = tmp_path / "mine.json"
    path.write_bytes(draft.data)
    before = stored()

    with pytest.raises(CommandError, match=r"^Nothing was written: 2 error\(s\)\.$") as raised:
        call_command("import_edition", path, **options)

    assert raised.value.returncode == 1
    assert capsys.readouterr().out.splitlines() == [
        "line 2: goals.edition 2031: source: there is no source ['nowhere']. "
        "Write one that is there, or add it first.",
        "line 3: goals.goal 2031, 1: title: This field cannot be blank.",
    ]
    assert stored() == before


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"write": True}, "To write, say why in at most 100 characters"),
        ({"write": True, "reason": " "}, "To write, say why in at most 100 characters"),
        ({"write": True, "reason": "x" * 101}, "To write, say why in at most 100 characters"),
        ({"write": True, "reason": "x", "user": "nobody"}, "There is no user nobody."),
    ],
)
def test_writing_needs_a_reason_and_a_known_user(changed, options, expected):
    with pytest.raises(CommandError, match=expected):
        call_command("import_edition", changed, **options)

    assert Objective.objects.get_by_natural_key(2031, 1, 1).text == "Do 1.1 of 2031"


def test_a_file_that_is_not_there_is_named(world, tmp_path):
    with pytest.raises(CommandError, match=r"edition-1\.json can't be read: No such file"):
        call_command("import_edition", tmp_path / "edition-1.json")
