"""The staff's addresses beside Django's admin. All stand below STAFF_PREFIX."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

from .editions import views as editions

app_name = "staff"

urlpatterns: list[URLPattern | URLResolver] = [
    path("editions/new/", admin.site.admin_view(editions.new), name="new_edition"),
    path("editions/write/", admin.site.admin_view(editions.write), name="write_edition"),
]
