"""The page that explains to a person what can be taken away, and what its fields mean."""

from typing import TypedDict

from django.urls import reverse

from goals.answers import Meta
from goals.languages import english
from goals.outline import Frame, outline

from . import dictionary
from .dictionary import FieldMeaning, RecordMeaning, TableMeaning
from .edition import EditionDocument
from .formats import FORMATS, data_address
from .rdf import TERMS


class EditionFile(TypedDict):
    """A whole edition in one format."""

    year: int
    is_current: bool
    url: str


class FormatFiles(TypedDict):
    """A format that whole editions have, what it is for, and the file of each edition."""

    label: str
    media_type: str
    use: str
    editions: list[EditionFile]


class DataPage(TypedDict):
    """What there is as data. `records` are those of a whole edition as JSON, the outermost first;
    `envelope` goes with all JSON, `terms` are those of RDF. `example_url` is a goal of the current
    edition, or empty."""

    frame: Frame
    files: list[FormatFiles]
    archive_url: str
    example_url: str
    envelope: RecordMeaning
    records: list[RecordMeaning]
    edition_csv: TableMeaning
    sheets: list[TableMeaning]
    terms: list[FieldMeaning]
    lists: list[TableMeaning]


def data_page() -> DataPage:
    whole = outline()
    meanings = dictionary.data_dictionary()
    records = {record["name"]: record for record in meanings["records"]}
    example = next((goal["url"] for edition in whole.editions for goal in edition["goals"]), "")
    return {
        "frame": whole.frame(),
        "files": [
            {
                "label": each.label,
                "media_type": each.media_type.partition(";")[0],
                "use": str(each.use),
                "editions": [
                    {
                        "year": edition["year"],
                        "is_current": edition["is_current"],
                        "url": data_address(edition["year"], each.extension),
                    }
                    for edition in whole.editions
                ],
            }
            for each in FORMATS
        ],
        "archive_url": reverse("all_editions"),
        "example_url": example,
        "envelope": records[Meta.__name__],
        "records": [records[shape.__name__] for shape in dictionary.shapes_of(EditionDocument)],
        "edition_csv": meanings["edition_csv"],
        "sheets": meanings["sheets"],
        "terms": [
            {
                "name": name,
                "kind": "class" if name[0].isupper() else "property",
                "meaning": english(meaning),
                "is_official": name == "motto",
            }
            for name, meaning in TERMS.items()
        ],
        "lists": meanings["lists"],
    }
