"""The addresses below /data/."""

from django.urls import path

from goals import converters as _converters  # noqa: F401  registers edition

from . import views

urlpatterns = [
    path("gpg-all.zip", views.all_editions, name="all_editions"),
    path("gpg-<edition:edition>.<slug:extension>", views.edition_file, name="edition_file"),
]
