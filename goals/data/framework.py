"""The pages of an edition, its goals and its objectives."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from .. import codes
from ..addresses import Addresses
from ..languages import english, goal_title, in_language, objective_text, ours
from ..lineage import Lineage, Pair, Unit
from ..models import Edition, Goal, GoalTranslation, Objective, ObjectiveTranslation
from ..outline import GoalRef, Outline, outline
from ..rows import Row, compiled
from .cited import edition_cited, unit_cited
from .counterparts import fates, read_lineage
from .nearness import related_provisions, themes_near, topic_keys
from .provisions import (
    COLUMNS,
    TOPIC_LAST,
    around,
    objectives_by_goal,
    provisions,
    source_ref,
    wording_place,
)
from .shapes import (
    CorrespondenceRef,
    EditionData,
    EditionPage,
    GoalData,
    GoalListPage,
    GoalPage,
    ObjectivePage,
    WordingPlace,
)
from .statements import statements_of


def edition_data(edition: Edition, addresses: Addresses) -> EditionData:
    return {
        "year": edition.year,
        "title": english(edition.title),
        "motto": english(edition.motto),
        "foreword": [english(paragraph) for paragraph in edition.paragraphs],
        "adopted": ours(edition.adopted),
        "adopted_on": edition.adopted_on.isoformat() if edition.adopted_on else None,
        "published_on": edition.published_on.isoformat() if edition.published_on else None,
        "note": ours(edition.note),
        "url": addresses.edition(edition.year),
        "source": source_ref(edition.source),
        "wording": _foreword_place(edition, addresses),
    }


def _foreword_place(edition: Edition, addresses: Addresses) -> WordingPlace:
    places = [wording_place(text, edition.source, addresses) for text in edition.paragraphs]
    found = places[0]["found"] if places else "unknown"
    if any(place["found"] != found for place in places):
        found = "no"
    return {"found": found, "place_url": places[0]["place_url"] if places else ""}


def goal_data(goal: Goal, edition: Edition, addresses: Addresses) -> GoalData:
    return {
        "year": edition.year,
        "number": goal.number,
        "title": goal_title(edition.year, goal.number, goal.title),
        "short_title": ours(goal.short_title),
        "locator": ours(goal.locator),
        "note": ours(goal.note),
        "url": addresses.goal(edition.year, goal.number),
    }


def edition_page(edition: Edition) -> EditionPage:
    whole = outline()
    return {
        "frame": whole.pinned_frame(
            edition.year, same_unit={other["year"]: other["url"] for other in whole.editions}
        ),
        "edition": edition_data(edition, whole.addresses),
        "goals": whole.edition(edition.year)["goals"],
        "themes": themes_near((), edition, whole.addresses),
        "cite": edition_cited(edition, whole.addresses.edition(edition.year)),
    }


def goal_list_page(edition: Edition) -> GoalListPage:
    whole = outline()
    here = whole.edition(edition.year)
    objectives = objectives_by_goal(Objective.objects.in_edition(edition), edition, whole.addresses)
    return {
        "frame": whole.pinned_frame(
            edition.year,
            whole.edition_link(edition.year),
            same_unit={other["year"]: other["goals_url"] for other in whole.editions},
        ),
        "edition": here,
        "goals": [
            {"goal": goal, "objectives": objectives.get(goal["number"], [])}
            for goal in here["goals"]
        ],
    }


_OF_GOAL = ("pk", "number", "title", "short_title", "locator", "note")


@compiled
def _goal(edition: int, number: int) -> QuerySet[Goal, Row]:
    """A goal with each objective and each topic of that; one row if it has none."""
    return (
        Goal.objects.filter(edition=edition, number=number)
        .order_by("objectives__number", f"objectives__{TOPIC_LAST}")
        .values_list(*_OF_GOAL, *(f"objectives__{column}" for column in COLUMNS))
    )


def goal_page(edition: Edition, number: int) -> GoalPage | None:
    """The page of a goal, or None where the edition has no such goal."""
    rows = _goal(edition=edition.pk, number=number)
    if not rows:
        return None
    whole = outline()
    goal = Goal(edition=edition, **dict(zip(_OF_GOAL, rows[0], strict=False)))
    address = whole.addresses.goal(edition.year, number)
    same = same_goal(whole, number)
    objectives = provisions(
        (row[len(_OF_GOAL) :] for row in rows if row[len(_OF_GOAL)]),
        edition=edition,
        prefix=f"{number}.",
        url=f"{address}objectives/",
        addresses=whole.addresses,
    )
    topics = topic_keys(topic for objective in objectives for topic in objective["topics"])
    return {
        "frame": whole.pinned_frame(
            edition.year,
            whole.edition_link(edition.year),
            whole.goals_link(edition.year),
            same_unit={ref["year"]: ref["url"] for ref in same},
        ),
        "edition": whole.edition(edition.year),
        "goal": goal_data(goal, edition, whole.addresses),
        "in_language": in_language(GoalTranslation, (edition.year, number), goal.title),
        "source": source_ref(edition.source),
        "wording": wording_place(goal.title, edition.source, whole.addresses, ignore_case=True),
        "objectives": objectives,
        "statements": statements_of(goal.pk, whole),
        "themes": themes_near(topics, edition, whole.addresses),
        "other_editions": [
            {**ref, "compare_url": whole.addresses.comparison(edition.year, ref["year"], number)}
            for ref in same
            if ref["year"] != edition.year
        ],
        "cite": unit_cited(
            edition,
            "goal",
            _("Goal %(number)s") % {"number": number},
            str(number),
            goal.title,
            address,
        ),
        "previous": whole.goal(edition.year, number - 1),
        "next": whole.goal(edition.year, number + 1),
    }


def objective_page(edition: Edition, goal_number: int, number: int) -> ObjectivePage | None:
    """The page of an objective, or None where the edition has no such objective."""
    objective = (
        Objective.objects.in_edition(edition)
        .filter(goal__number=goal_number, number=number)
        .select_related("goal", "wording_source")
        .first()
    )
    if objective is None:
        return None
    whole = outline()
    goal = whole.goal(edition.year, goal_number)
    assert goal is not None  # its objective was found in the same edition
    source = objective.wording_source or edition.source
    code = f"{goal_number}.{number}"
    # With the goals on either side, for the steps across a goal's end.
    nearby = objectives_by_goal(
        Objective.objects.in_edition(edition).filter(
            goal__number__range=(goal_number - 1, goal_number + 1)
        ),
        edition,
        whole.addresses,
    )
    own = next(item for item in nearby[goal_number] if item["code"] == code)
    previous, following = around([item for items in nearby.values() for item in items], code)
    objectives, commitments = related_provisions(
        code, topic_keys(own["topics"]), edition, whole.addresses
    )
    unit = Unit(edition.year, goal_number, number)
    lineage, texts = read_lineage()
    fates_elsewhere = fates(unit, lineage, whole)
    earlier, later = _correspondences(unit, lineage, texts, whole)
    # The same unit elsewhere is what the portal's reading pairs it with: the first, if several.
    same_unit = {
        fate["year"]: fate["counterparts"][0]["unit"]["url"]
        for fate in fates_elsewhere
        if fate["counterparts"]
    }
    same_unit[edition.year] = own["url"]
    # What is said of this objective itself and of that edition, not of another on the way.
    own_ends = [
        fate
        for fate in fates_elsewhere
        if fate["ends"]
        and fate["ends"][0]["unit"]["url"] == own["url"]
        and fate["ends"][0]["year"] == fate["year"]
    ]
    return {
        "frame": whole.pinned_frame(
            edition.year,
            whole.edition_link(edition.year),
            whole.goals_link(edition.year),
            {"label": goal["short_title"], "url": goal["url"]},
            same_unit=same_unit,
            parent={ref["year"]: ref["url"] for ref in same_goal(whole, goal_number)},
        ),
        "edition": whole.edition(edition.year),
        "goal": goal,
        "objective": own,
        "in_language": in_language(
            ObjectiveTranslation, (edition.year, goal_number, number), objective.text
        ),
        "source": source_ref(source),
        "wording": wording_place(objective.text, source, whole.addresses),
        "siblings": nearby[goal_number],
        "previous": previous,
        "next": following,
        "related_objectives": objectives,
        "related_commitments": commitments,
        "statements": statements_of(objective.goal_id, whole),
        "fates": fates_elsewhere,
        "earlier": earlier,
        "later": later,
        "new": [end for fate in own_ends if not fate["is_later"] for end in fate["ends"]],
        "dropped": [end for fate in own_ends if fate["is_later"] for end in fate["ends"]],
        "cite": unit_cited(
            edition,
            "objective",
            _("Objective %(code)s") % {"code": code},
            code,
            objective.text,
            own["url"],
        ),
    }


def same_goal(whole: Outline, number: int) -> list[GoalRef]:
    """The goal of this number in each public edition that has it, newest first.

    Goals keep their number and matter from edition to edition; objectives don't.
    """
    refs = [whole.goal(edition["year"], number) for edition in whole.editions]
    return [ref for ref in refs if ref is not None]


def _correspondences(
    unit: Unit, lineage: Lineage, texts: dict[Unit, str], whole: Outline
) -> tuple[list[CorrespondenceRef], list[CorrespondenceRef]]:
    """What a row pairs the objective with in earlier and in later public editions."""
    years = sorted(edition["year"] for edition in whole.editions if edition["year"] != unit.year)
    pairs = [way[0] for year in years for way in lineage.fate(unit, year).ways if len(way) == 1]
    earlier = [_correspondence(pair, pair.earlier, texts, whole) for pair in pairs]
    later = [_correspondence(pair, pair.later, texts, whole) for pair in pairs]
    return (
        [ref for ref in earlier if ref["year"] < unit.year],
        [ref for ref in later if ref["year"] > unit.year],
    )


def _correspondence(
    pair: Pair, other: Unit, texts: dict[Unit, str], whole: Outline
) -> CorrespondenceRef:
    return {
        "year": other.year,
        "code": other.code,
        "full_code": codes.with_edition(other.year, other.code),
        "url": whole.addresses.objective(*other),
        "text": objective_text(*other, texts[other]),
        "relation": pair.relation,
        "reason": ours(pair.reason),
    }
