"""What the tables of themes refuse and accept, what their rows are called, and their order."""

import pytest

from goals.models import Edition, Source
from themes.models import (
    Commitment,
    CommitmentTopic,
    CommitmentTranslation,
    Theme,
    ThemeTranslation,
)

from .. import builders
from ..goals.test_models import (
    SAME,
    WRITES,
    Case,
    granted_to_provision,
    granted_to_topic_item,
    granted_to_translation,
    neighbour,
    own_models,
    refusals,
    refused_to_provision,
    refused_to_topic_item,
    refused_to_translation,
    refusing,
    topic_item,
    translation,
    update,
)

# One row of each model, with its neighbour.


def theme() -> Theme:
    builders.make_theme(edition=builders.make_edition(year=2023), number=3)
    return builders.make_theme(edition=builders.make_edition(year=2017), number=4)


def commitment() -> Commitment:
    row = theme()
    builders.make_commitment(theme=neighbour(row), number=2)
    return builders.make_commitment(theme=row, number=5)


def commitment_topic() -> CommitmentTopic:
    return topic_item(CommitmentTopic, commitment())


def theme_translation() -> ThemeTranslation:
    return translation(ThemeTranslation, theme())


def commitment_translation() -> CommitmentTranslation:
    return translation(CommitmentTranslation, commitment())


MAKERS = {
    Theme: theme,
    Commitment: commitment,
    CommitmentTopic: commitment_topic,
    ThemeTranslation: theme_translation,
    CommitmentTranslation: commitment_translation,
}

REFUSED = [
    Case("theme_number_is_unique_in_its_edition", theme, {"edition": SAME, "number": SAME}),
    Case("theme_number_is_1_to_39", theme, {"number": 0}),
    Case("theme_number_is_1_to_39", theme, {"number": 40}),
    Case("theme_title_is_not_empty", theme, {"title": ""}),
    *refused_to_provision("commitment", "theme", commitment),
    *refused_to_topic_item("commitmenttopic", commitment_topic),
    *refused_to_translation("themetranslation", theme_translation),
    *refused_to_translation("commitmenttranslation", commitment_translation),
]

GRANTED = [
    Case("theme_number_is_unique_in_its_edition", theme, {"edition": SAME}),
    Case("theme_number_is_unique_in_its_edition", theme, {"number": SAME}),
    Case("theme_number_is_1_to_39", theme, {"number": 1}),
    Case("theme_number_is_1_to_39", theme, {"number": 39}),
    *granted_to_provision("commitment", "theme", commitment),
    *granted_to_topic_item("commitmenttopic", commitment_topic),
    *granted_to_translation("themetranslation", theme_translation),
    *granted_to_translation("commitmenttranslation", commitment_translation),
]


def test_every_rule_of_the_tables_is_broken_once():
    assert {case.rule for case in REFUSED} == set(refusals("themes"))


@pytest.mark.django_db
@WRITES
@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_table_refuses(case, write):
    row = case.make()
    values = case.values_for(row)

    with refusing("themes", case, row):
        write(row, values)


@pytest.mark.django_db
@WRITES
@pytest.mark.parametrize("case", GRANTED, ids=str)
def test_table_accepts(case, write):
    row = case.make()
    values = case.values_for(row)

    write(row, values)

    stored = type(row)._default_manager.get(pk=row.pk)
    assert {name: getattr(stored, name) for name in values} == values


@pytest.mark.django_db
@pytest.mark.parametrize("model", own_models("themes"))
def test_natural_key_leads_back_to_its_row(model):
    row = MAKERS[model]()

    assert model._default_manager.get_by_natural_key(*row.natural_key()) == row


@pytest.mark.django_db
@pytest.mark.parametrize("case", [c for c in GRANTED if SAME in c.values.values()], ids=str)
def test_natural_key_tells_apart_what_shares_a_part(case):
    row = case.make()

    update(row, case.values_for(row))

    row = type(row)._default_manager.get(pk=row.pk)
    assert type(row)._default_manager.get_by_natural_key(*row.natural_key()) == row


def test_natural_key_tells_editions_apart(world):
    themes = [Theme.objects.get_by_natural_key(year, 1) for year in (2023, 2031)]
    commitments = [Commitment.objects.get_by_natural_key(year, 1, 1) for year in (2023, 2031)]

    assert [theme.edition for theme in themes] == [world.current, world.draft]
    assert [item.full_code for item in commitments] == ["GPG2023-T1.1", "GPG2031-T1.1"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "key"),
    [
        (theme, (2017, 4)),
        (commitment, (2017, 4, 5)),
        (theme_translation, (2017, 4, "es")),
        (commitment_translation, (2017, 4, 5, "es")),
    ],
)
def test_natural_key_is_what_people_use(make, key):
    assert make().natural_key() == key


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "name"),
    [
        (theme, "Theme IV (2017): Carry 4 of 2017"),
        (commitment, "GPG2017-T4.5 Promise 4.5 of 2017"),
        (commitment_topic, "GPG2017-T4.5 Promise 4.5 of 2017 tagged with Data"),
        (theme_translation, "Seguridad (Spanish, official)"),
    ],
)
def test_row_is_called(make, name):
    assert str(make()) == name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "address"),
    [(theme, "/2017/themes/4/"), (commitment, "/2017/themes/4/commitments/5/")],
)
def test_row_has_its_address(make, address):
    assert make().get_absolute_url() == address


def test_public_rows_are_those_of_published_editions(world):
    themes = [theme.natural_key() for theme in Theme.objects.public()]
    commitments = [commitment.full_code for commitment in Commitment.objects.public()]

    assert themes == [(2023, 1), (2023, 2)]
    assert commitments == ["GPG2023-T1.1", "GPG2023-T2.1"]


def test_rows_of_one_edition(world):
    themes = [theme.natural_key() for theme in Theme.objects.in_edition(world.draft)]
    commitments = [item.full_code for item in Commitment.objects.in_edition(world.draft)]

    assert themes == [(2031, 1)]
    assert commitments == ["GPG2031-T1.1"]


@pytest.mark.django_db
def test_rows_stand_in_the_order_of_their_numbers():
    edition = builders.make_edition()
    for number in (10, 9, 1):
        row = builders.make_theme(edition=edition, number=number)
        builders.make_commitment(theme=row, number=2)
        builders.make_commitment(theme=row, number=1)

    assert [theme.roman for theme in Theme.objects.all()] == ["I", "IX", "X"]
    assert [commitment.code for commitment in Commitment.objects.all()] == [
        *("T1.1", "T1.2", "T9.1", "T9.2", "T10.1", "T10.2"),
    ]


# What follows needs no database: rows are put together in memory.


def document(text: str) -> Edition:
    return Edition(year=2023, source=Source(text=text))


@pytest.mark.parametrize(
    ("number", "title", "verbatim"),
    [
        pytest.param(4, "Share information", True, id="numeral and title as printed"),
        pytest.param(5, "Share information", False, id="another numeral"),
        pytest.param(4, "share information", False, id="in other letter case"),
        pytest.param(4, "Share", False, id="a part"),
    ],
)
def test_theme_is_verbatim(number, title, verbatim):
    edition = document("## IV. Share information\n")

    assert Theme(edition=edition, number=number, title=title).is_verbatim is verbatim


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        pytest.param("Promise more", True, id="as printed"),
        pytest.param("Promise more [and more]", True, id="completed in brackets"),
        pytest.param("promise more", False, id="in other letter case"),
        pytest.param("Promise", False, id="a part"),
    ],
)
def test_commitment_is_verbatim(text, verbatim):
    theme = Theme(edition=document("- Promise **more**\n"))

    assert Commitment(theme=theme, text=text).is_verbatim is verbatim


def test_wording_from_elsewhere_is_compared_with_its_own_source():
    edition, page = document("- Promise more\n"), Source(text="- Promise less\n")
    commitment = Commitment(theme=Theme(edition=edition), text="Promise less")

    assert (commitment.source, commitment.is_verbatim) == (edition.source, False)

    commitment.wording_source = page

    assert (commitment.source, commitment.is_verbatim) == (page, True)


def test_codes_of_a_commitment():
    commitment = Commitment(theme=Theme(edition=Edition(year=2023), number=4), number=12)

    assert (commitment.code, commitment.full_code) == ("T4.12", "GPG2023-T4.12")
