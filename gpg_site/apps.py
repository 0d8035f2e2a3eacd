from django.apps import AppConfig
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils.translation import gettext_lazy as _


class GpgSiteConfig(AppConfig):
    name = "gpg_site"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Renews the content version at every change of content, however it is made, and of what
        became of an address, which pages and files say too.

        By signals, of which this house has no others: nothing else of Django's sees the admin, a
        command and a cascade alike.
        """
        from goals.models import Permalink

        from . import content
        from .models import ContentVersion
        from .version import latest

        def renew(*, raw: bool = False, **_said: object) -> None:
            # A load of fixtures says so once, at its end.
            if not raw:
                ContentVersion.renew()

        models: list[type[Model]] = [*content.MODELS, Permalink]
        for model in models:
            for signal in (post_save, post_delete):
                signal.connect(renew, sender=model, weak=False, dispatch_uid=f"renew {model}")
        m2m_changed.connect(
            renew, sender=Permalink.became.through, weak=False, dispatch_uid="renew became"
        )

        def tell(**_said: object) -> None:
            transaction.on_commit(latest.touch)

        post_save.connect(tell, sender=ContentVersion, weak=False, dispatch_uid="tell of it")
