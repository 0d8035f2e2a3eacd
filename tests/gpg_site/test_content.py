import json

import pytest
from django.core.management import CommandError, call_command

from goals.models import Edition, Goal, Objective, Source
from gpg_site import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(world, tmp_path):
    """The builders' world as fixtures in a directory, and the database empty again."""
    call_command("dump", tmp_path, verbosity=0)
    content.clear()
    assert content.is_empty()
    return tmp_path


def test_seed_fills_an_empty_database(small, capsys):
    call_command("seed", small)

    assert [edition.year for edition in Edition.objects.all()] == [2031, 2023, 2017]
    assert "3 editions, 4 goals, 5 objectives, 3 themes, 3 commitments." in capsys.readouterr().out


def test_seed_leaves_the_first_state_and_no_change_in_the_history(small):
    call_command("seed", small, verbosity=0)
    seeded = set(Goal.objects.values_list("pk", flat=True))

    history = Goal.history.filter(id__in=seeded).values_list("id", "history_type")
    assert sorted(history) == [(pk, content.FIRST_STATE) for pk in sorted(seeded)]


def test_seed_refuses_a_database_with_content(small):
    call_command("seed", small, verbosity=0)
    Goal.objects.filter(edition__year=2023, number=1).update(short_title="Edited by staff")

    with pytest.raises(CommandError, match=r"has content \(3 editions.*manage.py dump DIRECTORY"):
        call_command("seed", small, verbosity=0)

    assert Goal.objects.get(edition__year=2023, number=1).short_title == "Edited by staff"


def test_seed_refuses_a_database_with_only_a_vocabulary(small):
    Source.objects.create(key="alone", title="Alone", publisher="Us", extent="none")

    with pytest.raises(CommandError, match="has content"):
        call_command("seed", small, verbosity=0)

    assert Source.objects.count() == 1


def test_seed_if_empty_keeps_what_is_there(small, capsys):
    call_command("seed", small, verbosity=0)
    Goal.objects.update(short_title="Edited by staff")
    capsys.readouterr()

    call_command("seed", small, if_empty=True)

    assert capsys.readouterr().out.startswith("Content is there and stays as it is: 3 editions")
    assert set(Goal.objects.values_list("short_title", flat=True)) == {"Edited by staff"}


def test_seed_replace_starts_again(small):
    call_command("seed", small, verbosity=0)
    Goal.objects.update(short_title="Edited")

    call_command("seed", small, replace=True, verbosity=0)

    assert not Goal.objects.filter(short_title="Edited").exists()
    assert Goal.objects.count() == 4


def test_seed_loads_all_or_nothing(small):
    path = small / "edition-2023.json"
    path.write_text(
        path.read_text().replace('"number": 2, "text": "Do', '"number": 0, "text": "Do')
    )

    with pytest.raises(CommandError, match=r"edition-2023\.json, object \d+: .*objective_number"):
        call_command("seed", small, verbosity=0)

    assert content.is_empty()


def test_a_failed_replace_loses_nothing(small):
    call_command("seed", small, verbosity=0)
    (small / "edition-2017.json").write_text("[not json")

    with pytest.raises(CommandError, match=r"edition-2017\.json, object 1: "):
        call_command("seed", small, replace=True, verbosity=0)

    assert Objective.objects.count() == 5


def test_seed_says_when_there_is_no_directory(tmp_path):
    with pytest.raises(CommandError, match="There is no directory"):
        call_command("seed", tmp_path / "nowhere")


def test_dump_writes_one_object_a_line_with_natural_keys(world, tmp_path):
    call_command("dump", tmp_path, verbosity=0)

    lines = (tmp_path / "edition-2017.json").read_text().splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    rows = [json.loads(line.rstrip(",")) for line in lines[1:-1]]
    assert [row["model"] for row in rows] == [
        "goals.edition",
        "goals.goal",
        "goals.objective",
        "goals.objectivetopic",
    ]
    assert rows[3]["fields"] == {"tag": ["borders"], "content_object": [2017, 1, 1]}


def test_dump_after_seed_is_byte_identical(small, tmp_path_factory):
    again = tmp_path_factory.mktemp("again")
    call_command("seed", small, verbosity=0)

    call_command("dump", again, verbosity=0)

    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in small.iterdir()
    }


def test_dump_writes_what_staff_changed(world, tmp_path):
    Goal.objects.filter(edition=world.current, number=1).update(short_title="Grenzen – حدود")

    call_command("dump", tmp_path, verbosity=0)

    assert '"short_title": "Grenzen – حدود"' in (tmp_path / "edition-2023.json").read_text()
