"""Writing a backup of the database, and restoring one."""

import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from .. import content
from ..models import ContentVersion
from .archive import FORMAT, BackupError, Manifest, Reader, reading, sum_of, writing
from .tables import ROLES, Model, leaning, lines, load, part_name, tables


class Restored(NamedTuple):
    """What was restored, and where that is now which was there before, if anything was."""

    manifest: Manifest
    rows: int
    before: Path | None


def backup(path: Path) -> Manifest:
    """Writes all there is at this moment into `path`, which must not exist. Raises BackupError."""
    _must_be_migrated()
    with _one_moment(), writing(path) as writer:
        for model in tables():
            writer.add(part_name(model), lines(model))
        manifest: Manifest = {
            "format": FORMAT,
            "portal": _version(),
            "made_at": timezone.now().isoformat(timespec="seconds"),
            "migrations": _migrations(),
            "parts": writer.parts,
            "content": _content(),
        }
        writer.finish(manifest)
    return manifest


def restore(path: Path, *, replace: bool = False) -> Restored:
    """Puts all that is in `path` into an empty database, all or nothing. Raises BackupError.

    With `replace` the database may hold something, which is first written into a backup beside
    `path`, and then goes. Whoever is signed in has to sign in again.
    """
    _must_be_migrated()
    with reading(path) as reader:
        _must_fit(path, reader.manifest)
        reader.check([part_name(model) for model in tables()])
        before: Path | None = None
        try:
            with transaction.atomic():
                before = _before(path, replace)
                _clear()
                _load(reader)
                ContentVersion.renew()
                _must_be_as_written(path, reader.manifest)
        except BaseException:
            # All is as it was: there is nothing to be kept of it.
            if before:
                before.unlink(missing_ok=True)
            raise
    return Restored(reader.manifest, sum(part.rows for part in reader.manifest["parts"]), before)


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction that sees the database as it was at its start, whoever writes meanwhile."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _before(path: Path, replace: bool) -> Path | None:
    """Where what the database holds was written now; None if it holds nothing but the roles."""
    held = {model: model._base_manager.count() for model in tables() if model not in ROLES}
    full = [count for count in held.values() if count]
    if not full:
        return None
    if not replace:
        raise BackupError(
            f"This database is not empty: it holds {sum(full)} rows in {len(full)} tables. Restore "
            "into an empty one, or with --replace: what is here is then first written into a "
            "backup of its own."
        )
    moment = timezone.now().strftime("%Y-%m-%dT%H%M%S")
    before = path.with_name(f"{path.stem}-before-{moment}{path.suffix}")
    backup(before)
    return before


def _load(reader: Reader) -> None:
    for model in tables():
        name = part_name(model)
        for number, line in enumerate(reader.lines(name), start=1):
            try:
                load(model, line)
            except (
                DatabaseError, DeserializationError, FieldDoesNotExist, ObjectDoesNotExist,
                ValidationError, ValueError, KeyError, TypeError,
            ) as error:  # fmt: skip
                why = error.__cause__ or error
                raise BackupError(f"{name}, row {number} can't be written: {why}") from error
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise BackupError(f"The backup contradicts itself: {error}") from error


def _clear() -> None:
    """Deletes every row of a backup's tables, and whatever names one, without a word to signals."""
    gone: list[Model] = [*leaning(tables()), *tables(), Session]
    for model in gone:
        models.QuerySet(model)._raw_delete(connection.alias)


def _must_be_as_written(path: Path, manifest: Manifest) -> None:
    """Reads back what was restored: the rows to the byte, and the content as files have it."""
    sums = {part.name: part.sha256 for part in manifest["parts"]}
    for model in tables():
        if sum_of(lines(model)) != sums[part_name(model)]:
            raise BackupError(f"{path} was not restored: {part_name(model)} came out otherwise.")
    if _content() != manifest["content"]:
        raise BackupError(f"{path} was not restored: a dump of the content came out otherwise.")


def _content() -> dict[str, str]:
    """The sums of the fixtures that a dump writes, in any order: databases sort names each their
    own way."""
    with tempfile.TemporaryDirectory() as folder:
        return {
            file.name: sum_of(
                sorted(line.rstrip(b",\n") for line in file.read_bytes().splitlines())
            )
            for file in content.dump(Path(folder))
        }


def _must_be_migrated() -> None:
    loader = MigrationLoader(connection)
    if lacking := _names(set(loader.disk_migrations) - set(loader.applied_migrations)):
        raise BackupError(f"Run `manage.py migrate` first: the database lacks {lacking}.")


def _migrations() -> dict[str, list[str]]:
    """The migrations applied, by app, of all apps that have a table in a backup."""
    apps = {model._meta.app_label for model in tables()}
    applied = MigrationLoader(connection).applied_migrations
    return {app: sorted(name for of, name in applied if of == app) for app in sorted(apps)}


def _must_fit(path: Path, manifest: Manifest) -> None:
    """Refuses a backup of another state of the program: rows fit the tables that they are from."""
    here, there = (
        {(app, name) for app, names in migrations.items() for name in names}
        for migrations in (_migrations(), manifest["migrations"])
    )
    made = f"{path} was made by version {manifest['portal']} of the portal"
    if newer := _names(there - here):
        raise BackupError(
            f"{made}, which has changes of the database that this one lacks ({newer}): restore it "
            "with that version."
        )
    if older := _names(here - there):
        raise BackupError(
            f"{made}, before changes of the database that this one has ({older}): restore it with "
            "that version, and then run `manage.py migrate` with this one."
        )


def _names(migrations: set[tuple[str, str]]) -> str:
    return ", ".join(f"{app}.{name}" for app, name in sorted(migrations))


def _version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])
