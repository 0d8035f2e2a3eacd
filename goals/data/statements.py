"""SDG links as statements, and what was considered and not linked: one query for each, whatever
the page that shows them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from ..languages import ours, sdg_title
from ..models import SdgLink
from ..models.sdg_links import ConsideredTargetQuerySet, SdgLinkQuerySet
from ..models.sdgs import target_order
from ..outline import Outline
from ..rows import Row, compiled
from .shapes import ConsideredRef, SharedStatement, Statement


def statements(queryset: SdgLinkQuerySet, whole: Outline) -> list[Statement]:
    """The statements of `queryset`, all in public editions: newest edition first, then by goal,
    SDG and evidence, stated before editorial."""
    return _statements(_rows(queryset), whole)


def statements_of(goal: int, whole: Outline) -> list[Statement]:
    """Those of one goal, by its key."""
    return _statements(_rows_of(goal=goal), whole)


def _rows(queryset: SdgLinkQuerySet) -> QuerySet[SdgLink, Row]:
    return queryset.order_by(
        "-goal__edition__year",
        "goal__number",
        "sdg__number",
        "-evidence",
        *target_order("targets__"),
        "objectives__number",
    ).values_list(
        "pk",
        "goal__edition__year",
        "goal__number",
        "sdg__number",
        "sdg__title",
        "evidence",
        "scope",
        "directness",
        "reason",
        "source__key",
        "source__title",
        "source__publisher",
        "source__date_printed",
        "source__url",
        "made_for__year",
        "targets__item",
        "targets__label",
        "targets__url",
        "objectives__number",
    )


@compiled
def _rows_of(goal: int) -> QuerySet[SdgLink, Row]:
    return _rows(SdgLink.objects.filter(goal=goal))


def _statements(rows: Iterable[Row], whole: Outline) -> list[Statement]:
    addresses = whole.addresses
    found: dict[int, Statement] = {}
    for (
        pk, year, goal, sdg, title_of_sdg, evidence, scope, directness, reason,
        key, title, publisher, date_printed, url, made_for, item, label, un_url, objective,
    ) in rows:  # fmt: skip
        statement = found.get(pk)
        if statement is None:
            goal_ref = whole.goal(year, goal)
            assert goal_ref is not None  # the link is of a public goal, and so is the outline
            statement = found[pk] = {
                "anchor": f"sdg-{sdg}-{evidence}",
                "goal": goal_ref,
                "sdg": {
                    "number": sdg,
                    "title": sdg_title(sdg, title_of_sdg),
                    "url": addresses.sdg(sdg, year),
                },
                "evidence": evidence,
                "scope": scope,
                "directness": directness,
                "targets": [],
                "objectives": [],
                "source": {
                    "key": key,
                    "title": title,
                    "publisher": publisher,
                    "date_printed": date_printed,
                    "url": url,
                }
                if key
                else None,
                "made_for": made_for,
                "reason": ours(reason),
            }
        # The join has a row for each pair of target and objective: take each of them once.
        code = f"{sdg}.{item}"
        if item and code not in [target["code"] for target in statement["targets"]]:
            statement["targets"].append(
                {
                    "code": code,
                    "label": ours(label),
                    "un_url": un_url,
                    "url": f"{addresses.sdg(sdg)}#{code}",
                }
            )
        code = f"{goal}.{objective}"
        if objective and code not in [ref["code"] for ref in statement["objectives"]]:
            statement["objectives"].append(
                {"code": code, "url": addresses.objective(year, goal, objective)}
            )
    return list(found.values())


def shared(found: list[Statement]) -> list[SharedStatement]:
    """Statements that say the same of several goals, as one; widest first."""
    together: dict[tuple[object, ...], SharedStatement] = {}
    for statement in found:
        goal = statement["goal"]
        one = together.setdefault(_said(statement), {"goals": [], "statement": statement})
        one["goals"].append({"goal": goal, "url": f"{goal['url']}#{statement['anchor']}"})
    return sorted(together.values(), key=lambda one: -len(one["goals"]))


def _said(statement: Statement) -> tuple[object, ...]:
    """All that a statement about an SDG says, but for whom."""
    return (
        *(statement["evidence"], statement["scope"], statement["directness"]),
        *(statement["made_for"], statement["reason"]),
        statement["source"] and statement["source"]["key"],
        *(ref["code"] for ref in (*statement["targets"], *statement["objectives"])),
    )


def considered(queryset: ConsideredTargetQuerySet, whole: Outline) -> list[ConsideredRef]:
    """The rows of `queryset`, all in public editions: newest edition first, then by goal and
    target in the UN's order."""
    rows = queryset.order_by(
        "-goal__edition__year", "goal__number", "sdg__number", *target_order()
    ).values_list("goal__edition__year", "goal__number", "sdg__number", "item", "reason")
    found: list[ConsideredRef] = []
    for year, number, sdg, item, reason in rows:
        goal = whole.goal(year, number)
        assert goal is not None  # of a public edition, as the outline is
        code = f"{sdg}.{item}"
        found.append(
            {
                "goal": goal,
                "sdg": sdg,
                "code": code,
                "anchor": f"considered-{year}-{number}-{code}",
                "reason": ours(reason),
            }
        )
    return found
