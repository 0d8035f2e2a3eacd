"""Whole editions as files, each at one address for all languages but on paper."""

from django.urls import path

from goals import converters as _converters  # noqa: F401  registers edition

from . import views

urlpatterns = [
    path("data/gpg-all.zip", views.all_editions, name="all_editions"),
    path("data/gpg-<edition:edition>.<slug:extension>", views.edition_file, name="edition_file"),
]
