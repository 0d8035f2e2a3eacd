"""Who gets past sign-in: the one gate in front of every staff address."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_used
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from . import account_urls

GetResponse = Callable[[HttpRequest], HttpResponse]

# Recovery codes are no factor by themselves: they stand in for one that is lost.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# In the session: the account that has shown a second factor in it.
SHOWN = "second_factor_shown_by"


@receiver((authenticator_added, authenticator_used))
def note_in_session(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    request.session[SHOWN] = user.pk


class StaffMiddleware:
    """Lets nobody into the staff's addresses who lacks staff rights or a second factor.

    Public addresses never learn who is asking. A session that began without the second factor that
    the account has by now is ended: whoever sits there may know no more than the password.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        if not request.path.startswith(settings.STAFF_PREFIX) or not request.user.is_authenticated:
            return None
        assert request.resolver_match is not None
        name = request.resolver_match.view_name
        if not is_mfa_enabled(request.user, FACTORS):
            if settings.REQUIRE_SECOND_FACTOR and name not in account_urls.NAMES_OF_SETTING_UP:
                messages.warning(request, _("Set up a second factor first. Then all else opens."))
                return redirect("mfa_index")
        elif request.session.get(SHOWN) != request.user.pk:
            logout(request)
            messages.warning(request, _("This account has a second factor. Sign in with it."))
            return redirect_to_login(request.get_full_path())
        if not request.user.is_staff and name not in account_urls.NAMES:
            raise PermissionDenied
        return None
