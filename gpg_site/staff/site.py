"""The admin site of this portal."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class StaffSite(AdminSite):
    """Django's admin under the portal's own name."""

    site_title = _("Global Policing Goals")
    site_header = _("Global Policing Goals: staff")
    index_title = _("Content")
    site_url = "/"
