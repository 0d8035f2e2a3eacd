"""An uncached goal page beside the same page as Django projects usually make it.

There, a page is model instances with all that hangs on them prefetched, templates that include
templates for each of them, and `get_absolute_url` wherever one links. Both pages say the same and
are asked for through Django's test client, in turns. `make bench` prints the CPU time of each.
"""

import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template import Template
from django.urls import include, path

from goals import answers, related
from goals.data.cited import unit_cited
from goals.models import Edition, Goal, Permalink, SdgLink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product", "_without_log")]

ROUNDS, REQUESTS = 15, 8
AT_LEAST = 4

GOAL_WITH_ALL = (
    Goal.objects.select_related("edition__source")
    .prefetch_related(
        "objectives__wording_source",
        "objectives__topic_items__tag",
        Prefetch("sdg_links", SdgLink.objects.select_related("sdg", "source", "made_for")),
        "sdg_links__target_items__part__sdg",
        "sdg_links__objective_items__part__goal__edition",
        "edition__goals__edition",
        "edition__themes__commitments__topic_items__tag",
    )
    .all()
)


def usual(request: HttpRequest, year: int, number: int) -> HttpResponse:
    goal = get_object_or_404(GOAL_WITH_ALL, edition__year=year, number=number)
    editions = list(Edition.objects.published().prefetch_related("goals__edition"))
    same = [other for each in editions for other in each.goals.all() if other.number == number]
    siblings = list(goal.edition.goals.all())
    before, after = ([item for item in siblings if item.number == number + n] for n in (-1, 1))
    address = goal.get_absolute_url()
    return render(
        request,
        "usual/goal.html",
        {
            "goal": goal,
            "edition": goal.edition,
            "editions": editions,
            "same": same,
            "themes": themes_near(goal),
            "withdrawn": {
                row.path for row in Permalink.objects.filter(state=Permalink.State.WITHDRAWN)
            },
            "previous": before[0] if before else None,
            "next": after[0] if after else None,
            "cite": unit_cited(
                goal.edition, "goal", f"Goal {number}", str(number), goal.title, address
            ),
            "formats": answers.alternates(address, None),
            "frame": {"pinned": True, "edition": goal.edition},
        },
    )


def themes_near(goal):
    """Every theme with the topics that it shares with the goal, most first."""
    themes = goal.edition.themes.all()
    topics = {item.tag for unit in goal.objectives.all() for item in unit.topic_items.all()}
    memberships = [
        (theme, item.tag)
        for theme in themes
        for commitment in theme.commitments.all()
        for item in commitment.topic_items.all()
    ]
    shared = {near.unit: near.shared for near in related.by_count(topics, memberships)}
    return [*shared.items(), *((theme, ()) for theme in themes if theme not in shared)]


urlpatterns = [
    path("usual/<int:year>/goals/<int:number>/", usual),
    path("", include("gpg_site.urls")),
]


def main_text(html: str) -> str:
    (main,) = re.findall(r"<main\b.*</main>", html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def milliseconds(client, address: str) -> float:
    started = time.process_time()
    for _request in range(REQUESTS):
        client.get(address)
    return (time.process_time() - started) * 1000 / REQUESTS


@pytest.fixture
def _templates_as_served(monkeypatch):
    """The test environment copies the context of each template rendered; no server does."""
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))


@pytest.mark.usefixtures("_templates_as_served")
def test_goal_page_beside_the_usual_one(client, settings):
    settings.ROOT_URLCONF = __name__
    (engine,) = settings.TEMPLATES
    templates = settings.BASE_DIR / "tests/bench/templates"
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], templates]}]
    ours, theirs = "/2023/goals/1/", "/usual/2023/goals/1/"
    assert main_text(client.get(ours).text) == main_text(client.get(theirs).text)

    def rounds() -> list[tuple[float, float]]:
        connections["default"] = database
        return [
            (milliseconds(client, ours), milliseconds(client, theirs)) for _round in range(ROUNDS)
        ]

    # In a thread, as servers answer. Deep below pytest's own calls, Python 3.11 may take memory
    # and give it back with each call, which doubles all times.
    database = connections["default"]
    database.inc_thread_sharing()
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(rounds).result()
    database.dec_thread_sharing()

    fast, slow = map(statistics.median, zip(*found, strict=True))
    ratio = statistics.median(theirs / ours for ours, theirs in found)
    print(  # noqa: T201
        f"\ngoal page, uncached, CPU time: {fast:.1f} ms; with model instances and nested includes "
        f"{slow:.1f} ms; {ratio:.1f} times"
    )
    assert ratio >= AT_LEAST
