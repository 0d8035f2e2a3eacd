"""Ready strings and the models' own addresses are the same."""

import pytest
from django.test.utils import override_script_prefix
from django.urls import reverse

from goals.addresses import Addresses
from goals.models import Edition, Goal, Objective, Sdg, Topic
from themes.models import Commitment, Theme

# A method of Addresses takes what the model's natural key is made of.
UNITS = [
    ("edition", Edition, (2017,)),
    ("goal", Goal, (2023, 2)),
    ("objective", Objective, (2023, 1, 2)),
    ("theme", Theme, (2023, 2)),
    ("commitment", Commitment, (2023, 2, 1)),
    ("sdg", Sdg, (16,)),
    ("topic", Topic, ("borders",)),
]
LISTS = [
    ("goals", "goals:goal_list"),
    ("crosswalk", "goals:crosswalk"),
    ("themes", "themes:theme_list"),
    ("matrix", "themes:matrix"),
]


@pytest.mark.parametrize(("method", "model", "key"), UNITS)
def test_address_of_a_unit_is_that_of_its_model(method, model, key, world):
    unit = model.objects.get_by_natural_key(*key)

    assert getattr(Addresses.here(), method)(*key) == unit.get_absolute_url()


@pytest.mark.parametrize(("method", "model", "key"), UNITS)
def test_address_of_a_unit_follows_where_the_site_is_mounted(method, model, key, world):
    unit = model.objects.get_by_natural_key(*key)

    with override_script_prefix("/portal/"):
        address = getattr(Addresses.here(), method)(*key)

        assert address == unit.get_absolute_url()
        assert address.startswith("/portal/")


@pytest.mark.parametrize(("method", "name"), LISTS)
def test_address_of_a_list_is_that_of_its_page(method, name, world):
    assert getattr(Addresses.here(), method)(2023) == reverse(name, args=[world.current])


def test_address_of_a_comparison_is_that_of_its_page_in_either_order(world):
    here, years = Addresses.here(), [2017, 2023]

    assert here.comparison(2023, 2017) == reverse("goals:compare", args=years)
    assert here.comparison(2017, 2023, 1) == reverse("goals:compare_goal", args=[*years, 1])


def test_every_address_is_compared():
    methods = {name for name, value in vars(Addresses).items() if callable(value)}
    # `at`, `in_english` and `undated` make an address out of another one:
    # `tests/gpg_site/test_undated.py`, `tests/gpg_site/test_use_page.py` and
    # `tests/gpg_site/staff/test_preview.py` follow them.
    # `comparison` is of two editions, `source` has a test of its own: see below.
    of_their_own = {"at", "in_english", "undated", "comparison", "source"}
    public = {name for name in methods if not name.startswith("_")} - of_their_own

    assert public == {method for method, *_ in (*UNITS, *LISTS)}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (Addresses("/").topic("borders"), "/topics/borders/"),
        (Addresses("/").topic("borders", 2023), "/topics/borders/#edition-2023"),
        (Addresses("/fr/").edition(2023), "/fr/2023/"),
        (Addresses("/fr/").objective(2023, 1, 2), "/fr/2023/goals/1/objectives/2/"),
        (Addresses("/fr/").topic("borders", 2023), "/fr/topics/borders/#edition-2023"),
    ],
)
def test_address_is_below_its_root(address, expected):
    assert address == expected


@pytest.mark.parametrize(
    ("root", "pinned", "undated"),
    [
        ("/", "/2023/goals/3/objectives/2/", "/goals/3/objectives/2/"),
        ("/fr/", "/fr/2023/themes/4/commitments/1/", "/fr/themes/4/commitments/1/"),
    ],
)
def test_an_address_without_its_edition(root, pinned, undated):
    assert Addresses(root).undated(pinned, 2023) == undated


def test_address_of_a_source_is_that_of_its_view():
    assert Addresses.here().source("gpg-2023") == reverse("source", args=["gpg-2023"])
    assert Addresses.here().source("gpg-2023", 17) == "/about/sources/gpg-2023/#b17"
