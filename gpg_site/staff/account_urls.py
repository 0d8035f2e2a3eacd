"""The addresses of signing in, by the names that allauth knows them by.

The first three take the place of the admin's own, which know no second factor and count nothing.
All else of allauth has no address: signing up, and whatever needs mail.
"""

from typing import TYPE_CHECKING, Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def page(route: str, name: str, view: Any, title: "_StrPromise") -> URLPattern:
    """A page of allauth's with a title of ours."""
    return path(route, view.as_view(extra_context={"title": title}), name=name)


# What somebody reaches who has no second factor yet and needs one.
SETTING_UP = [
    page("logout/", "account_logout", account.LogoutView, _("Log out")),
    page("account/", "mfa_index", mfa.IndexView, _("Second factor")),
    page("account/confirm/", "account_reauthenticate", account.ReauthenticateView, _("Is it you?")),
    page("account/app/add/", "mfa_activate_totp", totp.ActivateTOTPView, _("Add an app")),
    page("account/passkeys/add/", "mfa_add_webauthn", webauthn.AddWebAuthnView, _("Add a passkey")),
]

urlpatterns = [
    page("login/", "account_login", account.LoginView, _("Log in")),
    *SETTING_UP,
    page(
        "password_change/",
        "account_change_password",
        account.PasswordChangeView,
        _("Change password"),
    ),
    path("login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    page("login/second-factor/", "mfa_authenticate", mfa.AuthenticateView, _("Second factor")),
    page(
        "login/inactive/", "account_inactive", account.AccountInactiveView, _("Account out of use")
    ),
    page("account/password/", "account_set_password", account.PasswordSetView, _("Set a password")),
    page("account/confirm/code/", "mfa_reauthenticate", mfa.ReauthenticateView, _("Is it you?")),
    page(
        "account/confirm/passkey/",
        "mfa_reauthenticate_webauthn",
        webauthn.ReauthenticateWebAuthnView,
        _("Is it you?"),
    ),
    page("account/app/remove/", "mfa_deactivate_totp", totp.DeactivateTOTPView, _("Remove an app")),
    # Passkeys stand on the page of all factors; allauth leads here after removing one.
    path(
        "account/passkeys/",
        RedirectView.as_view(pattern_name="mfa_index"),
        name="mfa_list_webauthn",
    ),
    page(
        "account/passkeys/<int:pk>/remove/",
        "mfa_remove_webauthn",
        webauthn.RemoveWebAuthnView,
        _("Remove a passkey"),
    ),
    page(
        "account/codes/",
        "mfa_view_recovery_codes",
        recovery_codes.ViewRecoveryCodesView,
        _("Recovery codes"),
    ),
    page(
        "account/codes/new/",
        "mfa_generate_recovery_codes",
        recovery_codes.GenerateRecoveryCodesView,
        _("New recovery codes"),
    ),
]
NAMES = {pattern.name for pattern in urlpatterns}
NAMES_OF_SETTING_UP = {pattern.name for pattern in SETTING_UP}
