"""Pictures of the portal for the README and for the eye: `make screenshots`.

Not a test by name, so that a run of the suite leaves the pictures alone.
"""

import pytest

from .conftest import ROOT

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
    context.close()
