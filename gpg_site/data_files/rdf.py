"""An edition as a graph, in Turtle and JSON-LD: what `nodes` tells of it.

IRIs and texts are those of the English pages in whatever language a file is asked for: a concept
has one IRI. rdflib is imported where a graph is made: most processes never make one.
"""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.encoding import iri_to_uri

from goals.addresses import Addresses
from goals.languages import ENGLISH, speaking

from .edition import edition_document
from .nodes import Iri, Node, Text, nodes
from .translated import translated

if TYPE_CHECKING:
    from rdflib import Graph, Literal, URIRef

VOCABULARIES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sdg": "http://metadata.un.org/sdg/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xkos": "http://rdf-vocabulary.ddialliance.org/xkos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# What no vocabulary has a word for, by its fragment on the page about the data, which defines it so
# (prefix `gpg`). Names that begin with a capital are classes, the others properties.
TERMS = {
    "Goal": "A goal; its preferred label is its official title.",
    "Objective": "An objective; its preferred label is its official text, in which words in "
    "[square brackets] are the portal's.",
    "Theme": "A theme; its preferred label is its official title.",
    "Commitment": "A commitment; its preferred label is its official text.",
    "ConsideredTarget": "That a target was considered for a goal and not linked; a note says why.",
    "motto": "The motto that an edition prints under its title.",
    "evidence": "“stated” by INTERPOL in the source that is named, or “editorial”: the portal's "
    "own reading.",
    "scope": "Whether a link to an SDG is said of one “goal”, of “all” or of them as a “set”.",
    "directness": "“direct”, “indirect”, or “unknown” where nobody says.",
    "madeFor": "The earlier edition that a stated link is carried over from.",
    "target": "A target of the SDG that a link names, or that was considered.",
    "consideredFor": "The goal for which a target was considered.",
    "relation": "How the later objective relates to the earlier in the portal's reading: "
    "“unchanged”, “reworded”, “broadened”, “narrowed”, “split” or “merged”; “new” or “not carried "
    "over” where there is no other.",
}


def turtle(year: int, origin: str) -> bytes:
    """The edition in Turtle."""
    text: str = edition_graph(year, origin).serialize(format="turtle")
    return text.encode()


def json_ld(year: int, origin: str) -> bytes:
    """The edition in JSON-LD, in a fixed order, with its context in it."""
    graph = edition_graph(year, origin)
    context = {prefix: str(address) for prefix, address in graph.namespaces()}
    found = json.loads(graph.serialize(format="json-ld", context=context))
    found["@graph"] = [_ordered(node) for node in sorted(found["@graph"], key=lambda n: n["@id"])]
    text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def _ordered(node: dict[str, Any]) -> dict[str, Any]:
    return {
        name: sorted(value, key=lambda one: json.dumps(one, sort_keys=True))
        if isinstance(value, list)
        else value
        for name, value in node.items()
    }


def edition_graph(year: int, origin: str) -> "Graph":
    """The graph of an edition; IRIs of this site begin with `origin`, which has no last slash."""
    with speaking(ENGLISH):
        here = Addresses.here()
        return _graph(nodes(edition_document(year), here, translated()), origin, here)


def _graph(found: Iterator[Node], origin: str, here: Addresses) -> "Graph":
    from rdflib import Graph, Literal, URIRef

    prefixes = {**VOCABULARIES, "gpg": f"{origin}{here.root}data/#"}
    graph = Graph(bind_namespaces="none")
    for prefix, address in prefixes.items():
        graph.bind(prefix, address)

    def iri(name: str) -> "URIRef":
        prefix, _colon, local = name.partition(":")
        if prefix in prefixes:
            return URIRef(f"{prefixes[prefix]}{local}")
        return URIRef(f"{origin}{name}" if name.startswith("/") else iri_to_uri(name))

    def term(value: Any) -> "URIRef | Literal":
        if isinstance(value, Iri):
            return iri(value)
        return Literal(*value) if isinstance(value, Text) else Literal(value)

    for subject, properties in found:
        for name, values in properties.items():
            for value in values if isinstance(values, list) else [values]:
                if value and value != Text(""):
                    graph.add((iri(subject), iri(name), term(value)))
    return graph
