"""Django's own cache of a whole site, in memory, in a project as `startproject` makes it.

PAGE is a file of bytes that the one view sends as they are, HEADERS one of their headers. ORDER
says where the cache's middleware stands: `documented` around all others, or `first`, where a page
that is held passes none of them.
"""

import json
import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

_UPDATE = "django.middleware.cache.UpdateCacheMiddleware"
_FETCH = "django.middleware.cache.FetchFromCacheMiddleware"
_OTHERS = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
_MIDDLEWARE = {
    "documented": [_UPDATE, *_OTHERS, _FETCH],
    "first": [_UPDATE, _FETCH, *_OTHERS],
}

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="of no use",
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=_MIDDLEWARE[os.environ["ORDER"]],
)


def page(request, number):
    headers = json.loads(Path(os.environ["HEADERS"]).read_text())
    # Django's cache would hold the page for its s-maxage only, and then make it anew.
    del headers["Cache-Control"]
    return HttpResponse(Path(os.environ["PAGE"]).read_bytes(), headers=headers)


urlpatterns = [path("2023/goals/<int:number>/", page)]
application = get_wsgi_application()
