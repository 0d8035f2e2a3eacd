"""The lists of this app as tables: one row for what the page shows as one item."""

from collections.abc import Iterable, Iterator

from ..languages import english
from ..tables import IN_ENGLISH, Table
from .comparison import ComparedGoal, ComparisonPage, GoalComparisonPage
from .crosswalk import CrosswalkPage
from .shapes import (
    ConsideredRef,
    GoalListPage,
    ProvisionData,
    SdgListPage,
    SdgPage,
    SharedStatement,
)
from .topics import TopicListPage, TopicPage
from .wordings import PieceData

PROVISION_COLUMNS = ("code", "full_code", "text", "note", "topics", "url", IN_ENGLISH)

Row = dict[str, object]


def provision_row(item: ProvisionData) -> Row:
    return {
        "code": item["code"],
        "full_code": item["full_code"],
        "text": item["text"],
        "note": item["note"],
        "topics": [topic["name"] for topic in item["topics"]],
        "url": item["url"],
    }


def _goal_list(page: GoalListPage) -> Iterator[Row]:
    for each in page["goals"]:
        goal: Row = {
            "year": each["goal"]["year"],
            "goal": each["goal"]["number"],
            "goal_title": each["goal"]["title"],
            "short_title": each["goal"]["short_title"],
        }
        if not each["objectives"]:
            yield {**goal, "url": each["goal"]["url"]}
        for objective in each["objectives"]:
            yield {**goal, **provision_row(objective)}


GOAL_LIST = Table(
    "goals", ("year", "goal", "goal_title", "short_title", *PROVISION_COLUMNS), _goal_list
)

STATEMENT_COLUMNS = (
    "year",
    "goal",
    "short_title",
    "sdg",
    "sdg_title",
    "evidence",
    "scope",
    "directness",
    "targets",
    "objectives",
    "made_for",
    "source",
    "reason",
    "url",
    IN_ENGLISH,
)


def _statements(said: Iterable[SharedStatement]) -> Iterator[Row]:
    """A row for each goal of each statement."""
    for one in said:
        statement = one["statement"]
        for item in one["goals"]:
            yield {
                "year": item["goal"]["year"],
                "goal": item["goal"]["number"],
                "short_title": item["goal"]["short_title"],
                "sdg": statement["sdg"]["number"],
                "sdg_title": statement["sdg"]["title"],
                "evidence": statement["evidence"],
                "scope": statement["scope"],
                "directness": statement["directness"],
                "targets": [target["code"] for target in statement["targets"]],
                "objectives": [objective["code"] for objective in statement["objectives"]],
                "made_for": statement["made_for"],
                "source": statement["source"] and statement["source"]["key"],
                "reason": statement["reason"],
                "url": item["url"],
            }


def _considered(near: Iterable[ConsideredRef], sdg_title: str) -> Iterator[Row]:
    for one in near:
        yield {
            "year": one["goal"]["year"],
            "goal": one["goal"]["number"],
            "short_title": one["goal"]["short_title"],
            "sdg": one["sdg"],
            "sdg_title": sdg_title,
            "evidence": "considered",
            "targets": [one["code"]],
            "reason": one["reason"],
            "url": one["goal"]["url"],
        }


def _crosswalk(page: CrosswalkPage) -> Iterator[Row]:
    for column in page["columns"]:
        yield from _statements(column["statements"])
        yield from _considered(column["considered"], column["sdg"]["title"])


CROSSWALK = Table("crosswalk", STATEMENT_COLUMNS, _crosswalk)


def _sdg(page: SdgPage) -> Iterator[Row]:
    for edition in page["editions"]:
        yield from _statements(edition["statements"])
        yield from _considered(edition["considered"], page["sdg"]["title"])


SDG = Table("sdg", STATEMENT_COLUMNS, _sdg)


def _sdg_list(page: SdgListPage) -> Iterator[Row]:
    for each in page["sdgs"]:
        sdg: Row = {
            "sdg": each["sdg"]["number"],
            "sdg_title": each["sdg"]["title"],
            "url": each["sdg"]["url"],
        }
        linked = [(of, link) for of in each["editions"] for link in of["goals"]]
        if not linked:
            yield sdg
        for edition, link in linked:
            yield {
                **sdg,
                "year": edition["year"],
                "goal": link["goal"]["number"],
                "short_title": link["goal"]["short_title"],
                "evidence": link["evidence"],
            }


SDG_LIST = Table(
    "sdgs",
    ("sdg", "sdg_title", "year", "goal", "short_title", "evidence", "url", IN_ENGLISH),
    _sdg_list,
)


def _topic_list(page: TopicListPage) -> Iterator[Row]:
    for topic in page["topics"]:
        yield {name: topic[name] for name in TOPIC_LIST.columns[:-1]}  # type: ignore[literal-required]


TOPIC_LIST = Table(
    "topics",
    ("slug", "name", "description", "objectives", "commitments", "url", IN_ENGLISH),
    _topic_list,
)


def _topic(page: TopicPage) -> Iterator[Row]:
    for edition in page["editions"]:
        for member in (*edition["objectives"], *edition["commitments"]):
            yield {
                "topic": page["topic"]["name"],
                "year": edition["year"],
                "code": member["code"],
                "full_code": member["full_code"],
                "text": member["text"],
                "parent": member["parent"],
                "url": member["url"],
            }


TOPIC = Table(
    "topic", ("topic", "year", "code", "full_code", "text", "parent", "url", IN_ENGLISH), _topic
)


def _compared(goals: Iterable[ComparedGoal], earlier: int, later: int) -> Iterator[Row]:
    """A row for each pair, once, and for each objective in none."""
    seen: set[str] = set()
    for goal in goals:
        for pair in goal["pairs"]:
            if pair["anchor"] in seen:
                continue
            seen.add(pair["anchor"])
            wordings = pair["wordings"]
            yield {
                "earlier_year": earlier,
                "earlier_code": pair["earlier"]["code"],
                "earlier_text": _whole(wordings["earlier"]),
                "later_year": later,
                "later_code": pair["later"]["code"],
                "later_text": _whole(wordings["later"]),
                "relation": [step["relation"] for step in pair["steps"]],
                "reason": [step["reason"] for step in pair["steps"]],
                "earlier_url": pair["earlier"]["url"],
                "later_url": pair["later"]["url"],
            }
        for side, relation, alone in (
            ("earlier", "not carried over", goal["dropped"]),
            ("later", "new", goal["new"]),
            ("", "not compared", goal["open"]),
        ):
            for one in alone:
                of = side or ("earlier" if one["unit"]["year"] == earlier else "later")
                yield {
                    "earlier_year": earlier,
                    "later_year": later,
                    f"{of}_code": one["unit"]["code"],
                    f"{of}_text": one["text"],
                    f"{of}_url": one["unit"]["url"],
                    "relation": relation,
                    "reason": one["end"] and one["end"]["reason"],
                }


def _whole(pieces: Iterable[PieceData]) -> str:
    """A wording, which is in English where it stands beside another."""
    return english("".join(piece["text"] for piece in pieces))


COMPARED_COLUMNS = (
    "earlier_year",
    "earlier_code",
    "earlier_text",
    "later_year",
    "later_code",
    "later_text",
    "relation",
    "reason",
    "earlier_url",
    "later_url",
    IN_ENGLISH,
)


def _comparison(page: ComparisonPage) -> Iterator[Row]:
    return _compared(page["goals"], page["earlier"]["year"], page["later"]["year"])


def _goal_comparison(page: GoalComparisonPage) -> Iterator[Row]:
    return _compared([page["goal"]], page["earlier"]["year"], page["later"]["year"])


COMPARE = Table("comparison", COMPARED_COLUMNS, _comparison)
COMPARE_GOAL = Table("comparison of a goal", COMPARED_COLUMNS, _goal_comparison)
