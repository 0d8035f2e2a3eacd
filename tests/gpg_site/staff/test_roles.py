"""The groups that the migration makes, and what their permissions come to on a form.

Every address of the admin is tried by every role in test_access.py.
"""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from goals.models import Correspondence, Edition, Objective, ObjectiveTopic, SdgLinkTarget, Topic
from gpg_site.staff import roles

from ...goals.test_admin import change_address, read_errors, read_fields, save

pytestmark = pytest.mark.django_db


def sign_in(who):
    """A browser of someone with this role."""
    client = Client()
    if who != "anonymous":
        user = User.objects.create(
            username=who, is_staff=who != "reader", is_superuser=who == "superuser"
        )
        if who in roles.ROLES:
            user.groups.add(Group.objects.get(name=who))
        client.force_login(user)
    return client


@pytest.mark.parametrize("role", roles.ROLES)
def test_a_role_has_exactly_its_permissions(role):
    """Of a database that was migrated. A later model needs a migration as 0002_roles is one."""
    group = Group.objects.get(name=role)
    given = group.permissions.values_list("content_type__app_label", "codename")

    assert {f"{app}.{codename}" for app, codename in given} == roles.permissions(role)


def test_the_permissions_are_the_promised_ones():
    of_topics = {"goals.view_topic", "goals.add_topic", "goals.change_topic", "goals.delete_topic"}
    of_addresses = {"goals.view_permalink", "goals.change_permalink"}
    viewer, editor, publisher = (roles.permissions(role) for role in roles.ROLES)

    assert {name for name in viewer if ".view_" not in name} == set()
    assert {name for name in editor if ".delete_" in name or "publish" in name} == set()
    assert viewer < editor < publisher
    assert {name for name in publisher if name.endswith("_topic")} == of_topics
    assert {name for name in publisher if name.endswith("_permalink")} == of_addresses
    assert {name for name in publisher if "publish" in name} == {"goals.publish_edition"}
    assert {name for name in publisher if not name.startswith(("goals.", "themes.", "gpg_"))} == (
        set()
    )


def test_establishing_again_mends_a_group_and_keeps_its_members(db):
    viewers = Group.objects.get(name="Viewer")
    member = User.objects.create(username="viewer")
    member.groups.add(viewers)
    viewers.permissions.set(Permission.objects.filter(codename="delete_topic"))

    roles.establish("default")
    roles.establish("default")

    assert Group.objects.count() == 3
    assert list(viewers.user_set.all()) == [member]
    assert User.objects.get(pk=member.pk).has_perm("goals.view_topic")
    assert not User.objects.get(pk=member.pk).has_perm("goals.delete_topic")


def test_an_editor_takes_off_what_is_only_a_part(world):
    client = sign_in("Editor")
    objective = Objective.objects.get_by_natural_key(2023, 1, 1)
    link_part = SdgLinkTarget.objects.filter(link__goal__edition__year=2023).first()

    data = Topic.objects.get(slug="data")
    others = [target.pk for target in link_part.link.targets.exclude(pk=link_part.part_id)]

    for where, kept in (
        (change_address(objective), {"topics": [data.pk]}),
        (change_address(link_part.link), {"named_targets": others}),
    ):
        assert set(kept) <= set(read_fields(client.get(where)))
        assert read_errors(save(client, where, kept)) == []

    assert [each.tag.slug for each in ObjectiveTopic.objects.filter(content_object=objective)] == [
        "data"
    ]
    assert not SdgLinkTarget.objects.filter(pk=link_part.pk).exists()


def test_an_editor_deletes_no_row_on_the_page_of_another(world):
    client, edition = sign_in("Editor"), Edition.objects.get(year=2031)
    goal = edition.goals.get()

    for where, row in (
        (change_address(edition), "goals-0-DELETE"),
        (change_address(goal), "objectives-0-DELETE"),
    ):
        assert f'name="{row}"' not in client.get(where).text
        save(client, where, {row: "on"})

    assert goal.objectives.count() == 1


def test_a_viewer_cannot_take_off_a_part(world):
    client, topic = sign_in("Viewer"), Topic.objects.get(slug="borders")

    response = client.get(change_address(topic))

    assert response.status_code == 200
    assert "DELETE" not in response.text


def test_a_publisher_deletes_what_is_no_published_unit(world):
    client, row = sign_in("Publisher"), Correspondence.objects.get()

    response = client.post(f"/staff/goals/correspondence/{row.pk}/delete/", {"post": "yes"})

    assert response.status_code == 302
    assert not Correspondence.objects.exists()
