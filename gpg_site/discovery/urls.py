"""Addresses for machines, whose places are fixed by their standards or promised here."""

from django.urls import path

from . import views

urlpatterns = [
    path("changes.atom", views.changes_feed, name="changes_feed"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("llms.txt", views.llms, name="llms"),
    path(".well-known/security.txt", views.security, name="security"),
]
