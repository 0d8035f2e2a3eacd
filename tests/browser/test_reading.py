"""Reading the portal in a real browser, on every page type."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import NOT_FOUND, follow

PAGES = {
    "home": "/",
    "edition": "/2023/",
    "goals": "/2023/goals/",
    "goal": "/2023/goals/3/",
    "older goal": "/2017/goals/6/",
    "objective": "/2023/goals/3/objectives/2/",
    "older objective": "/2017/goals/6/objectives/2/",
    "crosswalk": "/2023/sdgs/",
    "matrix": "/2023/matrix/",
    "comparison": "/compare/2017/2023/",
    "comparison of a goal": "/compare/2017/2023/goals/3/",
    "themes": "/2023/themes/",
    "theme": "/2023/themes/4/",
    "commitment": "/2023/themes/4/commitments/1/",
    "SDGs": "/sdgs/",
    "SDG": "/sdgs/16/",
    "topics": "/topics/",
    "topic": "/topics/terrorism/",
    "about": "/about/",
    "sources": "/about/sources/",
    "source text": "/about/sources/gpg-2023/",
    "changes": "/changes/",
    "API": "/data/api/",
    "API of goals": "/data/api/goals/",
    "accessibility": "/accessibility/",
    "data": "/data/",
    "quote finder": "/quote/",
    "quotations": "/quote/?q=Curb+illicit+trade.+Promote+border+security+worldwide."
    "%0AExpand+understanding+of+the+cyber+threat+landscape+through+information+sharing."
    "%0ARespect+human+rights+of+vulnerable+communities.%0AHello+world,+how+are+you.",
    "search": "/search/",
    "answers": "/search/?q=terorism&kind=objective",
    "units of a code": "/search/?q=3.2",
    "no answers": "/search/?q=xyzzyq",
    "not found": NOT_FOUND,
}
# What depends on how a page is drawn, contrast aside.
SEEN = {
    "type": "rule",
    "values": ["link-in-text-block", "scrollable-region-focusable", "target-size"],
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

page_types = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())


AXE = Axe().axe_script


# Rows and items are alike: looking at the first of them in each other light is enough, and most of
# the time that axe takes goes into the others.
ALIKE = ["tbody tr:nth-child(n+3)", "li:nth-child(n+5)"]


def violations(page, rules, besides=()):
    """What axe finds wrong on the page as it is shown now, by rule and place, `besides` some."""
    if not page.evaluate("window.axe !== undefined"):
        page.evaluate(AXE)
    # Only violations are counted, so that only they are gathered; no rule reads style sheets.
    found = page.evaluate(
        "([context, options]) => axe.run(context, options)",
        [
            {"include": ["html"], "exclude": [*besides]},
            {"runOnly": rules, "resultTypes": ["violations"], "preload": False},
        ],
    )
    return [(one["id"], node["target"]) for one in found["violations"] for node in one["nodes"]]


@page_types
def test_pages_are_accessible_and_fit(page, address):
    page.goto(address)

    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light", forced_colors="none")
        assert violations(page, RULES, besides=ALIKE if width == 320 else ()) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        # Only colours differ in the dark.
        page.emulate_media(color_scheme="dark")
        assert violations(page, ["color-contrast"], besides=ALIKE) == []
        # Forced colours are the reader's own and not ours to judge; what they must not hide is. All
        # else that the rules look at does not depend on colour, and was looked at above.
        page.emulate_media(forced_colors="active")
        assert violations(page, SEEN) == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("language", ["ar", "es", "fr"])
@page_types
def test_pages_are_accessible_and_fit_in_every_language(page, address, language):
    """What depends on the words and on the direction of reading; colours are the same in all."""
    page.goto(f"/{language}{address}")

    page.set_viewport_size({"width": 1280, "height": 900})
    assert violations(page, RULES, besides=ALIKE) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert violations(page, SEEN, besides=ALIKE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_first_key_leads_past_the_navigation(page):
    page.goto("/2023/goals/3/")

    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    # The first thing in the content is the breadcrumb.
    assert page.locator(":focus").inner_text() == "Home"


def test_a_goal_leads_to_an_objective_and_back(page):
    page.goto("/")
    follow(page.get_by_role("main").get_by_role("link", name="Vulnerable communities").first)
    follow(page.get_by_role("link", name="3.2", exact=True))
    assert page.get_by_role("heading", level=1).inner_text().startswith("Strengthen cooperation")
    follow(page.locator(".kicker").get_by_role("link", name="Vulnerable communities"))

    assert page.url.endswith("/2023/goals/3/#3.2")
    assert page.locator(":target").get_attribute("id") == "3.2"


def test_static_files_are_hashed_kept_for_long_and_carry_the_policy(page, server):
    answers = {}
    page.on("response", lambda response: answers.update({response.url: response}))
    page.goto("/")

    sheet = next(answer for url, answer in answers.items() if "/css/base." in url)
    assert sheet.headers["cache-control"] == "max-age=315360000, public, immutable"
    assert sheet.headers["content-security-policy"].startswith("default-src 'none'")
    assert sheet.headers["content-encoding"] == "br"


def test_data_for_machines_is_within_the_policy(page):
    """A browser that forbids inline scripts reads it, and has nothing to say of it."""
    for address, kinds in (
        ("/2023/goals/3/", ["WebPage", "BreadcrumbList", "DefinedTerm"]),
        ("/2023/", ["WebPage", "BreadcrumbList", "DefinedTermSet", "Dataset"]),
        ("/compare/2017/2023/", ["WebPage", "BreadcrumbList"]),
    ):
        page.goto(address)
        block = json.loads(page.locator('script[type="application/ld+json"]').text_content())
        assert [node["@type"] for node in block["@graph"]] == kinds


def test_a_goal_is_walked_by_keyboard_in_reading_order(page):
    """Each stop is visible when it is reached, and later in the page than the one before."""
    page.emulate_media(reduced_motion="reduce")
    page.goto("/2023/goals/3/")
    page.get_by_role("link", name="How to tell").focus()

    walked = []
    while len(walked) < 40:
        page.keyboard.press("Tab")
        walked.append(page.evaluate(STOP))

    codes = [stop["text"] for stop in walked if stop["text"] in PROVISIONS]
    assert codes == PROVISIONS[: len(codes)]
    assert len(codes) >= 5
    assert [stop for stop in walked if not (stop["visible"] and stop["outlined"])] == []


PROVISIONS = [f"3.{number}" for number in range(1, 7)]
STOP = """() => {
  const stop = document.activeElement, box = stop.getBoundingClientRect();
  return {
    text: stop.textContent.trim(),
    visible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    outlined: getComputedStyle(stop).outlineStyle === "solid",
  };
}"""
