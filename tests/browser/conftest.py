"""The portal as a visitor meets it: gunicorn with hashed static files, and Debian's Chromium."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from tests.serving import ROOT

# An address that leads nowhere. The browser says so by itself, and is allowed to.
NOT_FOUND = "/2023/goals/9/"
PASSWORD = "a long and quiet password"
MISSING = "Chromium is missing: apt-get install chromium"
# In milliseconds, for whatever has to happen in the end: a machine with other work is slow.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Absent, its tests fail in CI, and elsewhere are skipped with a word."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    arguments = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    if os.geteuid() == 0:
        # Chromium refuses to start its sandbox as root, who needs none of it in a container.
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium, server) -> Iterator[BrowserContext]:
    """A fresh visitor, at desktop width."""
    context = chromium.new_context(base_url=server, viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context, server) -> Iterator[Page]:
    """A page that must stay quiet: no console message, no error, no request to another host."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    noise: list[str] = []
    page.on(
        "console",
        lambda message: (
            None if message.location["url"].endswith(NOT_FOUND) else noise.append(message.text)
        ),
    )
    page.on("pageerror", lambda error: noise.append(f"error: {error}"))
    page.on(
        "request",
        lambda request: None if request.url.startswith(server) else noise.append(request.url),
    )
    yield page
    assert noise == []


@pytest.fixture(scope="session")
def staff(server, server_environment) -> str:
    """The name of a staff account of the running portal."""
    subprocess.run(
        [sys.executable, "manage.py", "createsuperuser", "--no-input"],
        cwd=ROOT,
        env={
            **server_environment,
            "DJANGO_SUPERUSER_USERNAME": "editor",
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
            "DJANGO_SUPERUSER_EMAIL": "editor@example.org",
        },
        check=True,
        capture_output=True,
    )
    return "editor"


@pytest.fixture
def desk(page, staff):
    """A quiet page, signed in."""
    page.goto("/staff/")
    page.get_by_label("Username").fill(staff)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Log in"))
    return page


def follow(target: Locator, key: str = "") -> None:
    """Clicks what leads to another page, or presses `key` on it, and waits for that page.

    A click alone may return before the browser has left the page, and before the next one has any
    content: what does not wait by itself (`count`, `evaluate`, axe, `url`, `goto`) then comes too
    early on a machine with other work.
    """
    with target.page.expect_navigation():
        if key:
            target.press(key)
        else:
            target.click()
