"""What the tests of imports have in common: files of the small world, and all that is stored."""

import json

import pytest
from django.apps import apps
from django.core.management import call_command

from goals.models import Edition
from gpg_site import content
from gpg_site.staff.editions import files

OURS = ("goals", "themes", "gpg_site")


def everything():
    """Every row of ours that is stored, with its history, the content version and permalinks."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.app_label in OURS
    }


class File:
    """The file of an edition as lines, for a test to change."""

    def __init__(self, year):
        text = content.edition_text(Edition.objects.get(year=year))
        self.rows = json.loads(text)

    def find(self, model, **fields):
        """The fields of the one row that has these."""
        (found,) = [
            row["fields"]
            for row in self.rows
            if row["model"] == model and fields.items() <= row["fields"].items()
        ]
        return found

    def add(self, model, **fields):
        self.rows.append({"model": model, "fields": fields})

    def remove(self, model, **fields):
        self.rows = [
            row
            for row in self.rows
            if row["model"] != model or not fields.items() <= row["fields"].items()
        ]

    @property
    def data(self):
        # In ASCII: half a character, which is no text, can be written only so.
        return ("[\n" + ",\n".join(map(json.dumps, self.rows)) + "\n]\n").encode()

    @property
    def reading(self):
        return files.read(self.data)


@pytest.fixture
def draft(world):
    """The file of the draft of 2031."""
    return File(2031)


@pytest.fixture
def published(world):
    """The file of 2023."""
    return File(2023)


@pytest.fixture
def stored(tmp_path):
    """A function that tells all that the database has of ours, and the fixtures' bytes."""

    def all_rows():
        folder = tmp_path / "stored"
        call_command("dump", folder, verbosity=0)
        return everything(), {path.name: path.read_bytes() for path in folder.iterdir()}

    return all_rows
