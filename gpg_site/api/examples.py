"""Real requests and their real answers, which the tests ask for again: none goes stale unnoticed.

The answers are kept in a file. Lists in them are cut after the first item, tables after the first
row, and the host is left open.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ORIGIN = "{origin}"
FILE = Path(__file__).with_name("examples.json")


class Example(NamedTuple):
    """What is asked for, by the name of its operation, and the field of the answer that a page
    shows."""

    operation: str
    address: str
    shows: str = ""


EXAMPLES = (
    Example("edition_json", "/2023.json", "edition"),
    Example("goal_list_csv", "/2023/goals.csv"),
    Example("goal_json", "/2023/goals/3.json", "goal"),
    Example("objective_json", "/2023/goals/3/objectives/2.json", "objective"),
    Example("objective_bib", "/2023/goals/3/objectives/2.bib"),
    Example("commitment_json", "/2023/themes/4/commitments/1.json", "commitment"),
    Example("sdg_json", "/sdgs/16.json", "targets"),
    Example("crosswalk_csv", "/2023/sdgs.csv"),
    Example("topic_json", "/topics/terrorism.json", "topic"),
    Example("compare_json", "/compare/2017/2023.json", "counts"),
    Example("search_json", "/search.json?q=GPG2023-3.2", "candidates"),
    Example("suggest", "/search/suggest.json?q=GPG2023-3.2"),
    Example("quote_json", "/quote.json?q=Promote+border+security+worldwide", "findings"),
    Example("permalinks", "/permalinks.json"),
    # What is not found, and what leads on.
    Example("missing", "/2017/goals/9.json", "above"),
    Example("current_goal_json", "/goals/3.json"),
)


@cache
def answers() -> dict[str, Any]:
    """The answers by operation: JSON as it is, all else as text, and where it leads on, the
    address."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def shortened(answer: Any) -> Any:
    """An answer in JSON whose fields have no more than the first item of each list."""
    if isinstance(answer, dict):
        return {
            name: shortened(part[:1] if isinstance(part, list) else part)
            for name, part in answer.items()
        }
    return [shortened(part) for part in answer] if isinstance(answer, list) else answer
