from django.db import migrations

from gpg_site.staff import roles


def establish_roles(apps, schema_editor):
    """What the roles are stands in one place. A later model needs a migration that does this
    again; tests/gpg_site/staff/test_roles.py says when."""
    roles.establish(schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ("gpg_site", "0001_initial"),
        ("goals", "0003_publishing"),
        ("themes", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        # Groups have members by then: taking the migration back leaves them.
        migrations.RunPython(establish_roles, migrations.RunPython.noop),
    ]
