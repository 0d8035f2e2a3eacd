"""An edition as a graph: SKOS concepts in a scheme, with where each says it from.

Units are concepts whose IRI is their page. What they bear on is a mapping to the UN's own IRIs of
SDGs and targets, and beside it the statement itself with who makes it (PROV). Correspondences are
associations of XKOS; one without a source or a target says that there is no counterpart. Only
official words, translations included, are preferred labels; the rest is a note, an alternative
label, or a topic, and is this portal's.

rdflib is imported where a graph is made: most processes never make one.
"""

import json
from typing import TYPE_CHECKING, Any

from goals.data.shapes import ProvisionData

from .edition import EditionDocument, TranslationData, edition_document

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

UN_SDG = "http://metadata.un.org/sdg/"
VOCABULARIES = {
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xkos": "http://rdf-vocabulary.ddialliance.org/xkos#",
}


def turtle(year: int, origin: str) -> bytes:
    """The edition in Turtle."""
    text: str = graph(edition_document(year), origin).serialize(format="turtle")
    return text.encode()


def json_ld(year: int, origin: str) -> bytes:
    """The edition in JSON-LD, in a fixed order."""
    made = graph(edition_document(year), origin)
    found = json.loads(made.serialize(format="json-ld", context=VOCABULARIES, auto_compact=False))
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


def graph(document: EditionDocument, origin: str) -> "Graph":
    """The graph of an edition; IRIs of this site begin with `origin`, which has no last slash."""
    return _Writer(document, origin).write()


class _Writer:
    def __init__(self, document: EditionDocument, origin: str) -> None:
        from rdflib import Graph, Literal, Namespace, URIRef

        self.document, self.origin = document, origin
        self.iri, self.literal = URIRef, Literal
        self.graph = Graph(bind_namespaces="none")
        for prefix, address in VOCABULARIES.items():
            self.graph.bind(prefix, Namespace(address))
        # What no vocabulary has a word for; the page on data explains them.
        self.terms = Namespace(f"{origin}{self._root()}data/#")
        self.graph.bind("gpg", self.terms)
        self.scheme = self.here(document["edition"]["url"])
        self.topics = self.here(f"{self._root()}topics/")

    def _root(self) -> str:
        edition = self.document["edition"]
        return edition["url"].removesuffix(f"{edition['year']}/")

    def here(self, address: str) -> "URIRef":
        return self.iri(self.origin + address)

    def say(self, subject: "URIRef", name: str, value: Any, language: str | None = None) -> None:
        """One statement by a prefixed name; a plain string is a literal, nothing if empty."""
        if value in ("", None):
            return
        prefix, _colon, local = name.partition(":")
        thing = self.literal(value, lang=language) if type(value) is str else value
        self.graph.add((subject, self.iri(VOCABULARIES[prefix] + local), thing))

    def is_a(self, subject: "URIRef", name: str) -> None:
        prefix, _colon, local = name.partition(":")
        self.say(subject, "rdf:type", self.iri(VOCABULARIES[prefix] + local))

    def write(self) -> "Graph":
        self.write_scheme()
        self.write_sources()
        for goal in self.document["goals"]:
            one = self.write_parent(goal, goal["title"], f"{goal['number']}")
            self.say(one, "skos:altLabel", goal["short_title"], "en")
            for objective in goal["objectives"]:
                self.write_provision(objective, one, objective["translations"])
        for theme in self.document["themes"]:
            one = self.write_parent(theme, theme["title"], f"T{theme['number']}")
            for commitment in theme["commitments"]:
                self.write_provision(commitment, one, commitment["translations"])
        self.write_topics()
        self.write_statements()
        self.write_considered()
        self.write_correspondences()
        return self.graph

    def write_scheme(self) -> None:
        edition = self.document["edition"]
        self.is_a(self.scheme, "skos:ConceptScheme")
        self.say(self.scheme, "dct:title", edition["title"], "en")
        self.say(self.scheme, "dct:creator", edition["source"]["publisher"])
        self.say(self.scheme, "dct:description", "\n\n".join(edition["foreword"]), "en")
        self.say(self.scheme, "dct:provenance", edition["adopted"], "en")
        self.say(self.scheme, "skos:editorialNote", edition["note"], "en")
        self.say(self.scheme, "dct:source", self.source(edition["source"]["key"]))

    def source(self, key: str) -> "URIRef":
        return self.here(f"{self._root()}about/sources/#{key}")

    def write_sources(self) -> None:
        for source in self.document["sources"]:
            one = self.source(source["key"])
            self.is_a(one, "dct:BibliographicResource")
            self.say(one, "dct:title", source["title"])
            self.say(one, "dct:publisher", source["publisher"])
            self.say(one, "dct:date", source["date_printed"])
            self.say(one, "foaf:page", self.iri(source["url"]) if source["url"] else "")

    def write_parent(self, unit: Any, title: str, code: str) -> "URIRef":
        """A goal or theme: a top concept of the edition."""
        one = self.here(unit["url"])
        self.is_a(one, "skos:Concept")
        self.say(one, "skos:inScheme", self.scheme)
        self.say(one, "skos:topConceptOf", self.scheme)
        self.say(self.scheme, "skos:hasTopConcept", one)
        self.say(one, "dct:isPartOf", self.scheme)
        self.say(one, "skos:notation", f"GPG{self.document['edition']['year']}-{code}")
        self.say(one, "skos:prefLabel", title, "en")
        self.say(one, "skos:editorialNote", unit["note"], "en")
        self.say(one, "dct:source", self.source(self.document["edition"]["source"]["key"]))
        self.write_translations(one, unit["translations"])
        return one

    def write_provision(
        self, unit: ProvisionData, parent: "URIRef", translations: list[TranslationData]
    ) -> None:
        one = self.here(unit["url"])
        self.is_a(one, "skos:Concept")
        self.say(one, "skos:inScheme", self.scheme)
        self.say(one, "skos:broader", parent)
        self.say(one, "dct:isPartOf", parent)
        self.say(one, "skos:notation", unit["full_code"])
        self.say(one, "skos:prefLabel", unit["text"], "en")
        self.say(one, "skos:editorialNote", unit["note"], "en")
        key = unit["wording_source"] or self.document["edition"]["source"]["key"]
        self.say(one, "dct:source", self.source(key))
        for topic in unit["topics"]:
            self.say(one, "dct:subject", self.topic(topic["slug"]))
        self.write_translations(one, translations)

    def write_translations(self, one: "URIRef", translations: list[TranslationData]) -> None:
        for translation in translations:
            label = "skos:prefLabel" if translation["status"] == "official" else "skos:altLabel"
            self.say(one, label, translation["text"], translation["language"])

    def topic(self, slug: str) -> "URIRef":
        return self.here(f"{self._root()}topics/{slug}/")

    def write_topics(self) -> None:
        if self.document["topics"]:
            self.is_a(self.topics, "skos:ConceptScheme")
            self.say(self.topics, "dct:title", "Topics", "en")
        for topic in self.document["topics"]:
            one = self.topic(topic["slug"])
            self.is_a(one, "skos:Concept")
            self.say(one, "skos:inScheme", self.topics)
            self.say(one, "skos:prefLabel", topic["name"], "en")
            self.say(one, "skos:definition", topic["description"], "en")

    def write_statements(self) -> None:
        portal = self.here(f"{self._root()}about/")
        for statement in self.document["statements"]:
            goal = self.here(statement["goal"]["url"])
            sdg = self.iri(f"{UN_SDG}{statement['sdg']['number']}")
            one = self.here(f"{statement['goal']['url']}#{statement['anchor']}")
            self.is_a(one, "rdf:Statement")
            self.is_a(one, "prov:Entity")
            self.say(one, "rdf:subject", goal)
            self.say(one, "rdf:predicate", self.iri(VOCABULARIES["skos"] + "relatedMatch"))
            self.say(one, "rdf:object", sdg)
            for name in ("evidence", "scope", "directness"):
                self.graph.add((one, self.terms[name], self.literal(statement[name])))
            self.say(one, "rdfs:comment", statement["reason"], "en")
            self.say(goal, "skos:relatedMatch", sdg)
            if statement["source"]:
                self.say(one, "prov:hadPrimarySource", self.source(statement["source"]["key"]))
            else:
                self.say(one, "prov:wasAttributedTo", portal)
            for target in statement["targets"]:
                its = self.iri(f"{UN_SDG}{target['code']}")
                self.say(one, "dct:relation", its)
                self.say(goal, "skos:relatedMatch", its)
            for objective in statement["objectives"]:
                self.say(one, "prov:wasDerivedFrom", self.here(objective["url"]))

    def write_considered(self) -> None:
        for target in self.document["considered"]:
            note = f"SDG target {target['code']} was considered, not linked: {target['reason']}"
            self.say(self.here(target["goal"]["url"]), "skos:editorialNote", note, "en")

    def write_correspondences(self) -> None:
        for pair in self.document["correspondences"]:
            one = self.association(pair["earlier"]["year"], pair["earlier"], pair["later"])
            self.graph.add((one, self.terms["relation"], self.literal(pair["relation"])))
            self.say(one, "rdfs:comment", pair["reason"], "en")
        year = self.document["edition"]["year"]
        for end in self.document["no_counterparts"]:
            is_new = end["unit"]["year"] == year
            earlier = None if is_new else end["unit"]
            other = end["year"] if is_new else end["unit"]["year"]
            one = self.association(other, earlier, end["unit"] if is_new else None)
            relation = "new" if is_new else "not carried over"
            self.graph.add((one, self.terms["relation"], self.literal(relation)))
            self.say(one, "rdfs:comment", end["reason"], "en")

    def association(self, other: int, earlier: Any, later: Any) -> "URIRef":
        """That one concept became another; without one of them, that there is no counterpart."""
        year = self.document["edition"]["year"]
        whole = self.here(f"{self._root()}compare/{other}/{year}/")
        codes = "-".join(unit["code"] if unit else "none" for unit in (earlier, later))
        one = self.iri(f"{whole}#{codes}")
        self.is_a(whole, "xkos:Correspondence")
        self.say(whole, "xkos:compares", self.here(f"{self._root()}{other}/"))
        self.say(whole, "xkos:compares", self.scheme)
        self.say(whole, "xkos:madeOf", one)
        self.is_a(one, "xkos:ConceptAssociation")
        if earlier:
            self.say(one, "xkos:sourceConcept", self.here(earlier["url"]))
        if later:
            self.say(one, "xkos:targetConcept", self.here(later["url"]))
        return one
