"""The staff's addresses beside Django's admin. All stand below STAFF_PREFIX."""

from django.urls import URLPattern, URLResolver, path

from .wording import wording

app_name = "staff"

urlpatterns: list[URLPattern | URLResolver] = [
    path("wording/", wording, name="wording"),
]
