"""The page of the quote finder: what each sentence of a pasted text is."""

from typing import TypedDict
from urllib.parse import urlencode

from goals import codes
from goals.diff import Piece, difference
from goals.models import Correspondence
from goals.outline import Frame, Outline, outline

from .engine import Record
from .index import library
from .pasted import LONGEST
from .quotations import Finding, Official

# What fits into an address that can be sent on. A longer text comes by the form.
LONGEST_IN_ADDRESS = 1500
# A text is judged up to this number of sentences.
MOST_FINDINGS = 200


class QuotedUnit(TypedDict):
    """An official unit that a sentence is of, or near to."""

    kind: str
    code: str
    full_code: str
    year: int
    is_current: bool
    url: str
    text: str


class Successor(TypedDict):
    """What an older objective corresponds to in a newer edition, in the portal's reading."""

    code: str
    year: int
    url: str
    relation: str


class FoundQuotation(TypedDict):
    """A sentence of the text and what it is. `unit` is the official wording, or for an unknown
    sentence the nearest one; `same` other units with these very words; `difference` leads from
    the official wording to the sentence. `url` asks about this sentence alone."""

    sentence: str
    verdict: str
    unit: QuotedUnit | None
    same: list[QuotedUnit]
    difference: list[Piece]
    successors: list[Successor]
    url: str


class QuotePage(TypedDict):
    frame: Frame
    text: str
    findings: list[FoundQuotation]
    counts: dict[str, int]
    is_cut: bool
    url: str


def quote_page(text: str) -> QuotePage:
    """What each sentence of `text` is; nothing of it is kept."""
    whole = outline()
    found = library().quotations.findings(text)
    successors = _successors(whole, found)
    root = whole.addresses.root
    shown = [_found(finding, successors, root) for finding in found[:MOST_FINDINGS]]
    counts = {
        verdict: sum(one["verdict"] == verdict for one in shown)
        for verdict in ("verbatim", "completed", "excerpt", "altered", "unknown")
    }
    short = len(text) <= LONGEST_IN_ADDRESS
    return {
        "frame": whole.frame(),
        "text": text,
        "findings": shown,
        "counts": counts,
        "is_cut": len(text) > LONGEST or len(found) > MOST_FINDINGS,
        "url": _address(root, text) if short else "",
    }


def _found(
    finding: Finding[Record], successors: dict[str, list[Successor]], root: str
) -> FoundQuotation:
    official = finding.official
    return {
        "sentence": finding.sentence,
        "verdict": finding.verdict,
        "unit": _unit(official) if official else None,
        "same": [_unit(other) for other in finding.same[1:]],
        "difference": difference(official.text, finding.sentence)
        if official and finding.verdict == "altered"
        else [],
        "successors": successors.get(official.unit.url, [])
        if official and finding.verdict != "unknown"
        else [],
        "url": _address(root, finding.sentence)
        if len(finding.sentence) <= LONGEST_IN_ADDRESS
        else "",
    }


def _unit(official: Official[Record]) -> QuotedUnit:
    record = official.unit
    return {
        "kind": record.kind,
        "code": codes.roman(int(record.code[1:])) if record.kind == "theme" else record.code,
        "full_code": codes.with_edition(record.year, record.code),
        "year": record.year,
        "is_current": record.is_current,
        "url": record.url,
        "text": official.text,
    }


def _address(root: str, text: str) -> str:
    return f"{root}quote/?{urlencode({'q': text})}"


def _successors(whole: Outline, found: list[Finding[Record]]) -> dict[str, list[Successor]]:
    """What became of the older objectives among the findings, by their address."""
    older = {
        (record.year, *map(int, record.code.split(".")))
        for finding in found
        if finding.official
        and not (record := finding.official.unit).is_current
        and record.kind == "objective"
    }
    if not older:
        return {}
    rows = (
        Correspondence.objects.filter(
            earlier__goal__edition__year__in={year for year, _goal, _number in older},
            later__goal__edition__published_on__isnull=False,
        )
        .order_by("later__goal__edition__year", "later__goal__number", "later__number")
        .values_list(
            "earlier__goal__edition__year",
            "earlier__goal__number",
            "earlier__number",
            "later__goal__edition__year",
            "later__goal__number",
            "later__number",
            "relation",
        )
    )
    addresses = whole.addresses
    successors: dict[str, list[Successor]] = {}
    for year, goal, number, later_year, later_goal, later_number, relation in rows:
        if (year, goal, number) in older:
            successors.setdefault(addresses.objective(year, goal, number), []).append(
                {
                    "code": f"{later_goal}.{later_number}",
                    "year": later_year,
                    "url": addresses.objective(later_year, later_goal, later_number),
                    "relation": relation,
                }
            )
    return successors
