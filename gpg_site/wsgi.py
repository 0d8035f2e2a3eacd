"""The application that a WSGI server serves: finished pages in front of Django."""

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gpg_site.settings")

_django = get_wsgi_application()

# Only now that Django is set up.
from django.conf import settings  # noqa: E402

from .keeping import Keeper  # noqa: E402
from .page_cache import Application, PageCache  # noqa: E402
from .version import latest  # noqa: E402


def _begin(cache: PageCache) -> None:
    Keeper(cache, Path(settings.VAR_DIR)).begin()


# With DEBUG a page shows what its template says now.
application: Application = _django if settings.DEBUG else PageCache(_django, latest, _begin)
