"""A process for readers alone, as it really runs: it can't write, and knows no staff."""

import os
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from urllib.error import HTTPError
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings

from tests.serving import serving

from ..environments import PRODUCTION

DATABASES = ["sqlite", *(["postgresql"] if os.environ.get("DATABASE_URL") else [])]

# By Django's models and past them; each attempt with what came of it on a line of its own.
ATTEMPTS = """
import django
django.setup()
from django.db import DatabaseError, connection, transaction
from goals.models import Goal
from gpg_site.models import ContentVersion, SearchAlias

def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)

def in_a_transaction():
    with transaction.atomic():
        Goal.objects.update(short_title="Changed")

for attempt in (
    lambda: Goal.objects.update(short_title="Changed"),
    SearchAlias.objects.all().delete,
    in_a_transaction,
    ContentVersion.renew,
    lambda: sql("UPDATE goals_goal SET short_title = 'Changed'"),
    lambda: sql("DELETE FROM gpg_site_searchalias"),
    lambda: sql("DROP TABLE gpg_site_searchalias"),
    lambda: sql("CREATE TABLE taken (word text)"),
):
    try:
        attempt()
    except DatabaseError as error:
        print(str(error).splitlines()[0])
    else:
        print("written")
print(Goal.objects.count(), Goal.objects.filter(short_title="Changed").count())
"""
STATEMENTS = [
    *("UPDATE", "DELETE", "UPDATE", "SELECT FOR UPDATE"),
    *("UPDATE", "DELETE", "DROP TABLE", "CREATE TABLE"),
]
NO_STAFF = """
import sys, django
django.setup()
SESSION_AND_ACCOUNT = (".SessionMiddleware", ".AuthenticationMiddleware", ".MessageMiddleware")
from django.conf import settings
from django.urls import get_resolver
print([str(p.pattern) for p in get_resolver().url_patterns if str(p.pattern).startswith("staff")])
print([name for name in settings.MIDDLEWARE if name.endswith(SESSION_AND_ACCOUNT)])
print([name for name in sys.modules if name.startswith(("allauth", "gpg_site.staff"))])
"""


def run(environment: dict[str, str], *arguments: str) -> str:
    """What a command of this environment prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


@contextmanager
def another_database() -> Iterator[str]:
    """The address of a new database on the server of the suite's own."""
    address, name = os.environ["DATABASE_URL"], f"public_only_{uuid.uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield urlsplit(address)._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module", params=DATABASES)
def environment(request, tmp_path_factory):
    """That of a process for readers alone, on a database with the shipped content."""
    new = another_database() if request.param == "postgresql" else nullcontext("")
    with new as address:
        said = {
            **os.environ,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "gpg_site.settings",
            "GPG_VAR_DIR": str(tmp_path_factory.mktemp("var")),
        }
        for command in (["migrate"], ["seed"], ["collectstatic", "--no-input"]):
            run(said, "manage.py", *command, "--verbosity", "0")
        yield {**said, "GPG_PUBLIC_ONLY": "1"}


@pytest.fixture(scope="module")
def portal(environment):
    with serving(environment) as address:
        yield address


def ask(address: str, body: bytes | None = None) -> tuple[int, str, list[str]]:
    """The status, the text and the cookies of an answer to somebody who brings a session."""
    request = urllib.request.Request(address, body, {"Cookie": "sessionid=" + "a" * 32})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode(), answer.headers.get_all("Set-Cookie", [])
    except HTTPError as answer:
        return answer.code, answer.read().decode(), answer.headers.get_all("Set-Cookie", [])


def test_nothing_can_be_written(environment):
    *refused, counted = run(environment, "-c", ATTEMPTS).splitlines()

    if environment["DATABASE_URL"]:
        sentence = "cannot execute {} in a read-only transaction"
        assert refused == [sentence.format(statement) for statement in STATEMENTS]
    else:
        assert refused == ["attempt to write a readonly database" for _statement in STATEMENTS]
    assert counted == "14 0"


def test_no_part_of_the_staff_s_side_is_loaded(environment):
    patterns, middleware, modules = run(environment, "-c", NO_STAFF).splitlines()

    assert (patterns, middleware, modules) == ("[]", "[]", "[]")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "login/",
        "logout/",
        "login/passkey/",
        "password_change/",
        "account/",
        "goals/goal/",
        "goals/goal/1/change/",
        "editions/new/",
        "editions/2023/publish/",
        "preview/2023/",
        "preview/2023:1tABCD:signature/goals/1/",
        "jsi18n/",
    ],
)
@pytest.mark.parametrize("body", [None, b"login=editor&password=secret"], ids=["get", "post"])
def test_no_address_of_the_staff_is_there(portal, path, body):
    status, text, cookies = ask(f"{portal}/staff/{path}", body)

    assert (status, cookies) == (404, [])
    assert "<title>Page not found – Global Policing Goals</title>" in text


@pytest.mark.parametrize(
    "path",
    ["/", "/2023/goals/1/", "/2023/goals/1.json", "/search/?q=drugs", "/quote/?q=a", "/data/"],
)
def test_readers_get_all_that_they_get_elsewhere_and_no_cookie(portal, path):
    status, text, cookies = ask(portal + path)

    assert (status, cookies) == (200, [])
    assert "/staff/" not in text


def test_a_long_question_is_answered(portal):
    status, text, cookies = ask(f"{portal}/quote/", b"q=Support+the+identification+of+victims")

    assert (status, cookies) == (200, [])
    assert "Quote finder" in text


def test_robots_learn_of_no_staff(portal):
    assert "staff" not in ask(f"{portal}/robots.txt")[1]


def test_it_needs_no_secret_and_passes_django_s_check_of_a_deployment(environment):
    said = {name: value for name, value in PRODUCTION.items() if name != "GPG_SECRET_KEY"}

    told = run({**environment, **said}, "manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert told == "System check identified no issues (0 silenced).\n"
