"""Reading with what a browser or a system offers: forced colours, less motion, larger text."""

import pytest

PAGES = {
    "home": "/",
    "goal": "/2023/goals/3/",
    "older goal": "/2017/goals/6/",
    "objective": "/2023/goals/3/objectives/2/",
    "theme": "/2023/themes/4/",
    "SDG": "/sdgs/16/",
}
LINES = {"stated": "solid", "editorial": "dashed"}
MOVING = """() => [...document.querySelectorAll("*")].filter(element => {
  const style = getComputedStyle(element);
  return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
}).map(element => element.className)"""
OTHER_WAY = "document.documentElement.dir = 'rtl'"

page_types = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())


def overflow(page):
    """By how much the page is wider than the window. Right to left, it grows to the left."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def style(page, selector, name):
    return page.locator(selector).first.evaluate(
        "(element, name) => getComputedStyle(element)[name]", name
    )


def test_forced_colours_are_those_of_the_system(page):
    page.emulate_media(forced_colors="active", color_scheme="light")
    page.goto("/2017/goals/6/")

    assert style(page, ".unit-head__numeral", "color") == style(page, "body", "color")
    assert style(page, ".edition-bar", "backgroundColor") in {
        style(page, "body", "backgroundColor"),
        "rgba(0, 0, 0, 0)",
    }


@pytest.mark.parametrize("evidence", ["stated", "editorial"])
def test_marks_keep_their_line_in_forced_colours(page, evidence):
    page.emulate_media(forced_colors="active")
    page.goto("/2023/goals/3/")
    mark = f".mark--{evidence}"

    assert style(page, mark, "borderBlockStartStyle") == LINES[evidence]
    assert style(page, mark, "borderBlockStartColor") == style(page, mark, "color")


@pytest.mark.parametrize(
    ("preference", "expected"), [("reduce", "auto"), ("no-preference", "smooth")]
)
def test_pages_glide_unless_motion_is_unwanted(page, preference, expected):
    page.emulate_media(reduced_motion=preference)
    page.goto("/2023/goals/3/")

    assert style(page, "html", "scrollBehavior") == expected


@page_types
def test_nothing_moves_when_motion_is_unwanted(page, address):
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)

    assert page.evaluate(MOVING) == []


@page_types
@pytest.mark.parametrize("width", [320, 640])
def test_text_of_twice_the_size_fits(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    size = float(style(page, ".key, h1", "fontSize").removesuffix("px"))
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert float(style(page, ".key, h1", "fontSize").removesuffix("px")) >= size * 1.5
    assert overflow(page) == 0


@page_types
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_fit_from_right_to_left(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    page.evaluate(OTHER_WAY)

    assert overflow(page) == 0


def test_the_numeral_changes_sides_with_the_direction(page):
    page.goto("/2023/goals/3/")
    numeral, title = page.locator(".unit-head__numeral"), page.locator(".unit-head h1")

    assert numeral.bounding_box()["x"] < title.bounding_box()["x"]
    page.evaluate(OTHER_WAY)
    assert numeral.bounding_box()["x"] >= title.bounding_box()["x"] + title.bounding_box()["width"]
