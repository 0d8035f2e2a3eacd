"""The addresses of the API's description."""

from django.urls import path

from goals.answers import page

from . import views

urlpatterns = [
    path("openapi.json", views.openapi, name="openapi"),
    *page("data/api/", views.api, name="api"),
    *page("data/api/<slug:group>/", views.api_group, name="api_group"),
]
