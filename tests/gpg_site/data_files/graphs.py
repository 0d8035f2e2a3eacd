"""Reading an edition's graph as a test needs it."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urldefrag

import pyshacl
import rdflib
from rdflib import Graph, URIRef

from tests.html import Page

# That which the shapes are written for.
ORIGIN = "https://example.org"
SHAPES = Path(__file__).with_name("shapes.ttl")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def refusals(graph: Graph, shapes: Graph) -> set[str]:
    """The names of the shapes that the graph breaks."""
    _conforms, report, _text = pyshacl.validate(graph, shacl_graph=shapes)
    found = set()
    for shape in report.objects(None, SH.sourceShape):
        # Properties have no name of their own: climb to the shape that they are of.
        while not isinstance(shape, URIRef):
            shape = next(shapes.subjects(None, shape))
        found.add(urldefrag(shape).fragment)
    return found


def dangling(graph: Graph, page: Callable[[str], Page | None]) -> list[str]:
    """The addresses of this site in a graph that lead nowhere, those of its terms among them."""
    names = {name for triple in graph for name in triple if isinstance(name, URIRef)}
    found = []
    for name in sorted(name for name in names if name.startswith(ORIGIN)):
        address, fragment = urldefrag(name.removeprefix(ORIGIN))
        there = page(address)
        if there is None or (fragment and fragment not in there.ids):
            found.append(name)
    return found
