"""The page of the quote finder: what each sentence of a pasted text is."""

import re
from typing import TypedDict
from urllib.parse import urlencode

from goals import codes
from goals.data.counterparts import FateData, fates
from goals.data.wordings import PieceData
from goals.diff import Piece, difference
from goals.lineage import Unit
from goals.outline import Frame
from goals.wording import without_brackets

from .engine import Record
from .index import Library, library
from .pasted import LONGEST
from .quotations import Finding, Official
from .reading import read

# What fits into an address that can be sent on: of text, and as it is written in the address.
LONGEST_IN_ADDRESS, LONGEST_ADDRESS = 1500, 4000
# Of a text of so many sentences, those that share no phrase are looked up by their subject. Each
# costs a search.
MOST_BY_SUBJECT = 2
# A text is judged up to this number of sentences.
MOST_FINDINGS = 200

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


class QuotedUnit(TypedDict):
    """An official unit that a sentence is of, or near to.

    Of a wording in another language than English, `source_key` and `source_title` are of the
    document that has it.
    """

    kind: str
    code: str
    full_code: str
    year: int
    is_current: bool
    url: str
    source_key: str
    source_title: str


class FoundQuotation(TypedDict):
    """A sentence of the text and what it is.

    `units` have the official wording, or for an unknown sentence the nearest one, those of the
    current edition first. `pieces` are the sentence in runs, `same` those that stand in the
    wording; for an altered one they lead from the wording to it. `whole` is the wording where the
    sentence is only a part of it, or near to it; `language` is that of the wording. `fates` say
    what became of an older objective. `url` asks about this sentence alone.
    """

    sentence: str
    verdict: str
    units: list[QuotedUnit]
    is_current: bool
    pieces: list[PieceData]
    whole: str
    language: str
    fates: list[FateData]
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
    known = library()
    whole = known.outline
    reading = read(known.quotations, text, MOST_FINDINGS)
    findings = _with_nearest(reading.findings, known)
    shown = [_found(finding, whole.addresses.root) for finding in findings]
    _add_fates(shown, known)
    return {
        "frame": whole.frame(),
        "text": text,
        "findings": shown,
        "counts": {
            verdict: sum(one["verdict"] == verdict for one in shown)
            for verdict in ("verbatim", "completed", "excerpt", "altered", "unknown")
        },
        "is_cut": len(text) > LONGEST or not reading.is_whole,
        "url": address(whole.addresses.root, text),
    }


def address(root: str, text: str) -> str:
    """The address of the result for `text`; none if it is too long to be sent on."""
    asked = f"{root}quote/?{urlencode({'q': text.encode(errors='replace')})}"
    return asked if len(text) <= LONGEST_IN_ADDRESS and len(asked) <= LONGEST_ADDRESS else ""


def _with_nearest(findings: list[Finding[Record]], known: Library) -> list[Finding[Record]]:
    """The findings; of a sentence that shares hardly two words in a row, the nearest by subject."""
    if len(findings) > MOST_BY_SUBJECT:
        return findings
    return [
        known.nearest(one) if one.verdict == "unknown" and one.kept < 3 else one for one in findings
    ]


def _found(finding: Finding[Record], root: str) -> FoundQuotation:
    wording = finding.official.text if finding.official else ""
    # Of a sentence of an objective, the objective.
    entire = (finding.official.whole or wording) if finding.official else ""
    units = [_unit(official) for official in finding.same]
    return {
        "sentence": finding.sentence,
        "verdict": finding.verdict,
        "units": sorted(units, key=lambda unit: not unit["is_current"]),
        "is_current": any(unit["is_current"] for unit in units),
        "pieces": [
            PieceData(kind=piece.kind, text=piece.text) for piece in _pieces(finding, wording)
        ],
        "whole": "" if finding.verdict == "verbatim" and entire == wording else entire,
        "language": finding.official.language if finding.official else "",
        "fates": [],
        "url": address(root, finding.sentence),
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
        "source_key": official.source[0],
        "source_title": official.source[1],
    }


def _pieces(finding: Finding[Record], wording: str) -> list[Piece]:
    sentence, (start, end) = finding.sentence, finding.part
    if finding.verdict == "altered":
        return alteration(wording, sentence)
    if finding.verdict == "excerpt":
        runs = [
            Piece("added", sentence[:start]),
            Piece("same", sentence[start:end]),
            Piece("added", sentence[end:]),
        ]
        return [run for run in runs if run.text]
    return [Piece("same", sentence)]


def alteration(wording: str, sentence: str) -> list[Piece]:
    """What leads from an official wording to a sentence, by what alters it alone.

    Letter case, kinds of quotation marks and a full stop at the end alter nothing. The wording is
    compared as it is printed: who quotes the print leaves no [completion] out.
    """
    wording = without_brackets(wording)
    sentence = re.sub(r"[.\s]+$", "", sentence) + wording[len(wording.rstrip(". ")) :]
    official: dict[str, list[str]] = {}
    for word in _WORD.findall(wording):
        official.setdefault(_plain(word), []).append(word)

    if "“" in wording:
        sentence = re.sub(r'"(?=\w)', "“", sentence).replace('"', "”")

    def as_printed(found: re.Match[str]) -> str:
        forms = official.get(_plain(found[0]), [found[0]])
        return found[0] if found[0] in forms else forms[0]

    return difference(wording, _WORD.sub(as_printed, sentence))


def _plain(word: str) -> str:
    return word.replace("’", "'").lower()


def _add_fates(shown: list[FoundQuotation], known: Library) -> None:
    """What became of the older objectives."""
    whole = known.outline
    older = [
        (one, unit)
        for one in shown
        if one["verdict"] != "unknown" and not one["is_current"]
        for unit in one["units"]
        if unit["kind"] == "objective"
    ]
    if whole.current is None:
        return
    for one, unit in older:
        goal, number = map(int, unit["code"].split("."))
        one["fates"] += [
            fate
            for fate in fates(Unit(unit["year"], goal, number), known.lineage, whole)
            if fate["year"] == whole.current["year"]
        ]
