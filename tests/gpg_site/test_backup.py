import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from goals.models import Correspondence, Edition, EditorialTranslation, Goal, Permalink, Topic
from gpg_site import content
from gpg_site.backup import archive, rescue, tables
from gpg_site.models import ContentVersion, OutsideLink, SearchAlias

from ..builders import make_goal, world

pytestmark = pytest.mark.django_db

# A migration fills them in every database.
OF_ROLES = {model._meta.db_table for model in tables.ROLES}


class Made(NamedTuple):
    """A backup, and the rows that it was made of."""

    path: Path
    rows: dict[str, list[tuple]]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A backup of a desk, made once; the desk itself is gone again."""
    path = tmp_path_factory.mktemp("made") / "kept.zip"
    with django_db_blocker.unblock(), transaction.atomic():
        make_desk()
        call_command("backup", path, verbosity=0)
        rows = snapshot()
        transaction.set_rollback(True)
    return Made(path, rows)


def make_desk():
    """The world with a history, an address withdrawn, an alias, and staff with their rights."""
    world()
    editor = User.objects.create_user("éditrice", password="a long and quiet password")
    group = Group.objects.create(name="Translators")
    group.permissions.set(Permission.objects.filter(codename__in=["change_goal", "view_topic"]))
    editor.groups.add(group)
    editor.user_permissions.add(Permission.objects.get(codename="publish_edition"))
    goal = Goal.objects.get_by_natural_key(2023, 1)
    goal.title = "Reach “further”\u2028\n\tand on: مرحبا"
    goal._history_user, goal._change_reason = editor, "Misread."
    goal.save()
    Correspondence.objects.get().delete()
    SearchAlias.objects.create(language="en", words="fake passport", means="identity")
    EditorialTranslation.objects.create(language="ar", english="Goal 1", text="الهدف 1")
    permalink = Permalink.objects.get(path="/topics/borders/")
    permalink.state, permalink.reason = "withdrawn", "Nobody needs it."
    permalink.save()
    permalink.became.add(Permalink.objects.get(path="/topics/data/"))


@pytest.fixture
def file(made, tmp_path):
    """The backup, to be spoiled, and a database that is empty."""
    path = tmp_path / "kept.zip"
    shutil.copy2(made.path, path)
    return path


@pytest.fixture
def restored(file):
    """The backup, restored."""
    call_command("restore", file, verbosity=0)
    return file


def snapshot():
    """Every row of the tables of a backup, as the database has it."""
    rows = {}
    for model in tables.tables():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')
            rows[model._meta.db_table] = cursor.fetchall()
    return rows


def parts_of(path):
    with zipfile.ZipFile(path) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist() if name != archive.MANIFEST}


def manifest_of(path):
    with zipfile.ZipFile(path) as zipped:
        return json.loads(zipped.read(archive.MANIFEST))


def refusal(path, **options):
    """The sentence by which a restore is refused; nothing may have changed."""
    before = snapshot()
    with pytest.raises(CommandError) as refused:
        call_command("restore", path, **options)
    assert snapshot() == before
    prefix, _space, sentence = str(refused.value).partition(". ")
    assert prefix == "Nothing was changed"
    return sentence


def rewrite(path, change):
    """Writes the file anew, with its manifest and parts as `change` leaves them."""
    manifest, parts = manifest_of(path), parts_of(path)
    change(manifest, parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in parts.items():
            zipped.writestr(name, text)
        zipped.writestr(archive.MANIFEST, json.dumps(manifest))


def replace_in(name, old, new, *, sums=False):
    """A change of some bytes of a part; with `sums` the manifest is made to agree."""

    def change(manifest, parts):
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)
        if sums:
            (part,) = (part for part in manifest["parts"] if part["name"] == name)
            part["sha256"] = hashlib.sha256(parts[name]).hexdigest()
            part["size"] = len(parts[name])
            part["rows"] = parts[name].count(b"\n")

    return change


def test_a_backup_has_every_table_but_what_is_made_anew():
    own = {
        model
        for app in ("goals", "themes", "gpg_site", "auth")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }

    assert own - set(tables.tables()) == {ContentVersion, OutsideLink, Permission}
    assert Goal.history.model in tables.tables()
    assert Permalink.became.through in tables.tables()


def test_a_restored_database_is_the_same_to_the_last_row(file, made, capsys):
    ContentVersion.renew()
    version = ContentVersion.current()

    call_command("restore", file)

    assert snapshot() == made.rows
    assert "and read them back: all are there." in capsys.readouterr().out
    assert ContentVersion.current() != version
    assert User.objects.get().check_password("a long and quiet password")
    assert Group.objects.get(name="Translators").permissions.count() == 2
    history = Goal.history.filter(id=Goal.objects.get_by_natural_key(2023, 1).pk)
    assert [row.history_type for row in history] == ["~", "+"]
    assert history[0].history_user.username == "éditrice"


def test_what_is_made_after_a_restore_takes_no_number_twice(restored, client):
    goal = make_goal(edition=Edition.objects.get(year=2023), number=3)

    assert goal.pk > max(Goal.objects.exclude(pk=goal.pk).values_list("pk", flat=True))
    assert goal.history.get().history_type == "+"
    assert client.get("/2023/goals/3/").status_code == 200


def test_a_backup_restored_in_another_database_and_saved_again_is_the_same(file, tmp_path):
    again = tmp_path / "again.zip"
    program = (
        "import django, sys; django.setup()\n"
        "from django.core.management import call_command as call\n"
        "call('migrate', verbosity=0); call('restore', sys.argv[1]); call('backup', sys.argv[2])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, file, again],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DATABASE_URL": "",
            "GPG_VAR_DIR": str(tmp_path / "var"),
            "DJANGO_SETTINGS_MODULE": "gpg_site.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert parts_of(again) == parts_of(file)
    one, other = manifest_of(file), manifest_of(again)
    assert {**one, "made_at": ""} == {**other, "made_at": ""}


def test_the_file_is_its_owner_s_alone_and_says_what_is_in_it(file):
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    manifest = manifest_of(file)

    assert (manifest["format"], manifest["portal"]) == (1, "0.1.0")
    assert "0001_initial" in manifest["migrations"]["goals"]
    assert set(manifest["migrations"]) >= {"auth", "goals", "gpg_site", "themes"}
    rows = {part["name"]: part["rows"] for part in manifest["parts"]}
    assert rows["goals.goal.jsonl"] == 4
    assert rows["auth.user.jsonl"] == 1
    for part in manifest["parts"]:
        text = parts_of(file)[part["name"]]
        assert (part["size"], part["sha256"]) == (len(text), hashlib.sha256(text).hexdigest())


def test_no_key_of_a_session_or_of_the_site_is_in_the_file(file):
    assert not [name for name in parts_of(file) if "session" in name or "logentry" in name]
    assert settings.SECRET_KEY.encode() not in b"".join(parts_of(file).values())


def test_second_factors_are_kept_where_they_are_in_use():
    with_mfa = apps.is_installed("allauth.mfa")
    kept = {model._meta.label_lower for model in tables.tables()}

    assert find_spec("allauth")
    assert ("mfa.authenticator" in kept) is with_mfa


def test_a_file_that_is_there_is_not_written_over(file):
    before = file.read_bytes()

    with pytest.raises(CommandError, match="already, and it stays: choose another name"):
        call_command("backup", file)

    assert file.read_bytes() == before


def test_a_backup_that_can_t_be_written_leaves_nothing_behind(tmp_path, monkeypatch):
    with pytest.raises(CommandError, match="could not be written: No such file or directory"):
        call_command("backup", tmp_path / "nowhere" / "kept.zip")

    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive.os, "fsync", full)
    with pytest.raises(CommandError, match="could not be written: No space left on device"):
        call_command("backup", tmp_path / "kept.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_holds_something_is_not_restored_into(file):
    Topic.objects.create(slug="new", name="New", description="New since then.")

    assert refusal(file).startswith("This database is not empty: it holds ")


def test_the_roles_of_a_migration_are_nothing(file, made):
    Group.objects.get(name="Viewer").permissions.add(Permission.objects.first())

    call_command("restore", file, verbosity=0)

    assert snapshot() == made.rows


def test_replace_first_saves_what_is_there(restored, made, client, capsys):
    goal = Goal.objects.get_by_natural_key(2017, 1)
    goal.short_title = "New since then"
    goal.save()
    chief = User.objects.create_user("chief", is_staff=True, is_superuser=True)
    LogEntry.objects.create(user=chief, action_flag=2, object_repr="A thing")
    client.force_login(chief)
    changed = snapshot()

    call_command("restore", restored, replace=True)

    assert snapshot() == made.rows
    (before,) = restored.parent.glob("kept-before-*.zip")
    assert f"What was here before is in {before}." in capsys.readouterr().out
    assert client.get("/staff/").status_code == 302
    assert LogEntry.objects.count() == 0
    call_command("restore", before, replace=True, verbosity=0)
    assert snapshot() == changed


def test_a_replace_that_fails_leaves_all_as_it_was(restored):
    rewrite(restored, replace_in("goals.goal.jsonl", b'"number": 2', b'"number": 9', sums=True))

    assert refusal(restored, replace=True).startswith("goals.goal.jsonl, row ")
    assert list(restored.parent.iterdir()) == [restored]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda path: path.unlink(), "There is no file {path}."),
        (
            lambda path: path.write_bytes(b""),
            "{path} is no backup of this portal, or it is damaged",
        ),
        (lambda path: path.write_bytes(b"Not a zip."), "{path} is no backup of this portal, or"),
        (lambda path: path.write_bytes(path.read_bytes()[:-2000]), "{path} is no backup of this"),
        (lambda path: path.write_bytes(path.read_bytes()[2000:]), "{path} "),
        (lambda path: (path.unlink(), path.mkdir()), "{path} can't be read: "),
    ],
    ids=["missing", "empty", "another file", "cut at its end", "cut at its start", "a folder"],
)
def test_what_is_no_zip_is_refused(file, spoil, sentence):
    spoil(file)

    assert refusal(file).startswith(sentence.format(path=file))


def test_any_byte_that_is_not_as_written_is_found(file, made):
    whole = file.read_bytes()
    for place in range(40, len(whole), len(whole) // 25):
        spoiled = bytearray(whole)
        spoiled[place] ^= 0xFF
        file.write_bytes(spoiled)
        try:
            call_command("restore", file, verbosity=0)
        except CommandError:
            assert not any(rows for table, rows in snapshot().items() if table not in OF_ROLES)
        else:
            # A byte that says nothing, such as one of a date that no part has.
            assert parts_of(file) == parts_of(made.path)
            rescue._clear()


def drop(name):
    def change(manifest, parts):
        del parts[name]

    return change


def drop_both(name):
    def change(manifest, parts):
        del parts[name]
        manifest["parts"] = [part for part in manifest["parts"] if part["name"] != name]

    return change


def add(name, text=b""):
    def change(manifest, parts):
        parts[name] = text

    return change


def say(**said):
    return lambda manifest, _parts: manifest.update(said)


PARTS = "The parts of {path} are not those of a backup."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (replace_in("goals.goal.jsonl", b"2023", b"2032"),
         "{path} is damaged: goals.goal.jsonl is not as written."),
        (replace_in("goals.goal.jsonl", b"\n", b"\n\n"),
         "{path} is damaged: goals.goal.jsonl is not as written."),
        (drop("goals.goal.jsonl"), PARTS),
        (drop_both("goals.historicalgoal.jsonl"), PARTS),
        (add("../../etc/passwd", b"root"), PARTS),
        (add("/etc/passwd", b"root"), PARTS),
        (add("goals.secret.jsonl"), PARTS),
        (say(format=2), "{path} has the format 2, and this program reads 1: restore it with"),
        (say(parts="none"), "{path} is no backup of this portal: its manifest can't be read."),
        (say(parts=[1]), "{path} is no backup of this portal: its manifest can't be read."),
        (say(parts=[]), PARTS),
        (say(migrations=[]), "{path} is no backup of this portal: its manifest can't be read."),
        (say(content={}), "{path} was not restored: a dump of the content came out otherwise."),
    ],
    ids=["altered", "a row more", "a part less", "a table less", "a path out", "a path from /",
         "a part more", "another format", "parts in words", "parts in numbers", "no parts",
         "no migrations", "another content"],
)  # fmt: skip
def test_what_is_not_as_it_was_written_is_refused(file, change, sentence):
    rewrite(file, change)

    assert refusal(file).startswith(sentence.format(path=file))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "{path} is no backup of this portal."),
        (b"{", "{path} is no backup of this portal: its manifest can't be read."),
        (b"[]", "{path} is no backup of this portal: its manifest can't be read."),
        (b"\xff", "{path} is no backup of this portal: its manifest can't be read."),
        (b"[" * 100_000, "{path} is no backup of this portal: its manifest can't be read."),
        (b" " * (archive.LARGEST_MANIFEST + 1),
         "{path} is no backup of this portal: its manifest is too long."),
    ],
    ids=["none", "cut", "a list", "no text", "deep", "endless"],
)  # fmt: skip
def test_the_zip_of_another_program_is_refused(db, tmp_path, text, sentence):
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("readme.txt", "Hello.")
        if text is not None:
            zipped.writestr(archive.MANIFEST, text)

    assert refusal(path) == sentence.format(path=path)


def test_what_would_unpack_without_end_is_refused_before_it_is_read(file, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 1 << 20)
    rewrite(file, replace_in("goals.goal.jsonl", b"\n", b"\n" + b" " * (2 << 20), sums=True))
    monkeypatch.setattr(archive, "_measured", None)

    assert refusal(file) == f"{file} would unpack to more than 1 MB."


def test_a_part_that_is_there_twice_is_refused(file):
    with zipfile.ZipFile(file, "a") as zipped, pytest.warns(UserWarning, match="Duplicate name"):
        zipped.writestr("goals.goal.jsonl", b"")

    assert refusal(file) == f"{file} is no backup of this portal."


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b'"model": "goals.goal"', b'"model": "auth.user"', "it is a row of auth.user"),
        (b'"model": "goals.goal"', b'"model": 1234', "it is a row of 1234"),
        (b'"number": 2', b'"number": "two"', "“two” value must be an integer"),
        (b'"number": 2', b'"number": 9', "goal_number_is_1_to_7"),
        (b'"locator"', b'"location"', "Goal has no field named 'location'"),
        (b"{", b"[", "Expecting"),
    ],
)
def test_a_row_that_is_none_is_refused_whatever_the_sums_say(file, old, new, why):
    rewrite(file, replace_in("goals.goal.jsonl", old, new, sums=True))

    sentence = refusal(file)
    assert sentence.startswith("goals.goal.jsonl, row ")
    assert why in sentence


def test_a_row_that_names_what_is_not_there_is_refused(file):
    number = json.loads(parts_of(file)["goals.objective.jsonl"].splitlines()[0])["fields"]["goal"]
    rewrite(
        file,
        replace_in(
            "goals.objective.jsonl",
            f'"goal": {number}'.encode(),
            b'"goal": 987654',
            sums=True,
        ),
    )

    assert refusal(file).startswith("The backup contradicts itself: ")


def test_a_backup_of_an_older_or_a_newer_program_says_what_to_do(file):
    manifest = manifest_of(file)
    goals = manifest["migrations"]["goals"]
    last = goals.pop()

    rewrite(file, say(migrations=manifest["migrations"], portal="0.0.9"))
    assert refusal(file) == (
        f"{file} was made by version 0.0.9 of the portal, before changes of the database that this "
        f"one has (goals.{last}): restore it with that version, and then run `manage.py migrate` "
        "with this one."
    )

    goals += [last, "0099_later"]
    rewrite(file, say(migrations=manifest["migrations"], portal="9.0"))
    assert refusal(file) == (
        f"{file} was made by version 9.0 of the portal, which has changes of the database that "
        "this one lacks (goals.0099_later): restore it with that version."
    )


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_database_that_is_not_migrated_is_neither_saved_nor_restored(file, command, tmp_path):
    MigrationRecorder.Migration.objects.filter(app="gpg_site", name="0004_outside_link").delete()
    path = tmp_path / "new.zip" if command == "backup" else file

    with pytest.raises(CommandError, match="migrate` first: the database lacks gpg_site"):
        call_command(command, path)


def test_a_dump_of_the_restored_content_is_the_same_to_the_byte(tmp_path):
    make_desk()
    file = tmp_path / "kept.zip"
    call_command("backup", file, verbosity=0)
    before = {path.name: path.read_bytes() for path in content.dump(tmp_path / "before")}
    call_command("restore", file, replace=True, verbosity=0)

    after = {path.name: path.read_bytes() for path in content.dump(tmp_path / "after")}
    assert after == before
    assert len(before) == 8
