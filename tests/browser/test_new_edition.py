"""The editors' whole path in a real browser: from signing in to an edition that everybody sees.

It stands on a portal of its own, where staff need a second factor: the new edition becomes the
current one.
"""

import shutil
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.serving import ROOT, serving

from .conftest import PATIENCE, follow
from .test_sign_in import PASSWORD, enter_password, plug_in_device

ACCOUNTS = f"""
from django.contrib.auth.models import Group, User
for name in ("Publisher", "Viewer"):
    user = User.objects.create_user(name.lower(), password={PASSWORD!r}, is_staff=True)
    user.groups.add(Group.objects.get(name=name))
"""
ADDED = "Share what helps to protect the vulnerable, in every region"
REASON = "As the draft of 2027 has it."


@pytest.fixture(scope="module")
def portal(server_environment, prepared, tmp_path_factory):
    """The address of the portal, by a name: a passkey belongs to no bare address."""
    var = tmp_path_factory.mktemp("strict") / "portal"
    shutil.copytree(prepared, var)
    environment = {
        **server_environment,
        "GPG_VAR_DIR": str(var),
        "GPG_REQUIRE_SECOND_FACTOR": "1",
    }
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", ACCOUNTS],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
    )
    with serving(environment) as address:
        yield f"http://localhost:{urlsplit(address).port}"


@pytest.fixture
def open_desk(chromium, portal):
    """Signs somebody in who has only a password yet, and has to add a passkey first."""
    noise, contexts = [], []

    def sign_in(name):
        context = chromium.new_context(base_url=portal, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        # What is refused to a viewer, the browser says aloud.
        page.on(
            "console",
            lambda message: None if "403" in message.text else noise.append(message.text),
        )
        page.on("pageerror", lambda error: noise.append(f"error: {error}"))
        plug_in_device(page)
        enter_password(page, name)
        assert page.get_by_role("link", name="Goals", exact=True).count() == 0
        follow(page.get_by_role("link", name="Add a passkey"))
        if page.get_by_label("Password").count():
            page.get_by_label("Password").fill(PASSWORD)
            follow(page.get_by_role("button", name="Confirm"))
        follow(page.get_by_role("button", name="Add a passkey"))
        follow(page.get_by_role("link", name="I have kept them: go on"))
        follow(page.get_by_role("button", name="Log out"))

        enter_password(page, name)
        follow(page.get_by_role("button", name="Use a passkey"))
        expect(page.locator("#user-tools")).to_be_visible()
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert noise == []


def open_row(page, address, name):
    page.goto(address)
    follow(page.locator("#result_list").get_by_role("link", name=name, exact=True).first)


def save(page):
    page.get_by_label("Reason for this change").fill(REASON)
    follow(page.get_by_role("button", name="Save", exact=True).first)
    expect(page.locator(".messagelist .success")).to_be_visible()


def choose(scope, name, typed):
    """Chooses in a field that is searched by typing."""
    scope.locator(f"[id$={name}] + .select2").click()
    box = scope.page.locator(".select2-container--open .select2-search__field")
    box.fill(typed)
    scope.page.locator(".select2-results__option").filter(has_text=typed).first.click()


def test_an_edition_is_copied_edited_published_compared_and_corrected(open_desk, portal):
    desk = open_desk("publisher")

    # A copy of the 2023 edition becomes a draft.
    desk.goto("/staff/goals/edition/")
    follow(desk.get_by_role("link", name="Copy or upload"))
    desk.get_by_label("Edition to copy").select_option("2023 edition")
    desk.get_by_label("Year of the new edition").fill("2027")
    follow(desk.get_by_role("button", name="Show what a copy would write"))
    desk.get_by_label("Reason").fill(REASON)
    follow(desk.get_by_role("button", name="Write this draft"))
    expect(desk.get_by_role("link", name="Publish", exact=True)).to_be_visible()

    # An objective says something else.
    open_row(desk, "/staff/goals/objective/?q=2027-3.2", "3.2")
    words = desk.locator("#id_text")
    old = words.input_value()
    words.fill(old.replace("Strengthen cooperation", "Deepen cooperation"))
    desk.locator(".wording-mark[data-verdict=differs]").first.wait_for()
    desk.locator("select[id$=-relation]").first.select_option("reworded")
    save(desk)

    # Its goal has one more objective, and bears on one more SDG because of it.
    open_row(desk, "/staff/goals/goal/?q=vulnerable&edition__id__exact=3", "3")
    desk.get_by_role("button", name="Add another Objective").click()
    row = desk.locator(".dynamic-objectives").last
    row.locator("[id$=-number]").fill("7")
    row.locator("textarea[id$=-text]").fill(ADDED)
    save(desk)
    open_row(desk, "/staff/goals/goal/?q=vulnerable&edition__id__exact=3", "3")
    desk.get_by_role("button", name="Add another SDG link").click()
    link = desk.locator(".dynamic-sdg_links").last
    choose(link, "-sdg", "SDG 11")
    choose(link, "-named_targets", "11.4")
    link.get_by_label("3.7").check()
    link.locator("[id$=-evidence]").select_option("editorial")
    link.locator("[id$=-reason]").fill("Who is vulnerable is so by inequality as well.")
    save(desk)

    # It is looked at before it is published.
    open_row(desk, "/staff/goals/edition/?q=2027", "2027")
    follow(desk.get_by_role("link", name="Preview", exact=True))
    main = desk.get_by_role("main")
    follow(main.get_by_role("link", name="Vulnerable communities").first)
    expect(main).to_contain_text(ADDED)
    assert desk.context.request.get("/2027/").status == 404
    follow(desk.get_by_role("link", name="Leave the preview"))
    open_row(desk, "/staff/goals/edition/?q=2027", "2027")
    follow(desk.get_by_role("link", name="Publish", exact=True))
    desk.get_by_label("Reason").fill(REASON)
    follow(desk.get_by_role("button", name="Publish the 2027 edition"))
    expect(desk.locator(".messagelist")).to_have_text("The 2027 edition is public.")

    # Everybody finds it: at its address, in the switcher, beside the edition before it.
    reader = desk.context.browser.new_page(base_url=portal)
    reader.goto("/2027/goals/3/objectives/7/")
    expect(reader.get_by_role("heading", level=1)).to_have_text(ADDED)
    reader.goto("/2023/goals/3/objectives/2/")
    follow(reader.get_by_role("navigation", name="Edition").get_by_role("link", name="2027"))
    assert reader.url == f"{portal}/2027/goals/3/objectives/2/"
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Deepen cooperation")
    reader.goto("/compare/2023/2027/goals/3/")
    changed = reader.locator("ins").all_text_contents()
    assert any("Deepen" in words for words in changed)
    expect(reader.get_by_role("main")).to_contain_text(ADDED)

    # The new words were wrong after all.
    open_row(desk, "/staff/goals/objective/?q=2027-3.2", "3.2")
    follow(desk.get_by_role("link", name="History").first)
    follow(desk.get_by_role("link", name="Restore this state").last)
    desk.get_by_label("Reason").fill("The document says what the 2023 edition says.")
    follow(desk.get_by_role("button", name="Restore this state"))
    reader.goto("/2027/goals/3/objectives/2/")
    expect(reader.get_by_role("heading", level=1)).to_have_text(old)
    reader.close()


def test_a_viewer_can_do_none_of_it(open_desk):
    desk = open_desk("viewer")
    desk.goto("/staff/goals/edition/")
    assert desk.get_by_role("link", name="Copy or upload").count() == 0
    open_row(desk, "/staff/goals/edition/", "2023")
    for name in ("Publish", "Take back", "Preview for reviewers", "Delete"):
        assert desk.get_by_role("link", name=name, exact=True).count() == 0
    open_row(desk, "/staff/goals/objective/?q=2023-3.2", "3.2")
    assert desk.get_by_role("button", name="Save").count() == 0
    assert desk.locator("#content-main").locator("input:visible, textarea, select").count() == 0
    form = desk.url.partition("?")[0]

    refused = {}
    for address in (
        "/staff/editions/new/",
        "/staff/editions/write/",
        "/staff/editions/2023/publish/",
        "/staff/editions/2023/take-back/",
        "/staff/editions/2023/preview-links/",
        "/staff/goals/objective/add/",
        "/staff/goals/sdglink/add/",
        form,
        form.replace("/change/", "/delete/"),
    ):
        # As a form of this site would send it, with the token that its cookie knows.
        refused[address] = desk.evaluate(SEND, address)
    assert set(refused.values()) == {403}, refused


SEND = """async address => {
  const token = document.querySelector("#logout-form [name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams({csrfmiddlewaretoken: token, post: "yes", reason: "None"});
  return (await fetch(address, {method: "POST", body, redirect: "manual"})).status;
}"""
