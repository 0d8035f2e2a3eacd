"""The flat table of a whole edition read back into a document; `edition_csv` has its columns."""

from django.utils.translation import gettext as _

from goals import codes, csv_files

from .edition import BREAK
from .edition_csv import COLUMNS, COLUMNS_OF, DERIVED, SHARED
from .parts import Lined, ReadingError


def document_of(data: bytes) -> Lined:
    """The document that a file says, with the line of each part; ReadingError if it says none."""
    try:
        rows = list(csv_files.read(data))
    except csv_files.MalformedError as error:
        sentence = _("This is no CSV file: %(why)s.") % {"why": error}
        raise ReadingError(sentence, error.line) from error
    if not rows or "record" not in rows[0][1]:
        sentence = _("The first line of an edition's CSV file names its columns, as “record”.")
        raise ReadingError(sentence, 1)
    head = rows[0][1]
    doubled = {name for name in head if head.count(name) > 1}
    missing, unknown = set(COLUMNS) - set(DERIVED) - set(head), set(head) - set(COLUMNS)
    for names, sentence in (
        (missing, _("These columns are missing: %(names)s.")),
        (unknown, _("There are no such columns: %(names)s.")),
        (doubled, _("These columns stand there twice: %(names)s.")),
    ):
        if names:
            raise ReadingError(sentence % {"names": ", ".join(sorted(names))[:200]}, 1)
    building = _Building()
    for line, cells in rows[1:]:
        if not any(cells):
            continue
        if len(cells) != len(head):
            sentence = _("This row has %(found)s cells and the first line %(wanted)s.")
            raise ReadingError(sentence % {"found": len(cells), "wanted": len(head)}, line)
        building.add(_Cells(dict(zip(head, cells, strict=True)), line))
    return building.document()


class _Cells:
    """The cells of one row by column, read as what they are."""

    def __init__(self, cells: dict[str, str], line: int) -> None:
        self.cells, self.line = cells, line
        self.record = cells["record"]
        if self.record not in COLUMNS_OF:
            sentence = _("“%(record)s” is no kind of record: it is one of %(records)s.")
            records = ", ".join(COLUMNS_OF)
            raise self.error(sentence % {"record": self.record[:80], "records": records})
        read = {*SHARED, *DERIVED, *COLUMNS_OF[self.record]}
        if filled := [name for name, cell in cells.items() if cell and name not in read]:
            sentence = _("A record of this kind has nothing in these columns: %(names)s.")
            raise self.error(sentence % {"names": ", ".join(filled)})

    def error(self, sentence: str) -> ReadingError:
        return ReadingError(sentence, self.line)

    def __getitem__(self, name: str) -> str:
        return self.cells[name]

    def number(self, name: str) -> int:
        cell = self.cells[name]
        if not (cell.isascii() and cell.isdecimal() and len(cell) < 5):
            sentence = _("“%(cell)s” in the column %(name)s is no number.")
            raise self.error(sentence % {"cell": cell[:80], "name": name})
        return int(cell)

    def several(self, name: str) -> list[str]:
        return [
            part.strip() for part in self.cells[name].split(csv_files.SEPARATOR.strip()) if part
        ]

    def code(self, *, of_theme: bool) -> codes.Code:
        try:
            code = codes.parse(self.cells["code"])
        except ValueError:
            code = None
        if code is None or code.of_theme != of_theme:
            sentence = _("“%(code)s” is no code of such a unit: it is written %(example)s.")
            example = "T4.1" if of_theme else "3.2"
            raise self.error(sentence % {"code": self.cells["code"][:80], "example": example})
        return code

    def part(self, **more: object) -> Lined:
        """The cells that this kind of record has, some of them read otherwise."""
        own: dict[str, object] = {name: self[name] for name in COLUMNS_OF[self.record]}
        return Lined({**own, **more}, self.line)


class _Building:
    """A document in the making. Units may stand in any order after what holds them."""

    def __init__(self) -> None:
        self.edition: Lined | None = None
        # By code: 3, T4, 3.2, T4.1.
        self.units: dict[str, Lined] = {}
        self.lists: dict[str, list[Lined]] = {
            name: []
            for name in (
                *("goals", "themes", "statements", "considered", "correspondences"),
                "no_counterparts",
            )
        }

    def document(self) -> Lined:
        if self.edition is None:
            raise ReadingError(_("The file has no record of the edition, which says the year."))
        return Lined({"edition": self.edition, **self.lists}, 1)

    def add(self, row: _Cells) -> None:
        if row.record not in ("edition", "correspondence", "no counterpart"):
            self._must_be_of_the_edition(row)
        add = {
            "edition": self._edition,
            "goal": self._goal,
            "objective": self._objective,
            "theme": self._theme,
            "commitment": self._commitment,
            "statement": self._statement,
            "considered target": self._considered,
            "correspondence": self._correspondence,
            "no counterpart": self._no_counterpart,
            "translation": self._translation,
        }
        add[row.record](row)

    def _must_be_of_the_edition(self, row: _Cells) -> None:
        if self.edition is None:
            raise row.error(_("The record of the edition comes first."))
        if row.number("year") != self.edition["year"]:
            raise row.error(_("This row is of another edition: correct its year."))

    def _edition(self, row: _Cells) -> None:
        if self.edition is not None:
            raise row.error(_("The file has a record of the edition already."))
        self.edition = row.part(
            year=row.number("year"),
            foreword=row["text"].split(BREAK),
            adopted_on=row["adopted_on"] or None,
            published_on=row["published_on"] or None,
            source={"key": row["source"]},
        )

    def _unit(self, row: _Cells, code: str, part: Lined) -> None:
        if code in self.units:
            sentence = _("%(code)s stands in line %(line)s already.")
            raise row.error(sentence % {"code": code, "line": self.units[code].line})
        self.units[code] = part

    def _goal(self, row: _Cells) -> None:
        number = row.number("code")
        part = row.part(number=number, translations=[], objectives=[])
        self._unit(row, str(number), part)
        self.lists["goals"].append(part)

    def _theme(self, row: _Cells) -> None:
        code = row["code"].upper()
        if not (code[:1] == "T" and code[1:].isascii() and code[1:].isdecimal() and len(code) < 4):
            sentence = _("“%(code)s” is no code of a theme, such as T4.")
            raise row.error(sentence % {"code": row["code"][:80]})
        part = row.part(number=int(code[1:]), translations=[], commitments=[])
        self._unit(row, f"T{part['number']}", part)
        self.lists["themes"].append(part)

    def _objective(self, row: _Cells) -> None:
        self._provision(row, row.code(of_theme=False), "", "objectives")

    def _commitment(self, row: _Cells) -> None:
        self._provision(row, row.code(of_theme=True), "T", "commitments")

    def _provision(self, row: _Cells, code: codes.Code, prefix: str, name: str) -> None:
        parent = self.units.get(f"{prefix}{code.parent}")
        if parent is None:
            sentence = _("What holds %(code)s, a goal or theme, comes before it.")
            raise row.error(sentence % {"code": code})
        part = row.part(
            number=code.number,
            wording_source=row["source"],
            topics=[{"slug": slug} for slug in row.several("topics")],
            translations=[],
        )
        self._unit(row, str(code), part)
        parent[name].append(part)

    def _statement(self, row: _Cells) -> None:
        part = row.part(
            goal={"number": row.number("code")},
            sdg={"number": row.number("sdg")},
            targets=[{"code": code} for code in row.several("targets")],
            objectives=[{"code": code} for code in row.several("objectives")],
            source={"key": row["source"]} if row["source"] else None,
            made_for=row.number("made_for") if row["made_for"] else None,
        )
        self.lists["statements"].append(part)

    def _considered(self, row: _Cells) -> None:
        goal = {"number": row.number("code")}
        self.lists["considered"].append(row.part(goal=goal, code=row["targets"]))

    def _correspondence(self, row: _Cells) -> None:
        part = row.part(
            earlier={"year": row.number("other_year"), "code": row["other_code"]},
            later={"year": row.number("year"), "code": row["code"]},
        )
        self.lists["correspondences"].append(part)

    def _no_counterpart(self, row: _Cells) -> None:
        unit = {"year": row.number("year"), "code": row["code"]}
        self.lists["no_counterparts"].append(row.part(unit=unit, year=row.number("other_year")))

    def _translation(self, row: _Cells) -> None:
        unit = self.units.get(row["code"].upper())
        if unit is None:
            raise row.error(_("A translation comes after what it translates, and has its code."))
        unit["translations"].append(row.part())
