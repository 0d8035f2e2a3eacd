"""The framework diagram on the home page."""

import pytest


def opacity(page, goal, sdg):
    """How strongly the curves of a goal and an SDG are drawn, once nothing moves."""
    curves = page.locator(f".framework__curves [data-goal='{goal}'][data-sdg='{sdg}']")
    return [
        float(curve.evaluate("curve => getComputedStyle(curve).opacity")) for curve in curves.all()
    ]


def test_pointing_at_a_goal_brings_out_its_curves_alone(page):
    page.goto("/")

    page.locator(".framework__goals [data-goal='6'] a").hover()

    assert opacity(page, 6, 3) == [1]
    assert opacity(page, 6, 16) == [1, 1]
    assert opacity(page, 7, 15) == [0.07]


def test_focus_on_an_sdg_brings_out_its_curves_alone(page):
    page.goto("/")

    page.locator(".framework__sdgs [data-sdg='15'] a").focus()

    assert opacity(page, 7, 15) == [1]
    assert opacity(page, 7, 5) == [0.07]


def test_stated_curves_are_solid_and_editorial_ones_dashed(page):
    page.goto("/")

    def dashes(kind):
        curve = page.locator(f".framework__curves .curve--{kind}").first
        return curve.evaluate("curve => getComputedStyle(curve).strokeDasharray")

    assert (dashes("stated"), dashes("editorial")) == ("none", "5px, 4px")


def test_the_keyboard_walks_the_framework_from_top_to_bottom(page):
    page.goto("/")
    main = page.get_by_role("main")
    focusable = main.locator(".framework a").all()
    assert len(focusable) == 17 + 7 + 5

    page.locator(".hero a").focus()
    walked = []
    for _step in focusable:
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.getAttribute('href')"))

    assert walked == [
        *(f"/sdgs/{number}/" for number in range(1, 18)),
        *(f"/2023/goals/{number}/" for number in range(1, 8)),
        *(f"/2023/themes/{number}/" for number in range(1, 6)),
    ]


@pytest.mark.parametrize(("width", "is_shown"), [(320, False), (768, False), (1280, True)])
def test_a_narrow_screen_shows_the_list_in_place_of_the_picture(page, width, is_shown):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")

    assert page.locator(".framework").is_visible() is is_shown
    rows = page.locator(".goal-rows > li")
    assert [row.is_visible() for row in rows.all()] == [True] * 7
    assert "Life on land" in rows.nth(6).inner_text()


def test_curves_meet_the_middles_of_what_they_join(page):
    page.goto("/")

    def middle(selector):
        box = page.locator(selector).bounding_box()
        return box["x"] + box["width"] / 2

    def ends(goal, sdg):
        # The path's own ends, from its box of 1000 to the width that is drawn.
        return page.evaluate(
            """([goal, sdg]) => {
              const svg = document.querySelector(".framework__curves");
              const path = svg.querySelector(`[data-goal="${goal}"][data-sdg="${sdg}"]`);
              const box = svg.getBoundingClientRect(), scale = box.width / 1000;
              const ends = [path.getPointAtLength(0), path.getPointAtLength(path.getTotalLength())];
              return ends.map(point => box.x + point.x * scale);
            }""",
            [goal, sdg],
        )

    top, bottom = ends(1, 17)
    assert top == pytest.approx(middle(".framework__sdgs [data-sdg='17']"), abs=1)
    assert bottom == pytest.approx(middle(".framework__goals [data-goal='1']"), abs=1)
