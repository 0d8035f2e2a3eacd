"""Pictures of the portal for the README and for the eye: `make screenshots`.

Not a test by name, so that a run of the suite leaves the pictures alone.
"""

import pytest

from tests.serving import ROOT

from .conftest import follow

PAGES = {
    "home": "/",
    "goal": "/2023/goals/3/",
    "objective": "/2023/goals/3/objectives/2/",
    "theme": "/2023/themes/4/",
    "sdg": "/sdgs/16/",
    "crosswalk": "/2023/sdgs/",
    "comparison": "/compare/2017/2023/goals/3/",
    "goal-2017": "/2017/goals/6/",
}

# In the other directions of reading and lengths of words.
LANGUAGES = ("ar", "fr")
IN_LANGUAGES = ("home", "goal", "crosswalk", "comparison")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (1280, 800)])
def test_take_screenshots(chromium, server, width, height, scheme):
    # Wide ones at half size, so that they stay small.
    context = chromium.new_context(
        base_url=server,
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        device_scale_factor=0.5 if width == 1280 else 1,
    )
    page = context.new_page()
    for name, address in PAGES.items():
        page.goto(address)
        page.screenshot(path=ROOT / "docs" / "screenshots" / f"{name}-{width}-{scheme}.png")
    for language in LANGUAGES if scheme == "light" else ():
        for name in IN_LANGUAGES:
            page.goto(f"/{language}{PAGES[name]}")
            page.screenshot(
                path=ROOT / "docs" / "screenshots" / f"{language}-{name}-{width}-{scheme}.png"
            )
    context.close()


# For docs/editing.md: what is looked for in a list, and the row that is opened.
DESK = {
    "desk": ("/staff/", ""),
    "desk-objective": ("/staff/goals/objective/?q=2023-3.2", "3.2"),
    "desk-history": ("/staff/goals/objective/?q=2023-3.2", "3.2"),
    "desk-new-edition": ("/staff/editions/new/", ""),
    "desk-publish": ("/staff/goals/edition/", "2027"),
}
STEPS = {"desk-history": "History", "desk-publish": "Publish"}


def test_take_screenshots_of_the_desk(chromium, server, desk):
    desk.goto("/staff/editions/new/")
    desk.get_by_label("Edition to copy").select_option("2023 edition")
    desk.get_by_label("Year of the new edition").fill("2027")
    follow(desk.get_by_role("button", name="Show what a copy would write"))
    desk.get_by_label("Reason").fill("To show it.")
    follow(desk.get_by_role("button", name="Write this draft"))
    page = chromium.new_context(
        base_url=server,
        viewport={"width": 1280, "height": 900},
        storage_state=desk.context.storage_state(),
        device_scale_factor=0.6,
    ).new_page()
    for name, (address, row) in DESK.items():
        page.goto(address)
        if row:
            follow(page.locator("#result_list").get_by_role("link", name=row, exact=True))
        if name in STEPS:
            follow(page.get_by_role("link", name=STEPS[name], exact=True))
        page.screenshot(path=ROOT / "docs" / "screenshots" / f"{name}.png")

    page.goto("/staff/goals/objective/?q=2023-3.2")
    follow(page.locator("#result_list").get_by_role("link", name="3.2", exact=True))
    page.get_by_label("Note:").first.fill("A note that readers see.")
    follow(page.get_by_role("button", name="Save", exact=True).first)
    page.screenshot(path=ROOT / "docs" / "screenshots" / "desk-before-saving.png")
