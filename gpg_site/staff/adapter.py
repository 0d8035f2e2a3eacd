"""What signing in does otherwise than allauth by itself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# As long as settings.ACCOUNT_RATE_LIMITS says.
LOCKED = _("Too many wrong attempts. Wait 15 minutes, then try again.")


class StaffAccountAdapter(DefaultAccountAdapter):
    """No sign-up; and a lock that says how long, in the same words whether an account exists."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The username or the password is wrong."),
        "too_many_login_attempts": LOCKED,
        "rate_limited": LOCKED,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(self.get_login_redirect_url(request))


class StaffMFAAdapter(DefaultMFAAdapter):
    """Passkeys with names that say no more than they are."""

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}


class StaffPasswordForm(ChangePasswordForm):
    """Wrong guesses of the present password are counted as at sign-in."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("New password again")

    def clean_oldpassword(self) -> str:
        adapter = StaffAccountAdapter()
        if not adapter.reauthenticate(self.user, self.cleaned_data.get("oldpassword", "")):
            raise adapter.validation_error("incorrect_password")
        return str(self.cleaned_data["oldpassword"])
