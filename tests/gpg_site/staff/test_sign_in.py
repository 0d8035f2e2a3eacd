"""Signing in: the second factor, the lock after wrong attempts, and what has no address."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from ...environments import PRODUCTION, settings_with
from ...html import read

pytestmark = pytest.mark.django_db

LOGIN = "/staff/login/"
SECOND = "/staff/login/second-factor/"
ACCOUNT = "/staff/account/"
PASSWORD = "a long and quiet password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WRONG = "The username or the password is wrong."
WRONG_CODE = "Incorrect code."
LOCKED = "Too many wrong attempts. Wait 15 minutes, then try again."


def make_user(name="editor", *, is_staff=True, **fields):
    return User.objects.create_user(name, password=PASSWORD, is_staff=is_staff, **fields)


def log_in(client, name="editor", password=PASSWORD, *, address="10.0.0.1", where=LOGIN):
    return client.post(where, {"login": name, "password": password}, REMOTE_ADDR=address)


def send_code(client, code, address="10.0.0.1"):
    return client.post(SECOND, {"code": code}, REMOTE_ADDR=address)


def code_now(secret=SECRET):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def errors(response):
    """The sentences by which a form refuses."""
    return read(response.text).texts.get("errorlist nonfield", []) + read(response.text).texts.get(
        "errorlist", []
    )


def is_signed_in(client):
    return client.get("/staff/").status_code == 200


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def protected(user):
    """The same user, with an authenticator app."""
    TOTP.activate(user, SECRET)
    return user


@pytest.fixture
def forced(settings):
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def later(monkeypatch):
    """Lets time pass, as sign-in sees it."""
    clock, passed = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: clock() + passed[0])
    return lambda seconds: passed.__setitem__(0, passed[0] + seconds)


def test_the_admin_asks_for_an_account_and_leads_back(client, user):
    asked = client.get("/staff/goals/goal/?q=a")
    assert asked.headers["Location"] == "/staff/login/?next=/staff/goals/goal/%3Fq%3Da"

    entered = log_in(client, where=asked.headers["Location"])

    assert (entered.status_code, entered.headers["Location"]) == (302, "/staff/goals/goal/?q=a")


def test_signing_in_leads_to_no_other_site(client, user):
    entered = log_in(client, where=f"{LOGIN}?next=https://example.org/")

    assert entered.headers["Location"] == "/staff/"


def test_without_a_second_factor_a_password_is_enough_on_the_demo(client, user):
    assert log_in(client).headers["Location"] == "/staff/"
    assert is_signed_in(client)


def test_with_a_second_factor_a_password_is_not_enough(client, protected):
    assert log_in(client).headers["Location"] == SECOND
    assert client.get("/staff/").headers["Location"] == "/staff/login/?next=/staff/"

    assert send_code(client, code_now()).headers["Location"] == "/staff/"

    assert is_signed_in(client)


def test_a_code_of_the_app_works_once(client, protected):
    code = code_now()
    log_in(client)
    send_code(client, code)
    other = Client()
    log_in(other)

    assert WRONG_CODE in errors(send_code(other, code))
    assert not is_signed_in(other)


def test_a_recovery_code_stands_in_for_the_second_factor_once(client, protected):
    code = RecoveryCodes.activate(protected).get_unused_codes()[0]
    log_in(client)
    assert send_code(client, code).headers["Location"] == "/staff/"
    assert is_signed_in(client)
    other = Client()
    log_in(other)

    assert WRONG_CODE in errors(send_code(other, code))
    assert not is_signed_in(other)


def test_recovery_codes_are_shown_once(client, protected):
    codes = RecoveryCodes.activate(protected).get_unused_codes()
    log_in(client)
    send_code(client, code_now())
    client.post("/staff/account/confirm/", {"password": PASSWORD})

    first, second = client.get("/staff/account/codes/"), client.get("/staff/account/codes/")

    assert all(code in first.text for code in codes)
    assert "These codes are shown only now." in first.text
    assert not any(code in second.text for code in codes)
    assert "You have 10 codes left." in second.text


@pytest.mark.parametrize("where", ["/staff/", "/staff/goals/goal/", "/staff/password_change/"])
def test_forced_staff_without_a_second_factor_are_led_to_set_one_up(client, user, forced, where):
    log_in(client)

    for method in (client.get, client.post):
        response = method(where)
        assert (response.status_code, response.headers["Location"]) == (302, ACCOUNT)
    page = client.get(ACCOUNT)
    assert page.status_code == 200
    assert "Set up a second factor first." in page.text


def test_the_password_is_asked_for_before_a_second_factor_is_added(client, user, forced):
    """What comes after is in tests/browser/test_sign_in.py."""
    log_in(client)
    asked = client.get("/staff/account/app/add/").headers["Location"]
    assert asked == f"{ACCOUNT}confirm/?next=%2Fstaff%2Faccount%2Fapp%2Fadd%2F"

    client.post(asked, {"password": PASSWORD})
    client.get("/staff/account/app/add/")
    code = code_now(client.session["mfa.totp.secret"])
    added = client.post("/staff/account/app/add/", {"code": code})

    assert added.headers["Location"] == "/staff/account/codes/"
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def test_recovery_codes_alone_are_no_second_factor(client, user, forced):
    """As when a superuser has taken a lost device off the account."""
    RecoveryCodes.activate(user)
    log_in(client)

    assert client.get("/staff/").headers["Location"] == ACCOUNT


def test_a_session_without_the_second_factor_ends_when_the_account_has_one(client, user):
    """Whoever sits there may know no more than the password."""
    log_in(client)
    TOTP.activate(user, SECRET)

    assert client.get("/staff/account/app/add/").headers["Location"] == (
        "/staff/login/?next=/staff/account/app/add/"
    )
    assert "_auth_user_id" not in client.session


def test_a_reader_with_an_account_is_told_so_and_not_sent_in_a_circle(client):
    make_user("reader", is_staff=False)
    log_in(client, "reader")

    for where in ("/staff/", "/staff/goals/goal/", "/staff/no-such-page/"):
        response = client.get(where)
        assert response.status_code == 403
        assert "The account reader has no staff rights." in response.text


def test_a_role_that_lacks_a_permission_is_told_so(client, user):
    client.force_login(user)
    response = client.get("/staff/goals/goal/")

    assert response.status_code == 403
    assert "Your role does not allow this." in response.text


def test_nobody_passes_by_the_lock_or_the_second_factor_while_signed_in(client, protected):
    """Django's own form of the admin would log in as another account by its password alone."""
    make_user("viewer")
    log_in(client, "viewer")

    for fields in ({"login": "editor"}, {"username": "editor"}):
        client.post(LOGIN, {**fields, "password": PASSWORD})

    assert client.get("/staff/").context["user"].username == "viewer"


def test_an_account_out_of_use_gets_in_nowhere(client):
    make_user(is_active=False)

    assert WRONG in errors(log_in(client))
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "name",
    [
        "account_signup", "account_email", "account_reset_password", "account_confirm_email",
        "account_email_verification_sent", "account_request_login_code",
        "mfa_signup_webauthn", "mfa_download_recovery_codes",
    ],
)  # fmt: skip
def test_what_needs_mail_or_signs_up_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("where", ["signup/", "email/", "password/reset/", "account/signup/"])
def test_the_usual_addresses_of_signing_up_are_not_there(client, user, where):
    for method in (client.get, client.post):
        assert method(f"/accounts/{where}").status_code in {404, 405}
    client.force_login(user)
    assert client.get(f"/staff/{where}").status_code == 404


# The lock.


def fail(client, times, name="editor", address="10.0.0.1"):
    return [log_in(client, name, f"guess {n}", address=address) for n in range(times)]


def test_five_wrong_passwords_lock_out_the_right_one_too(client, user):
    assert [errors(each) for each in fail(client, 5)] == [[WRONG]] * 5

    assert errors(log_in(client)) == [LOCKED]
    assert not is_signed_in(client)


def test_four_wrong_passwords_lock_nothing(client, user):
    fail(client, 4)

    assert log_in(client).headers["Location"] == "/staff/"


def test_the_lock_ends_after_a_quarter_of_an_hour(client, user, later):
    fail(client, 5)
    later(14 * 60)
    assert errors(log_in(client)) == [LOCKED]

    later(61)

    assert log_in(client).headers["Location"] == "/staff/"


def test_attempts_during_the_lock_make_it_no_longer(client, user, later):
    fail(client, 5)
    later(10 * 60)
    fail(client, 3)
    later(5 * 60 + 1)

    assert log_in(client).headers["Location"] == "/staff/"


def test_an_account_is_locked_for_every_address(client, user):
    for n in range(5):
        fail(client, 1, address=f"10.0.0.{n}")

    assert errors(log_in(client, address="10.0.0.99")) == [LOCKED]


def test_an_address_is_locked_for_every_account(client, user):
    for n in range(5):
        fail(client, 1, name=f"somebody-{n}")

    assert errors(log_in(client)) == [LOCKED]
    assert log_in(Client(), address="10.0.0.99").headers["Location"] == "/staff/"


def test_capitals_start_no_new_count(client, user):
    for name in ("editor", "Editor", "EDITOR", "eDitor", "edItor"):
        fail(client, 1, name=name, address=f"10.0.1.{len(name)}{name.count('E')}")

    assert errors(log_in(client, address="10.0.0.99")) == [LOCKED]


def test_right_passwords_in_between_do_not_start_the_count_anew(user):
    for n in range(4):
        fail(Client(), 1, address=f"10.0.0.{n}")
        assert log_in(Client(), address="10.0.1.1").status_code == 302
    fail(Client(), 1, address="10.0.0.9")

    assert errors(log_in(Client(), address="10.0.1.1")) == [LOCKED]


def test_the_lock_tells_nobody_which_accounts_exist(client, user):
    known = [errors(each) for each in fail(client, 6, "editor", "10.0.0.1")]
    unknown = [errors(each) for each in fail(Client(), 6, "nobody", "10.0.0.2")]

    assert known == unknown == [[WRONG]] * 5 + [[LOCKED]]


def test_wrong_codes_lock_as_wrong_passwords_do(client, protected, later):
    log_in(client)
    for n in range(5):
        assert WRONG_CODE in errors(send_code(client, f"00000{n}", f"10.0.0.{n}"))
    assert LOCKED in errors(send_code(client, code_now(), "10.0.0.9"))
    assert not is_signed_in(client)

    later(15 * 60 + 1)
    log_in(client, address="10.0.0.9")

    assert send_code(client, code_now(), "10.0.0.9").headers["Location"] == "/staff/"


def test_wrong_codes_are_counted_across_sign_ins(protected):
    for n in range(5):
        client = Client()
        log_in(client, address=f"10.0.0.{n}")
        send_code(client, "000000", f"10.0.0.{n}")
    client = Client()
    log_in(client, address="10.0.0.9")

    assert LOCKED in errors(send_code(client, code_now(), "10.0.0.9"))


def test_guessing_the_present_password_while_changing_it_is_counted(client, user):
    log_in(client)
    fields = {"password1": "another quiet password", "password2": "another quiet password"}
    change = "/staff/password_change/"
    for n in range(5):
        response = client.post(change, {"oldpassword": f"guess {n}", **fields})
        assert errors(response) == ["Incorrect password."]

    response = client.post(change, {"oldpassword": PASSWORD, **fields})

    assert errors(response) == [LOCKED]
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_password_is_changed(client, user):
    log_in(client)
    new = "another quiet password"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    response = client.post("/staff/password_change/", fields)

    assert response.headers["Location"] == "/staff/"
    assert log_in(Client(), password=new).status_code == 302


def test_what_is_counted_stands_in_the_database(client, user, django_assert_num_queries):
    fail(client, 1)

    with django_assert_num_queries(1):
        cache.get("anything")


def test_behind_a_proxy_the_reader_is_counted_and_not_the_proxy(client, user, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(5):
        client.post(
            LOGIN,
            {"login": f"nobody-{n}", "password": "guess"},
            # What a reader says of themselves comes first, and counts for nothing.
            headers={"X-Forwarded-For": f"192.0.2.{n}, 198.51.100.1"},
        )

    entered = [
        client.post(
            LOGIN,
            {"login": "editor", "password": PASSWORD},
            headers={"X-Forwarded-For": f"192.0.2.9, {address}"},
        ).status_code
        for address in ("198.51.100.1", "198.51.100.2")
    ]
    assert entered == [200, 302]


# Cookies and sessions.


def test_cookies_are_the_staffs_alone(client, user):
    cookies = log_in(client).cookies

    assert sorted(cookies) == ["csrftoken", "sessionid"]
    for cookie in cookies.values():
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (
            "/staff/",
            True,
            "Strict",
        )
    # It ends with the browser.
    assert (cookies["sessionid"]["max-age"], cookies["sessionid"]["expires"]) == ("", "")


def test_a_session_ends_after_eight_hours_at_the_latest(client, user):
    log_in(client)

    assert client.session.get_expiry_age() == 8 * 60 * 60


def test_a_superuser_takes_a_lost_device_off_an_account(admin_client, protected):
    device = Authenticator.objects.get()
    where = f"/staff/mfa/authenticator/{device.pk}/"
    assert SECRET not in admin_client.get(f"{where}change/").text

    admin_client.post(f"{where}delete/", {"post": "yes"})

    assert not Authenticator.objects.exists()


def test_a_form_that_is_too_old_says_what_to_do(user):
    client = Client(enforce_csrf_checks=True)

    response = log_in(client)

    assert response.status_code == 403
    assert "Nothing was saved." in response.text
    assert "<style" not in response.text


def test_more_forms_than_anybody_sends_are_answered_by_a_page(client):
    answers = [client.post(LOGIN, {"login": ""}) for _ in range(31)]

    assert [each.status_code for each in answers] == [200] * 30 + [429]
    assert "Wait a minute, then try again." in answers[-1].text


@pytest.mark.parametrize(
    ("environment", "secure", "forced"),
    [
        ({}, False, False),
        (PRODUCTION, True, True),
        ({"GPG_REQUIRE_SECOND_FACTOR": "1"}, False, True),
        ({**PRODUCTION, "GPG_REQUIRE_SECOND_FACTOR": "0"}, True, False),
    ],
)
def test_https_brings_secure_cookies_and_the_second_factor(
    monkeypatch, environment, secure, forced
):
    found = settings_with(monkeypatch, **environment)

    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is secure
    assert found["REQUIRE_SECOND_FACTOR"] is forced


def test_the_counted_address_is_the_one_that_the_outermost_proxy_saw(monkeypatch):
    assert settings_with(monkeypatch)["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert settings_with(monkeypatch, GPG_PROXIES="2")["ALLAUTH_TRUSTED_PROXY_COUNT"] == 2
