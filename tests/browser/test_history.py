"""The pages on what was, in a real browser: a slip is undone, and nothing breaks the policy."""

import subprocess
import sys

import pytest

from tests.serving import ROOT

from .conftest import follow
from .test_reading import AXE, RULES

SIGN_IN = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
user = get_user_model().objects.create_superuser("historian")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""


@pytest.fixture(scope="session")
def session_key(server, server_environment) -> str:
    """The session of somebody who has signed in."""
    ran = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", SIGN_IN],
        cwd=ROOT,
        env=server_environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return ran.stdout.strip()


# What stands around them is Django's.
# Its links fade from one colour to the other.
OURS = """async rules => (
  await Promise.all(document.getAnimations().map(each => each.finished)),
  await axe.run("#content", {runOnly: rules, resultTypes: ["violations"]}))
  .violations.flatMap(one => one.nodes.map(node => [one.id, node.target]))"""


def look(page):
    """What is wrong with the page as it is shown, at both widths and in both schemes."""
    page.evaluate(AXE)
    found = []
    for width in (1280, 768):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        found += page.evaluate(OURS, RULES)
        page.emulate_media(color_scheme="dark")
        found += page.evaluate(OURS, ["color-contrast"])
        found += [width] if page.evaluate("document.documentElement.scrollWidth") > width else []
    return found


def test_a_slip_is_undone(page, context, server, session_key):
    context.add_cookies([{"name": "sessionid", "value": session_key, "url": server}])
    page.goto("/staff/goals/objective/?q=actionable+and+timely")
    follow(page.locator("#result_list tbody th a").first)
    words = page.get_by_label("Official text").input_value()
    page.get_by_label("Official text").fill(f"{words} Or not.")
    page.get_by_label("Reason for this change").fill("A slip.")
    # What is public is saved once its effects were shown.
    for _press in range(2):
        follow(page.get_by_role("button", name="Save and continue editing").first)

    follow(page.get_by_role("link", name="History", exact=True))
    assert page.locator(".past__save ins").first.inner_text().endswith("Or not.")
    assert look(page) == []
    follow(page.get_by_role("link", name="Restore this state").first)
    assert page.locator(".past__words del").inner_text().endswith("Or not.")
    assert look(page) == []
    page.get_by_label("Reason for this change").fill("Undone.")
    follow(page.get_by_role("button", name="Restore this state"))

    assert "is again as it was on" in page.locator(".messagelist").inner_text()
    follow(page.locator(".breadcrumbs a").last)
    assert page.get_by_label("Official text").input_value() == words
    page.goto("/staff/deleted/")
    assert look(page) == []
