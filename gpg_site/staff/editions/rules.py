"""What no single row can show to be wrong: the rules of the staff's forms, for the rows of a file.

Each is asked of the database as the file leaves it.
"""

from typing import Any

from django.utils.translation import gettext as _

from goals.models import (
    ConsideredTarget,
    Correspondence,
    NoCounterpart,
    SdgLink,
    SdgLinkObjective,
    SdgLinkTarget,
)


def broken(row: Any) -> str:
    """The rule that a row breaks, in a sentence; empty if it breaks none."""
    rule = _RULES.get(type(row))
    return rule(row) if rule else ""


def _link(row: SdgLink) -> str:
    if row.made_for and row.made_for.year >= row.goal.edition.year:
        return _("A statement is carried over from an earlier edition: set made_for to it.")
    if row.evidence != SdgLink.Evidence.EDITORIAL:
        return ""
    if not row.target_items.exists():
        return _("An editorial link names a target: add at least one.")
    if not row.objective_items.exists():
        return _("An editorial link rests on objectives: choose at least one.")
    return ""


def _target(row: SdgLinkTarget) -> str:
    same = row.part.sdg_id == row.link.sdg_id
    return "" if same else _("The target belongs to another SDG than the link.")


def _objective(row: SdgLinkObjective) -> str:
    same = row.part.goal_id == row.link.goal_id
    return "" if same else _("The objective belongs to another goal than the link.")


def _considered(row: ConsideredTarget) -> str:
    is_linked = row.goal.sdg_links.filter(targets__sdg=row.sdg, targets__item=row.item).exists()
    return _("The target is linked to this goal: take out one of both.") if is_linked else ""


def _correspondence(row: Correspondence) -> str:
    if row.earlier.edition.year >= row.later.edition.year:
        return _("The first objective is of an earlier edition than the second.")
    for one, other in ((row.earlier, row.later), (row.later, row.earlier)):
        if one.no_counterparts.filter(edition=other.edition).exists():
            return _("%(code)s is said to have no counterpart there: take out one of both.") % {
                "code": one.full_code
            }
    return ""


def _no_counterpart(row: NoCounterpart) -> str:
    if not row.objective.corresponds_to(row.edition):
        return ""
    return _("A correspondence with this edition exists: take out one of both.")


_RULES: dict[type, Any] = {
    SdgLink: _link,
    SdgLinkTarget: _target,
    SdgLinkObjective: _objective,
    ConsideredTarget: _considered,
    Correspondence: _correspondence,
    NoCounterpart: _no_counterpart,
}
