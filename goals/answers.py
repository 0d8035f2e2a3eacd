"""How a page answers as data: at its address with `.json`, or for a list `.csv`, in place of its
last slash.

Every such answer may be read by any site, carries a strong ETag, and is the page's own typed
dictionary without the frame around it.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from typing import Any, TypedDict
from urllib.parse import urlsplit

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from . import citations, csv_files
from .addresses import Addresses
from .citations import Work
from .languages import English, language
from .outline import Frame, Withdrawn
from .tables import IN_ENGLISH, Table

View = Callable[..., HttpResponse]

# The forms of a page by its ending: data, citations of what is official, and paper.
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "pdf": "application/pdf",
}
LABELS = {
    "json": "JSON",
    "csv": "CSV",
    "bib": "BibTeX",
    "ris": "RIS",
    "csl.json": "CSL-JSON",
    "pdf": "PDF",
}
DATA = ("json", "csv")
CITED = (*DATA, "bib", "ris", "csl.json")
UNIT = (*CITED, "pdf")
_ENDING = re.compile(rf"(?<=[^/])\.({'|'.join(map(re.escape, MEDIA_TYPES))})$")
# A unit's picture, and its one page to print, below its address.
_CARD = re.compile(r"(?<=/)card\.(png|pdf)$")
# Raised when a field goes or comes to mean something else; new fields leave it as it is.
SCHEMA = "1"
CACHE_CONTROL = "public, max-age=300, stale-while-revalidate=300, stale-if-error=604800"


class Alternate(TypedDict):
    """The same page in another form."""

    label: str
    media_type: str
    url: str


class Meta(TypedDict):
    """What goes with data wherever it goes. `pinned_url` is None for what belongs to no edition
    and may change with the next one; `withdrawn` says why a unit is no longer in force.
    `in_english` points (RFC 6901) at each text of the answer that is in English because nobody
    has it in `language`."""

    schema: str
    url: str
    data_url: str
    pinned_url: str | None
    edition: int | None
    withdrawn: Withdrawn | None
    language: str
    in_english: list[str]
    official: str
    editorial: str
    terms: str
    terms_url: str


def page(
    route: str, view: View, name: str | None = None, endings: Sequence[str] = DATA
) -> list[URLPattern]:
    """The address of a page, which ends with a slash, and those of the same page as data."""
    stem = route.removesuffix("/") or "index"
    return [
        path(route, view, name=name),
        *(path(f"{stem}.{ending}", _as_data(view, ending)) for ending in endings),
    ]


def _as_data(view: View, ending: str) -> View:
    """The view, which leads data on to data."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.has_header("Location"):
            response.headers["Location"] = data_address(response.headers["Location"], ending)
            open_to_all(response)
        return response

    return answer


def ending(address: str) -> str:
    """One of MEDIA_TYPES where the address ends so; else nothing."""
    found = _ENDING.search(address)
    return found[1] if found else ""


def data_address(address: str, ending: str) -> str:
    """The address of the same page as data."""
    parts = urlsplit(address)
    if parts.path == Addresses.here().root:
        return parts._replace(path=f"{parts.path}index.{ending}", fragment="").geturl()
    if not parts.path.endswith("/"):
        return address
    return parts._replace(path=f"{parts.path[:-1]}.{ending}", fragment="").geturl()


def page_address(address: str) -> str:
    """The address of the page whose data is at `address`, which may be the page's own."""
    return page_path(address, Addresses.here().root)


def page_path(path: str, root: str = "/") -> str:
    """The same below `root`."""
    if not (found := ending(path)):
        return path
    stem = path.removesuffix(f".{found}")
    return root if stem == f"{root}index" else f"{stem}/"


def page_and_form(path: str, root: str = "/") -> tuple[str, str]:
    """The page that `path` is a form of, and what makes another page's address that form of it:
    `/2023/goals/3/` and `.json` or `card.png`. The form of a page itself is empty."""
    if card := _CARD.search(path):
        return path[: card.start()], card[0]
    return page_path(path, root), f".{found}" if (found := ending(path)) else ""


def in_form(address: str, form: str) -> str:
    """The address of a page in one of those forms."""
    return data_address(address, form[1:]) if form.startswith(".") else f"{address}{form}"


def origin(request: HttpRequest) -> str:
    """Scheme and host, without a slash."""
    return f"{request.scheme}://{request.get_host()}"


def alternates(address: str, table: Table | None) -> list[Alternate]:
    """The forms that the page at `address` has besides itself."""
    return [alternate(address, form) for form in (DATA if table else ("json",))]


def alternate(address: str, ending: str) -> Alternate:
    """The page at `address` in the form of an ending."""
    return {
        "label": LABELS[ending],
        "media_type": MEDIA_TYPES[ending].partition(";")[0],
        "url": data_address(address, ending),
    }


def json_answer(
    request: HttpRequest, page: Mapping[str, Any], address: str, *, status: int = 200
) -> HttpResponse:
    """The dictionary of the page at `address` without its frame, and what goes with it."""
    frame: Frame = page["frame"]
    edition = frame["edition"]["year"] if frame["pinned"] and frame["edition"] else None
    about = meta(
        origin(request),
        address,
        data_address(address, "json"),
        edition=edition,
        withdrawn=frame["withdrawn"],
    )
    content = {name: value for name, value in page.items() if name != "frame"}
    about["in_english"] = list(pointers({"meta": about, **content}))
    body = json_bytes({"meta": about, **content}, origin(request))
    return data_answer(request, body, MEDIA_TYPES["json"], status=status)


def citation_answer(request: HttpRequest, work: Work, form: str) -> HttpResponse:
    """How the unit of a page is cited, in a file that is named as its code."""
    work = absolute(work, origin(request))
    body = citations.FORMS[form](work).encode()
    return data_answer(request, body, MEDIA_TYPES[form], filename=f"{citations.key(work)}.{form}")


def csv_answer(request: HttpRequest, table: Table, page: Mapping[str, Any]) -> HttpResponse:
    """The rows of the page, in a file that is named as the address is."""
    rows: list[Sequence[object]] = [table.columns]
    for row in table.rows(absolute(page, origin(request))):
        assert set(row) <= set(table.columns), set(row) - set(table.columns)
        told = {**row, IN_ENGLISH: [name for name in table.columns if _falls_back(row.get(name))]}
        rows.append([told.get(name) for name in table.columns])
    name = "-".join(part for part in ("gpg", *request.path.split("/")) if part)
    return data_answer(request, csv_files.write(rows), MEDIA_TYPES["csv"], filename=name)


def _falls_back(cell: object) -> bool:
    return next(pointers(cell), None) is not None


def meta(
    origin: str,
    address: str,
    data_address: str,
    *,
    edition: int | None = None,
    withdrawn: Withdrawn | None = None,
) -> Meta:
    """What goes with the data of the page at `address`; None of it depends on who asks."""
    return {
        "schema": SCHEMA,
        "url": f"{origin}{address}",
        "data_url": f"{origin}{data_address}",
        "pinned_url": f"{origin}{address}" if edition else None,
        "edition": edition,
        "withdrawn": withdrawn,
        "language": language(),
        "in_english": [],
        "official": _(
            "INTERPOL's own words, letter for letter: the title of an edition, a goal or a theme, "
            "motto, foreword, and the text of an objective or a commitment. Words in [square "
            "brackets] complete what the print cuts and are ours."
        ),
        "editorial": _(
            "All else is this portal's: numbers and codes, short titles, topics, notes, reasons, "
            "links to SDGs whose evidence is editorial, and correspondences between editions."
        ),
        "terms": _(
            "Texts © INTERPOL, quoted unaltered for information; the portal's own part is under "
            "the MIT licence. Independent and non-official: not approved by INTERPOL or the "
            "United Nations."
        ),
        "terms_url": f"{origin}{Addresses.here().root}about/",
    }


def data_answer(
    request: HttpRequest,
    body: bytes,
    media_type: str,
    *,
    filename: str = "",
    is_shown: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Data for whoever asks, from any site; 304 to whoever has it.

    With a name, a browser saves it, unless it can show it.
    """
    answer = HttpResponse(body, content_type=media_type, status=status)
    if filename:
        disposition = "inline" if is_shown else "attachment"
        answer.headers["Content-Disposition"] = f'{disposition}; filename="{filename}"'
    if status == 200:
        answer.headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        answer.headers["Cache-Control"] = CACHE_CONTROL
        found = get_conditional_response(request, etag=answer.headers["ETag"], response=answer)
        answer = found if isinstance(found, HttpResponse) else answer
    return open_to_all(answer)


def open_to_all(response: HttpResponse) -> HttpResponse:
    """Lets the pages of any site read the answer."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def pointers(value: Any, before: str = "") -> Iterator[str]:
    """Where in an answer a text falls back to English, as JSON Pointers."""
    if isinstance(value, English):
        yield before
    elif isinstance(value, Mapping):
        for name, part in value.items():
            # The names of our own fields have neither, but some are of topics and the like.
            step = str(name).replace("~", "~0").replace("/", "~1")
            yield from pointers(part, f"{before}/{step}")
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from pointers(part, f"{before}/{number}")


def json_bytes(value: object, origin: str) -> bytes:
    """JSON that a person can read too, every address of ours in it complete."""
    text = json.dumps(absolute(value, origin), ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
    return f"{text}\n".encode()


def absolute(value: Any, origin: str) -> Any:
    """`value` with `origin` before every address of this site.

    An address stands in a field named `url` or `…_url`, everywhere in the typed dictionaries.
    """
    if isinstance(value, Mapping):
        return {
            name: f"{origin}{part}"
            if name.endswith("url") and isinstance(part, str) and part.startswith("/")
            else absolute(part, origin)
            for name, part in value.items()
        }
    if isinstance(value, list | tuple):
        return [absolute(part, origin) for part in value]
    assert value is None or isinstance(value, str | int | datetime.date), value
    return value
