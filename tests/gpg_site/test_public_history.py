"""Which rows of the history are public, and when an edition last changed."""

import datetime

import pytest

from goals.models import Correspondence
from gpg_site.public_history import changed_on
from tests.builders import change, objective

pytestmark = pytest.mark.django_db


def test_an_edition_knows_the_day_of_its_last_public_change(quiet):
    def changed_at(row, day):
        change(row, note=f"Changed on {day}.")
        row.history.filter(pk=row.history.latest("history_id").pk).update(
            history_date=f"{day}T12:00:00Z"
        )

    assert (changed_on(quiet.current), changed_on(quiet.old)) == (None, None)
    changed_at(objective(2023, 1, 2), "2026-03-05")
    changed_at(quiet.current.themes.get(number=2), "2026-02-01")
    changed_at(quiet.draft.goals.get(), "2026-09-09")
    assert changed_on(quiet.current) == datetime.date(2026, 3, 5)
    # Saved as it was: a row of history, and no change.
    objective(2023, 1, 1).save()
    assert changed_on(quiet.current) == datetime.date(2026, 3, 5)
    assert changed_on(quiet.old) is None
    # A correspondence is of both of its editions.
    pair = Correspondence.objects.get()
    change(pair, relation="broadened")
    pair.history.filter(history_type="~").update(history_date="2026-04-06T12:00:00Z")
    assert changed_on(quiet.old) == changed_on(quiet.current) == datetime.date(2026, 4, 6)
