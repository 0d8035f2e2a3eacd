"""The staff's addresses beside Django's admin. All stand below STAFF_PREFIX."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path, register_converter

from . import history_views

app_name = "staff"

register_converter(history_views.ContentConverter, "content")

urlpatterns: list[URLPattern | URLResolver] = [
    path("deleted/", admin.site.admin_view(history_views.deleted), name="deleted"),
    # In place of the admin's own page at this address, which knows the forms of one row only.
    path(
        "<content:model>/<int:pk>/history/",
        admin.site.admin_view(history_views.history),
        name="history",
    ),
    path(
        "<content:model>/<int:pk>/restore/",
        admin.site.admin_view(history_views.restore),
        name="restore",
    ),
]
