"""A draft's way into public and back, in a real browser."""

import subprocess
import sys

import pytest

from tests.serving import ROOT

from .conftest import follow
from .test_reading import RULES, violations

# A draft older than the current edition, which so stays the current one for all other tests, and
# a publisher who is signed in already.
PREPARE = """
from importlib import import_module
from django.conf import settings
from django.contrib import auth
from goals.models import Edition, Goal, Objective, Source, Topic
draft = Edition.objects.create(year=2010, title="Early goals", foreword="In the beginning.",
    adopted="Adopted in 2010.", source=Source.objects.get(key="gpg-2017"))
goal = Goal.objects.create(edition=draft, number=1, title="Begin", short_title="Begin", locator="1")
objective = Objective.objects.create(goal=goal, number=1, text="Begin well")
objective.topics.add(Topic.objects.first())
user = auth.get_user_model().objects.create_superuser("publisher")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[auth.SESSION_KEY] = str(user.pk)
session[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(settings.SESSION_COOKIE_NAME, session.session_key)
"""


@pytest.fixture
def desk(context, page, server, server_environment):
    """A quiet page, signed in, of a portal that has a draft."""
    said = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", PREPARE],
        cwd=ROOT,
        env=server_environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    name, value = said.split()
    context.add_cookies([{"name": name, "value": value, "url": server}])
    return page


def status(page, address):
    return page.context.request.get(address).status


def test_a_draft_is_previewed_published_and_taken_back(desk, chromium, server):
    desk.goto("/staff/goals/edition/?q=2010")
    follow(desk.get_by_role("link", name="2010", exact=True))
    follow(desk.get_by_role("link", name="Preview", exact=True))
    assert desk.locator("h1").inner_text() == "Early goals"
    assert desk.locator(".preview").inner_text().startswith("Preview of the 2010 edition.")
    follow(desk.get_by_role("navigation", name="Main").get_by_role("link", name="Goals"))
    follow(desk.get_by_role("link", name="1.1", exact=True))
    assert desk.url == f"{server}/staff/preview/2010/2010/goals/1/objectives/1/"
    assert violations(desk, RULES) == []
    follow(desk.get_by_role("link", name="Leave the preview"))

    follow(desk.get_by_role("link", name="Preview for reviewers"))
    follow(desk.get_by_role("button", name="Make a link"))
    link = desk.get_by_label("The link").input_value()
    assert violations(desk, RULES) == []
    reviewer = chromium.new_page()
    reviewer.goto(link)
    assert reviewer.locator("h1").inner_text() == "Early goals"
    reviewer.close()

    follow(desk.get_by_role("link", name="Back"))
    follow(desk.get_by_role("link", name="Publish", exact=True))
    assert violations(desk, RULES) == []
    desk.get_by_label("Reason").fill("It was found again.")
    follow(desk.get_by_role("button", name="Publish the 2010 edition"))
    assert desk.locator(".messagelist").inner_text() == "The 2010 edition is public."
    follow(desk.get_by_role("link", name="View on site"))
    assert desk.url == f"{server}/2010/"
    assert desk.locator("nav[aria-label=Edition]").inner_text().split("\n") == [
        "2023 edition",
        "2017 edition",
        "2010 edition",
    ]

    desk.go_back()
    follow(desk.get_by_role("link", name="Take back"))
    assert violations(desk, RULES) == []
    desk.get_by_label("Reason").fill("It is no edition.")
    follow(desk.get_by_role("button", name="Take back the 2010 edition"))

    assert (status(desk, "/2010/"), status(desk, link)) == (404, 410)
    assert "2010" not in desk.context.request.get("/").text()
