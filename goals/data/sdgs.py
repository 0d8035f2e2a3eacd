"""The pages of the SDGs, which belong to no edition and show every public one."""

from django.db.models import Count
from django.utils.translation import gettext as _

from ..addresses import Addresses
from ..languages import in_language, ours, sdg_title, unofficial_sdgs
from ..models import ConsideredTarget, Sdg, SdgLink, SdgTarget, SdgTranslation
from ..models.sdgs import target_order
from ..outline import Outline, outline
from ..visibility import visible
from .shapes import (
    ConsideredRef,
    EditionStatements,
    LinkedGoal,
    LinkedGoals,
    SdgListPage,
    SdgPage,
    SdgRef,
    Statement,
    TargetRef,
)
from .statements import considered, shared, statements


def sdg_list_page() -> SdgListPage:
    whole = outline()
    rows = (
        SdgLink.objects.public()
        .order_by("-goal__edition__year", "goal__number", "-evidence")
        .values_list("sdg__number", "goal__edition__year", "goal__number", "evidence")
    )
    linked: dict[int, dict[int, dict[int, LinkedGoal]]] = {}
    for sdg, year, number, evidence in rows:
        goal = whole.goal(year, number)
        assert goal is not None  # rows and outline are both of the public editions
        goals = linked.setdefault(sdg, {}).setdefault(year, {})
        goals.setdefault(number, {"goal": goal, "evidence": []})["evidence"].append(evidence)
    return {
        "frame": whole.frame(),
        "editions": whole.editions,
        "sdgs": [
            {
                "sdg": sdg_ref(number, title, whole.addresses),
                "editions": [
                    LinkedGoals(year=year, goals=list(goals.values()))
                    for year, goals in linked.get(number, {}).items()
                ],
            }
            for number, title in Sdg.objects.values_list("number", "title")
        ],
        "unofficial": unofficial_sdgs(),
    }


def sdg_ref(number: int, title: str, addresses: Addresses, year: int | None = None) -> SdgRef:
    return {
        "number": number,
        "title": sdg_title(number, title),
        "url": addresses.sdg(number, year),
    }


def sdg_page(number: int) -> SdgPage | None:
    """The page of an SDG, or None where there is none of this number."""
    whole = outline()
    around: dict[int, tuple[SdgRef, str, str]] = {
        found: (sdg_ref(found, title, whole.addresses), title, url)
        for found, title, url in Sdg.objects.filter(
            number__range=(number - 1, number + 1)
        ).values_list("number", "title", "url")
    }
    if number not in around:
        return None
    sdg, title, un_url = around[number]
    found = statements(SdgLink.objects.public().filter(sdg__number=number), whole)
    near = considered(ConsideredTarget.objects.public().filter(sdg__number=number), whole)
    return {
        "frame": whole.frame(
            {"label": _("SDGs"), "url": f"{whole.addresses.root}sdgs/"}, here=sdg["url"]
        ),
        "sdg": sdg,
        "in_language": in_language(SdgTranslation, (number,), title),
        "un_url": un_url,
        "editions": _editions(found, near, whole),
        "targets": [
            {
                "target": target,
                "statements": [
                    statement for statement in found if target["code"] in _codes(statement)
                ],
            }
            for target in _public_targets(number, sdg["url"])
        ],
        "previous": around[number - 1][0] if number - 1 in around else None,
        "next": around[number + 1][0] if number + 1 in around else None,
    }


def _editions(
    found: list[Statement], near: list[ConsideredRef], whole: Outline
) -> list[EditionStatements]:
    """What each public edition has on an SDG, newest first; those that have nothing left out."""
    editions = []
    for edition in whole.editions:
        own = [statement for statement in found if statement["goal"]["year"] == edition["year"]]
        own_near = [target for target in near if target["goal"]["year"] == edition["year"]]
        if own or own_near:
            editions.append(
                EditionStatements(
                    year=edition["year"],
                    is_current=edition["is_current"],
                    crosswalk_url=edition["crosswalk_url"],
                    statements=shared(own),
                    considered=own_near,
                )
            )
    return editions


def _codes(statement: Statement) -> list[str]:
    return [target["code"] for target in statement["targets"]]


def _public_targets(number: int, url: str) -> list[TargetRef]:
    """The targets of an SDG that a link of a public edition names, in the UN's order."""
    named = Count("links", filter=visible("links__goal__edition__"))
    # In an order of its own: where rows are grouped, a model's does not hold.
    rows = (
        SdgTarget.objects.filter(sdg__number=number)
        .annotate(named=named)
        .filter(named__gt=0)
        .order_by(*target_order())
    )
    return [
        {
            "code": f"{number}.{item}",
            "label": ours(label),
            "un_url": un_url,
            "url": f"{url}#{number}.{item}",
        }
        for item, label, un_url in rows.values_list("item", "label", "url")
    ]
