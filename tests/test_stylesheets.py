"""What is promised of every style sheet: directions, layers, colours, and no rule for nothing."""

import json
import re
from itertools import product as pairs
from typing import NamedTuple

import pytest
from django.conf import settings

CSS = settings.BASE_DIR / "static" / "css"
SHEETS = sorted(CSS.glob("*.css"))
SIDES = "left|right|top|bottom"
PHYSICAL_NAME = re.compile(
    rf"({SIDES}|float|(min-|max-)?(width|height)|overflow-[xy]|overscroll-behavior-[xy]"
    rf"|(scroll-)?(margin|padding)-({SIDES})|border-({SIDES})(-.*)?)"
)
PHYSICAL_VALUE = re.compile(r"(clear|text-align|text-align-last|caption-side): *(left|right)")
FOUR_SIDED = {"margin", "padding", "inset", "border-width", "border-style", "border-color"}
FOUR_SIDED |= {"border-radius", "scroll-margin", "scroll-padding"}
GOALS = ["#9b2226", "#1f5a8c", "#7b3fa0", "#00676e", "#6b5200", "#a8410b", "#2c6e2f"]

# The staff's pages have Django's own sheets, templates and scripts beside these.
STAFF = [CSS / f"{name}.css" for name in ("account", "desk", "staff")]
PUBLIC = [sheet for sheet in SHEETS if sheet not in STAFF]

every_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
every_public_sheet = pytest.mark.parametrize("sheet", PUBLIC, ids=lambda sheet: sheet.name)


class Rule(NamedTuple):
    """Declarations, and what they stand in from the outside in; the last is their selector."""

    within: tuple[str, ...]
    declarations: tuple[tuple[str, str], ...]


def text_of(sheet):
    """The text of `sheet` without comments, and without what stands in quotation marks."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r'"[^"]*"', lambda found: re.sub(r"[{};:,.]", "_", found[0]), text)


def rules(text, within=()):
    """All rules of a style sheet, and its at-statements as rules without declarations."""
    found, declarations, position = [], [], 0
    for part in re.finditer(r"[^{};]*([{};])", text):
        if part.start() < position:
            continue
        head, end = part[0][:-1].strip(), part[1]
        if end == "{":
            close = closing(text, part.end())
            found += rules(text[part.end() : close], (*within, " ".join(head.split())))
            position = close + 1
        elif head.startswith("@"):
            found.append(Rule((*within, head), ()))
        elif head:
            name, _colon, value = head.partition(":")
            declarations.append((name.strip(), value.strip()))
    if declarations:
        found.insert(0, Rule(within, tuple(declarations)))
    return found


def closing(text, start):
    """Where the block that begins at `start` ends."""
    depth = 1
    for brace in re.finditer(r"[{}]", text[start:]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return start + brace.start()
    raise ValueError(f"a block isn't closed: {text[start : start + 60]}")


def declared_in(sheet):
    return [each for rule in rules(text_of(sheet)) for each in rule.declarations]


def is_physical(name, value):
    """Whether a declaration means one side of the screen, whatever the direction of reading."""
    if PHYSICAL_NAME.fullmatch(name) or PHYSICAL_VALUE.match(f"{name}: {value}"):
        return True
    parts = re.sub(r"\([^()]*\)", "()", re.sub(r"\([^()]*\)", "()", value)).split()
    return name in FOUR_SIDED and len(parts) == 4 and parts[1] != parts[3]


def token(name, selector=":root"):
    """The light and the dark value of a custom property of base.css."""
    for rule in rules(text_of(CSS / "base.css").replace('"', "")):
        if rule.within[-1] == selector and name in dict(rule.declarations):
            value = dict(rule.declarations)[name]
            found = re.fullmatch(r"light-dark\((#\w+), *(#\w+)\)", value)
            return found.groups() if found else (value, value)
    raise LookupError(f"{selector} has no {name}")


def luminance(colour):
    """The relative luminance of a hexadecimal colour, as WCAG 2 defines it."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def classes_in_use():
    """A pattern of each class that a template or template tag writes; {{ … }} is any word."""
    sources = [*settings.BASE_DIR.glob("templates/**/*.html")]
    sources += settings.BASE_DIR.glob("*/templatetags/*.py")
    found = set()
    for source in sources:
        text = re.sub(r"{%.*?%}|{#.*?#}", "", source.read_text(encoding="utf-8"))
        for value in re.findall(r'class="([^"]*)"', re.sub(r"{{.*?}}", "…", text)):
            found |= {re.escape(name).replace("…", r"[\w-]+") for name in value.split()}
    return found - {r"[\w-]+"}


def test_there_are_sheets():
    assert {"base.css", "components.css", "print.css"} <= {sheet.name for sheet in SHEETS}


@every_sheet
def test_no_sheet_knows_left_from_right(sheet):
    assert [each for each in declared_in(sheet) if is_physical(*each)] == []


@pytest.mark.parametrize(
    ("declaration", "expected"),
    [
        ("margin-left: 0", True),
        ("padding-right: 0", True),
        ("border-top-left-radius: 0", True),
        ("text-align: right", True),
        ("max-width: 9rem", True),
        ("margin: 0 1px 0 2px", True),
        ("margin: 0 calc(1px + 2px) 0 0", True),
        ("text-align: end", False),
        ("margin: 1px 2px 3px", False),
        ("max-inline-size: 9rem", False),
        ("border-block-start: 0", False),
        ("line-height: 1", False),
    ],
)
def test_directions_are_told_apart(declaration, expected):
    name, value = declaration.split(": ")

    assert is_physical(name, value) is expected


@every_sheet
def test_no_sheet_forces_or_loads_anything(sheet):
    assert re.findall(r"!\s*important|url\(|image-set\(|@import|@font-face", text_of(sheet)) == []


@every_public_sheet
def test_every_rule_lies_in_a_declared_layer(sheet):
    first = rules(text_of(CSS / "base.css"))[0]
    assert first.within[0].startswith("@layer ")
    layers = {f"@layer {name.strip()}" for name in first.within[0].split(None, 1)[1].split(",")}

    found = [rule for rule in rules(text_of(sheet)) if rule != first]
    assert found
    assert [rule for rule in found if rule.within[0] not in layers] == []


@pytest.mark.parametrize("sheet", STAFF, ids=lambda sheet: sheet.name)
def test_no_rule_for_staff_lies_in_a_layer(sheet):
    """Django's own sheets lie in none, and would win."""
    assert [rule for rule in rules(text_of(sheet)) if "@layer" in rule.within[0]] == []


def test_the_tokens_of_the_staff_are_those_of_all():
    def tokens(sheet, selector):
        return {
            name: value
            for rule in rules(text_of(sheet))
            if rule.within[-1] == selector
            for name, value in rule.declarations
            if name.startswith("--")
        }

    of_all, of_staff = tokens(CSS / "base.css", ":root"), tokens(CSS / "staff.css", "html:root")
    shared = of_all.keys() & of_staff.keys()
    assert {"--paper", "--ink", "--muted", "--line", "--wash", "--slab", "--link"} <= shared
    assert {name: of_staff[name] for name in shared} == {name: of_all[name] for name in shared}


def test_base_comes_first_on_every_page():
    text = (settings.BASE_DIR / "templates" / "base.html").read_text(encoding="utf-8")
    sheets = re.findall(r'"css/(\w+)\.css"', text)

    # It says in which order the layers go, so that what the foot of the page waits for may come
    # last.
    assert sheets[0] == "base"
    assert sheets[-2:] == ["print", "foot"]


def test_sdg_colours_are_those_of_the_fixture():
    entries = json.loads((settings.BASE_DIR / "fixtures" / "sdgs.json").read_text("utf-8"))
    expected = {
        entry["fields"]["number"]: entry["fields"]["colour"]
        for entry in entries
        if entry["model"] == "goals.sdg"
    }

    assert len(expected) == 17
    assert {n: token("--sdg", f"[data-sdg={n}]")[0] for n in expected} == expected


def test_goal_colours_are_these():
    assert [token("--goal", f"[data-goal={n}]")[0] for n in range(1, 8)] == GOALS


@pytest.mark.parametrize("ground", ["--paper", "--wash"])
@pytest.mark.parametrize("number", range(1, 8))
def test_goal_colours_are_readable(number, ground):
    colours = zip(token("--goal", f"[data-goal={number}]"), token(ground), strict=True)

    assert [pair for pair in colours if contrast(*pair) < 4.5] == []


@pytest.mark.parametrize(
    ("name", "ground"),
    [
        *pairs(["--ink", "--muted", "--link"], ["--paper", "--wash", "--mark"]),
        ("--slab-ink", "--slab"),
    ],
)
def test_words_are_readable(name, ground):
    colours = zip(token(name), token(ground), strict=True)

    assert [pair for pair in colours if contrast(*pair) < 4.5] == []


def test_contrast_is_that_of_the_definition():
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@every_public_sheet
def test_no_rule_is_for_a_class_that_no_page_has(sheet):
    selectors = {rule.within[-1] for rule in rules(text_of(sheet)) if rule.declarations}
    named = {
        name
        for selector in selectors
        if not selector.startswith("@")
        for name in re.findall(r"\.([a-zA-Z][\w-]*)", selector)
    }
    in_use = re.compile("|".join(classes_in_use()))

    assert [name for name in sorted(named) if not in_use.fullmatch(name)] == []
