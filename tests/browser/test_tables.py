"""The tables on a phone: they scroll in a region of their own, which the keyboard reaches."""

import pytest

tables = pytest.mark.parametrize("address", ["/2023/sdgs/", "/2017/sdgs/", "/2023/matrix/"])

# How far a region has been scrolled, once it stands still.
SCROLLED = """region => new Promise(done => {
  let last = -1;
  const look = () => {
    if (region.scrollLeft === last) return done(last);
    last = region.scrollLeft;
    setTimeout(look, 150);
  };
  look();
})"""


@tables
def test_a_table_scrolls_by_keyboard_and_its_first_column_stays(page, address):
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(address)
    region = page.get_by_role("region", name="Goals")
    header = region.get_by_role("rowheader").first
    before = header.bounding_box()

    region.focus()
    for _step in range(6):
        page.keyboard.press("ArrowRight")

    assert region.evaluate(SCROLLED) > 100
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert header.bounding_box()["x"] == before["x"]
    assert before["width"] < 160


@tables
def test_a_table_mirrors_from_right_to_left(page, address):
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(address)
    page.evaluate("document.documentElement.dir = 'rtl'")
    region = page.get_by_role("region", name="Goals")
    region.evaluate("region => region.scrollLeft = -200")

    header, box = region.get_by_role("rowheader").first.bounding_box(), region.bounding_box()
    assert header["x"] + header["width"] == pytest.approx(box["x"] + box["width"], abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@tables
def test_a_table_fits_on_a_desktop(page, address):
    page.goto(address)

    region = page.get_by_role("region", name="Goals")
    assert region.evaluate("region => region.scrollWidth - region.clientWidth") == 0


def test_a_cell_opens_by_keyboard(page):
    page.goto("/2023/matrix/")
    cell = page.get_by_role("row", name="Terrorism").get_by_role("cell").first

    cell.locator("summary").focus()
    assert not cell.get_by_role("link", name="Partnerships").is_visible()
    page.keyboard.press("Enter")
    assert cell.get_by_role("link", name="Partnerships").is_visible()


def test_a_table_is_whole_on_paper(page):
    page.goto("/2023/sdgs/")
    page.set_viewport_size({"width": 665, "height": 900})
    page.emulate_media(media="print")

    region = page.locator(".table-region")
    assert region.evaluate("region => region.scrollWidth - region.clientWidth") <= 0
    assert region.get_by_role("link", name="16.4").first.is_visible()
    assert page.locator(".sdg-sections > li").last.is_visible()
