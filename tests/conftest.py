"""What every test can ask for. A test that needs no database asks for none."""

import logging
from collections.abc import Iterator
from functools import cache
from urllib.parse import urldefrag, urljoin

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpResponse
from django.test import Client, override_settings

from goals.languages import ENGLISH, languages, prefix, split
from gpg_site import content, version

from . import builders, kept
from .endurance.load import pytest_terminal_summary  # noqa: F401
from .html import Page, read
from .serving import once, prepared, server, server_environment  # noqa: F401

# Their first part; both lead on to a page of the current edition.
UNDATED = ("/goals/", "/themes/")
# Answers are no pages of their own: there are as many as questions.
ANSWERS = ("/search/?", "/quote/?")

STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"


@pytest.fixture(autouse=True, scope="session")
def _settings_of_tests() -> Iterator[None]:
    """What the tests do otherwise than a running site.

    Static files have their own names: only the browser tests serve collected and hashed ones.
    Passwords are hashed in no time.
    """
    with override_settings(
        STATIC_ROOT=settings.BASE_DIR / "static",
        STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": STATIC_FILES}},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True, scope="session")
def _changes_are_seen_at_once() -> Iterator[None]:
    """Each request looks whether the content has changed, not the first in a second alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(version, "LOOK_AGAIN_AFTER", 0.0)
        yield


@pytest.fixture(autouse=True, scope="session")
def _connections_stay() -> Iterator[None]:
    """No request ends a connection in the middle of a test's transaction, as Django's own client
    has it: a database in memory survives that, rows in PostgreSQL do not."""
    end = BaseDatabaseWrapper.close_if_unusable_or_obsolete

    def end_outside(connection: BaseDatabaseWrapper) -> None:
        if not connection.in_atomic_block:
            end(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", end_outside)
        yield


@pytest.fixture
def _without_log() -> Iterator[None]:
    """Requests are not logged, so that what a bench prints can be read."""
    logging.disable(logging.INFO)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def world(db) -> builders.World:
    """The small world of the builders."""
    return kept.once(builders.world)


@pytest.fixture
def quiet(world) -> builders.World:
    """The world as if it had been seeded: with its first states, and no change."""
    for model in content.MODELS:
        model.history.all().delete()
        content._keep_first_state(model)
    return world


def _seed() -> None:
    call_command("seed", verbosity=0)


@pytest.fixture(scope="module")
def product(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The shipped fixtures, loaded once for all tests of a module and rolled back after them.

    Such a module also needs the mark `django_db`: without it pytest-django sets up no test
    database, and with it each test gets a savepoint of its own.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        kept.once(_seed)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def site(product) -> dict[str, Page]:
    """Every page in English that can be reached from home, by address.

    The addresses without an edition, which lead on to a page of one, are not among them, nor are
    answers to a question, nor what is no page. Read once for all modules: the shipped content is
    the same in each.
    """
    return _crawl()[0]


@pytest.fixture(scope="module")
def sites(product) -> dict[str, dict[str, Page]]:
    """The same in the other languages, by language."""
    return {code: _crawl(code)[0] for code in languages() if code != ENGLISH}


@pytest.fixture(scope="module")
def linked_files(product) -> set[str]:
    """The address of everything that a page links to and that is no page."""
    return _crawl()[1]


@pytest.fixture(scope="module")
def files(product) -> dict[str, HttpResponse]:
    """The answers at those addresses. Reading all of them is slow: use it in few modules.

    Of units on paper, which take longest, only those of the first goal and theme are read.
    """
    return _read_files()


@cache
def _crawl(language: str = ENGLISH) -> tuple[dict[str, Page], set[str]]:
    """The pages in a language, and all else that they link to."""
    client, queue = Client(), [f"{prefix(language)}/"]
    pages: dict[str, Page] = {}
    files: set[str] = set()
    while queue:
        address = queue.pop()
        if address in pages:
            continue
        if "." in address.rpartition("/")[2]:
            files.add(address)
            continue
        response = client.get(address)
        if split(address)[1].startswith(UNDATED):
            assert response.status_code == 302, address
            queue.append(response.headers["Location"])
            continue
        assert response.status_code == 200, address
        assert response.headers["Content-Type"].startswith("text/html"), address
        pages[address] = read(response.text)
        pages[address].headers = response.headers
        pages[address].cookies = list(response.cookies)
        queue += [
            target
            for link in pages[address].links
            if (target := urldefrag(urljoin(address, link)).url).startswith("/")
            and not split(target)[1].startswith(ANSWERS)
            # The switcher leads to the other languages.
            and (split(target)[0] == language or "." in target.rpartition("/")[2])
        ]
    return pages, files


@cache
def _read_files() -> dict[str, HttpResponse]:
    client = Client()
    found = {
        address: client.get(address)
        for address in sorted(_crawl()[1])
        if not address.endswith(".pdf")
        or address.startswith(("/data/", "/2023/goals/1", "/2023/themes/1"))
    }
    assert [address for address, answer in found.items() if answer.status_code != 200] == []
    return found
