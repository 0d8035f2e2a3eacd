"""What the environment may say, and the sentence that stops the start otherwise."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from gpg_site import environment

from ..environments import PRODUCTION, settings_with

ROOT = Path(settings.BASE_DIR)
MAKE_A_KEY = """python3 -c "import secrets; print(secrets.token_urlsafe(50))\""""
MISSING_KEY = f"GPG_SECRET_KEY is missing: set it to what this prints: {MAKE_A_KEY}"
WEAK_KEY = (
    "GPG_SECRET_KEY can be guessed (it needs 50 characters and more, and 5 different ones): "
    f"set it to what this prints: {MAKE_A_KEY}"
)
NO_HOST = (
    "GPG_ALLOWED_HOSTS names no host: set it to the names that readers ask for, with commas "
    "between them, like gpg.example.org."
)
NO_ORIGIN = (
    "GPG_ORIGIN is {!r}: set it to https:// and the name that readers ask for, with nothing after "
    "it, like https://gpg.example.org."
)
WRONG_HOST = (
    "GPG_ALLOWED_HOSTS has {!r}: set it to names alone, without https:// and without a port, like "
    "gpg.example.org."
)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"GPG_SECRET_KEY": None}, MISSING_KEY),
        ({"GPG_SECRET_KEY": ""}, MISSING_KEY),
        ({"GPG_SECRET_KEY": "short, if of many kinds"}, WEAK_KEY),
        ({"GPG_SECRET_KEY": "abcd" * 20}, WEAK_KEY),
        ({"GPG_SECRET_KEY": "django-insecure-" + PRODUCTION["GPG_SECRET_KEY"]}, WEAK_KEY),
        ({"GPG_ALLOWED_HOSTS": None}, NO_HOST),
        ({"GPG_ALLOWED_HOSTS": " , "}, NO_HOST),
        (
            {"GPG_ALLOWED_HOSTS": "gpg.example.org,*"},
            "GPG_ALLOWED_HOSTS is '*', which lets anybody choose the name in the portal's links: "
            "set it to the names that readers ask for, like gpg.example.org.",
        ),
        (
            {"GPG_ALLOWED_HOSTS": "https://gpg.example.org"},
            WRONG_HOST.format("https://gpg.example.org"),
        ),
        ({"GPG_ALLOWED_HOSTS": "gpg.example.org:443"}, WRONG_HOST.format("gpg.example.org:443")),
        ({"GPG_ORIGIN": None}, NO_ORIGIN.format("")),
        ({"GPG_ORIGIN": "http://gpg.example.org"}, NO_ORIGIN.format("http://gpg.example.org")),
        ({"GPG_ORIGIN": "https://gpg.example.org/"}, NO_ORIGIN.format("https://gpg.example.org/")),
        (
            {"GPG_ORIGIN": "https://other.example.org"},
            "GPG_ORIGIN is 'https://other.example.org', and GPG_ALLOWED_HOSTS does not have its "
            "name: add other.example.org there.",
        ),
        (
            {"GPG_DEBUG": "1"},
            "GPG_DEBUG=1 shows readers the inside of the portal: leave it out with GPG_HTTPS=1.",
        ),
        ({"GPG_HTTPS": "yes"}, "GPG_HTTPS is 'yes': set it to 1 or 0, or leave it out."),
        ({"GPG_PROXIES": "two"}, "GPG_PROXIES is 'two': set it to a number, or leave it out."),
        ({"GPG_PROXIES": "-1"}, "GPG_PROXIES is '-1': set it to a number, or leave it out."),
        (
            {"GPG_CONTACT": "the desk"},
            "GPG_CONTACT is 'the desk': set it to a mail address, or leave it out.",
        ),
    ],
)
def test_production_starts_with_no_setting_that_is_missing_or_weak(monkeypatch, change, sentence):
    said = {name: value for name, value in {**PRODUCTION, **change}.items() if value is not None}

    with pytest.raises(ImproperlyConfigured) as refusal:
        settings_with(monkeypatch, **said)

    assert str(refusal.value) == sentence


def test_production_sends_readers_to_https_and_trusts_its_proxy_alone(monkeypatch):
    found = settings_with(monkeypatch, **PRODUCTION)

    assert (found["DEBUG"], found["ALLOWED_HOSTS"]) == (False, ["gpg.example.org"])
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_SSL_HOST"] == "gpg.example.org"
    assert found["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://gpg.example.org"]
    direct = settings_with(monkeypatch, GPG_PROXIES="0", GPG_HSTS_SUBDOMAINS="0")
    assert direct["SECURE_PROXY_SSL_HEADER"] is None
    assert direct["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is direct["SECURE_HSTS_PRELOAD"] is False


def test_the_demo_needs_no_environment(monkeypatch):
    found = settings_with(monkeypatch)

    assert (found["DEBUG"], found["HTTPS"], found["SECURE_SSL_REDIRECT"]) == (False, False, False)
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert (found["SECURE_HSTS_SECONDS"], found["CSRF_TRUSTED_ORIGINS"]) == (0, [])
    assert found["SECURE_PROXY_SSL_HEADER"] is None


@pytest.mark.parametrize(
    ("allowed", "name"),
    [(".example.org", "gpg.example.org"), (".example.org", "example.org"), ("[::1]", "[::1]:8443")],
)
def test_an_origin_may_be_below_an_allowed_name_and_have_a_port(allowed, name):
    said = {"GPG_ORIGIN": f"https://{name}"}

    found = environment.origin(said, production=True, allowed=[allowed])

    assert found == f"https://{name}"


def test_without_an_address_the_database_is_a_file(tmp_path):
    for said in ({}, {"DATABASE_URL": ""}):
        found = environment.database(said, kept_in=tmp_path)

        assert found["ENGINE"] == "django.db.backends.sqlite3"
        assert found["NAME"] == f"file://{tmp_path}/gpg.sqlite3?mode=rw"


def test_an_address_of_postgresql_is_read_whole(tmp_path):
    said = {"DATABASE_URL": "postgresql://gpg:a%40b@db.example.org:5433/portal?sslmode=require"}

    assert environment.database(said, kept_in=tmp_path) == {
        "ENGINE": "django.db.backends.postgresql",
        "USER": "gpg",
        "PASSWORD": "a@b",
        "HOST": "db.example.org",
        "PORT": 5433,
        "NAME": "portal",
        "OPTIONS": {"connect_timeout": 5, "sslmode": "require"},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }


@pytest.mark.parametrize(
    "address",
    [
        "portal",
        "postgresql://gpg:secret@db.example.org",
        "postgresql://gpg:secret@db.example.org:port/portal",
        "mysql://gpg:secret@db.example.org/portal",
        "sqlite:///portal.sqlite3",
    ],
)
def test_an_address_of_anything_else_stops_the_start_and_is_not_repeated(tmp_path, address):
    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.database({"DATABASE_URL": address}, kept_in=tmp_path)

    assert str(refusal.value) == (
        "DATABASE_URL names no PostgreSQL database: set it to "
        "postgresql://user:password@host/name, or leave it out for SQLite in GPG_VAR_DIR."
    )


def test_the_demo_s_key_is_made_once_and_its_owner_s_alone(tmp_path):
    def key(**said):
        return environment.secret_key(said, production=False, kept_in=tmp_path / "var")

    first = key()

    assert key() == first == (tmp_path / "var" / "secret-key").read_text()
    assert len(first) > 50
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600
    assert key(GPG_SECRET_KEY="chosen") == "chosen"


def test_a_folder_that_can_not_be_written_stops_the_start(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.secret_key({}, production=False, kept_in=tmp_path / "file" / "var")

    assert str(refusal.value) == (
        f"Nothing can be written in {tmp_path}/file/var (Not a directory): "
        "set GPG_VAR_DIR to a folder that can be written."
    )


def test_the_documented_production_passes_django_s_check_of_a_deployment():
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**os.environ, **PRODUCTION, "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (0 silenced).\n"


def test_the_readme_explains_every_variable_that_the_settings_read():
    read = {
        name
        for module in ("environment", "settings")
        for name in re.findall(
            r'"([A-Z]+_[A-Z_]+)"[,)]', (ROOT / "gpg_site" / f"{module}.py").read_text()
        )
        if name.startswith(("GPG_", "DATABASE_"))
    }
    table = re.findall(r"^\| `([A-Z_]+)", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert sorted(table) == sorted(read)
