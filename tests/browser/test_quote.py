"""The quote finder, as somebody with a PDF and a doubt uses it."""

import pytest

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
    page.get_by_role("button", name="Look it up").click()

    page.get_by_role("heading", name="1 sentence").wait_for()
    found = page.locator(".finding")
    assert found.locator(".mark").first.inner_text() == "Altered"
    assert found.locator("del").inner_text().endswith("financial crime")
    assert found.locator("ins").inner_text().endswith("fraud")
    page.goto(page.url)
    assert page.locator(".finding").get_by_role("link", name="GPG2023-5.2").is_visible()


def test_a_long_text_has_no_address(page, server):
    page.goto("/quote/")
    page.get_by_label("The text to look up").fill(f"{OFFICIAL}\n" * 20)
    page.get_by_role("button", name="Look it up").click()

    page.get_by_role("heading", name="20 sentences").wait_for()
    assert page.url == f"{server}/quote/"
    assert page.locator(".tally").inner_text() == "20 verbatim"
    page.get_by_role("link", name="This sentence alone").first.click()
    page.get_by_role("heading", name="1 sentence").wait_for()


@pytest.mark.parametrize("times", [1, 20])
def test_without_script_the_one_button_does_the_same(chromium, server, times):
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/quote/")
    page.get_by_label("The text to look up").fill(f"{OFFICIAL}\n" * times)
    page.get_by_label("The text to look up").press("Tab")
    page.keyboard.press("Enter")

    page.locator(".finding").first.wait_for()
    assert page.locator(".finding .mark").all_inner_texts() == ["Verbatim"] * times
    assert ("?q=" in page.url) == (times == 1)
    assert context.cookies() == []
    context.close()
