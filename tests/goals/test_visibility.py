"""Which editions show: the published ones, and within `showing` a draft as if it were one."""

import threading

import pytest
from django.conf import settings

from goals.models import ConsideredTarget, Edition, Goal, Objective, SdgLink
from goals.visibility import drafts, is_visible, showing
from themes.models import Commitment, Theme

from ..builders import make_edition

pytestmark = pytest.mark.django_db


def years(queryset, way):
    return sorted(set(queryset.values_list(f"{way}year", flat=True)))


def everything_public():
    return {
        "edition": years(Edition.objects.published(), ""),
        "goal": years(Goal.objects.public(), "edition__"),
        "objective": years(Objective.objects.public(), "goal__edition__"),
        "link": years(SdgLink.objects.public(), "goal__edition__"),
        "considered": years(ConsideredTarget.objects.public(), "goal__edition__"),
        "theme": years(Theme.objects.public(), "edition__"),
        "commitment": years(Commitment.objects.public(), "theme__edition__"),
    }


def test_a_draft_shows_within_and_only_within(world):
    before = everything_public()

    with showing(2031):
        within = everything_public()

    assert before == {
        "edition": [2017, 2023],
        "goal": [2017, 2023],
        "objective": [2017, 2023],
        "link": [2023],
        "considered": [2023],
        "theme": [2023],
        "commitment": [2023],
    }
    assert within == {
        name: found + ([] if name == "considered" else [2031]) for name, found in before.items()
    }
    assert everything_public() == before


def test_no_other_draft_shows(world):
    other = make_edition(year=2032, published=False)

    with showing(2031):
        assert years(Edition.objects.published(), "") == [2017, 2023, 2031]
        assert [is_visible(edition) for edition in (world.current, world.draft, other)] == [
            True,
            True,
            False,
        ]


def test_the_newest_that_shows_is_the_current_one(world):
    with showing(2031):
        assert Edition.objects.current() == world.draft
        with showing():
            assert Edition.objects.current() == world.current


def test_it_ends_with_an_error_too_and_reaches_no_other_thread(world):
    seen = []

    def look_and_fail():
        with showing(2031):
            thread = threading.Thread(target=lambda: seen.append(drafts()))
            thread.start()
            thread.join()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        look_and_fail()

    assert (seen, drafts()) == ([frozenset()], frozenset())


def test_nothing_but_this_module_asks_what_is_published():
    """A page that asks by itself whether an edition is published shows no draft in its preview."""
    files = [
        file
        for app in ("goals", "themes", "gpg_site")
        for file in (settings.BASE_DIR / app).rglob("*.py")
        if "migrations" not in file.parts and file.name != "visibility.py"
    ]

    assert len(files) > 50
    asking = [file.name for file in files if "published_on__" in file.read_text(encoding="utf-8")]
    assert asking == []
