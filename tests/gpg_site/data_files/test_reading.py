"""Files of whole editions come back as the rows that they were made of, or say what is wrong."""

import json

import pytest
from django.core import serializers
from django.db.models import QuerySet

from goals.models import (
    Correspondence,
    Edition,
    Goal,
    GoalTranslation,
    NoCounterpart,
    Objective,
    ObjectiveTranslation,
    SdgLink,
)
from gpg_site import content
from gpg_site.data_files import edition_document
from gpg_site.data_files.formats import BY_EXTENSION
from gpg_site.data_files.parts import Part
from gpg_site.data_files.reading import ReadingError, lined_rows_of, rows_of
from gpg_site.data_files.rows import rows_of_document
from tests.builders import make_source
from themes.models import CommitmentTranslation, ThemeTranslation

pytestmark = pytest.mark.django_db

ORIGIN = "https://example.org"


@pytest.fixture
def rich(world):
    """The current edition with everything that a row can say, and texts that are hard to carry."""
    goal = world.link.goal
    source = make_source(key="other", title="Another document", text="")
    Edition.objects.filter(pk=world.current.pk).update(
        motto="=2+3",
        foreword="One.\n\n\n Two, with a space.\n\n",
        adopted_on="2023-10-01",
        note="-x",
    )
    Goal.objects.filter(pk=goal.pk).update(note='@home; and "more"\r\nafter a line', title="+1")
    Objective.objects.filter(goal=goal, number=1).update(text="'quoted'\tand\n", note="\t")
    Objective.objects.filter(goal=goal, number=2).update(wording_source=source, text="=SUM(A1)")
    of_goal = GoalTranslation(of=goal, language="fr", text="=Un", status="official", source=source)
    of_goal.save()
    GoalTranslation.objects.create(of=goal, language="ar", text="واحد", status="unofficial")
    objective = Objective.objects.get(goal=goal, number=2)
    ObjectiveTranslation.objects.create(
        of=objective, language="es", text="Dos", status="unofficial"
    )
    theme = world.current.themes.get(number=1)
    ThemeTranslation.objects.create(of=theme, language="fr", text="Thème", status="unofficial")
    CommitmentTranslation.objects.create(
        of=theme.commitments.get(), language="fr", text="Promis", status="unofficial"
    )
    SdgLink.objects.create(
        goal=goal, sdg=world.sdg, evidence="stated", scope="all", source=source,
        made_for=world.old, reason="Stated, “so”.",
    )  # fmt: skip
    return world


def stored(year):
    """The rows of the edition as its fixture has them."""
    return json.loads(content.edition_text(Edition.objects.get(year=year)))


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("year", [2017, 2023])
def test_a_file_holds_every_row_of_its_edition(rich, form, year):
    made = BY_EXTENSION[form].make(year, ORIGIN)

    assert rows_of(made, f"gpg-{year}.{form}") == stored(year)


def test_the_document_itself_holds_them(rich):
    rows = [row for _line, row in rows_of_document(Part(edition_document(2023), "file"))]

    assert rows == stored(2023)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_what_was_read_back_gives_the_same_file_to_the_byte(rich, form):
    made = BY_EXTENSION[form].make(2023, ORIGIN)
    rows = rows_of(made, "gpg-2023.json" if form == "json" else "gpg-2023.csv")
    edition = Edition.objects.get(year=2023)
    for model, where in reversed(content.EDITION_MODELS):
        pks = content.rows_of(edition, model, where).values_list("pk", flat=True)
        QuerySet(model).filter(pk__in=list(pks)).delete()
    assert not Edition.objects.filter(year=2023).exists()

    for found in serializers.deserialize("python", rows):
        found.save()

    assert BY_EXTENSION[form].make(2023, ORIGIN) == made


def test_what_is_said_of_a_draft_is_in_no_file(rich):
    hidden = Objective.objects.get(goal__edition__year=2031)
    Edition.objects.filter(year=2017).update(published_on=None)
    NoCounterpart.objects.create(objective=hidden, edition=rich.current, reason="A secret.")

    made = BY_EXTENSION["csv"].make(2023, ORIGIN).decode("utf-8-sig")

    assert Correspondence.objects.filter(later__goal__edition__year=2023).exists()
    assert "correspondence," not in made
    assert "A secret." not in made
    with pytest.raises(Edition.DoesNotExist):
        edition_document(2031)


def test_a_row_knows_its_line(rich):
    made = BY_EXTENSION["csv"].make(2023, ORIGIN)
    lines = made.decode("utf-8-sig").split("\n")

    for line, row in lined_rows_of(made, "gpg-2023.csv"):
        if row["model"] == "goals.correspondence":
            assert lines[line - 1].startswith("correspondence,2023,1.1,")
            break
    else:
        pytest.fail("no correspondence")


def test_a_row_of_json_knows_its_line(rich):
    made = BY_EXTENSION["json"].make(2023, ORIGIN)
    lines = made.decode().split("\n")

    for line, row in lined_rows_of(made):
        if row["model"] == "themes.theme":
            assert lines[line - 1].strip() == "{"
            assert '"year": 2023' in lines[line]
            break
    else:
        pytest.fail("no theme")


def refusal(data, name):
    with pytest.raises(ReadingError) as caught:
        rows_of(data, name)
    assert isinstance(caught.value, ValueError)
    return caught.value.line, caught.value.sentence


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 1, "no JSON"),
        (b'{"edition":\n oops}', 2, "no JSON"),
        (b"[]", 1, "is an object"),
        (b"{}", 1, "“edition” is missing"),
        (b'{"edition": {},\n"edition": {}}', 1, "“edition” stands there twice"),
        (b'{\n"edition": {"year": "2023"}}', 2, "“year” of “edition” is a whole number"),
        (b'{"edition": {"year": true}}', 1, "“year” of “edition” is a whole number"),
        (b'{"edition": {"year": 2023}, "goals": {}}', 1, "“goals” of “file” is a list"),
        (b'{"edition": {"year": 2023}, "goals": [1], "themes": []}', 1, "“goals” is an object"),
        (b'{"edition": {"year": ' + b"9" * 5000 + b"}}", None, "too long"),
        (b'{"edition": ' + b"[" * 100_000, None, "nested too deeply"),
        (b'{"edition":\n"\xff"}', 2, "no text in UTF-8"),
        (b'{"edition": NaN}', 1, "is an object"),
    ],
)
def test_bad_json_is_refused_with_its_line(data, line, words):
    found_line, sentence = refusal(data, "gpg-2023.json")

    assert (found_line, words in sentence) == (line, True), sentence


HEAD = (
    "record,year,code,title,short_title,motto,text,adopted,adopted_on,published_on,locator,note,"
    "source,topics,sdg,evidence,scope,directness,made_for,targets,objectives,other_year,"
    "other_code,relation,reason,language,status"
)
EDITION = 'edition,2023,,T,,,"F\n\nG",,,,,,doc' + "," * 14
GOAL = "goal,2023,1,G,S,,,,,,L," + "," * 15


def sheet(*lines):
    return "\r\n".join([HEAD, *lines]).encode()


def test_a_table_without_the_columns_for_readers_is_read():
    rows = rows_of(sheet(EDITION, GOAL))

    assert [row["model"] for row in rows] == ["goals.edition", "goals.goal"]
    assert rows[0]["fields"]["foreword"] == "F\n\nG"
    assert rows[1]["fields"] == {
        "edition": [2023], "number": 1, "title": "G", "short_title": "S", "locator": "L",
        "note": "",
    }  # fmt: skip


def cells(record, code="", year="2023", **values):
    given = {"record": record, "year": year, "code": code, **values}
    return ",".join(given.get(name, "") for name in HEAD.split(","))


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ([], None, "no record of the edition"),
        ([GOAL], 2, "The record of the edition comes first"),
        ([EDITION, EDITION], 5, "has a record of the edition already"),
        ([EDITION, "goal,2023"], 5, "has 2 cells and the first line 27"),
        ([EDITION, cells("gaol", "1")], 5, "“gaol” is no kind of record"),
        ([EDITION, cells("goal", "1", year="2017")], 5, "of another edition"),
        ([EDITION, cells("goal", "one")], 5, "“one” in the column code is no number"),
        ([EDITION, cells("goal", "1", relation="new")], 5, "nothing in these columns: relation"),
        ([EDITION, GOAL, GOAL], 6, "1 stands in line 5 already"),
        ([EDITION, cells("objective", "1.1", text="x")], 5, "What holds 1.1"),
        ([EDITION, cells("objective", "T1.1")], 5, "“T1.1” is no code of such a unit"),
        ([EDITION, cells("theme", "4")], 5, "“4” is no code of a theme"),
        ([EDITION, cells("translation", "1", text="x")], 5, "comes after what it translates"),
        ([EDITION, GOAL, cells("considered target", "1", targets="16")], 6, "no code of a target"),
        ([EDITION, GOAL, cells("statement", "1", sdg="x")], 6, "in the column sdg is no number"),
        (
            [EDITION, cells("correspondence", "T1.1", other_year="2017", other_code="1.1")],
            5,
            "no code of an objective",
        ),
        ([EDITION, '"goal'], 5, "no CSV file"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(lines, line, words):
    found_line, sentence = refusal(sheet(*lines), "gpg-2023.csv")

    assert (found_line, words in sentence) == (line, True), sentence


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"", "names its columns"),
        (b"a,b\r\n", "names its columns"),
        (b"record,year\r\n", "These columns are missing: adopted"),
        (HEAD.encode() + b",colour\r\n", "There are no such columns: colour"),
        (HEAD.encode() + b",year\r\n", "These columns stand there twice: year"),
    ],
)
def test_a_table_needs_its_columns(head, words):
    line, sentence = refusal(head, "gpg-2023.csv")

    assert (line, words in sentence) == (1, True), sentence


def test_a_file_of_another_year_than_its_name_is_refused():
    assert refusal(sheet(EDITION), "gpg-2031.csv")[1].startswith("The file is named gpg-2031.csv")


def test_a_table_that_a_spreadsheet_wrote_with_semicolons_is_read():
    assert len(rows_of(sheet(EDITION, GOAL).replace(b",", b";"), "my edition.csv")) == 2
