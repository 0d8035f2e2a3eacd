"""The staff's forms in a real browser: marks while typing, what a save changes, two at one form."""

import pytest
from playwright.sync_api import expect

from .conftest import follow
from .test_reading import AXE, RULES

OBJECTIVE = "/staff/goals/objective/?q=2017-6.2"
WORDS = "#id_text"
# Faults of Django's own templates and of its chooser with a search, by axe's rule and a part of the
# place. They are no fault of these forms, and are taken out here when Django has mended them.
DJANGOS_OWN = (
    ("link-in-text-block", ".breadcrumbs"),
    ("list", ".select2-selection--multiple"),
    ("empty-table-header", ".original"),
)


def open_objective(page):
    page.goto(OBJECTIVE)
    follow(page.get_by_role("link", name="6.2", exact=True))
    return page.locator(".wording-mark").first


def test_the_mark_follows_what_is_typed(desk):
    mark = open_objective(desk)
    assert mark.inner_text() == "Equals the source text."
    words = desk.locator(WORDS).input_value()

    desk.locator(WORDS).press("Control+End")
    desk.keyboard.type(" Anew")

    expect(mark.locator("ins")).to_have_text(["added: Anew"])
    desk.locator(WORDS).fill(words + " [Anew]")
    desk.wait_for_selector(".wording-mark[data-verdict=same]")
    assert mark.inner_text() == "Equals the source text."


def test_the_mark_of_a_row_that_was_added_follows_as_well(desk):
    desk.goto("/staff/goals/goal/?q=illicit+markets")
    follow(desk.locator("#result_list tbody a").first)
    desk.get_by_role("button", name="Add another Objective").click()
    row = desk.locator(".dynamic-objectives").last

    row.locator("textarea").first.fill("Nothing that any document says, anywhere at all")

    row.locator(".wording-mark[data-verdict=absent]").wait_for()


def test_a_save_is_confirmed_with_the_keyboard(desk):
    open_objective(desk)
    desk.get_by_label("Note:").fill("Ours, by keyboard.")
    follow(desk.get_by_label("Reason for this change:"), "Enter")

    assert desk.locator(".desk-box__heading").inner_text() == "This changes what the public sees"
    assert desk.get_by_label("Note:").input_value() == "Ours, by keyboard."
    follow(desk.locator(":focus"), "Enter")

    assert "was changed successfully" in desk.locator(".messagelist").inner_text()


def test_of_two_at_one_form_the_second_is_told_and_loses_nothing(desk, context):
    open_objective(desk)
    other = context.new_page()
    open_objective(other)
    other.get_by_label("Note:").fill("Of the other.")
    for _press in range(2):
        follow(other.get_by_role("button", name="Save", exact=True).first)
    assert "was changed successfully" in other.locator(".messagelist").inner_text()

    desk.get_by_label("Number:").fill("2")
    desk.locator(WORDS).fill("Typed at the same time")
    follow(desk.get_by_role("button", name="Save", exact=True))

    box = desk.get_by_role("alert")
    assert "Somebody changed this while you were typing" in box.inner_text()
    assert "Of the other." in box.locator("ins").inner_text()
    assert desk.locator(WORDS).input_value() == "Typed at the same time"
    assert desk.get_by_label("Note:").input_value() == "Of the other."


def violations(page, rules):
    """What axe finds wrong. It must not read style sheets anew, which the policy forbids it."""
    page.evaluate(AXE)
    found = page.evaluate(
        "options => axe.run(document, options)",
        {"runOnly": rules, "resultTypes": ["violations"], "preload": False},
    )
    return [(one["id"], node["target"]) for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("width", [1280, 768])
@pytest.mark.parametrize("list_address", [OBJECTIVE, "/staff/goals/goal/?q=illicit+markets"])
def test_the_forms_have_no_fault_of_ours(desk, list_address, width):
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto(list_address)
    follow(desk.locator("#result_list tbody a").first)

    faults = violations(desk, RULES)
    desk.emulate_media(color_scheme="dark", reduced_motion="reduce")
    # Django lets its colours pass into each other.
    desk.evaluate("Promise.allSettled(document.getAnimations().map(each => each.finished))")
    faults += violations(desk, ["color-contrast"])

    ours = [
        (rule, place)
        for rule, place in faults
        if not any(rule == name and part in str(place) for name, part in DJANGOS_OWN)
    ]
    assert ours == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert desk.evaluate(overflow) == 0
