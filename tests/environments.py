"""Environments that a portal starts with, and what it makes of them."""

import runpy
from pathlib import Path
from typing import Any

from gpg_site import settings

# Production as the README's table has it, complete.
PRODUCTION = {
    "GPG_HTTPS": "1",
    "GPG_SECRET_KEY": "kept apart, 50 characters and more, of many kinds: 0123456789",
    "GPG_ALLOWED_HOSTS": "gpg.example.org",
    "GPG_ORIGIN": "https://gpg.example.org",
    "GPG_PROXIES": "1",
    "GPG_HSTS_SUBDOMAINS": "1",
}


def settings_with(monkeypatch, **environment: str) -> dict[str, Any]:
    """The settings that a process of this environment starts with."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(Path(settings.__file__)))
