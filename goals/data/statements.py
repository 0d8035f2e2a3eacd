"""SDG links as statements: one query, whatever the page that shows them."""

from ..models.sdg_links import SdgLinkQuerySet
from ..models.sdgs import target_order
from ..outline import Outline
from .shapes import Statement


def statements(queryset: SdgLinkQuerySet, whole: Outline) -> list[Statement]:
    """The statements of `queryset`, all in public editions: newest edition first, then by goal,
    SDG and evidence, stated before editorial."""
    addresses = whole.addresses
    rows = queryset.order_by(
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
        "targets__item",
        "targets__label",
        "targets__url",
        "objectives__number",
    )
    found: dict[int, Statement] = {}
    for (
        pk, year, goal, sdg, sdg_title, evidence, scope, directness, reason,
        key, title, publisher, date_printed, url, item, label, un_url, objective,
    ) in rows:  # fmt: skip
        statement = found.get(pk)
        if statement is None:
            goal_ref = whole.goal(year, goal)
            assert goal_ref is not None  # the link is of a public goal, and so is the outline
            statement = found[pk] = {
                "anchor": f"sdg-{sdg}-{evidence}",
                "goal": goal_ref,
                "sdg": {"number": sdg, "title": sdg_title, "url": addresses.sdg(sdg, year)},
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
                "reason": reason,
            }
        # The join has a row for each pair of target and objective: take each of them once.
        code = f"{sdg}.{item}"
        if item and code not in [target["code"] for target in statement["targets"]]:
            statement["targets"].append(
                {
                    "code": code,
                    "label": label,
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
