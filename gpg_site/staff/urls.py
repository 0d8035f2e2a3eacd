"""The staff's addresses beside Django's admin. All stand below STAFF_PREFIX."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path, re_path, register_converter

from . import history_views, links, preview, publishing
from .editions import views as editions
from .wording import wording

app_name = "staff"

register_converter(history_views.ContentConverter, "content")

urlpatterns: list[URLPattern | URLResolver] = [
    path("editions/new/", admin.site.admin_view(editions.new), name="new_edition"),
    path("editions/write/", admin.site.admin_view(editions.write), name="write_edition"),
    # By the year for staff, by a signed link for anybody who has one; then the public address.
    re_path(r"^preview/(?P<draft>[^/]+)(?P<address>(?:/.*)?)$", preview.preview, name="preview"),
    path(
        "editions/<int:year>/preview-links/",
        admin.site.admin_view(links.preview_links),
        name="preview_links",
    ),
    path("editions/<int:year>/publish/", admin.site.admin_view(publishing.publish), name="publish"),
    path(
        "editions/<int:year>/take-back/",
        admin.site.admin_view(publishing.take_back),
        name="take_back",
    ),
    path("wording/", wording, name="wording"),
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
