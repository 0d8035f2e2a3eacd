"""Signing in with a second factor, in a real browser with a virtual passkey."""

import re
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.serving import ROOT

from .conftest import PATIENCE, follow

PASSWORD = "a long and quiet password"
MAKE_ACCOUNT = """
from django.contrib.auth.models import User
User.objects.create_superuser({name!r}, password={password!r})
"""
# As a person's device: it keeps passkeys, and knows its owner.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def code_of(secret):
    """What an authenticator app shows, with some seconds left in which to send it."""
    left = 30 - time.time() % 30
    if left < 6:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def account(server_environment, request):
    """The name of a staff account of this test's own, without a second factor."""
    name = re.sub(r"\W", "", request.node.name)[:60]
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command",
         MAKE_ACCOUNT.format(name=name, password=PASSWORD)],
        cwd=ROOT,
        env=server_environment,
        check=True,
        capture_output=True,
    )  # fmt: skip
    return name


@pytest.fixture
def visit(chromium, server):
    """Opens pages that stay quiet, at a name: a passkey belongs to no bare address."""
    named = f"http://localhost:{urlsplit(server).port}"
    noise, contexts = [], []

    def open_page(**options):
        contexts.append(chromium.new_context(base_url=named, **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(f"error: {error}"))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((named, "data:")) else noise.append(request.url)
            ),
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert noise == []


def plug_in_device(page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def enter_password(page, name, password=PASSWORD):
    page.goto("/staff/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    follow(page.get_by_role("button", name="Log in", exact=True))


def start_adding(page, link):
    page.goto("/staff/account/")
    follow(page.get_by_role("link", name=link))
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Confirm"))


def add_app(page):
    """Adds an authenticator app: its secret, and the recovery codes that the page then shows."""
    start_adding(page, "Add an app")
    secret = page.locator("#secret").inner_text()
    page.get_by_label("Authenticator code").fill(code_of(secret))
    follow(page.get_by_role("button", name="Add this app"))
    return secret, page.locator(".codes code").all_inner_texts()


def expect_the_desk(page):
    expect(page.locator("#user-tools")).to_be_visible()
    assert urlsplit(page.url).path == "/staff/"


def faults(page):
    """What axe finds."""
    found = Axe().run(page).response["violations"]
    return {rule["id"]: [node["target"] for node in rule["nodes"]] for rule in found}


def test_a_passkey_logs_in_with_and_without_a_password(visit, account):
    page = visit()
    session, device = plug_in_device(page)
    enter_password(page, account)
    expect_the_desk(page)

    start_adding(page, "Add a passkey")
    expect(page.get_by_label("Name")).to_have_value("Passkey 1")
    page.get_by_label("Name").fill("My laptop")
    follow(page.get_by_role("button", name="Add a passkey"))
    expect(page.locator(".codes code")).to_have_count(10)
    follow(page.get_by_role("link", name="I have kept them: go on"))
    expect_the_desk(page)

    # As the second factor after a password.
    follow(page.get_by_role("button", name="Log out"))
    enter_password(page, account)
    follow(page.get_by_role("button", name="Use a passkey"))
    expect(page.locator("#user-tools")).to_be_visible()

    # By itself, and back to where one wanted to go.
    follow(page.get_by_role("button", name="Log out"))
    page.goto("/staff/goals/goal/")
    follow(page.get_by_role("button", name="Use a passkey"))
    expect(page.get_by_role("link", name="Illicit markets").first).to_be_visible()

    # The device is lost: no passkey answers, and the page says so.
    follow(page.get_by_role("button", name="Log out"))
    expect(page.locator("[data-passkey-says]").locator("visible=true")).to_have_count(0)
    session.send("WebAuthn.clearCredentials", device)
    session.send("WebAuthn.setUserVerified", {**device, "isUserVerified": False})
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("[data-passkey-says=failed]")).to_be_visible()
    expect(page.locator("[data-passkey-says=unsupported]")).to_be_hidden()


def test_an_app_and_recovery_codes(visit, account):
    page = visit()
    enter_password(page, account)
    secret, codes = add_app(page)
    assert len(codes) == 10
    page.reload()
    assert page.locator(".codes code").count() == 0

    # The code of the app; none is taken twice.
    other = visit()
    enter_password(other, account)
    other.get_by_label("Code").fill("000000")
    follow(other.get_by_role("button", name="Log in", exact=True))
    expect(other.get_by_role("alert").first).to_contain_text("Something is wrong below.")
    expect(other.locator(".errorlist")).to_contain_text("Incorrect code.")
    other.get_by_label("Code").fill(code_of(secret))
    follow(other.get_by_role("button", name="Log in", exact=True))
    expect_the_desk(other)

    # A recovery code works once.
    for is_good in (True, False):
        lost = visit()
        enter_password(lost, account)
        lost.get_by_label("Code").fill(codes[0])
        follow(lost.get_by_role("button", name="Log in", exact=True))
        if is_good:
            expect_the_desk(lost)
        else:
            expect(lost.locator(".errorlist")).to_contain_text("Incorrect code.")
            expect(lost.locator("#user-tools")).to_have_count(0)


def test_by_the_keyboard_alone(visit, account):
    page = visit()
    page.goto("/staff/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(account)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    follow(page.locator(":focus"), "Enter")
    expect(page.locator("#user-tools")).to_be_visible()

    page.goto("/staff/account/")
    follow(page.get_by_role("link", name="Add an app"), "Enter")
    page.get_by_label("Password").focus()
    page.keyboard.type(PASSWORD)
    follow(page.locator(":focus"), "Enter")
    secret = page.locator("#secret").inner_text()
    page.get_by_label("Authenticator code").focus()
    page.keyboard.type(code_of(secret))
    follow(page.locator(":focus"), "Enter")
    expect(page.locator(".codes code")).to_have_count(10)
    follow(page.get_by_role("link", name="I have kept them: go on"), "Enter")
    expect(page.get_by_role("heading", name="Overview", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, account, scheme):
    page = visit(color_scheme=scheme, viewport={"width": 768, "height": 900})
    seen = {}

    def look(name, where=None):
        if where:
            page.goto(where)
        seen[name] = faults(page)

    look("login", "/staff/login/")
    enter_password(page, account, "wrong")
    look("login with an error")
    enter_password(page, account)
    look("factors", "/staff/account/")
    look("password", "/staff/password_change/")
    look("log out", "/staff/logout/")
    look("confirm", "/staff/account/confirm/")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Confirm"))
    look("passkey", "/staff/account/passkeys/add/")
    look("app", "/staff/account/app/add/")
    page.get_by_label("Authenticator code").fill(code_of(page.locator("#secret").inner_text()))
    follow(page.get_by_role("button", name="Add this app"))
    look("codes")
    look("new codes", "/staff/account/codes/new/")
    look("remove the app", "/staff/account/app/remove/")
    look("confirm by code", "/staff/account/confirm/code/")
    follow(page.get_by_role("button", name="Log out"))
    enter_password(page, account)
    look("second factor")

    assert {name: found for name, found in seen.items() if found} == {}
