"""What every test can ask for. A test that needs no database asks for none."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction

from . import builders

STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"


@pytest.fixture(autouse=True)
def _unhashed_static_files(settings):
    """Static files as they are written; the browser tests serve the hashed and collected ones."""
    settings.STATIC_ROOT = settings.BASE_DIR / "static"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": STATIC_FILES}}


@pytest.fixture(autouse=True)
def _quick_password(settings):
    """Hashing a password as in production takes longer than the test that needs one."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def world(db) -> builders.World:
    """The small world of the builders."""
    return builders.world()


@pytest.fixture(scope="module")
def product(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The shipped fixtures, loaded once for all tests of a module and rolled back after them.

    Such a module also needs the mark `django_db`: without it pytest-django sets up no test
    database, and with it each test gets a savepoint of its own.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed", verbosity=0)
        yield
        transaction.set_rollback(True)
