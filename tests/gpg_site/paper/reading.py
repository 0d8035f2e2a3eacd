"""Reading PDF files and pictures as their own ecosystems do."""

import io
import re
import struct
import subprocess

import pypdf
import zxingcpp


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
