from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GpgSiteConfig(AppConfig):
    name = "gpg_site"
    verbose_name = _("Portal")
