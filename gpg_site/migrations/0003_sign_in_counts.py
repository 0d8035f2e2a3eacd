from django.core.management import call_command
from django.db import migrations


def create_table(apps, schema_editor):
    """The table of the database cache, in which failed sign-ins are counted. It is no model: a
    backup without it is complete."""
    call_command(
        "createcachetable",
        "sign_in_counts",
        database=schema_editor.connection.alias,
        verbosity=0,
    )


def drop_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE sign_in_counts")


class Migration(migrations.Migration):

    dependencies = [("gpg_site", "0002_roles")]

    operations = [migrations.RunPython(create_table, drop_table)]
