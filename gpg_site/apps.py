from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class GpgSiteConfig(AppConfig):
    name = "gpg_site"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Renews the content version at every change of content, however it is made.

        By signals, of which this house has no others: nothing else of Django's sees the admin, a
        command and a cascade alike.
        """
        from . import content
        from .models import ContentVersion

        def renew(*, raw: bool = False, **_said: object) -> None:
            # A load of fixtures says so once, at its end.
            if not raw:
                ContentVersion.renew()

        for model in content.MODELS:
            for signal in (post_save, post_delete):
                signal.connect(renew, sender=model, weak=False, dispatch_uid=f"renew {model}")
