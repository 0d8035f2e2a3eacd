"""Taking a citation along: what script adds to it is the reader's own day and a way to copy it."""

import datetime

from playwright.sync_api import expect

ADDRESS = "/2023/goals/3/objectives/2/"


def test_the_citation_is_copied_with_the_reader_s_own_day(context, page, server):
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    page.clock.set_fixed_time(datetime.datetime(2031, 3, 9, 12, tzinfo=datetime.UTC))
    page.goto(ADDRESS)
    cited = page.locator("#citation")
    expect(cited).to_contain_text(f"{server}{ADDRESS} (accessed on March 9, 2031)")

    page.get_by_role("button", name="Copy the citation").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text(f"Copied: {cited.inner_text()}")
    assert page.evaluate("navigator.clipboard.readText()") == cited.inner_text()
    assert page.url == f"{server}{ADDRESS}"


def test_without_script_the_citation_is_there_and_names_no_day(chromium, server):
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto(ADDRESS)

    assert page.locator("#citation").inner_text().endswith(f"{server}{ADDRESS}")
    assert page.locator("[data-copies]").is_hidden()
    assert page.get_by_role("link", name="BibTeX").is_visible()
    context.close()
