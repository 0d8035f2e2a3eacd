"""The staff's addresses beside Django's admin. All stand below STAFF_PREFIX."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path, re_path

from . import links, preview, publishing

app_name = "staff"

urlpatterns: list[URLPattern | URLResolver] = [
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
]
