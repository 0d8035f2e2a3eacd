"""The document of an edition as the rows of its fixture, in the fixture's order.

Only what the document says itself is read; what the portal derives from it (addresses, full codes,
names of topics and SDGs) is left aside.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from goals import codes

from .edition import BREAK
from .parts import Part


class Row(NamedTuple):
    """A row of a fixture, and the line of the file that says it."""

    line: int | None
    row: dict[str, Any]


def rows_of_document(document: Part) -> Iterator[Row]:
    """The rows of a document; ReadingError where it is none."""
    edition = document.part("edition")
    year = edition.number("year")
    goals, themes = document.parts("goals"), document.parts("themes")
    objectives = [
        (item, [year, goal.number("number"), item.number("number")])
        for goal in goals
        for item in goal.parts("objectives")
    ]
    commitments = [
        (item, [year, theme.number("number"), item.number("number")])
        for theme in themes
        for item in theme.parts("commitments")
    ]
    own_goals = [(goal, [year, goal.number("number")]) for goal in goals]
    own_themes = [(theme, [year, theme.number("number")]) for theme in themes]
    yield _edition(edition, year)
    for goal in goals:
        yield _titled("goals.goal", goal, year, short_title=goal.text("short_title"))
    yield from _provisions("goals.objective", objectives, "goal")
    yield from _topics("goals.objectivetopic", objectives)
    yield from _translations("goals.goaltranslation", own_goals)
    yield from _translations("goals.objectivetranslation", objectives)
    for theme in themes:
        yield _titled("themes.theme", theme, year)
    yield from _provisions("themes.commitment", commitments, "theme")
    yield from _topics("themes.commitmenttopic", commitments)
    yield from _translations("themes.themetranslation", own_themes)
    yield from _translations("themes.commitmenttranslation", commitments)
    yield from _statements(document.parts("statements"), year)
    for each in document.parts("considered"):
        yield _considered(each, year)
    for each in document.parts("correspondences"):
        yield _correspondence(each)
    for each in document.parts("no_counterparts"):
        unit, other, reason = _unit(each.part("unit")), each.number("year"), each.text("reason")
        ended: dict[str, Any] = {"objective": unit, "edition": [other], "reason": reason}
        yield _row(each, "goals.nocounterpart", ended)


def _row(part: Part, model: str, fields: dict[str, Any]) -> Row:
    return Row(part.line, {"model": model, "fields": fields})


def _edition(edition: Part, year: int) -> Row:
    fields = {
        "year": year,
        "title": edition.text("title"),
        "motto": edition.text("motto"),
        "foreword": BREAK.join(edition.texts("foreword")),
        "adopted": edition.text("adopted"),
        "adopted_on": edition.text_or_none("adopted_on"),
        "published_on": edition.text_or_none("published_on"),
        "note": edition.text("note"),
        "source": [edition.part("source").text("key")],
    }
    return _row(edition, "goals.edition", fields)


def _titled(model: str, unit: Part, year: int, **more: str) -> Row:
    fields = {
        "edition": [year],
        "number": unit.number("number"),
        "title": unit.text("title"),
        **more,
        "locator": unit.text("locator"),
        "note": unit.text("note"),
    }
    return _row(unit, model, fields)


def _provisions(model: str, items: list[tuple[Part, list[int]]], parent: str) -> Iterator[Row]:
    for item, (year, number, own) in items:
        fields = {
            "number": own,
            "text": item.text("text"),
            "wording_source": _key(item.text("wording_source")),
            "note": item.text("note"),
            parent: [year, number],
        }
        yield _row(item, model, fields)


def _topics(model: str, items: list[tuple[Part, list[int]]]) -> Iterator[Row]:
    for item, key in items:
        for topic in item.parts("topics"):
            yield _row(item, model, {"tag": [topic.text("slug")], "content_object": key})


def _translations(model: str, units: list[tuple[Part, list[int]]]) -> Iterator[Row]:
    for unit, key in units:
        for each in unit.parts("translations"):
            fields = {
                "language": each.text("language"),
                "text": each.text("text"),
                "status": each.text("status"),
                "source": _key(each.text("source")),
                "of": key,
            }
            yield _row(each, model, fields)


def _statements(links: list[Part], year: int) -> Iterator[Row]:
    keys = [
        [year, link.part("goal").number("number"), link.part("sdg").number("number")]
        for link in links
    ]
    for link, (_year, goal, sdg) in zip(links, keys, strict=True):
        source, made_for = link.part_or_none("source"), link.number_or_none("made_for")
        fields = {
            "goal": [year, goal],
            "sdg": [sdg],
            "evidence": link.text("evidence"),
            "scope": link.text("scope"),
            "directness": link.text("directness"),
            "source": source and [source.text("key")],
            "made_for": None if made_for is None else [made_for],
            "reason": link.text("reason"),
        }
        yield _row(link, "goals.sdglink", fields)
    for link, key in zip(links, keys, strict=True):
        for target in link.parts("targets"):
            of = [*key, link.text("evidence")]
            named = {"link": of, "part": [target.text("code")]}
            yield _row(link, "goals.sdglinktarget", named)
    for link, key in zip(links, keys, strict=True):
        for objective in link.parts("objectives"):
            of = [*key, link.text("evidence")]
            rests = {"link": of, "part": [year, *_code(objective)]}
            yield _row(link, "goals.sdglinkobjective", rests)


def _considered(each: Part, year: int) -> Row:
    sdg, point, item = each.text("code").partition(".")
    if not (re.fullmatch("[0-9]{1,2}", sdg) and point):
        raise each.error(
            _("“%(code)s” is no code of a target, such as 16.4.") % {"code": each.text("code")}
        )
    fields = {
        "goal": [year, each.part("goal").number("number")],
        "sdg": [int(sdg)],
        "item": item,
        "reason": each.text("reason"),
    }
    return _row(each, "goals.consideredtarget", fields)


def _correspondence(each: Part) -> Row:
    fields = {
        "earlier": _unit(each.part("earlier")),
        "later": _unit(each.part("later")),
        "relation": each.text("relation"),
        "reason": each.text("reason"),
    }
    return _row(each, "goals.correspondence", fields)


def _unit(part: Part) -> list[int]:
    return [part.number("year"), *_code(part)]


def _code(part: Part) -> list[int]:
    """Goal and number of an objective."""
    text = part.text("code")
    try:
        code = codes.parse(text)
    except ValueError:
        code = None
    if code is None or code.of_theme:
        raise part.error(_("“%(code)s” is no code of an objective, such as 3.2.") % {"code": text})
    return [code.parent, code.number]


def _key(text: str) -> list[str] | None:
    return [text] if text else None
