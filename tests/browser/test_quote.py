"""The quote finder, as somebody with a PDF and a doubt uses it."""

import pytest

from .conftest import follow

PASTED = (
    "Strengthen capacities of law en-\nforcement globally to investigate\nand respond to fraud."
)
OFFICIAL = (
    "Strengthen capacities of law enforcement globally to investigate and respond to financial "
    "crime."
)


def test_a_pasted_sentence_is_judged_at_an_address_that_others_can_open(page):
    page.goto("/quote/")
    page.get_by_label("The text to look up").fill(PASTED)
    follow(page.get_by_role("button", name="Look it up"))

    found = page.locator(".finding")
    assert found.locator(".mark").first.inner_text() == "Altered"
    assert found.locator("del").inner_text().endswith("financial crime")
    assert found.locator("ins").inner_text().endswith("fraud")
    page.goto(page.url)
    assert page.locator(".finding").get_by_role("link", name="GPG2023-5.2").is_visible()


def test_a_long_text_has_no_address(page, server):
    page.goto("/quote/")
    page.get_by_label("The text to look up").fill(f"{OFFICIAL}\n" * 20)
    follow(page.get_by_role("button", name="Look it up"))

    assert page.get_by_role("heading", name="20 sentences").is_visible()
    assert page.url == f"{server}/quote/"
    assert page.locator(".tally").inner_text() == "20 verbatim"
    follow(page.get_by_role("link", name="This sentence alone").first)
    assert page.get_by_role("heading", name="1 sentence").is_visible()


@pytest.mark.parametrize("times", [1, 20])
def test_without_script_the_one_button_does_the_same(chromium, server, times):
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/quote/")
    page.get_by_label("The text to look up").fill(f"{OFFICIAL}\n" * times)
    page.get_by_label("The text to look up").press("Tab")
    follow(page.locator(":focus"), "Enter")

    assert page.locator(".finding .mark").all_inner_texts() == ["Verbatim"] * times
    assert ("?q=" in page.url) == (times == 1)
    assert context.cookies() == []
    context.close()
