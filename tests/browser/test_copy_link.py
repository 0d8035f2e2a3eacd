"""Copying the address of an objective or commitment."""

import pytest
from playwright.sync_api import expect

from .conftest import follow


@pytest.fixture
def clipboard(context, server):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)


@pytest.mark.parametrize(
    ("address", "code", "choice", "copied"),
    [
        ("/2023/goals/3/", "3.2", "This wording (2023 edition) of 3.2",
         "/2023/goals/3/objectives/2/"),
        ("/2023/goals/3/", "3.2", "Whatever is current as 3.2", "/goals/3/objectives/2/"),
        ("/2017/goals/3/objectives/2/", "3.2", "This wording (2017 edition) of 3.2",
         "/2017/goals/3/objectives/2/"),
        ("/2023/themes/4/", "T4.1", "This wording (2023 edition) of T4.1",
         "/2023/themes/4/commitments/1/"),
    ],
)  # fmt: skip
def test_a_link_is_copied_and_said(page, clipboard, server, address, code, choice, copied):
    page.goto(address)
    control = page.get_by_text(f"Copy link to {code}", exact=True)
    control.click()

    page.get_by_role("link", name=choice, exact=True).click()

    expect(page.get_by_role("status")).to_have_text(f"Link copied: {server}{copied}")
    assert page.evaluate("navigator.clipboard.readText()") == server + copied
    assert page.url == server + address
    assert control.evaluate("control => control === document.activeElement")


def test_every_control_says_which_link_it_copies(page):
    page.goto("/2023/goals/3/")

    names = [name.strip() for name in page.locator(".copy summary").all_text_contents()]

    assert names == [f"Copy link to 3.{number}" for number in range(1, 7)]


def test_the_keyboard_opens_copies_and_closes(page, clipboard, server):
    page.goto("/2023/goals/3/")
    page.locator(".copy summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator(".copy").first.get_attribute("open") is None

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    status = page.get_by_role("status")
    status.get_by_text("Link copied").wait_for()

    assert status.inner_text().endswith("/2023/goals/3/objectives/1/")


def test_without_script_it_is_an_ordinary_link(chromium, server):
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/2023/goals/3/")
    page.locator(".copy summary").nth(1).click()
    follow(page.locator(".copy a").nth(2))

    assert page.url == f"{server}/2023/goals/3/objectives/2/"
    context.close()


def test_arriving_by_a_fragment_marks_the_unit_in_full_view(page):
    # Without gliding there, which takes a while.
    page.emulate_media(reduced_motion="reduce")
    page.goto("/2023/goals/3/#3.5")
    unit = page.locator(":target")

    assert unit.get_attribute("id") == "3.5"
    marked = unit.evaluate("unit => getComputedStyle(unit).backgroundColor")
    others = page.locator("[id='3.4']").evaluate("unit => getComputedStyle(unit).backgroundColor")
    assert marked != others
    box = unit.bounding_box()
    assert 0 <= box["y"] < 900 - 100
