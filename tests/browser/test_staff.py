"""The staff's side in a real browser, under the same strict policy as the public one."""

import re

import pytest
from playwright.sync_api import expect

from tests.serving import ROOT

from .conftest import follow
from .test_reading import RULES, SEEN, violations


def save(desk):
    """Saves a form, and confirms what that changes in public."""
    for _press in range(2):
        follow(desk.get_by_role("button", name="Save", exact=True).first)


def test_a_change_is_public_at_once_and_nothing_breaks_the_policy(desk):
    desk.goto("/staff/goals/goal/?q=illicit+markets")
    follow(desk.get_by_role("link", name="Illicit markets"))
    desk.get_by_label("Short title").fill("Illicit trade")
    save(desk)
    assert "was changed successfully" in desk.locator(".messagelist").inner_text()

    desk.goto("/2017/goals/6/")

    assert desk.locator(".kicker").inner_text() == "Goal 6 of 7. Illicit trade"


def test_a_topic_is_chosen_by_typing_its_name(desk):
    desk.goto("/staff/goals/objective/?q=critical+infrastructures")
    follow(desk.get_by_role("link", name="4.4"))
    desk.locator(".field-topics .select2-selection").click()
    desk.keyboard.type("partner", delay=20)
    desk.get_by_role("option", name="Partnerships").click()
    save(desk)

    desk.goto("/2017/goals/4/objectives/4/")

    assert desk.locator("main .topics").first.inner_text().split("\n") == [
        "Cybercrime",
        "Partnerships",
    ]


# What axe finds wrong in the admin and is not ours: the rule, where, and why it stays.
KNOWN = [
    # Django's table of rows has a narrow first column without a heading, for the names of the rows.
    ("empty-table-header", r"\.original$"),
    # select2 names its box by the choice in it, and while there is none by nothing. Its label is
    # beside it, and names the select that it stands for.
    ("aria-input-field-name", r"select2"),
    ("label", r"^\.select2-search__field$"),
    # select2 puts its field for typing into the list of what is chosen.
    ("list", r"select2-selection--multiple"),
    # Django's field for a moment is two inputs, with one label for both.
    ("label", r"^#id_(last_login|date_joined)_[01]$"),
    # Django explains the filter of its two lists by an icon that has a name and no role.
    ("aria-prohibited-attr", r"\.help-tooltip\.search-label-icon$"),
]
# The list from which the first row's page is taken, and the page of the row.
STAFF_PAGES = {
    "first page": ("/staff/", ""),
    "page of an app": ("/staff/goals/", ""),
    "list": ("/staff/goals/objective/", ""),
    "narrowed list": ("/staff/goals/objective/?q=border&goal__number__exact=2", ""),
    "new": ("/staff/goals/sdglink/add/", ""),
    "form in a window": ("/staff/goals/source/add/?_popup=1", ""),
    "goal with its objectives": ("/staff/goals/goal/", "change"),
    "edition with its goals": ("/staff/goals/edition/", "change"),
    "deletion": ("/staff/goals/correspondence/", "delete"),
    "deletion that is refused": ("/staff/goals/goal/", "delete"),
    "history": ("/staff/goals/goal/", "history"),
    "account": ("/staff/auth/user/", "change"),
}


def faults(page, rules):
    """What axe finds wrong that is not known."""
    return [
        (rule, place)
        for rule, (*_frames, place) in violations(page, rules)
        if not any(rule == known and re.search(where, place) for known, where in KNOWN)
    ]


def row_page(page, page_name):
    """The address of a page of the first row of the list that is shown."""
    link = page.locator("#result_list tbody th a").first.get_attribute("href").partition("?")[0]
    return link.replace("/change/", f"/{page_name}/")


@pytest.mark.parametrize(("address", "of_row"), STAFF_PAGES.values(), ids=STAFF_PAGES.keys())
def test_staff_pages_are_accessible_and_fit(desk, address, of_row):
    desk.goto(address)
    if of_row:
        desk.goto(row_page(desk, of_row))

    desk.emulate_media(color_scheme="light")
    found = faults(desk, RULES)
    desk.emulate_media(color_scheme="dark")
    found += faults(desk, ["color-contrast"])
    for width in (768, 320):
        desk.set_viewport_size({"width": width, "height": 900})
        assert desk.evaluate("document.documentElement.scrollWidth") == width
    desk.emulate_media(forced_colors="active")
    found += faults(desk, SEEN)
    assert found == []


def ground(page):
    """The colours of the page: behind all, and behind its head."""
    return page.evaluate(
        "['body', '#header'].map(place =>"
        " getComputedStyle(document.querySelector(place)).backgroundColor)"
    )


def test_the_admin_wears_the_portal_s_colours_in_both_schemes(desk):
    light, dark = ["rgb(255, 255, 255)", "rgb(34, 49, 63)"], ["rgb(17, 23, 29)", "rgb(36, 50, 63)"]
    desk.emulate_media(color_scheme="light")
    assert ground(desk) == light
    desk.emulate_media(color_scheme="dark")
    assert ground(desk) == dark

    # The reader's own choice: light, dark, and then the system's again.
    desk.get_by_role("button", name="Toggle theme").click()
    assert ground(desk) == light
    desk.get_by_role("button", name="Toggle theme").click()
    desk.emulate_media(color_scheme="light")
    assert ground(desk) == dark
    desk.get_by_role("button", name="Toggle theme").click()
    assert ground(desk) == light
    assert desk.locator("link[rel=icon]").get_attribute("href").startswith("/static/img/favicon.")
    assert desk.title() == "Overview | Global Policing Goals"


def test_the_focus_is_seen(desk):
    desk.goto("/staff/goals/goal/")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")

    style = "element => getComputedStyle(element).outline"
    assert desk.locator(":focus").evaluate(style) == "rgb(168, 199, 250) solid 3px"
    desk.locator("#searchbar").focus()
    assert desk.locator(":focus").evaluate(style) == "rgb(11, 87, 208) solid 3px"


def test_nothing_that_the_admin_does_breaks_the_policy(desk, context):
    """The noise of all windows is watched, not of the first alone."""
    noise = []
    # A form that comes back leads to what it has to say, not to its first field as Django would.
    quiet = "Autofocus processing was blocked because a document already has a focused element."
    context.on(
        "console", lambda message: None if message.text == quiet else noise.append(message.text)
    )
    context.on("weberror", lambda error: noise.append(str(error.error)))

    # A list: search, filter, action.
    desk.goto("/staff/goals/objective/")
    desk.locator("#searchbar").fill("border")
    follow(desk.get_by_role("button", name="Search"))
    follow(desk.locator("#changelist-filter").get_by_role("link", name="2017 edition"))
    assert "goal__edition__id__exact" in desk.url
    desk.locator(".action-select").first.check()
    desk.get_by_label("Action:").select_option("delete_selected")
    follow(desk.get_by_role("button", name="Go", exact=True))
    assert desk.get_by_role("heading", level=1).inner_text().startswith("Cannot delete")

    # A form: a row more, a choice by typing, a day from the calendar, a source from a window.
    desk.goto("/staff/goals/edition/add/")
    assert desk.evaluate("gettext('Today')") == "Today"  # the catalogue of jsi18n/
    desk.locator(".field-adopted_on").get_by_role("link", name="Today").click()
    assert desk.get_by_label("Adopted on").input_value() != ""
    desk.locator(".field-adopted_on .date-icon").click()
    desk.locator(".calendarbox").get_by_role("link", name="15", exact=True).click()
    assert desk.get_by_label("Adopted on").input_value().endswith("-15")
    desk.get_by_text("Add another Goal").click()
    assert desk.locator("#id_goals-0-title").is_visible()
    with desk.expect_popup() as opened:
        desk.locator("#add_id_source").click()
    window = opened.value
    window.get_by_label("Key:").fill("a-paper")
    window.get_by_label("Title:").fill("A paper")
    window.get_by_label("Publisher:").fill("Somebody")
    window.get_by_label("Extent:").select_option("none")
    follow(window.get_by_role("button", name="Save", exact=True).first)
    with window.expect_event("close"):
        window.get_by_role("button", name="Save", exact=True).first.click()
    expect(desk.locator("#select2-id_source-container")).to_have_text("A paper")
    follow(desk.get_by_role("button", name="Save", exact=True))
    assert "correct the errors" in desk.locator(".errornote").inner_text()

    # A deletion, and the way out.
    desk.goto("/staff/goals/source/?q=a-paper")
    desk.goto(row_page(desk, "delete"))
    follow(desk.get_by_role("button", name="Yes, delete"))
    assert "was deleted successfully" in desk.locator(".messagelist").inner_text()
    desk.goto("/staff/")
    follow(desk.get_by_role("button", name="Log out"))

    assert noise == []


def test_the_first_page_leads_to_what_is_to_be_done(desk):
    desk.goto("/staff/goals/objective/?q=terrorist+suspects")
    follow(desk.get_by_role("link", name="1.1"))
    chosen = desk.locator(".field-topics .select2-selection__choice__remove")
    chosen.first.wait_for()
    while chosen.count():
        chosen.first.click()
        # It opens the list of what could be chosen instead.
        desk.keyboard.press("Escape")
    save(desk)
    desk.goto("/staff/")
    finding = desk.locator(".desk-finding", has_text="Objectives without topics")
    last = desk.locator("section", has=desk.get_by_role("heading", name="Last changes"))

    assert finding.get_by_role("heading").inner_text() == "Objectives without topics: 1"
    assert "GPG2017-1.1: topic of a provision removed by editor" in last.inner_text()
    follow(finding.get_by_role("link", name="1", exact=True))
    expect(desk.locator("#result_list tbody th")).to_have_text(["1.1"])
    assert desk.get_by_role("heading", level=1).is_visible()


def test_a_new_edition_is_tried_out_on_accessible_pages(desk):
    def look_at_it():
        # To read the admin's style sheets ahead, axe would write a style into the page.
        assert violations(desk, RULES) == []
        for width in (1280, 768):
            desk.set_viewport_size({"width": width, "height": 900})
            assert desk.evaluate("document.documentElement.scrollWidth") == width

    desk.goto("/staff/goals/edition/")
    follow(desk.get_by_role("link", name="Copy or upload"))
    look_at_it()
    desk.get_by_label("Edition to copy").select_option("2017 edition")
    desk.get_by_label("Year of the new edition").fill("2027")
    follow(desk.get_by_role("button", name="Show what a copy would write"))
    assert desk.get_by_role("row", name="Objectives goals.objective 32 added").is_visible()
    look_at_it()

    desk.goto("/staff/editions/new/")
    wrong = (ROOT / "fixtures" / "edition-2023.json").read_text().replace("gpg-2023", "nowhere")
    desk.get_by_label("Edition file:").set_input_files(
        {"name": "edition-2023.json", "mimeType": "application/json", "buffer": wrong.encode()}
    )
    follow(desk.get_by_role("button", name="Show what the file would write"))
    row = desk.get_by_role("row", name="2 goals.edition 2023")
    assert "there is no source ['nowhere']" in row.inner_text()
    look_at_it()
