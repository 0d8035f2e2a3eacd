"""Pages on paper: all that is content, nothing that is a control, and where it all comes from."""

import json
import os
import re
import shutil
import subprocess
import unicodedata

import pytest

from tests.serving import ROOT

MISSING = "pdftotext is missing: apt-get install poppler-utils"
CONTROLS = [
    *(".skip", ".site-header__nav", ".edition-bar__switcher", ".breadcrumbs", ".steps", ".copy"),
    ".site-footer nav",
]
# The words that a reader of the paper sees: of elements that have a place, in no clipped box.
SEEN = """selector => [...document.querySelectorAll(selector)].filter(element => {
  if (!element.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
  const box = element.getBoundingClientRect();
  if (box.width < 2 || box.height < 2) return false;
  for (let node = element; node; node = node.parentElement) {
    const style = getComputedStyle(node);
    if (style.clipPath !== "none") return false;
    const outer = node.getBoundingClientRect();
    const isCut = outer.top > box.top + 1 || outer.bottom < box.bottom - 1
      || outer.left > box.left + 1 || outer.right < box.right - 1;
    if (style.overflow !== "visible" && isCut) return false;
  }
  return true;
}).map(element => element.innerText.trim())"""
STYLE = (
    "([selector, pseudo, name]) => getComputedStyle(document.querySelector(selector), pseudo)[name]"
)
LINKS = """() => [...document.querySelectorAll("main a")].map(
  link => [link.getAttribute("href"), link.innerText, getComputedStyle(link, "::after").content])"""


def fixture(model):
    """The fields of all that the fixtures of the 2023 edition hold of `model`."""
    path = ROOT / "fixtures" / "edition-2023.json"
    entries = json.loads(path.read_text(encoding="utf-8"))
    return [entry["fields"] for entry in entries if entry["model"] == model]


def provisions(model, parent, number=None):
    """The official texts of a goal or theme, or of all, in their order."""
    found = [each for each in fixture(model) if number in (None, each[parent][1])]
    return [each["text"] for each in sorted(found, key=lambda it: (it[parent][1], it["number"]))]


WHOLE = {
    "goal": ("/2023/goals/3/", provisions("goals.objective", "goal", 3)),
    "goals": ("/2023/goals/", provisions("goals.objective", "goal")),
    "themes": ("/2023/themes/", provisions("themes.commitment", "theme")),
}
whole = pytest.mark.parametrize(("address", "texts"), WHOLE.values(), ids=WHOLE.keys())


def seen(page, selector):
    return page.evaluate(SEEN, selector)


def style(page, selector, name, pseudo=None):
    return page.evaluate(STYLE, [selector, pseudo, name])


def squeezed(text):
    """`text` without spaces and hyphens, which mean nothing where lines end, and ligatures."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))


def count_sheets(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.fixture
def paper(page):
    """A page as it is printed, at the width of a desktop."""
    page.emulate_media(media="print")
    return page


@pytest.fixture(scope="module")
def pdftotext():
    """Poppler's program. Absent, its tests fail in CI, and elsewhere are skipped with a word."""
    path = shutil.which("pdftotext")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)

    def read(pdf):
        """The text of each sheet."""
        answer = subprocess.run(
            [path, "-raw", "-", "-"], input=pdf, capture_output=True, check=True
        )
        return answer.stdout.decode().split("\f")[:-1]

    return read


@whole
def test_every_official_word_is_on_paper(paper, address, texts):
    paper.goto(address)

    assert len(texts) > 5
    assert seen(paper, ".provision .official") == texts


@whole
def test_every_official_word_is_in_the_pdf(page, pdftotext, address, texts):
    page.goto(address)
    sheets = [squeezed(sheet) for sheet in pdftotext(page.pdf())]

    # Each whole on one sheet: none is broken in two.
    assert [text for text in texts if not any(squeezed(text) in sheet for sheet in sheets)] == []


def test_a_title_stays_with_its_first_objective(page, pdftotext):
    page.goto("/2023/goals/")
    sheets = [squeezed(sheet) for sheet in pdftotext(page.pdf())]

    for goal in fixture("goals.goal"):
        first = provisions("goals.objective", "goal", goal["number"])[0]
        pair = squeezed(goal["title"]), squeezed(first)
        assert any(all(text in sheet for text in pair) for sheet in sheets), goal["title"]


@pytest.mark.parametrize("address", ["/2023/goals/", "/2023/themes/"])
def test_an_edition_takes_several_sheets_of_a4(page, address):
    page.goto(address)
    pdf = page.pdf(prefer_css_page_size=True)

    assert pdf.startswith(b"%PDF")
    assert count_sheets(pdf) > 1
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    assert {(round(float(x)), round(float(y))) for x, y in boxes} == {(595, 842)}


def test_each_sheet_says_what_it_is_of(page, pdftotext, server):
    page.goto("/2023/goals/")
    foot = page.locator(".print-foot").text_content()
    sheets = [squeezed(sheet) for sheet in pdftotext(page.pdf())]

    assert "2023 edition" in foot
    assert server.removeprefix("http://") + "/2023/goals/" in foot
    assert [sheet.count(squeezed(foot)) for sheet in sheets] == [1] * len(sheets)
    for number, sheet in enumerate(sheets, start=1):
        assert sheet.startswith(f"{number}/{len(sheets)}")


def test_the_foot_is_on_paper_only(page):
    page.goto("/2023/goals/3/")

    assert seen(page, ".print-foot") == []
    page.emulate_media(media="print")
    assert len(seen(page, ".print-foot")) == 1


@pytest.mark.parametrize("selector", CONTROLS)
def test_no_control_is_on_paper(page, selector):
    page.goto("/2017/goals/6/")

    assert page.locator(selector).first.is_visible()
    page.emulate_media(media="print")
    assert seen(page, f"{selector}, {selector} *") == []


@pytest.mark.parametrize(
    "selector",
    [".edition-bar__notice", ".key", ".source-line", ".site-header__name", ".site-footer p"],
)
def test_what_a_reader_must_know_is_on_paper(paper, selector):
    paper.goto("/2017/goals/6/")

    assert all(seen(paper, selector))
    assert len(seen(paper, selector)) == paper.locator(selector).count() > 0


@pytest.mark.parametrize("address", ["/about/", "/about/sources/", "/sdgs/16/"])
def test_addresses_of_other_sites_are_readable_once(paper, address):
    paper.goto(address)
    links = paper.evaluate(LINKS)

    outside = [link for link in links if link[0].startswith("http")]
    assert outside
    assert [link for link in outside if f"{link[1]} {link[2]}".count(link[0]) != 1] == []
    assert {link[2] for link in links if link not in outside} == {"none"}


def test_the_two_voices_differ_without_colour(paper):
    paper.goto("/2023/goals/3/")

    assert style(paper, ".provision .official", "fontFamily").endswith("serif")
    assert not style(paper, ".provision .official", "fontFamily").endswith("sans-serif")
    assert style(paper, ".editorial-note", "fontFamily").endswith("sans-serif")
    assert style(paper, ".mark--editorial", "borderBlockStartStyle") == "dashed"
    assert style(paper, ".mark--stated", "borderBlockStartStyle") == "solid"


def test_paper_is_white_for_readers_in_the_dark(paper):
    paper.emulate_media(media="print", color_scheme="dark")
    paper.goto("/2023/goals/3/")

    assert style(paper, "body", "backgroundColor") == "rgb(255, 255, 255)"
    assert style(paper, "body", "color") == "rgb(22, 32, 43)"


def test_columns_become_one(page):
    page.goto("/2023/goals/3/")
    main, side = page.locator(".columns__main"), page.locator(".columns__side")

    assert side.bounding_box()["x"] > main.bounding_box()["x"]
    page.emulate_media(media="print")
    assert side.bounding_box()["x"] == main.bounding_box()["x"]
    assert side.bounding_box()["y"] > main.bounding_box()["y"]
