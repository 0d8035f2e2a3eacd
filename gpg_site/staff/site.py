"""The admin site of this portal."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _


class StaffSite(AdminSite):
    """Django's admin under the portal's own name, and a first page that says what to do."""

    site_title = _("Global Policing Goals")
    site_header = _("Global Policing Goals: staff")
    index_title = _("Overview")
    site_url = "/"

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        # Here and not above: the admin makes its site before there are models.
        from .dashboard import dashboard

        return super().index(
            request, {"dashboard": dashboard(request.user), **(extra_context or {})}
        )
