"""The search field in a browser: suggestions by keyboard and mouse, and without script."""

import pytest

from .conftest import follow
from .test_reading import RULES, violations


def put_in(page, text):
    """Puts a text into the field at once: typed slowly, its beginnings have suggestions as well."""
    page.keyboard.press("/")
    page.keyboard.insert_text(text)


@pytest.fixture
def suggested(page):
    """A page with suggestions for “traff”."""
    page.goto("/2023/goals/3/")
    put_in(page, "traff")
    page.get_by_role("option").first.wait_for()
    return page


def field(page):
    return page.get_by_role("combobox")


def test_a_slash_leads_to_the_field_but_where_it_is_typed(page):
    page.goto("/about/")
    page.keyboard.press("/")
    assert field(page).evaluate("field => field === document.activeElement")

    page.keyboard.type("I-24/7")

    assert field(page).input_value() == "I-24/7"


def test_suggestions_are_walked_by_keyboard(suggested):
    page = suggested
    options = page.get_by_role("option")
    last = options.count() - 1
    assert field(page).get_attribute("aria-expanded") == "true"
    assert field(page).get_attribute("aria-activedescendant") is None

    def chosen_after(key):
        page.keyboard.press(key)
        name = field(page).get_attribute("aria-activedescendant")
        assert page.locator("[aria-selected=true]").count() == (1 if name else 0)
        return name and int(name.rpartition("-")[2])

    keys = ["ArrowDown", "ArrowDown", "ArrowUp", "End", "ArrowDown", "ArrowUp", "Home"]
    assert [chosen_after(key) for key in keys] == [0, 1, 0, last, None, last, 0]
    assert field(page).input_value() == "traff"


def test_enter_goes_to_the_chosen_unit(suggested, server):
    suggested.keyboard.press("ArrowDown")
    follow(field(suggested), "Enter")

    assert suggested.url == f"{server}/2023/goals/6/"


def test_enter_asks_for_the_answers_while_none_is_chosen(suggested, server):
    follow(field(suggested), "Enter")

    assert suggested.url == f"{server}/search/?q=traff"
    assert suggested.get_by_role("heading", name="units").is_visible()


def test_escape_closes_the_list_and_keeps_what_was_typed(suggested):
    suggested.keyboard.press("Escape")

    assert suggested.get_by_role("option").count() == 0
    assert field(suggested).get_attribute("aria-expanded") == "false"
    assert field(suggested).input_value() == "traff"


def test_a_click_goes_to_the_unit(suggested, server):
    follow(suggested.get_by_role("option", name="Movement and routes"))

    assert suggested.url == f"{server}/topics/movement-and-routes/"


def test_leaving_the_field_closes_the_list(suggested):
    suggested.keyboard.press("Tab")

    assert suggested.get_by_role("option").count() == 0


def test_the_number_of_suggestions_is_said(suggested):
    count = suggested.get_by_role("option").count()

    assert suggested.locator("[aria-live]").inner_text() == f"Suggestions: {count}"


def test_one_letter_has_no_suggestions(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/about/")
    put_in(page, "t")
    page.wait_for_timeout(300)

    assert [url for url in asked if "suggest" in url] == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_open_suggestions_are_accessible_and_fit(page, width, direction):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/about/")
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)
    put_in(page, "traff")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")

    assert violations(page, RULES) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    box = page.get_by_role("listbox").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_search_works_without_script(chromium, server):
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("terorism")
    follow(page.get_by_role("button", name="Search"))

    assert page.url.endswith("/search/?q=terorism")
    assert page.get_by_text("Did you mean terrorism?").is_visible()
    follow(page.get_by_role("navigation", name="Narrow down").get_by_role("link", name="2017"))
    assert page.url.endswith("/search/?q=terorism&edition=2017")
    context.close()
