"""What an import finds, shows and writes; and that an error writes nothing at all."""

import copy

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goals.models import (
    Correspondence,
    Edition,
    Goal,
    Objective,
    Permalink,
)
from gpg_site.models import ContentVersion
from gpg_site.staff.editions import files, imports
from themes.models import Commitment

from ....builders import make_edition, make_goal, make_objective
from .conftest import File

REASON = "A better reading"
OBJECTIVE, GOAL = "goals.objective", "goals.goal"


def write(file, **options):
    return imports.write(file.reading, reason=REASON, **options)


def sentences(report):
    return [error.sentence for error in report.errors]


def told(differences):
    """Label and fields of each difference."""
    return [
        (each.label, [(field.name, field.before, field.after) for field in each.fields])
        for each in differences
    ]


@pytest.mark.parametrize("year", [2017, 2023, 2031])
def test_an_edition_s_own_file_changes_nothing(world, stored, year):
    before = stored()

    report = write(File(year))

    assert (report.errors, report.differences, report.is_written) == ([], [], False)
    assert report.unchanged.total() == len(File(year).rows)
    assert stored() == before


def test_a_dry_run_shows_the_difference_and_writes_nothing(draft, stored):
    draft.find(OBJECTIVE, number=1)["text"] = "Do something else of 2031"
    draft.add(OBJECTIVE, number=2, text="Do more", wording_source=None, note="", goal=[2031, 1])
    draft.remove("themes.commitmenttopic")
    before = stored()

    report = imports.dry_run(draft.reading)

    assert report.errors == []
    assert (report.is_new, report.is_public, report.is_written) == (False, False, False)
    assert told(report.added) == [("GPG2031-1.2", [("official text", "", "Do more")])]
    assert told(report.changed) == [
        ("GPG2031-1.1", [("official text", "Do 1.1 of 2031", "Do something else of 2031")])
    ]
    assert told(report.removed) == [("GPG2031-T1.1: Data", [])]
    assert [tuple(tally) for tally in report.tallies][2:4] == [
        ("objectives", "goals.objective", 1, 1, 0, 0),
        ("topics of provisions", "goals.objectivetopic", 0, 0, 0, 1),
    ]
    assert stored() == before


def test_the_words_that_differ_are_marked(draft):
    draft.find(OBJECTIVE, number=1)["text"] = "Seize the smuggled goods of every kind"
    write(draft)
    draft.find(OBJECTIVE, number=1)["text"] = "Seize the smuggled goods of any kind"

    (change,) = imports.dry_run(draft.reading).changed

    assert [(piece.kind, piece.text) for piece in change.fields[0].pieces] == [
        ("same", "Seize the smuggled goods of "),
        ("removed", "every kind"),
        ("added", "any kind"),
    ]


def test_writing_saves_what_differs_with_reason_and_user(draft):
    user = User.objects.create_user("ed")
    draft.find(OBJECTIVE, number=1)["text"] = "Do something else"
    draft.add(OBJECTIVE, number=2, text="Do more", wording_source=None, note="", goal=[2031, 1])
    draft.remove("themes.commitmenttopic")
    rows = {model: model.history.count() for model in (Goal, Objective, Edition)}
    version = ContentVersion.current()

    report = write(draft, user=user)

    assert report.is_written
    texts = Objective.objects.filter(goal__edition__year=2031).values_list("number", "text")
    assert sorted(texts) == [(1, "Do something else"), (2, "Do more")]
    assert Commitment.objects.get(theme__edition__year=2031).topics.count() == 0
    new = [
        (each.history_type, each.history_change_reason, each.history_user)
        for each in Objective.history.order_by("-history_id")[:2]
    ]
    assert new == [("+", REASON, user), ("~", REASON, user)]
    removal = Commitment.topics.through.history.latest()
    assert (removal.history_type, removal.history_change_reason, removal.history_user) == (
        "-",
        REASON,
        user,
    )
    assert (Goal.history.count(), Edition.history.count()) == (rows[Goal], rows[Edition])
    assert ContentVersion.current() != version


def test_a_second_import_writes_not_even_history(draft, stored):
    draft.find(OBJECTIVE, number=1)["text"] = "Do something else"
    assert write(draft).is_written
    before = stored()

    report = write(draft)

    assert (report.errors, report.differences, report.is_written) == ([], [], False)
    assert stored() == before


def test_a_new_edition_becomes_a_draft_whatever_its_file_says(draft, client):
    text = draft.data.decode().replace("2031", "2035")
    text = text.replace('"published_on": null', '"published_on": "2035-01-01"')
    text = text.replace('"doc-2035"', '"doc-2031"')

    report = imports.write(files.read(text.encode()), reason=REASON)

    assert sentences(report) == []
    assert (report.is_new, report.dated, report.edition.published_on) == (True, "2035-01-01", None)
    assert client.get("/2035/").status_code == 404
    assert not Permalink.objects.filter(path__contains="2035").exists()


@pytest.mark.parametrize("published_on", [None, "2001-01-01", 5, "\ud800"])
def test_an_import_takes_no_publication_back(published, stored, published_on):
    published.find("goals.edition")["published_on"] = published_on
    before = stored()

    report = write(published)

    assert (report.errors, report.differences) == ([], [])
    assert stored() == before


def test_words_of_what_is_published_change_and_addresses_stay(published, client):
    paths = set(Permalink.objects.values_list("path", "state"))
    published.find(OBJECTIVE, number=2)["text"] = "Seize what is smuggled"

    report = write(published)

    assert (report.is_written, report.is_public) == (True, True)
    assert "Seize what is smuggled" in client.get("/2023/goals/1/").text
    assert set(Permalink.objects.values_list("path", "state")) == paths


def test_what_is_added_to_a_published_edition_has_its_address_on_record(published):
    published.add(
        OBJECTIVE, number=3, text="Do more", wording_source=None, note="", goal=[2023, 1]
    )  # fmt: skip

    assert write(published).is_written

    assert Permalink.objects.get(path="/2023/goals/1/objectives/3/").state == "live"


def test_nothing_is_removed_from_a_published_edition(published, stored):
    published.remove("goals.nocounterpart")
    published.find(OBJECTIVE, number=2)["number"] = 7
    published.find("goals.objectivetopic", content_object=[2023, 1, 2])["content_object"] = [
        *(2023, 1, 7)
    ]
    before = stored()

    report = write(published)

    assert [(error.line, error.key, error.sentence) for error in report.errors] == [
        (
            None,
            "GPG2023-1.2 – 2017",
            "The file lacks it, and the edition is published: an import removes nothing from it. "
            "Add the row to the file, or delete it here first.",
        ),
        (
            None,
            "GPG2023-1.2: Data",
            "The file lacks it, and the edition is published: an import removes nothing from it. "
            "Add the row to the file, or delete it here first.",
        ),
        (
            None,
            "GPG2023-1.2",
            "The file lacks it. GPG2023-1.2 is published: withdraw /2023/goals/1/objectives/2/ "
            "under Permalinks instead, and say what it became.",
        ),
    ]
    assert stored() == before


def test_what_a_draft_s_file_lacks_is_removed_with_its_parts(draft):
    for model in ("theme", "commitment", "commitmenttopic"):
        draft.remove(f"themes.{model}")

    report = write(draft)

    assert [each.label for each in report.removed] == [
        "GPG2031-T1.1: Data",
        "GPG2031-T1.1",
        "Theme I (2031)",
    ]
    assert not Commitment.objects.filter(theme__edition__year=2031).exists()


def test_a_row_on_which_another_edition_rests_is_not_removed(draft, stored):
    later = make_objective(goal=make_goal(edition=make_edition(year=2040, published=False)))
    Correspondence.objects.create(
        earlier=Objective.objects.get_by_natural_key(2031, 1, 1),
        later=later,
        relation="unchanged",
        reason="Same.",
    )
    for row in ("sdglink", "sdglinktarget", "sdglinkobjective", "objectivetopic", "objective"):
        draft.remove(f"goals.{row}")
    before = stored()

    report = write(draft)

    assert [(error.key, error.sentence) for error in report.errors] == [
        (
            "GPG2031-1.1",
            "The file lacks it, and others rest on it: GPG2031-1.1 – GPG2040-1.1 (unchanged).",
        )
    ]
    assert stored() == before


def test_nothing_is_called_removed_when_a_key_could_not_be_read(draft):
    draft.find(OBJECTIVE)["goal"] = "GPG 1"

    report = imports.dry_run(draft.reading)

    assert sentences(report) == ["goal: write a key in brackets, such as [2023, 1]."]
    assert report.removed == []


def set_fields(model, **fields):
    def change(file):
        file.find(model).update(fields)

    return change


def add(model, **fields):
    return lambda file: file.add(model, **fields)


NO_KEY = "write a key in brackets, such as [2023, 1]."
NO_TEXT = "write a text in quotation marks."
STRANGE = "it has a sign that is no text; a new line is \\n alone."
CORRESPONDENCE = {"later": [2031, 1, 1], "relation": "unchanged", "reason": "Same."}


def missing(what, key):
    return f"there is no {what} {key}. Write one that is there, or add it first."


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            set_fields("goals.edition", source=["nowhere"]),
            [f"source: {missing('source', ['nowhere'])}"],
            id="unknown source",
        ),
        pytest.param(
            set_fields("goals.objectivetopic", tag=["nothing"]),
            [f"tag: {missing('topic', ['nothing'])}"],
            id="unknown topic",
        ),
        pytest.param(
            set_fields("goals.sdglink", sdg=[99]),
            [f"sdg: {missing('SDG', [99])}"],
            id="unknown SDG",
        ),
        pytest.param(
            set_fields("goals.sdglinktarget", part=["99"]),
            [f"part: {missing('SDG target', ['99'])}"],
            id="unknown target",
        ),
        pytest.param(
            set_fields("goals.sdglinktarget", part=[0]),
            [f"part: {missing('SDG target', [0])}"],
            id="target that is a number",
        ),
        pytest.param(
            set_fields("goals.sdglinktarget", part=["16.4", 1]),
            [f"part: {missing('SDG target', ['16.4', 1])}"],
            id="key of another length",
        ),
        pytest.param(
            set_fields("goals.sdglink", sdg=["16"]),
            [f"sdg: {missing('SDG', ['16'])}"],
            id="a number as text",
        ),
        pytest.param(
            set_fields("goals.sdglink", sdg=[10**400]),
            [f"sdg: {missing('SDG', str([10**400])[:80])}"],
            id="huge key",
        ),
        pytest.param(set_fields("goals.sdglink", sdg=[]), [f"sdg: {NO_KEY}"], id="empty key"),
        pytest.param(set_fields("goals.sdglink", sdg=[True]), [f"sdg: {NO_KEY}"], id="true"),
        pytest.param(set_fields("goals.sdglink", sdg=None), [f"sdg: {NO_KEY}"], id="no SDG"),
        pytest.param(
            set_fields("goals.edition", source=["a\x00"]), [f"source: {NO_KEY}"], id="NUL in a key"
        ),
        pytest.param(set_fields(GOAL, title=None), [f"title: {NO_TEXT}"], id="null"),
        pytest.param(set_fields(GOAL, title=7), [f"title: {NO_TEXT}"], id="number as text"),
        pytest.param(set_fields(GOAL, title="a\x00b"), [f"title: {STRANGE}"], id="NUL"),
        pytest.param(set_fields(GOAL, note="a\r\nb"), [f"note: {STRANGE}"], id="line ends"),
        pytest.param(set_fields(GOAL, title="a\ud800"), [f"title: {STRANGE}"], id="surrogate"),
        pytest.param(
            set_fields(GOAL, title=""), ["title: This field cannot be blank."], id="blank"
        ),
        pytest.param(
            set_fields(GOAL, title="x" * 251),
            ["title: Ensure this value has at most 250 characters (it has 251)."],
            id="too long",
        ),
        pytest.param(
            set_fields(GOAL, number=1.0), ["number: write a whole number."], id="fraction"
        ),
        pytest.param(
            set_fields("goals.edition", adopted_on="1 May"),
            ["adopted_on: write a day as 2023-11-28, or null."],
            id="day",
        ),
        pytest.param(
            set_fields("goals.sdglink", evidence="stated"),
            [
                "A stated link needs the source that states it.",
                # Its parts name the editorial one.
                "link: the file has no SDG link [2031, 1, 16, 'editorial'].",
                "link: the file has no SDG link [2031, 1, 16, 'editorial'].",
            ],
            id="constraint",
        ),
        pytest.param(
            set_fields("goals.sdglink", scope="some"),
            ["scope: Value 'some' is not a valid choice."],
            id="choice",
        ),
        pytest.param(
            add("goals.correspondence", earlier=[2031, 1, 1], **CORRESPONDENCE),
            ["Constraint “correspondence_is_between_two_objectives” is violated."],
            id="itself",
        ),
        pytest.param(
            set_fields("goals.sdglink", made_for=[2023]),
            ["Only a stated link can be carried over."],
            id="editorial link carried over",
        ),
    ],
)
def test_an_error_is_told_with_its_row_and_nothing_is_written(draft, stored, change, expected):
    change(draft)
    before = stored()

    report = write(draft)

    assert sentences(report) == expected
    assert all(error.line and error.model for error in report.errors)
    assert not report.is_written
    assert stored() == before


def test_all_errors_are_told_at_once_by_line(draft):
    goal = {**draft.find(GOAL), "number": 2, "title": ""}
    draft.add(GOAL, **goal)
    # What belongs to the goal that can't be saved is judged all the same, but for that.
    draft.add(OBJECTIVE, number=0, text="", wording_source=["nowhere"], note="", goal=[2031, 2])
    draft.add("goals.objectivetopic", tag=["borders"], content_object=[2031, 2, 0])
    draft.add("goals.objectivetopic", tag=["nothing"], content_object=[2031, 2, 0])
    last = len(draft.rows) + 1

    report = imports.dry_run(draft.reading)

    assert [(error.line - last, error.model, error.key) for error in report.errors] == [
        (-3, "goals.goal", "2031, 2"),
        (-2, "goals.objective", "2031, 2, 0"),
        (-2, "goals.objective", "2031, 2, 0"),
        (-2, "goals.objective", "2031, 2, 0"),
        (0, "goals.objectivetopic", "2031, 2, 0, nothing"),
    ]


def test_parts_of_a_row_that_could_not_be_read_are_not_blamed(draft):
    del draft.find(GOAL)["note"]

    report = imports.dry_run(draft.reading)

    assert sentences(report) == ["These fields are missing: note."]


def test_a_contradicted_or_unfounded_statement_is_refused(published, stored):
    published.find("goals.sdglinkobjective")["part"] = [2023, 2, 1]
    published.find("goals.consideredtarget").update(goal=[2023, 1], item="a")
    published.find("goals.nocounterpart")["objective"] = [2023, 1, 1]
    published.remove("goals.nocounterpart", objective=[2023, 1, 2])
    before = stored()

    report = write(published)

    assert [each.sentence for each in report.errors if each.line] == [
        "The objective belongs to another goal than the link.",
        "The target is linked to this goal: take out one of both.",
        "GPG2023-1.1 is said to have no counterpart there: take out one of both.",
        "A correspondence with this edition exists: take out one of both.",
    ]
    assert stored() == before


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("goals.sdglinktarget", "An editorial link names a target: add at least one."),
        (
            "goals.sdglinkobjective",
            "An editorial link rests on objectives: choose at least one.",
        ),
    ],
)
def test_an_editorial_link_names_what_it_rests_on(draft, part, expected):
    draft.remove(part)

    assert sentences(write(draft)) == [expected]


@pytest.mark.parametrize(
    ("made_for", "expected"),
    [
        ([2023], []),
        (None, []),
        ([2031], ["A statement is carried over from an earlier edition: set made_for to it."]),
    ],
)
def test_a_statement_is_carried_over_from_an_earlier_edition(draft, made_for, expected):
    draft.add("goals.sdglink", **{**draft.find("goals.sdglink"), "evidence": "stated",
                                  "source": ["doc-2023"], "made_for": made_for})  # fmt: skip

    report = imports.dry_run(draft.reading)

    assert sentences(report) == expected
    assert [each.label for each in report.added] == ["Goal 1 (2031) – SDG 16"]


def test_a_target_of_another_sdg_is_refused(draft, world):
    draft.find("goals.sdglink")["sdg"] = [5]
    for part in ("goals.sdglinktarget", "goals.sdglinkobjective"):
        draft.find(part)["link"] = [2031, 1, 5, "editorial"]

    assert sentences(write(draft)) == ["The target belongs to another SDG than the link."]


def test_what_the_check_of_the_content_will_say_hinders_nothing(draft):
    draft.remove("goals.objectivetopic")

    report = write(draft)

    assert report.is_written
    assert report.notes == ["GPG2031-1.1 has 0 topics, not one to five."]


def test_nothing_is_written_when_the_content_has_changed_since(draft, stored):
    draft.find(OBJECTIVE)["text"] = "Do something else"
    version = str(imports.dry_run(draft.reading).version)
    Goal.objects.get_by_natural_key(2023, 1).save()
    before = stored()

    report = write(draft, version=version)

    assert (report.errors, len(report.differences), report.is_written) == ([], 1, False)
    assert stored() == before
    assert write(draft, version=str(report.version)).is_written


@pytest.mark.parametrize(
    ("change", "permission"),
    [
        (set_fields(OBJECTIVE, text="Other"), "goals.change_objective"),
        (set_fields("themes.theme", title="Other"), "themes.change_theme"),
        (lambda file: file.remove("goals.objectivetopic"), "goals.change_edition"),
        (
            add("goals.objectivetopic", tag=["data"], content_object=[2031, 1, 1]),
            "goals.add_objectivetopic",
        ),
    ],
)
def test_each_change_needs_its_permission(draft, stored, change, permission):
    change(draft)
    before = stored()

    report = write(draft, may=lambda name: name != permission)

    assert sentences(report) == [f"This needs the permission {permission}, which you don't have."]
    assert stored() == before
    assert write(draft, may=lambda name: name == permission).is_written


def test_long_texts_are_shown_whole(draft):
    draft.find("goals.edition")["foreword"] = "a " * 6000

    (change,) = imports.dry_run(draft.reading).changed

    assert (len(change.fields[0].after), change.fields[0].pieces) == (12_000, ())


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(exclude_categories=()), max_size=8),
    st.lists(st.one_of(st.integers(), st.text(max_size=4)), max_size=4),
    st.sampled_from([[2031], [2031, 1], [2023, 1], [2031, 1, 1], [10**30], 10**30, {"a": []}]),
)


@given(
    at=st.integers(0, 10**4),
    name=st.integers(0, 9),
    value=VALUES,
    repeat=st.booleans(),
)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_file_with_any_value_is_answered_and_written_whole_or_not_at_all(
    draft, at, name, value, repeat
):
    changed = copy.deepcopy(draft)
    fields = changed.rows[at % len(changed.rows)]["fields"]
    name = list(fields)[name % len(fields)]
    if repeat:
        changed.rows.append(copy.deepcopy(changed.rows[at % len(changed.rows)]))
        fields = changed.rows[-1]["fields"]
    fields[name] = value
    version, states = ContentVersion.current(), Edition.history.count()

    with transaction.atomic():
        report = write(changed)
        assert report.is_written == (not report.errors and bool(report.differences))
        if not report.is_written:
            assert (ContentVersion.current(), Edition.history.count()) == (version, states)
        transaction.set_rollback(True)
    assert all(error.sentence.encode() for error in report.errors)


@given(data=st.binary(max_size=60), at=st.integers(0, 10**4), length=st.integers(0, 30))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_file_with_any_bytes_is_answered(draft, data, at, length):
    at %= len(draft.data)
    changed = draft.data[:at] + data + draft.data[at + length :]

    report = imports.dry_run(files.read(changed))

    assert all(error.sentence.encode() for error in report.errors)
