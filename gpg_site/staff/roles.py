"""The three roles of the staff, as groups of Django's own permissions.

A viewer sees all content. An editor also adds and changes it. A publisher also deletes, and
publishes editions. Accounts, second factors and roles themselves are for superusers alone.

Some rows are only parts of what an editor may change: the topics of an objective or a commitment,
the targets of an SDG link and the objectives that it rests on. Taking one off is a change of its
parent, so the parent's form asks for the permission to change the parent (`PartInline`), and no
editor needs a permission to delete. The code asks for these permissions by name, never for a group.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Model, Q

from goals.models import Edition, Permalink
from gpg_site import content

ROLES = {
    "Viewer": ("view",),
    "Editor": ("view", "add", "change"),
    "Publisher": ("view", "add", "change", "delete"),
}
# The register of addresses writes itself: nobody adds to it or takes from it.
KEPT: dict[type[Model], tuple[str, ...]] = {Permalink: ("view", "change")}
MODELS: tuple[type[Model], ...] = (*content.MODELS, *KEPT)
PUBLISH = f"{Edition._meta.app_label}.publish_edition"


def permissions(role: str) -> set[str]:
    """The names of all that a role may do, as `user.has_perm` takes them."""
    names = {
        f"{model._meta.app_label}.{action}_{model._meta.model_name}"
        for model in MODELS
        for action in ROLES[role]
        if action in KEPT.get(model, (action,))
    }
    return names | {PUBLISH} if role == "Publisher" else names


def establish(using: str) -> None:
    """Makes the groups, or gives those of these names exactly the permissions of their role.

    For migrations. Django makes permissions only after all of them, so they are made here.
    """
    for app_label in sorted({model._meta.app_label for model in MODELS}):
        create_permissions(apps.get_app_config(app_label), verbosity=0, using=using)
    for role in ROLES:
        wanted = Q()
        for name in permissions(role):
            app_label, codename = name.split(".")
            wanted |= Q(content_type__app_label=app_label, codename=codename)
        group, _made = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set(Permission.objects.using(using).filter(wanted))
