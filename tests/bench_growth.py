"""How time, queries and memory of each page type grow with the content. `make bench` prints it.

Ten times the content: each goal and theme has ten times as many provisions. A hundred times: there
are ten times as many editions like that. A goal has a number from 1 to 7, so there are no more of
them in an edition.
"""

import statistics
import time
import tracemalloc

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from goals.models import Edition, Goal, Objective, ObjectiveTopic
from goals.permanence import record_public
from gpg_site.content import EDITION_MODELS, rows_of
from gpg_site.finished import finished
from gpg_site.models import ContentVersion
from themes.models import Commitment, CommitmentTopic, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product", "_without_log")]

PAGES = {
    "home": "/",
    "goals": "/2023/goals/",
    "goal": "/2023/goals/3/",
    "objective": "/2023/goals/3/objectives/2/",
    "theme": "/2023/themes/4/",
    "SDG": "/sdgs/16/",
    "crosswalk": "/2023/sdgs/",
    "comparison": "/compare/2017/2023/",
    "sitemap": "/sitemap.xml",
    "search": "/search/?q=terrorism",
}
TIMES = (1, 10, 100)
REQUESTS = 5


def test_growth(client):
    measured = {}
    for times in TIMES:
        if times == 10:
            ten_times_the_provisions()
        elif times == 100:
            ten_times_the_editions()
        record_public()
        ContentVersion.renew()
        measured[times] = {name: measure(client, address) for name, address in PAGES.items()}
    print("\n" + table(measured))  # noqa: T201

    for name in PAGES:
        (once, queries, _kb), *more = (measured[times][name] for times in TIMES)
        assert [each[1] for each in more] == [queries, queries], name
        assert all(ms <= times * once for times, (ms, *_) in zip(TIMES[1:], more, strict=True)), (
            name,
            more,
        )


def measure(client, address: str) -> tuple[float, int, float]:
    """Milliseconds of CPU time, queries, and the most memory in KB that a request took."""

    def ask() -> None:
        finished.forget()
        assert client.get(address).status_code == 200, address

    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
        queries = len(captured)
    taken = []
    for _request in range(REQUESTS):
        started = time.process_time()
        ask()
        taken.append((time.process_time() - started) * 1000)
    tracemalloc.start()
    ask()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return statistics.median(taken), queries, peak / 1024


def table(measured) -> str:
    head = f"{'':12}" + "".join(f"{times:>9} x (ms  queries     KB)" for times in TIMES)
    return "\n".join([
        head,
        *(
            f"{name:12}"
            + "".join("{:13.1f} {:8} {:8.0f}".format(*measured[times][name]) for times in TIMES)
            for name in PAGES
        ),
    ])  # fmt: skip


def ten_times_the_provisions() -> None:
    multiplied(Objective, ObjectiveTopic, "goal", Goal.objects.all())
    multiplied(Commitment, CommitmentTopic, "theme", Theme.objects.all())


def multiplied(model, through, name: str, parents) -> None:
    """Nine more of each parent's provisions, each with the topics of the one it is like."""
    for parent in parents:
        like = list(model.objects.filter(**{name: parent}).prefetch_related("topic_items"))
        copies = [(row, copy) for copy in range(1, 10) for row in like]
        made = model.objects.bulk_create(
            model(**{name: parent}, number=place, text=f"{row.text} ({copy})", note=row.note)
            for place, (row, copy) in enumerate(copies, start=len(like) + 1)
        )
        through.objects.bulk_create(
            through(content_object=item, tag_id=topic.tag_id)
            for item, (row, _copy) in zip(made, copies, strict=True)
            for topic in row.topic_items.all()
        )


def ten_times_the_editions() -> None:
    for edition in Edition.objects.all():
        for copy in range(1, 10):
            copied(edition, edition.year - 100 * copy)


def copied(edition: Edition, year: int) -> None:
    """The edition with all that hangs on it, once more."""
    made: dict[tuple[type[models.Model], object], object] = {}
    for model, where in EDITION_MODELS:
        # What is about two editions has its way to each of them.
        if model is Edition or (isinstance(where, str) and not where.startswith("later__")):
            rows = list(rows_of(edition, model, where))
            before = [row.pk for row in rows]
            for row in rows:
                renew(row, made)
                if model is Edition:
                    row.year = year
            models.QuerySet(model).bulk_create(rows)
            made |= {(model, pk): row.pk for pk, row in zip(before, rows, strict=True)}


def renew(row: models.Model, made) -> None:
    """Makes it a new row, of the new rows that it belonged to."""
    row.pk, row._state.adding = None, True
    for field in row._meta.concrete_fields:
        key = (field.related_model, getattr(row, field.attname))
        if field.is_relation and key in made:
            setattr(row, field.attname, made[key])
