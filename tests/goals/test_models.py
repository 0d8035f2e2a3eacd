"""What the tables refuse and accept, what their rows are called, and in what order they stand.

Every row is made with one neighbour, which differs from it in all that must be unique: a case
then needs only to say what is written to the row. The tests of `themes` use the same machinery.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import CheckConstraint, Model, QuerySet
from simple_history.models import HistoricalChanges

from goals.models import (
    ConsideredTarget,
    Correspondence,
    Edition,
    EditorialTranslation,
    Goal,
    GoalTranslation,
    NoCounterpart,
    Objective,
    ObjectiveTopic,
    ObjectiveTranslation,
    Permalink,
    PreviewKey,
    Sdg,
    SdgLink,
    SdgLinkObjective,
    SdgLinkTarget,
    SdgTarget,
    SdgTranslation,
    Source,
    Topic,
)
from goals.models.sdgs import target_order

from .. import builders

# Written to a field: what the row's neighbour has there.
SAME = object()


@dataclass(frozen=True)
class Case:
    """What is written to a row that is fine, and the rule that this breaks or just keeps.

    A rule is a constraint by its name, or a field that is unique by itself as `model.field`.
    """

    rule: str
    make: Callable[[], Model]
    values: dict[str, Any]

    def __str__(self) -> str:
        values = {name: "same" if v is SAME else repr(v) for name, v in self.values.items()}
        return f"{self.rule}: " + ", ".join(f"{name}={value}" for name, value in values.items())

    def values_for(self, row: Model) -> dict[str, Any]:
        beside = neighbour(row)
        return {n: getattr(beside, n) if v is SAME else v for n, v in self.values.items()}


def neighbour(row: Model) -> Any:
    return type(row)._default_manager.exclude(pk=row.pk).get()


def insert(row: Model, values: dict[str, Any]) -> None:
    """Write the row anew with these values, past everything that `save` would do for it."""
    QuerySet(type(row)).filter(pk=row.pk).delete()
    row.pk = None
    for name, value in values.items():
        setattr(row, name, value)
    type(row)._default_manager.bulk_create([row])


def update(row: Model, values: dict[str, Any]) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**values)


WRITES = pytest.mark.parametrize("write", [insert, update])


def own_models(app: str) -> list[type[Model]]:
    """The app's models without their histories."""
    models = apps.get_app_config(app).get_models()
    return [model for model in models if not issubclass(model, HistoricalChanges)]


# A check and a unique constraint that are broken, in the words of each database.
BROKEN = {
    "sqlite": ("CHECK constraint failed: {rule}$", "UNIQUE constraint failed: {columns}$"),
    "postgresql": (
        'new row for relation "{table}" violates check constraint "{rule}"\n',
        r"duplicate key value violates unique constraint .*\nDETAIL:  Key \({columns}\)=",
    ),
}


def refusals(app: str) -> dict[str, str]:
    """What the database says when a rule of the app is broken, for each rule, as a pattern."""
    said = {}
    for model in own_models(app):
        for field in model._meta.fields:
            if field.unique and not field.primary_key:
                rule = f"{model._meta.model_name}.{field.name}"
                said[rule] = said_when_broken(model, rule, (field.name,))
        for constraint in model._meta.constraints:
            fields = () if isinstance(constraint, CheckConstraint) else constraint.fields
            said[constraint.name] = said_when_broken(model, constraint.name, fields)
    return said


def said_when_broken(model: type[Model], rule: str, unique: Sequence[str]) -> str:
    check, duplicate = BROKEN[connection.vendor]
    table, columns = model._meta.db_table, [model._meta.get_field(name).column for name in unique]
    if connection.vendor == "sqlite":
        columns = [f"{table}.{column}" for column in columns]
    pattern = duplicate if unique else check
    return "^" + pattern.format(table=table, rule=rule, columns=", ".join(columns))


@contextmanager
def refusing(app: str, case: Case, row: Model) -> Iterator[None]:
    """Holds if the database refuses what is written in here, in the words of the case's rule.

    A text that is too long for its column never comes to its rule on PostgreSQL.
    """
    error, said = IntegrityError, refusals(app)[case.rule]
    longest = {name: getattr(row._meta.get_field(name), "max_length", None) for name in case.values}
    if connection.vendor == "postgresql" and any(
        isinstance(value, str) and longest[name] and len(value) > longest[name]
        for name, value in case.values.items()
    ):
        error, said = DataError, "^value too long for type character varying"
    with pytest.raises(error, match=said), transaction.atomic():
        yield


# The rules that heirs of an abstract model share.


def refused_to_provision(name: str, parent: str, make: Callable[[], Model]) -> list[Case]:
    return [
        Case(f"{name}_number_is_1_to_99", make, {"number": 0}),
        Case(f"{name}_number_is_1_to_99", make, {"number": 100}),
        Case(f"{name}_text_is_not_empty", make, {"text": ""}),
        Case(f"{name}_number_is_unique_in_its_{parent}", make, {parent: SAME, "number": SAME}),
    ]


def granted_to_provision(name: str, parent: str, make: Callable[[], Model]) -> list[Case]:
    return [
        Case(f"{name}_number_is_1_to_99", make, {"number": 1}),
        Case(f"{name}_number_is_1_to_99", make, {"number": 99}),
        Case(f"{name}_number_is_unique_in_its_{parent}", make, {parent: SAME}),
        Case(f"{name}_number_is_unique_in_its_{parent}", make, {"number": SAME}),
    ]


def refused_to_topic_item(name: str, make: Callable[[], Model]) -> list[Case]:
    return [Case(f"{name}_is_given_once", make, {"content_object": SAME, "tag": SAME})]


def granted_to_topic_item(name: str, make: Callable[[], Model]) -> list[Case]:
    return [
        Case(f"{name}_is_given_once", make, {"content_object": SAME}),
        Case(f"{name}_is_given_once", make, {"tag": SAME}),
    ]


def refused_to_translation(name: str, make: Callable[[], Model]) -> list[Case]:
    return [
        Case(f"{name}_is_one_for_each_language", make, {"of": SAME, "language": SAME}),
        Case(f"{name}_language_is_known", make, {"language": "en"}),
        Case(f"{name}_language_is_known", make, {"language": ""}),
        Case(f"{name}_status_is_known", make, {"status": "draft"}),
        Case(f"{name}_status_is_known", make, {"status": ""}),
        Case(f"{name}_that_is_official_names_its_source", make, {"source": None}),
        Case(f"{name}_text_is_not_empty", make, {"text": ""}),
    ]


def granted_to_translation(name: str, make: Callable[[], Model]) -> list[Case]:
    unofficial = {"status": "unofficial"}
    return [
        Case(f"{name}_is_one_for_each_language", make, {"of": SAME}),
        Case(f"{name}_is_one_for_each_language", make, {"language": SAME}),
        Case(f"{name}_language_is_known", make, {"language": "ar"}),
        Case(f"{name}_status_is_known", make, unofficial),
        Case(f"{name}_that_is_official_names_its_source", make, {**unofficial, "source": None}),
    ]


# One row of each model, with its neighbour.


def source() -> Source:
    builders.make_source(key="doc", title="A brochure")
    return builders.make_source(key="page", title="A page")


def source_without_text() -> Source:
    builders.make_source(key="doc")
    return builders.make_source(key="page", text="")


def edition() -> Edition:
    builders.make_edition(year=2023)
    return builders.make_edition(year=2017)


def goal() -> Goal:
    builders.make_goal(edition=builders.make_edition(year=2023), number=3)
    return builders.make_goal(edition=builders.make_edition(year=2017), number=4)


def objective() -> Objective:
    row = goal()
    builders.make_objective(goal=neighbour(row), number=2)
    return builders.make_objective(goal=row, number=5)


def correspondence() -> Correspondence:
    old, new = builders.make_edition(year=2017), builders.make_edition(year=2023)
    for edition in (old, new):
        goal = builders.make_goal(edition=edition, number=1)
        builders.make_objective(goal=goal, number=1)
        builders.make_objective(goal=goal, number=2)
    correspond((2017, 1, 1), (2023, 1, 1))
    return correspond((2017, 1, 2), (2023, 1, 2))


def correspondence_in_a_chain() -> Correspondence:
    """Its neighbour leads to where it begins."""
    for year in (2017, 2023, 2029):
        builders.make_objective(goal=builders.make_goal(edition=builders.make_edition(year=year)))
    correspond((2017, 1, 1), (2023, 1, 1))
    return correspond((2023, 1, 1), (2029, 1, 1))


def correspond(earlier: tuple[int, ...], later: tuple[int, ...]) -> Correspondence:
    return Correspondence.objects.create(
        earlier=Objective.objects.get_by_natural_key(*earlier),
        later=Objective.objects.get_by_natural_key(*later),
        relation="reworded",
        reason="Both do the same.",
    )


def no_counterpart() -> NoCounterpart:
    """Beside it, the same said of another objective and another edition."""
    old, new = builders.make_edition(year=2017), builders.make_edition(year=2023)
    builders.make_edition(year=2029)
    for edition in (old, new):
        builders.make_objective(goal=builders.make_goal(edition=edition))
    no_counterpart_of((2023, 1, 1), 2029)
    return no_counterpart_of((2017, 1, 1), 2023)


def no_counterpart_of(objective: tuple[int, ...], year: int) -> NoCounterpart:
    return NoCounterpart.objects.create(
        objective=Objective.objects.get_by_natural_key(*objective),
        edition=Edition.objects.get(year=year),
        reason="Nothing does the same.",
    )


def permalink() -> Permalink:
    Permalink.objects.create(path="/topics/data/", state="live")
    return Permalink.objects.create(path="/topics/old/", state="moved", target="/topics/new/")


def withdrawn_permalink() -> Permalink:
    Permalink.objects.create(path="/topics/data/", state="live")
    return Permalink.objects.create(path="/topics/old/", state="withdrawn", reason="A mistake.")


def preview_key() -> PreviewKey:
    row = edition()
    PreviewKey.objects.create(edition=neighbour(row))
    return PreviewKey.objects.create(edition=row)


def sdg() -> Sdg:
    builders.make_sdg(number=16)
    return builders.make_sdg(number=5)


def sdg_target() -> SdgTarget:
    row = sdg()
    builders.make_target(sdg=neighbour(row), item="4")
    return builders.make_target(sdg=row, item="a")


def stated_link() -> SdgLink:
    goal_row, sdg_row = goal(), sdg()
    builders.make_link(goal=neighbour(goal_row), sdg=neighbour(sdg_row))
    return builders.make_link(goal=goal_row, sdg=sdg_row, source=builders.make_source())


def editorial_link() -> SdgLink:
    return neighbour(stated_link())


def carried_link() -> SdgLink:
    """A stated link that was made for the edition of its neighbour."""
    link = stated_link()
    link.made_for = neighbour(link).goal.edition
    link.save()
    return link


def considered_target() -> ConsideredTarget:
    row = goal()
    for one, sdg_row, item in ((neighbour(row), sdg(), "4"), (row, None, "a")):
        made = ConsideredTarget.objects.create(
            goal=one,
            sdg=sdg_row or Sdg.objects.get(number=16),
            item=item,
            reason="It is about another matter.",
        )
    return made


def link_target() -> SdgLinkTarget:
    link = stated_link()
    beside = neighbour(link)
    SdgLinkTarget.objects.create(link=beside, part=builders.make_target(sdg=beside.sdg))
    return SdgLinkTarget.objects.create(link=link, part=builders.make_target(sdg=link.sdg))


def link_objective() -> SdgLinkObjective:
    link = stated_link()
    beside = neighbour(link)
    SdgLinkObjective.objects.create(link=beside, part=builders.make_objective(goal=beside.goal))
    return SdgLinkObjective.objects.create(link=link, part=builders.make_objective(goal=link.goal))


def topic() -> Topic:
    builders.make_topic(slug="borders")
    return builders.make_topic(slug="data")


def topic_item(model: type[Model], provision: Model) -> Any:
    tag = topic()
    model._default_manager.create(content_object=neighbour(provision), tag=neighbour(tag))
    return model._default_manager.create(content_object=provision, tag=tag)


def objective_topic() -> ObjectiveTopic:
    return topic_item(ObjectiveTopic, objective())


def translation(model: type[Model], of: Model) -> Any:
    create = model._default_manager.create
    create(of=neighbour(of), language="fr", text="Sécurité", status="unofficial")
    issued = builders.make_source(key="issued")
    return create(of=of, language="es", text="Seguridad", status="official", source=issued)


def goal_translation() -> GoalTranslation:
    return translation(GoalTranslation, goal())


def objective_translation() -> ObjectiveTranslation:
    return translation(ObjectiveTranslation, objective())


def sdg_translation() -> SdgTranslation:
    return translation(SdgTranslation, sdg())


def editorial_translation() -> EditorialTranslation:
    create = EditorialTranslation.objects.create
    create(language="fr", english="Border security", text="Sécurité des frontières")
    return create(language="es", english="Terrorism", text="Terrorismo")


MAKERS = {
    Source: source,
    Edition: edition,
    Goal: goal,
    Objective: objective,
    Correspondence: correspondence,
    NoCounterpart: no_counterpart,
    Permalink: permalink,
    PreviewKey: preview_key,
    Sdg: sdg,
    SdgTarget: sdg_target,
    SdgLink: stated_link,
    SdgLinkTarget: link_target,
    SdgLinkObjective: link_objective,
    ConsideredTarget: considered_target,
    Topic: topic,
    ObjectiveTopic: objective_topic,
    GoalTranslation: goal_translation,
    ObjectiveTranslation: objective_translation,
    SdgTranslation: sdg_translation,
    EditorialTranslation: editorial_translation,
}

_TEXT = "source_text_is_there_exactly_when_its_extent_says_so"
_WITHDRAWN = "permalink_has_a_reason_exactly_when_withdrawn"
_CARRIED = "sdg_link_that_is_editorial_is_carried_over_from_nowhere"
_MOVED = "permalink_has_a_target_exactly_when_moved"
_ONE_GOAL = "sdg_link_that_is_editorial_is_about_one_goal"
_STATED = "sdg_link_that_is_stated_names_its_source"
_OURS_ONCE = "editorial_translation_is_one_for_each_language"
_ONE_LINK = "sdg_link_is_made_once_for_each_evidence"

REFUSED = [
    Case("source.key", source, {"key": SAME}),
    Case(_TEXT, source, {"text": ""}),
    Case(_TEXT, source, {"text": "", "extent": "excerpt"}),
    Case(_TEXT, source, {"extent": "none"}),
    Case(_TEXT, source, {"extent": "half"}),
    Case(_TEXT, source_without_text, {"text": "Words."}),
    Case(_TEXT, source_without_text, {"extent": "half"}),
    Case("source_title_is_not_empty", source, {"title": ""}),
    Case("edition.year", edition, {"year": SAME}),
    Case("edition_year_has_four_digits", edition, {"year": 999}),
    Case("edition_year_has_four_digits", edition, {"year": 10000}),
    Case("edition_foreword_is_not_empty", edition, {"foreword": ""}),
    Case("edition_title_is_not_empty", edition, {"title": ""}),
    Case("goal_number_is_unique_in_its_edition", goal, {"edition": SAME, "number": SAME}),
    Case("goal_number_is_1_to_7", goal, {"number": 0}),
    Case("goal_number_is_1_to_7", goal, {"number": 8}),
    Case("goal_title_is_not_empty", goal, {"title": ""}),
    Case("goal_short_title_is_not_empty", goal, {"short_title": ""}),
    *refused_to_provision("objective", "goal", objective),
    Case("correspondence_is_made_once", correspondence, {"earlier": SAME, "later": SAME}),
    Case(
        "correspondence_is_between_two_objectives",
        correspondence_in_a_chain,
        {"later": SAME},
    ),
    Case("correspondence_relation_is_known", correspondence, {"relation": "new"}),
    Case("correspondence_relation_is_known", correspondence, {"relation": ""}),
    Case("correspondence_gives_its_reason", correspondence, {"reason": ""}),
    Case("no_counterpart_is_said_once", no_counterpart, {"objective": SAME, "edition": SAME}),
    Case("no_counterpart_gives_its_reason", no_counterpart, {"reason": ""}),
    Case("permalink.path", permalink, {"path": SAME}),
    Case("permalink_path_starts_with_a_slash", permalink, {"path": "topics/old/"}),
    Case("permalink_path_starts_with_a_slash", permalink, {"path": ""}),
    Case("permalink_state_is_known", permalink, {"state": "gone", "target": ""}),
    Case(_WITHDRAWN, withdrawn_permalink, {"reason": ""}),
    Case(_WITHDRAWN, withdrawn_permalink, {"state": "live"}),
    Case(_WITHDRAWN, permalink, {"reason": "A mistake."}),
    Case(_MOVED, permalink, {"target": "/\\evil.example"}),
    Case(_MOVED, permalink, {"target": ""}),
    Case(_MOVED, permalink, {"target": "topics/new/"}),
    Case(_MOVED, permalink, {"target": "https://elsewhere.example/"}),
    Case(_MOVED, permalink, {"target": "//elsewhere.example/"}),
    Case(_MOVED, permalink, {"state": "live"}),
    Case(_MOVED, permalink, {"state": "withdrawn", "reason": "A mistake."}),
    Case(_MOVED, permalink, {"state": "retracted"}),
    Case("previewkey.edition", preview_key, {"edition": SAME}),
    Case("permalink_leads_elsewhere", permalink, {"target": "/topics/old/"}),
    Case("sdg.number", sdg, {"number": SAME}),
    Case("sdg_number_is_1_to_17", sdg, {"number": 0}),
    Case("sdg_number_is_1_to_17", sdg, {"number": 18}),
    Case("sdg_title_is_not_empty", sdg, {"title": ""}),
    Case("sdg_colour_is_a_hash_and_six_digits", sdg, {"colour": "E5243B0"}),
    Case("sdg_colour_is_a_hash_and_six_digits", sdg, {"colour": "#E5243"}),
    Case("sdg_colour_is_a_hash_and_six_digits", sdg, {"colour": "#E5243B0"}),
    Case("sdg_colour_is_unique", sdg, {"colour": SAME}),
    Case("sdg_target_is_unique_in_its_sdg", sdg_target, {"sdg": SAME, "item": SAME}),
    Case("sdg_target_item_is_not_empty", sdg_target, {"item": ""}),
    Case("sdg_target_label_is_not_empty", sdg_target, {"label": ""}),
    Case(_ONE_LINK, stated_link, {"goal": SAME, "sdg": SAME, "evidence": SAME}),
    Case(_STATED, stated_link, {"source": None}),
    Case(_STATED, editorial_link, {"evidence": "stated"}),
    Case(_ONE_GOAL, editorial_link, {"scope": "all"}),
    Case(_ONE_GOAL, editorial_link, {"scope": "set"}),
    Case(_CARRIED, carried_link, {"evidence": "editorial"}),
    Case("sdg_link_gives_its_reason", stated_link, {"reason": ""}),
    Case("sdg_link_evidence_is_known", stated_link, {"evidence": "rumour"}),
    Case("sdg_link_evidence_is_known", stated_link, {"evidence": ""}),
    Case("sdg_link_scope_is_known", stated_link, {"scope": "some"}),
    Case("sdg_link_scope_is_known", stated_link, {"scope": ""}),
    Case("sdg_link_directness_is_known", stated_link, {"directness": "both"}),
    Case("sdg_link_directness_is_known", stated_link, {"directness": ""}),
    Case(
        "considered_target_is_named_once",
        considered_target,
        {"goal": SAME, "sdg": SAME, "item": SAME},
    ),
    Case("considered_target_item_is_not_empty", considered_target, {"item": ""}),
    Case("considered_target_gives_its_reason", considered_target, {"reason": ""}),
    Case("topic.name", topic, {"name": SAME}),
    Case("topic.slug", topic, {"slug": SAME}),
    Case("topic_name_is_not_empty", topic, {"name": ""}),
    Case("topic_slug_is_not_empty", topic, {"slug": ""}),
    Case("topic_description_is_not_empty", topic, {"description": ""}),
    Case("sdglinktarget_is_named_once", link_target, {"link": SAME, "part": SAME}),
    Case("sdglinkobjective_is_named_once", link_objective, {"link": SAME, "part": SAME}),
    *refused_to_topic_item("objectivetopic", objective_topic),
    *refused_to_translation("goaltranslation", goal_translation),
    *refused_to_translation("objectivetranslation", objective_translation),
    *refused_to_translation("sdgtranslation", sdg_translation),
    Case(_OURS_ONCE, editorial_translation, {"language": SAME, "english": SAME}),
    Case("editorial_translation_language_is_known", editorial_translation, {"language": "en"}),
    Case("editorial_translation_english_is_not_empty", editorial_translation, {"english": ""}),
    Case("editorial_translation_text_is_not_empty", editorial_translation, {"text": ""}),
]

GRANTED = [
    Case(_TEXT, source, {"extent": "excerpt"}),
    Case(_TEXT, source, {"extent": "none", "text": ""}),
    Case(_TEXT, source_without_text, {"extent": "whole", "text": "Words."}),
    Case("edition_year_has_four_digits", edition, {"year": 1000}),
    Case("edition_year_has_four_digits", edition, {"year": 9999}),
    Case("goal_number_is_unique_in_its_edition", goal, {"edition": SAME}),
    Case("goal_number_is_unique_in_its_edition", goal, {"number": SAME}),
    Case("goal_number_is_1_to_7", goal, {"number": 1}),
    Case("goal_number_is_1_to_7", goal, {"number": 7}),
    *granted_to_provision("objective", "goal", objective),
    Case("correspondence_is_made_once", correspondence, {"earlier": SAME}),
    Case("correspondence_is_made_once", correspondence, {"later": SAME}),
    *(
        Case("correspondence_relation_is_known", correspondence, {"relation": relation})
        for relation in Correspondence.Relation.values
    ),
    Case("permalink_path_starts_with_a_slash", permalink, {"path": "/"}),
    Case(_MOVED, permalink, {"state": "live", "target": ""}),
    Case(_MOVED, permalink, {"state": "withdrawn", "target": "", "reason": "A mistake."}),
    Case("permalink_state_is_known", permalink, {"state": "retracted", "target": ""}),
    Case(_WITHDRAWN, withdrawn_permalink, {"state": "live", "reason": ""}),
    Case(_MOVED, permalink, {"target": "/"}),
    Case("permalink_leads_elsewhere", permalink, {"target": "/topics/old/#edition-2023"}),
    Case("sdg_number_is_1_to_17", sdg, {"number": 1}),
    Case("sdg_number_is_1_to_17", sdg, {"number": 17}),
    Case("sdg_colour_is_a_hash_and_six_digits", sdg, {"colour": "#E5243B"}),
    Case("sdg_target_is_unique_in_its_sdg", sdg_target, {"sdg": SAME}),
    Case("sdg_target_is_unique_in_its_sdg", sdg_target, {"item": SAME}),
    Case("sdg_target_item_is_not_empty", sdg_target, {"item": "1"}),
    Case(_ONE_LINK, stated_link, {"goal": SAME, "sdg": SAME}),
    Case(_ONE_LINK, stated_link, {"goal": SAME, "evidence": SAME}),
    Case(_ONE_LINK, stated_link, {"sdg": SAME, "evidence": SAME}),
    Case(_STATED, stated_link, {"evidence": "editorial", "source": None}),
    Case("no_counterpart_is_said_once", no_counterpart, {"objective": SAME}),
    Case("no_counterpart_is_said_once", no_counterpart, {"edition": SAME}),
    Case(_CARRIED, carried_link, {"made_for": None}),
    Case("considered_target_is_named_once", considered_target, {"goal": SAME, "sdg": SAME}),
    Case("considered_target_is_named_once", considered_target, {"goal": SAME, "item": SAME}),
    *(
        Case("sdg_link_scope_is_known", stated_link, {"scope": scope})
        for scope in SdgLink.Scope.values
    ),
    *(
        Case("sdg_link_directness_is_known", stated_link, {"directness": directness})
        for directness in SdgLink.Directness.values
    ),
    Case("sdglinktarget_is_named_once", link_target, {"link": SAME}),
    Case("sdglinktarget_is_named_once", link_target, {"part": SAME}),
    Case("sdglinkobjective_is_named_once", link_objective, {"link": SAME}),
    Case("sdglinkobjective_is_named_once", link_objective, {"part": SAME}),
    *granted_to_topic_item("objectivetopic", objective_topic),
    *granted_to_translation("goaltranslation", goal_translation),
    *granted_to_translation("objectivetranslation", objective_translation),
    *granted_to_translation("sdgtranslation", sdg_translation),
    Case(_OURS_ONCE, editorial_translation, {"language": SAME}),
    Case(_OURS_ONCE, editorial_translation, {"english": SAME}),
    Case("editorial_translation_language_is_known", editorial_translation, {"language": "ar"}),
]


def test_every_rule_of_the_tables_is_broken_once():
    assert {case.rule for case in REFUSED} == set(refusals("goals"))


@pytest.mark.django_db
@WRITES
@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_table_refuses(case, write):
    row = case.make()
    values = case.values_for(row)

    with refusing("goals", case, row):
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
@pytest.mark.parametrize("model", own_models("goals"))
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
    goals = [Goal.objects.get_by_natural_key(year, 1) for year in (2017, 2023, 2031)]
    objectives = [Objective.objects.get_by_natural_key(year, 1, 1) for year in (2017, 2023)]
    links = [SdgLink.objects.get_by_natural_key(year, 1, 16, "editorial") for year in (2023, 2031)]

    assert [goal.edition for goal in goals] == [world.old, world.current, world.draft]
    assert [objective.full_code for objective in objectives] == ["GPG2017-1.1", "GPG2023-1.1"]
    assert links == [world.link, world.draft_link]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "key"),
    [
        (source, ("page",)),
        (edition, (2017,)),
        (goal, (2017, 4)),
        (objective, (2017, 4, 5)),
        (correspondence, (2017, 1, 2, 2023, 1, 2)),
        (permalink, ("/topics/old/",)),
        (preview_key, (2017,)),
        (sdg, (5,)),
        (sdg_target, ("5.a",)),
        (stated_link, (2017, 4, 5, "stated")),
        (topic, ("data",)),
        (goal_translation, (2017, 4, "es")),
        (objective_translation, (2017, 4, 5, "es")),
        (sdg_translation, (5, "es")),
    ],
)
def test_natural_key_is_what_people_use(make, key):
    assert tuple(make().natural_key()) == key


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "name"),
    [
        (source, "A page"),
        (edition, "2017 edition"),
        (goal, "Goal 4 (2017): Goal 4"),
        (objective, "GPG2017-4.5 Do 4.5 of 2017"),
        (correspondence, "GPG2017-1.2 – GPG2023-1.2 (reworded)"),
        (permalink, "/topics/old/"),
        (preview_key, "2017 edition"),
        (sdg, "SDG 5: SDG title 5"),
        (sdg_target, "5.a Label of 5.a"),
        (stated_link, "Goal 4 (2017): Goal 4 – SDG 5: SDG title 5 (stated by INTERPOL)"),
        (editorial_link, "Goal 3 (2023): Goal 3 – SDG 16: SDG title 16 (editorial)"),
        (topic, "Data"),
        (objective_topic, "GPG2017-4.5 Do 4.5 of 2017 tagged with Data"),
        (goal_translation, "Seguridad (Spanish, official)"),
    ],
)
def test_row_is_called(make, name):
    assert str(make()) == name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "address"),
    [
        (edition, "/2017/"),
        (goal, "/2017/goals/4/"),
        (objective, "/2017/goals/4/objectives/5/"),
        (sdg, "/sdgs/5/"),
        (sdg_target, "/sdgs/5/#5.a"),
        (topic, "/topics/data/"),
    ],
)
def test_row_has_its_address(make, address):
    assert make().get_absolute_url() == address


def test_public_rows_are_those_of_published_editions(world):
    goals = [goal.natural_key() for goal in Goal.objects.public()]
    objectives = [objective.full_code for objective in Objective.objects.public()]
    links = [link.natural_key() for link in SdgLink.objects.public()]

    assert goals == [(2023, 1), (2023, 2), (2017, 1)]
    assert objectives == ["GPG2023-1.1", "GPG2023-1.2", "GPG2023-2.1", "GPG2017-1.1"]
    assert links == [(2023, 1, 16, "editorial")]


def test_rows_of_one_edition(world):
    goals = [goal.natural_key() for goal in Goal.objects.in_edition(world.old)]
    objectives = [objective.full_code for objective in Objective.objects.in_edition(world.old)]

    assert goals == [(2017, 1)]
    assert objectives == ["GPG2017-1.1"]


def test_current_edition_is_the_newest_that_is_published(world):
    assert [edition.year for edition in Edition.objects.all()] == [2031, 2023, 2017]
    assert [edition.year for edition in Edition.objects.published()] == [2023, 2017]
    assert Edition.objects.current() == world.current


@pytest.mark.django_db
def test_no_edition_is_current_while_there_are_only_drafts():
    builders.make_edition(published=False)

    assert Edition.objects.current() is None


@pytest.mark.django_db
def test_targets_stand_in_the_order_of_the_un():
    for number in (16, 5):
        row = builders.make_sdg(number=number)
        for item in ("b", "10", "a", "1", "9"):
            builders.make_target(sdg=row, item=item)

    codes = [target.code for target in SdgTarget.objects.all()]

    assert codes == [
        f"{number}.{item}" for number in (5, 16) for item in ("1", "9", "10", "a", "b")
    ]


@pytest.mark.django_db
def test_targets_of_links_stand_in_the_order_of_the_un():
    row = builders.make_sdg()
    targets = tuple(builders.make_target(sdg=row, item=item) for item in ("a", "10", "9"))
    builders.make_link(goal=goal(), sdg=row, targets=targets)

    rows = SdgLink.objects.order_by(*target_order("targets__"))

    assert list(rows.values_list("targets__item", flat=True)) == ["9", "10", "a"]


@pytest.mark.django_db
def test_stated_links_stand_before_editorial_ones():
    goal_row, sdg_row = goal(), sdg()
    builders.make_link(goal=goal_row, sdg=sdg_row)
    builders.make_link(goal=goal_row, sdg=sdg_row, source=builders.make_source())

    assert [link.evidence for link in SdgLink.objects.all()] == ["stated", "editorial"]


@pytest.mark.django_db
def test_objectives_stand_in_the_order_of_their_numbers():
    row = goal()
    for number in (10, 9, 1):
        builders.make_objective(goal=row, number=number)

    assert [objective.code for objective in Objective.objects.all()] == ["4.1", "4.9", "4.10"]


# What follows needs no database: rows are put together in memory.


def document(text: str) -> Edition:
    return Edition(
        year=2023, title="Global policing goals", foreword="One.\n\nTwo.", source=Source(text=text)
    )


PRINTED = "# GLOBAL POLICING GOALS\n\nSECURITY FIRST\n\nOne.\n\nTwo.\n\n- Combat\n  crime\n"


@pytest.mark.parametrize(
    ("foreword", "paragraphs"),
    [
        pytest.param("One.", ["One."], id="one"),
        pytest.param("One.\n\nTwo.", ["One.", "Two."], id="empty line divides"),
        pytest.param("One,\ntwo.", ["One,\ntwo."], id="line end does not divide"),
        pytest.param("\n\n One.\n\n\n\n Two. \n", ["One.", "Two."], id="no empty paragraphs"),
        pytest.param("", [], id="none"),
    ],
)
def test_paragraphs_of_a_foreword(foreword, paragraphs):
    assert Edition(foreword=foreword).paragraphs == paragraphs


@pytest.mark.parametrize(
    ("values", "verbatim"),
    [
        pytest.param({}, True, id="title in other letter case"),
        pytest.param({"motto": "Security first"}, True, id="motto in other letter case"),
        pytest.param({"foreword": "Two."}, True, id="one paragraph of the document"),
        pytest.param({"title": "Global policing"}, False, id="part of the title"),
        pytest.param({"motto": "Safety first"}, False, id="motto in other words"),
        pytest.param({"foreword": "one."}, False, id="paragraph in other letter case"),
        pytest.param({"foreword": "One.\n\nThree."}, False, id="last paragraph in other words"),
        pytest.param({"foreword": "One. Two."}, False, id="two paragraphs run together"),
    ],
)
def test_edition_is_verbatim(values, verbatim):
    edition = document(PRINTED)
    for name, value in values.items():
        setattr(edition, name, value)

    assert edition.is_verbatim is verbatim


@pytest.mark.parametrize(
    ("title", "verbatim"),
    [
        pytest.param("SECURITY FIRST", True, id="as printed"),
        pytest.param("Security first", True, id="in other letter case"),
        pytest.param("Security", False, id="a part"),
    ],
)
def test_goal_is_verbatim(title, verbatim):
    assert Goal(edition=document(PRINTED), title=title).is_verbatim is verbatim


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        pytest.param("Combat crime", True, id="as printed"),
        pytest.param("Combat crime [everywhere]", True, id="completed in brackets"),
        pytest.param("combat crime", False, id="in other letter case"),
        pytest.param("Combat", False, id="a part"),
        pytest.param("Prevent crime", False, id="other words"),
    ],
)
def test_objective_is_verbatim(text, verbatim):
    objective = Objective(goal=Goal(edition=document(PRINTED)), text=text)

    assert objective.is_verbatim is verbatim


def test_wording_from_elsewhere_is_compared_with_its_own_source():
    edition, page = document(PRINTED), Source(text="- Combat crime better\n")
    objective = Objective(goal=Goal(edition=edition), text="Combat crime better")

    assert (objective.source, objective.is_verbatim) == (edition.source, False)

    objective.wording_source = page

    assert (objective.source, objective.is_verbatim) == (page, True)


def test_wording_from_elsewhere_is_no_longer_compared_with_the_edition():
    goal = Goal(edition=document(PRINTED))

    borrowed = Objective(goal=goal, text="Combat crime", wording_source=Source(text="Other."))

    assert borrowed.is_verbatim is False


def test_codes_of_an_objective():
    objective = Objective(goal=Goal(edition=Edition(year=2023), number=3), number=12)

    assert (objective.code, objective.full_code) == ("3.12", "GPG2023-3.12")


def test_code_of_a_target():
    assert SdgTarget(sdg=Sdg(number=16), item="a").code == "16.a"
