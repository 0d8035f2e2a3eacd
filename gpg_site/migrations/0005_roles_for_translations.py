from django.db import migrations

from gpg_site.staff import roles


def establish_roles(apps, schema_editor):
    """Since goals.0005 there is a model more that they may see and change."""
    roles.establish(schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ("gpg_site", "0004_outside_link"),
        ("goals", "0005_editorial_translations"),
    ]

    operations = [
        migrations.RunPython(establish_roles, migrations.RunPython.noop),
    ]
