"""What the tables of the site refuse and accept, and what their rows are called."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from goals.models import Permalink
from gpg_site.models import ContentVersion, OutsideLink, SearchAlias

from ..goals.test_models import SAME, WRITES, Case, refusals, refusing

pytestmark = pytest.mark.django_db


def alias() -> SearchAlias:
    SearchAlias.objects.create(language="fr", words="faux", means="fraud")
    return SearchAlias.objects.create(words="fake", means="fraud\nidentity")


def outside_link() -> OutsideLink:
    now = timezone.now()
    OutsideLink.objects.create(url="https://a.org/", checked_at=now, status=200)
    return OutsideLink.objects.create(url="https://b.org/", checked_at=now, status=200)


def content_version() -> ContentVersion:
    return ContentVersion.objects.create(pk=1)


REFUSED = [
    Case("search_alias_is_given_once", alias, {"language": SAME, "words": SAME}),
    Case("search_alias_language_is_known", alias, {"language": "de"}),
    Case("search_alias_words_are_not_empty", alias, {"words": ""}),
    Case("search_alias_means_something", alias, {"means": ""}),
    Case("outsidelink.url", outside_link, {"url": SAME}),
    Case("outside_link_without_an_answer_says_why", outside_link, {"status": None}),
]
GRANTED = [
    Case("search_alias_is_given_once", alias, {"language": SAME}),
    Case("search_alias_is_given_once", alias, {"words": SAME}),
    *(
        Case("search_alias_language_is_known", alias, {"language": language})
        for language in ("ar", "es", "fr")
    ),
    Case(
        "outside_link_without_an_answer_says_why",
        outside_link,
        {"status": None, "error": "No answer in time."},
    ),
    Case(
        "outside_link_without_an_answer_says_why",
        outside_link,
        {"status": 404, "error": "404 Not Found"},
    ),
]


def test_every_rule_of_the_tables_is_broken_once():
    rules = {case.rule for case in REFUSED} | {"content_version_is_one_row"}

    assert rules == set(refusals("gpg_site"))


@WRITES
@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_table_refuses(case, write):
    row = case.make()
    values = case.values_for(row)

    with refusing("gpg_site", case, row):
        write(row, values)


@WRITES
@pytest.mark.parametrize("case", GRANTED, ids=str)
def test_table_accepts(case, write):
    row = case.make()
    values = case.values_for(row)

    write(row, values)

    stored = type(row)._default_manager.get(pk=row.pk)
    assert {name: getattr(stored, name) for name in values} == values


def test_a_second_content_version_is_refused():
    content_version()

    with pytest.raises(IntegrityError, match="content_version_is_one_row"), transaction.atomic():
        ContentVersion.objects.create(pk=2)


def test_each_renewal_has_a_token_of_its_own():
    tokens = set()
    for _time in range(3):
        ContentVersion.renew()
        tokens.add(ContentVersion.current())

    assert len(tokens) == 3
    assert all(isinstance(token, uuid.UUID) for token in tokens)
    assert str(ContentVersion.objects.get()) == str(ContentVersion.current())


def test_what_became_of_an_address_renews_it(world):
    row = Permalink.objects.get(path="/2023/goals/1/objectives/2/")
    before = ContentVersion.current()
    row.state, row.reason = "withdrawn", "It was merged."
    row.save()
    between = ContentVersion.current()
    row.became.add(Permalink.objects.get(path="/2023/goals/1/objectives/1/"))

    assert len({before, between, ContentVersion.current()}) == 3


def test_an_alias_is_known_by_its_language_and_words():
    row = alias()

    assert row.natural_key() == ("en", "fake")
    assert SearchAlias.objects.get_by_natural_key("en", "fake") == row
    assert (str(row), row.lines) == ("fake", ("fraud", "identity"))
    assert row.get_absolute_url() == "/search/?q=fake"


def test_aliases_stand_by_language_and_words():
    alias()
    SearchAlias.objects.create(words="bribes", means="corruption")

    assert [row.words for row in SearchAlias.objects.all()] == ["bribes", "fake", "faux"]
