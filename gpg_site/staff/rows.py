"""Rows in the admin: who may view them, and where their forms, lists and histories are."""

from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.urls import reverse

# Who asks. The type of `request.user`, which has permissions.
User = AbstractBaseUser | AnonymousUser


def may_view(user: User, model: type[models.Model]) -> bool:
    """Whether the admin shows rows of this model to this person."""
    app, name = model._meta.app_label, model._meta.model_name
    return any(
        user.has_perm(f"{app}.{action}_{name}")  # type: ignore[union-attr]
        for action in ("view", "change")
    )


def form_url(row: models.Model) -> str:
    """Empty for what has no form of its own."""
    return _url(type(row), "change", row.pk)


def history_url(row: models.Model) -> str:
    """Empty for what has no form of its own."""
    return _url(type(row), "history", row.pk)


def list_url(model: type[models.Model]) -> str:
    """Empty for what has no form of its own."""
    return _url(model, "changelist")


def _url(model: type[models.Model], page: str, *args: int) -> str:
    if not admin.site.is_registered(model):
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
