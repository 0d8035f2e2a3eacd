"""The staff's side in a real browser, under the same strict policy as the public one."""

import subprocess
import sys

import pytest

from .conftest import ROOT
from .test_reading import RULES, violations

PASSWORD = "a long and quiet password"


@pytest.fixture(scope="package")
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
    page.get_by_role("button", name="Log in").click()
    return page


def test_a_change_is_public_at_once_and_nothing_breaks_the_policy(desk):
    desk.goto("/staff/goals/goal/?q=illicit+markets")
    desk.get_by_role("link", name="Illicit markets").click()
    desk.get_by_label("Short title").fill("Illicit trade")
    desk.get_by_role("button", name="Save", exact=True).click()
    assert "was changed successfully" in desk.locator(".messagelist").inner_text()

    desk.goto("/2017/goals/6/")

    assert desk.locator(".kicker").inner_text() == "Goal 6 of 7. Illicit trade"


def test_a_topic_is_chosen_by_typing_its_name(desk):
    desk.goto("/staff/goals/objective/?q=critical+infrastructures")
    desk.get_by_role("link", name="4.4").click()
    desk.locator("#topic_items-1 .field-tag .select2-selection").click()
    desk.keyboard.type("partner", delay=20)
    desk.get_by_role("option", name="Partnerships").click()
    desk.get_by_role("button", name="Save", exact=True).click()

    desk.goto("/2017/goals/4/objectives/4/")

    assert desk.locator("main .topics").first.inner_text().split("\n") == [
        "Cybercrime",
        "Partnerships",
    ]


def test_a_new_edition_is_tried_out_on_accessible_pages(desk):
    def look_at_it():
        # To read the admin's style sheets ahead, axe would write a style into the page.
        assert violations(desk, RULES, preload=False) == []
        for width in (1280, 768):
            desk.set_viewport_size({"width": width, "height": 900})
            assert desk.evaluate("document.documentElement.scrollWidth") == width

    # Some hundred rows are judged and saved.
    desk.set_default_timeout(60_000)
    desk.goto("/staff/goals/edition/")
    desk.get_by_role("link", name="Copy or upload").click()
    look_at_it()
    desk.get_by_label("Edition to copy").select_option("2017 edition")
    desk.get_by_label("Year of the new edition").fill("2027")
    desk.get_by_role("button", name="Show what a copy would write").click()
    assert desk.get_by_role("row", name="Objectives goals.objective 32 added").is_visible()
    look_at_it()

    desk.goto("/staff/editions/new/")
    wrong = (ROOT / "fixtures" / "edition-2023.json").read_text().replace("gpg-2023", "nowhere")
    desk.get_by_label("Edition file:").set_input_files(
        {"name": "edition-2023.json", "mimeType": "application/json", "buffer": wrong.encode()}
    )
    desk.get_by_role("button", name="Show what the file would write").click()
    row = desk.get_by_role("row", name="2 goals.edition 2023")
    assert "there is no source ['nowhere']" in row.inner_text()
    look_at_it()
