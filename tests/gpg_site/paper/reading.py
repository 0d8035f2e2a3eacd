"""Reading PDF files and pictures as their own ecosystems do."""

import io
import re
import struct
import subprocess

import pypdf
import zxingcpp
from pypdf.generic import ContentStream, NameObject


def open_pdf(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    """The words of all pages, lines joined: a line may end after a hyphen that is the text's."""
    pages = "\n".join(page.extract_text() for page in open_pdf(content).pages)
    return " ".join(re.sub(r"(?<=[-–/])\n", "", pages).split())


def bookmarks(content: bytes) -> list[str]:
    """The titles of the upper level."""
    return [entry.title for entry in open_pdf(content).outline if not isinstance(entry, list)]


def links(content: bytes) -> set[str]:
    """The addresses that it links to, elsewhere."""
    found = set()
    for page in open_pdf(content).pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get_object().get("/A")
            if action and action.get_object().get("/S") == "/URI":
                found.add(action.get_object()["/URI"])
    return found


def tags(content: bytes) -> list[str]:
    """The types of the elements of the structure tree, in reading order."""
    found: list[str] = []

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]).removeprefix("/"))
            if "/K" in node:
                walk(node["/K"])

    walk(open_pdf(content).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def alternatives(content: bytes) -> list[str]:
    """The words that stand for its pictures."""
    reader = open_pdf(content)
    found = []
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1):
        node = reader.get_object(number)
        if isinstance(node, dict) and node.get("/S") == "/Figure":
            found.append(node["/Alt"])
    return found


def codes_on(content: bytes, number: int) -> list[str]:
    """What the QR codes of a page say, as poppler draws it; needs pdftoppm."""
    command = ["pdftoppm", "-gray", "-r", "150", "-f", str(number), "-l", str(number)]
    grey = subprocess.run([*command, "-"], input=content, capture_output=True, check=True).stdout
    magic, width, height, depth, _pixels = grey.split(maxsplit=4)
    assert (magic, depth) == (b"P5", b"255")
    shape = (int(height), int(width))
    # A pixel may look like white space, which split would take.
    picture = memoryview(grey[-shape[0] * shape[1] :]).cast("B", shape)
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def size_of(png: bytes) -> tuple[int, ...]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def said_in(content: bytes, language: str) -> str:
    """The words that are marked as being in this language, each page's after the other's."""
    reader = open_pdf(content)
    languages = _languages(reader)
    pages = [
        _text_where(page, lambda mark, _font, page=page: languages(page, mark) == language)
        for page in reader.pages
    ]
    return _as_line(pages)


def set_in(content: bytes, *faces: str) -> str:
    """The words that are set in one of these faces."""
    pages = []
    for page in open_pdf(content).pages:
        fonts = page["/Resources"]["/Font"]
        names = {
            name for name in fonts if any(face in str(fonts[name]["/BaseFont"]) for face in faces)
        }
        pages.append(_text_where(page, lambda _mark, font, names=names: font in names))
    return _as_line(pages)


def words_with_places(content: bytes, number: int) -> list[tuple[str, float, float]]:
    """Each word of a page and where it begins and ends from its left edge; needs pdftotext."""
    command = ["pdftotext", "-bbox", "-f", str(number), "-l", str(number), "-", "-"]
    page = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    found = re.findall(r'<word xMin="([\d.]+)"[^>]* xMax="([\d.]+)"[^>]*>([^<]*)</word>', page)
    return [(_written(text), float(start), float(end)) for start, end, text in found]


def _written(word: str) -> str:
    """A word as it is written, which pdftotext gives as it is seen: Arabic from its end."""
    word = without_marks(word)
    return word[::-1] if re.search("[\u0600-\u06ff]", word) else word


def without_marks(text: str) -> str:
    """Without the characters that isolate what runs the other way."""
    return re.sub("[\u2066-\u2069\u202a-\u202e]", "", text)


def _as_line(pages: list[str]) -> str:
    return without_marks(" ".join(re.sub(r"(?<=[-–/])\n", "", "\n".join(pages)).split()))


def _languages(reader: pypdf.PdfReader):
    """The language of a marked piece of a page: its own, or that of what it stands in."""
    root = reader.trailer["/Root"]
    found: dict[tuple[int, int], str] = {}

    def walk(node, language, page):
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child, language, page)
        elif isinstance(node, int):
            found[page, node] = language
        elif isinstance(node, dict):
            if "/Pg" in node:
                page = node.raw_get("/Pg").idnum
            if "/MCID" in node:
                found[page, node["/MCID"]] = language
            if "/K" in node:
                walk(node["/K"], node.get("/Lang", language), page)

    walk(root["/StructTreeRoot"]["/K"], root["/Lang"], None)

    def of(page, mark):
        if mark and "/Lang" in mark:
            return mark["/Lang"].decode()
        return mark and found[page.indirect_reference.idnum, mark["/MCID"]]

    return of


def _text_where(page: pypdf.PageObject, wanted) -> str:
    """The text of a page that stands in a marked piece and a font that are `wanted`."""
    stream = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")
    marks, font, kept = [None], None, []
    for operands, operator in stream.operations:
        if operator in (b"BDC", b"BMC"):
            own = operands[1] if operator == b"BDC" and "/MCID" in operands[1] else marks[-1]
            marks.append(own)
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tf":
            font = operands[0]
        if operator not in (b"Tj", b"TJ") or wanted(marks[-1], font):
            kept.append((operands, operator))
    stream.operations = kept
    page[NameObject("/Contents")] = stream
    return page.extract_text()
