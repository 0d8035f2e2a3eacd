"""What the graph of an edition says, node by node: SKOS concepts, and where each is from.

Units are concepts whose IRI is their page. What they bear on is a mapping to the UN's own IRIs of
SDGs and targets, and beside it the statement itself with who makes it (PROV). Correspondences are
associations of XKOS; one without a source or a target says that there is no counterpart.

Whose words they are shows by the property. The preferred labels, `dct:description` and `gpg:motto`
are INTERPOL's, translations only where they are official; alternative labels, definitions and notes
are the portal's, in each language that an editor put them into, or an unofficial translation.
`rdfs:label` is the UN's short title of an SDG, in other languages where the UN issued it so.

Sources: W3C, SKOS Reference (2009) and PROV-O (2013); DDI Alliance, XKOS 1.2 (2019); DCMI Metadata
Terms (2020); the UN's own graph of the SDGs, where `sdg:16` and `sdg:16.4` are concepts.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from goals import codes
from goals.addresses import Addresses
from goals.answers import meta
from goals.data.counterparts import UnitRef

from .edition import BREAK, EditionDocument, TranslationData
from .translated import Translated


class Iri(str):
    """An address of this site from its root, a name with a prefix, or an address elsewhere."""


class Text(NamedTuple):
    """Words in a language."""

    words: str
    language: str = "en"


# What is described, by its IRI, and its properties by their names. A value is an Iri, a Text, a
# date, a plain string, which is a name or a code, or a list of them; empty ones say nothing.
Node = tuple[str, Mapping[str, Any]]


def nodes(document: EditionDocument, here: Addresses, said: Translated) -> Iterator[Node]:
    """All that the graph of an edition says; a subject may come several times."""
    portal = Iri(f"{here.root}about/")
    yield _edition(document, here, said)
    yield (
        portal,
        {
            "rdf:type": Iri("prov:Agent"),
            "foaf:name": _("Global Policing Goals portal (independent, non-official)"),
        },
    )
    yield from _sources(document, here)
    for goal in document["goals"]:
        yield _parent(document, here, said, goal, "Goal", goal["short_title"])
        for objective in goal["objectives"]:
            yield _provision(document, here, said, objective, goal["url"], "Objective")
    for theme in document["themes"]:
        yield _parent(document, here, said, theme, "Theme")
        for commitment in theme["commitments"]:
            yield _provision(document, here, said, commitment, theme["url"], "Commitment")
    yield from _topics(document, here, said, portal)
    yield from _statements(document, here, said, portal)
    yield from _considered(document, here, said, portal)
    yield from _correspondences(document, here, said, portal)


def _edition(document: EditionDocument, here: Addresses, said: Translated) -> Node:
    edition = document["edition"]
    about = meta("", edition["url"], edition["url"])
    return edition["url"], {
        "rdf:type": Iri("skos:ConceptScheme"),
        "skos:prefLabel": Text(edition["title"]),
        "skos:notation": f"GPG{edition['year']}",
        "skos:hasTopConcept": [
            Iri(unit["url"]) for unit in (*document["goals"], *document["themes"])
        ],
        "gpg:motto": Text(edition["motto"]),
        "dct:description": Text(BREAK.join(edition["foreword"])),
        "dc:creator": edition["source"]["publisher"],
        "dct:source": _source(edition["source"]["key"], here),
        "dct:dateAccepted": _date(edition["adopted_on"]),
        "dct:available": _date(edition["published_on"]),
        "dc:rights": Text(about["terms"]),
        "skos:historyNote": _ours(edition["adopted"], said),
        "skos:editorialNote": [
            Text(f"{about['official']} {about['editorial']}"),
            *_ours(edition["note"], said),
        ],
    }


def _date(day: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(day) if day else None


def _source(key: str, here: Addresses) -> Iri:
    return Iri(f"{here.root}about/sources/#{key}" if key else "")


def _sources(document: EditionDocument, here: Addresses) -> Iterator[Node]:
    units: list[Any] = [*document["goals"], *document["themes"]]
    units += [item for goal in document["goals"] for item in goal["objectives"]]
    units += [item for theme in document["themes"] for item in theme["commitments"]]
    # A document that translations are taken from is in their language.
    languages = {
        translation["source"]: translation["language"]
        for unit in units
        for translation in unit["translations"]
    }
    for source in document["sources"]:
        language = languages.get(source["key"], "en")
        yield (
            _source(source["key"], here),
            {
                "rdf:type": [Iri("dct:BibliographicResource"), Iri("prov:Entity")],
                "dct:title": Text(source["title"], language),
                "dc:language": language,
                "dc:publisher": source["publisher"],
                "dct:date": source["date_printed"],
                "foaf:page": Iri(source["url"]),
            },
        )


def _parent(
    document: EditionDocument,
    here: Addresses,
    said: Translated,
    unit: Any,
    kind: str,
    name: str = "",
) -> Node:
    """A goal or theme: a top concept of the edition."""
    edition = document["edition"]
    labels = _labels(unit["title"], unit["translations"])
    code = f"T{unit['number']}" if kind == "Theme" else str(unit["number"])
    # No label is both: a name of ours may read as an official title does.
    names = [text for text in _ours(name, said) if text not in labels["skos:prefLabel"]]
    return unit["url"], {
        "rdf:type": [Iri("skos:Concept"), Iri(f"gpg:{kind}")],
        "skos:inScheme": Iri(edition["url"]),
        "skos:topConceptOf": Iri(edition["url"]),
        "dct:isPartOf": Iri(edition["url"]),
        "skos:notation": codes.with_edition(edition["year"], code),
        **labels,
        "skos:altLabel": [*labels["skos:altLabel"], *names],
        "skos:editorialNote": _ours(unit["note"], said),
        "dct:source": _origins(edition["source"]["key"], unit["translations"], here),
    }


def _provision(
    document: EditionDocument,
    here: Addresses,
    said: Translated,
    unit: Any,
    parent: str,
    kind: str,
) -> Node:
    """An objective or commitment."""
    edition = document["edition"]
    key = unit["wording_source"] or edition["source"]["key"]
    return unit["url"], {
        "rdf:type": [Iri("skos:Concept"), Iri(f"gpg:{kind}")],
        "skos:inScheme": Iri(edition["url"]),
        "skos:broader": Iri(parent),
        "dct:isPartOf": Iri(parent),
        "skos:notation": unit["full_code"],
        **_labels(unit["text"], unit["translations"]),
        "skos:editorialNote": _ours(unit["note"], said),
        "dct:source": _origins(key, unit["translations"], here),
        "prov:wasQuotedFrom": Iri(unit["place_url"]),
        "dct:subject": [Iri(here.topic(topic["slug"])) for topic in unit["topics"]],
    }


def _labels(
    words: str, translations: list[TranslationData], official: str = "skos:prefLabel"
) -> dict[str, list[Text]]:
    """Official words and their translations, each as the label that its status makes it."""
    found = {official: [Text(words)], "skos:altLabel": []}
    for translation in translations:
        name = official if translation["status"] == "official" else "skos:altLabel"
        found[name].append(Text(translation["text"], translation["language"]))
    return found


def _ours(text: str, said: Translated) -> list[Text]:
    """A text of the portal's own in each language that has it, English first; none if empty."""
    if not text:
        return []
    others = said.ours.get(text, {})
    return [Text(text), *(Text(words, language) for language, words in others.items())]


def _origins(key: str, translations: list[TranslationData], here: Addresses) -> list[Iri]:
    """Where the words are from. Each document has its language, and so has each label."""
    return [_source(one, here) for one in (key, *(each["source"] for each in translations))]


def _topics(
    document: EditionDocument, here: Addresses, said: Translated, portal: Iri
) -> Iterator[Node]:
    scheme = Iri(f"{here.root}topics/")
    if document["topics"]:
        yield (
            scheme,
            {
                "rdf:type": [Iri("skos:ConceptScheme"), Iri("prov:Entity")],
                "skos:altLabel": Text(_("Topics")),
                "prov:wasAttributedTo": portal,
            },
        )
    for topic in document["topics"]:
        yield (
            topic["url"],
            {
                "rdf:type": Iri("skos:Concept"),
                "skos:inScheme": scheme,
                "skos:altLabel": _ours(topic["name"], said),
                "skos:definition": _ours(topic["description"], said),
            },
        )


def _statements(
    document: EditionDocument, here: Addresses, said: Translated, portal: Iri
) -> Iterator[Node]:
    for statement in document["statements"]:
        goal, sdg = statement["goal"]["url"], Iri(f"sdg:{statement['sdg']['number']}")
        targets = [Iri(f"sdg:{target['code']}") for target in statement["targets"]]
        source, made_for = statement["source"], statement["made_for"]
        yield (
            f"{goal}#{statement['anchor']}",
            {
                "rdf:type": [Iri("rdf:Statement"), Iri("prov:Entity")],
                "rdf:subject": Iri(goal),
                "rdf:predicate": Iri("skos:relatedMatch"),
                "rdf:object": sdg,
                "gpg:target": targets,
                "gpg:evidence": statement["evidence"],
                "gpg:scope": statement["scope"],
                "gpg:directness": statement["directness"],
                "gpg:madeFor": Iri(here.edition(made_for) if made_for else ""),
                "skos:editorialNote": _ours(statement["reason"], said),
                "prov:hadPrimarySource": _source(source["key"] if source else "", here),
                "prov:wasAttributedTo": portal if statement["evidence"] == "editorial" else "",
                "prov:wasDerivedFrom": [
                    Iri(objective["url"]) for objective in statement["objectives"]
                ],
            },
        )
        yield goal, {"skos:relatedMatch": [sdg, *targets]}
        title, number = statement["sdg"]["title"], statement["sdg"]["number"]
        yield (
            sdg,
            {
                "rdf:type": Iri("skos:Concept"),
                **_labels(title, said.sdgs.get(number, []), "rdfs:label"),
            },
        )
        for target in statement["targets"]:
            yield (
                f"sdg:{target['code']}",
                {
                    "rdf:type": Iri("skos:Concept"),
                    "skos:altLabel": _ours(target["label"], said),
                },
            )


def _considered(
    document: EditionDocument, here: Addresses, said: Translated, portal: Iri
) -> Iterator[Node]:
    crosswalk = here.crosswalk(document["edition"]["year"])
    for target in document["considered"]:
        yield (
            f"{crosswalk}#{target['anchor']}",
            {
                "rdf:type": [Iri("gpg:ConsideredTarget"), Iri("prov:Entity")],
                "gpg:consideredFor": Iri(target["goal"]["url"]),
                "gpg:target": Iri(f"sdg:{target['code']}"),
                "skos:editorialNote": _ours(target["reason"], said),
                "prov:wasAttributedTo": portal,
            },
        )


def _correspondences(
    document: EditionDocument, here: Addresses, said: Translated, portal: Iri
) -> Iterator[Node]:
    """The edition beside earlier ones: each row stands at its place in the comparison."""
    year = document["edition"]["year"]
    for earlier, anchor, concepts, relation, reason in _compared(document):
        table = here.comparison(earlier, year)
        one = Iri(f"{table}#{anchor}")
        yield here.edition(earlier), {"rdf:type": Iri("skos:ConceptScheme")}
        yield (
            table,
            {
                "rdf:type": [Iri("xkos:Correspondence"), Iri("prov:Entity")],
                "xkos:compares": [Iri(here.edition(earlier)), Iri(here.edition(year))],
                "xkos:madeOf": one,
                "prov:wasAttributedTo": portal,
            },
        )
        yield (
            one,
            {
                "rdf:type": Iri("xkos:ConceptAssociation"),
                **{f"xkos:{side}Concept": Iri(unit["url"]) for side, unit in concepts.items()},
                "gpg:relation": relation,
                "skos:editorialNote": _ours(reason, said),
            },
        )


def _compared(
    document: EditionDocument,
) -> Iterator[tuple[int, str, dict[str, UnitRef], str, str]]:
    """What is said of the edition and an earlier one: its year, the fragment, source and target,
    relation and reason."""
    for pair in document["correspondences"]:
        one, other = pair["earlier"], pair["later"]
        units = {"source": one, "target": other}
        anchor = f"{one['code']}-{other['code']}"
        yield one["year"], anchor, units, pair["relation"], pair["reason"]
    for end in document["no_counterparts"]:
        unit, anchor = end["unit"], f"{end['unit']['year']}-{end['unit']['code']}"
        if unit["year"] == document["edition"]["year"]:
            yield end["year"], anchor, {"target": unit}, "new", end["reason"]
        else:
            yield unit["year"], anchor, {"source": unit}, "not carried over", end["reason"]
