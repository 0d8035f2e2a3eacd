"""What the environment says, read once by the settings.

Each function takes the environment and gives one setting. A value that can't be meant stops the
start: ImproperlyConfigured, with one sentence that says what to set. Production is GPG_HTTPS=1,
where readers come by https: there nothing that protects has a default.
"""

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

Environment = Mapping[str, str]

LOCAL_HOSTS = "localhost,127.0.0.1,[::1]"
# A name or an address without a port; a name with a dot before it stands for all below it too.
_HOST = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")

# As Django's own check of a deployment wants it (security.W009).
KEY_LENGTH, KEY_CHARACTERS, KEY_OF_STARTPROJECT = 50, 5, "django-insecure-"
_MAKE_A_KEY = """python3 -c "import secrets; print(secrets.token_urlsafe(50))\""""


def flag(environment: Environment, name: str, *, default: bool = False) -> bool:
    """A yes/no variable: 1 or 0, or absent."""
    value = environment.get(name, str(int(default)))
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to 1 or 0, or leave it out.")
    return value == "1"


def count(environment: Environment, name: str) -> int:
    """A variable that counts something; absent means none."""
    value = environment.get(name, "0")
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a number, or leave it out.")
    return int(value)


def folder(environment: Environment, name: str, *, default: Path) -> Path:
    return Path(environment.get(name) or default)


def debug(environment: Environment, *, production: bool) -> bool:
    """Whether errors are shown with all that is inside, which no reader may see."""
    asked = flag(environment, "GPG_DEBUG")
    if asked and production:
        raise ImproperlyConfigured(
            "GPG_DEBUG=1 shows readers the inside of the portal: leave it out with GPG_HTTPS=1."
        )
    return asked


def hosts(environment: Environment, *, production: bool) -> list[str]:
    """The names that the portal answers to, for ALLOWED_HOSTS."""
    value = environment.get("GPG_ALLOWED_HOSTS", "" if production else LOCAL_HOSTS)
    names = [name for part in value.split(",") if (name := part.strip())]
    if not names:
        raise ImproperlyConfigured(
            "GPG_ALLOWED_HOSTS names no host: set it to the names that readers ask for, "
            "with commas between them, like gpg.example.org."
        )
    if production and "*" in names:
        raise ImproperlyConfigured(
            "GPG_ALLOWED_HOSTS is '*', which lets anybody choose the name in the portal's links: "
            "set it to the names that readers ask for, like gpg.example.org."
        )
    for name in names:
        if name != "*" and not _HOST.fullmatch(name):
            raise ImproperlyConfigured(
                f"GPG_ALLOWED_HOSTS has {name!r}: set it to names alone, without https:// and "
                "without a port, like gpg.example.org."
            )
    return names


def origin(environment: Environment, *, production: bool, allowed: list[str]) -> str:
    """Where readers find the portal, like https://gpg.example.org; empty outside production.

    Its host must be `allowed`.
    """
    if not production:
        return ""
    value = environment.get("GPG_ORIGIN", "")
    parts = urlsplit(value)
    if parts.scheme != "https" or not parts.netloc or value != f"https://{parts.netloc}":
        raise ImproperlyConfigured(
            f"GPG_ORIGIN is {value!r}: set it to https:// and the name that readers ask for, "
            "with nothing after it, like https://gpg.example.org."
        )
    if not any(_is_below(parts.hostname or "", name) for name in allowed):
        raise ImproperlyConfigured(
            f"GPG_ORIGIN is {value!r}, and GPG_ALLOWED_HOSTS does not have its name: "
            f"add {parts.hostname} there."
        )
    return value


def secret_key(environment: Environment, *, production: bool, kept_in: Path) -> str:
    """What sessions and links to previews are signed with.

    In production it must be set. Elsewhere it is made on the first start and kept in a file in the
    folder `kept_in`, which its owner alone can read.
    """
    key = environment.get("GPG_SECRET_KEY", "")
    if not production:
        return key or _kept_key(kept_in / "secret-key")
    if not key:
        raise ImproperlyConfigured(
            f"GPG_SECRET_KEY is missing: set it to what this prints: {_MAKE_A_KEY}"
        )
    if (
        len(key) < KEY_LENGTH
        or len(set(key)) < KEY_CHARACTERS
        or key.startswith(KEY_OF_STARTPROJECT)
    ):
        raise ImproperlyConfigured(
            f"GPG_SECRET_KEY can be guessed (it needs {KEY_LENGTH} characters and more, and "
            f"{KEY_CHARACTERS} different ones): set it to what this prints: {_MAKE_A_KEY}"
        )
    return key


def database(environment: Environment, *, kept_in: Path, read_only: bool = False) -> dict[str, Any]:
    """The database, for DATABASES: PostgreSQL where DATABASE_URL names one, else a file of SQLite
    in the folder `kept_in`. Read-only, its connections refuse every write."""
    address = environment.get("DATABASE_URL", "")
    if address:
        return _postgresql(address, read_only=read_only)
    path = kept_in / "gpg.sqlite3"
    return _sqlite_to_read(path) if read_only else _sqlite(path)


def contact(environment: Environment) -> str:
    """A mail address for readers. None is invented when it is absent."""
    value = environment.get("GPG_CONTACT", "")
    if value and not _MAIL.fullmatch(value):
        raise ImproperlyConfigured(
            f"GPG_CONTACT is {value!r}: set it to a mail address, or leave it out."
        )
    return value


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        # It is not made where it is missing: `manage.py migrate` does that.
        "NAME": f"{path.absolute().as_uri()}?mode=rw",
        "OPTIONS": {
            # Readers don't wait for a writer, and a commit survives a crash of the process.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            # Take the write lock at the start of a transaction: two editors then wait for each
            # other instead of failing with "database is locked" halfway.
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
        },
    }


def _sqlite_to_read(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{path.absolute().as_uri()}?mode=ro",
        "OPTIONS": {"timeout": 5},
    }


def _postgresql(address: str, *, read_only: bool) -> dict[str, Any]:
    try:
        # Connections are kept, and looked at before each request: a server that was away is back.
        found = dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True)
    except ValueError:
        found = {}
    if found.get("ENGINE") != "django.db.backends.postgresql" or not found.get("NAME"):
        # Without the address, which has a password in it.
        raise ImproperlyConfigured(
            "DATABASE_URL names no PostgreSQL database: set it to "
            "postgresql://user:password@host/name, or leave it out for SQLite in GPG_VAR_DIR."
        )
    # A server that is away is known to be away before a reader gives up.
    options = {"connect_timeout": 5, **found.get("OPTIONS", {})}
    if read_only:
        asked = f"{options.get('options', '')} -c default_transaction_read_only=on"
        options["options"] = asked.strip()
    return {**found, "OPTIONS": options}


def _is_below(host: str, name: str) -> bool:
    if name.startswith("."):
        return host == name[1:].lower() or host.endswith(name.lower())
    return host == name.strip("[]").lower()


def _kept_key(path: Path) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    except OSError as error:
        raise ImproperlyConfigured(
            f"Nothing can be written in {path.parent} ({error.strerror}): "
            "set GPG_VAR_DIR to a folder that can be written."
        ) from error
    return path.read_text()
