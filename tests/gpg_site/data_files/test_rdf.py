"""An edition as a graph: its shapes, its terms, its addresses, and both forms of it."""

import datetime
import json
import subprocess
import sys
from functools import cache
from urllib.parse import urldefrag

import pytest
import rdflib
from rdflib import DC, DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from goals.models import (
    Correspondence,
    Edition,
    EditorialTranslation,
    Goal,
    GoalTranslation,
    NoCounterpart,
    Objective,
    SdgLink,
    SdgTranslation,
    Source,
)
from gpg_site.data_files import rdf
from tests.builders import make_link, make_objective, make_sdg, make_source, make_topic
from tests.html import read

from .graphs import ORIGIN, SH, SHAPES, dangling, refusals

# rdflib's reader of JSON-LD uses what rdflib warns of.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]

GPG = rdflib.Namespace(f"{ORIGIN}/data/#")
XKOS = rdflib.Namespace(rdf.VOCABULARIES["xkos"])


@pytest.fixture
def whole(world):
    """The small world with one of each thing that a graph can tell."""
    goal = Goal.objects.get(edition=world.current, number=2)
    source = make_source(key="a-page-fr", title="Une page")
    stated = make_link(goal=goal, sdg=make_sdg(number=17), source=source)
    SdgLink.objects.filter(pk=stated.pk).update(made_for=world.old)
    gone = make_objective(goal=Goal.objects.get(edition=world.old), number=2)
    NoCounterpart.objects.create(objective=gone, edition=world.current, reason="It is not there.")
    for language, status in (("fr", "official"), ("es", "unofficial")):
        GoalTranslation.objects.create(
            of=goal, language=language, text=f"But ({language})", status=status, source=source
        )
    for english, text in (
        ("Goal 2", "Mots courts"),
        ("Borders", "Frontières"),
        ("All on borders.", "Tout sur les frontières."),
        ("Both do the same.", "Les deux font la même chose."),
        ("Adopted in 2023.", "Adopté en 2023."),
    ):
        EditorialTranslation.objects.create(language="fr", english=english, text=text)
    for language, status in (("fr", "official"), ("ar", "unofficial")):
        SdgTranslation.objects.create(
            of=world.sdg, language=language, text=f"ODD ({language})", status=status, source=source
        )
    return world


@pytest.fixture
def graph(whole):
    return rdf.edition_graph(2023, ORIGIN)


def address(path):
    return URIRef(f"{ORIGIN}{path}")


@pytest.fixture(scope="module")
def shapes():
    return Graph().parse(SHAPES)


@pytest.mark.parametrize("year", [2017, 2023])
def test_a_graph_has_its_shapes(whole, shapes, year):
    assert refusals(rdf.edition_graph(year, ORIGIN), shapes) == set()


GOAL, OBJECTIVE = f"<{ORIGIN}/2023/goals/2/>", f"<{ORIGIN}/2023/goals/1/objectives/1/>"
THEME, COMMITMENT = f"<{ORIGIN}/2023/themes/1/>", f"<{ORIGIN}/2023/themes/1/commitments/1/>"
EDITION, TOPIC = f"<{ORIGIN}/2023/>", f"<{ORIGIN}/topics/borders/>"
STATED, EDITORIAL = (
    f"<{ORIGIN}/2023/goals/2/#sdg-17-stated>",
    f"<{ORIGIN}/2023/goals/1/#sdg-16-editorial>",
)
TABLE = f"{ORIGIN}/compare/2017/2023/"
PAIR, NEW, GONE = f"<{TABLE}#1.1-1.1>", f"<{TABLE}#2023-1.2>", f"<{TABLE}#2017-1.2>"
CONSIDERED = f"<{ORIGIN}/2023/sdgs/#considered-2023-2-16.4>"
PORTAL, SOURCE = f"<{ORIGIN}/about/>", f"<{ORIGIN}/about/sources/#a-page-fr>"


def gone(subject, name):
    return f"DELETE WHERE {{ {subject} {name} ?value }}"


def new(subject, name, value):
    return f"INSERT DATA {{ {subject} {name} {value} }}"


def other(subject, name, value):
    return f"DELETE {{ {subject} {name} ?old }} INSERT {{ {subject} {name} {value} }} WHERE {{ {subject} {name} ?old }}"  # noqa: E501


# What is done to the graph -> the shapes that refuse it.
MUTATIONS = {
    other(GOAL, "skos:altLabel", '"Goal"'): {"Text"},
    other(EDITION, "dct:description", '"Words"'): {"Text"},
    other(SOURCE, "dct:title", '"Une page"'): {"Text"},
    new(TOPIC, "skos:prefLabel", '"Borders"@en'): {"Official"},
    new(f"<{ORIGIN}/topics/>", "skos:prefLabel", '"Topics"@en'): {"Official"},
    new(GOAL, "skos:prefLabel", '"Another title"@en'): {"Official"},
    new(GOAL, "skos:prefLabel", '"Ein Titel"@de'): {"Text"},
    new(GOAL, "skos:prefLabel", '"Otro título"@fr'): {"Official"},
    new(GOAL, "skos:altLabel", '"But (fr)"@fr'): {"Official"},
    gone(EDITION, "skos:prefLabel"): {"Edition"},
    other(EDITION, "skos:notation", '"2023"'): {"Edition"},
    other(EDITION, "dct:available", '"2023"'): {"Edition"},
    gone(EDITION, "dc:rights"): {"Edition"},
    gone(EDITION, "dct:source"): {"Edition"},
    gone(OBJECTIVE, "skos:prefLabel"): {"Unit"},
    gone(OBJECTIVE, "dct:source"): {"Unit"},
    other(OBJECTIVE, "skos:notation", '"1.1"'): {"Unit"},
    other(OBJECTIVE, "skos:notation", '"GPG2023-2.1"'): {"Unit"},
    gone(OBJECTIVE, "skos:inScheme"): {"Unit"},
    f"DELETE DATA {{ {THEME} a skos:Concept }}": {"Unit"},
    gone(THEME, "skos:topConceptOf"): {"Parent"},
    f"DELETE DATA {{ {EDITION} skos:hasTopConcept {THEME} }}": {"Parent"},
    new(THEME, "skos:broader", GOAL): {"Parent"},
    gone(OBJECTIVE, "skos:broader"): {"Objective"},
    other(OBJECTIVE, "skos:broader", GOAL): {"Objective"},
    new(OBJECTIVE, "skos:broader", THEME): {"Objective"},
    gone(COMMITMENT, "skos:broader"): {"Commitment"},
    other(COMMITMENT, "skos:broader", f"<{ORIGIN}/2023/themes/2/>"): {"Commitment"},
    gone(TOPIC, "skos:altLabel"): {"Topic"},
    new(TOPIC, "skos:altLabel", '"Les frontières"@fr'): {"Topic"},
    f'DELETE DATA {{ {TOPIC} skos:definition "All on borders."@en }}': {"Topic"},
    gone("sdg:16", "rdfs:label"): {"Sdg"},
    new("sdg:16", "rdfs:label", '"ODD"@fr'): {"Sdg"},
    new("sdg:16", "rdfs:label", '"ODD (ar)"@ar'): {"Sdg"},
    gone(TOPIC, "skos:inScheme"): {"Topic"},
    gone(f"<{ORIGIN}/topics/>", "prov:wasAttributedTo"): {"Topic"},
    gone(SOURCE, "dc:publisher"): {"Source"},
    other(SOURCE, "dc:language", '"de"'): {"Source"},
    gone(STATED, "prov:hadPrimarySource"): {"Statement"},
    new(STATED, "prov:wasAttributedTo", PORTAL): {"Statement"},
    other(STATED, "gpg:evidence", '"guessed"'): {"Statement"},
    gone(EDITORIAL, "prov:wasAttributedTo"): {"Statement"},
    other(EDITORIAL, "gpg:evidence", '"stated"'): {"Statement"},
    new(EDITORIAL, "gpg:madeFor", f"<{ORIGIN}/2017/>"): {"Statement"},
    gone(EDITORIAL, "skos:editorialNote"): {"Statement"},
    other(EDITORIAL, "gpg:scope", '"some"'): {"Statement"},
    other(EDITORIAL, "gpg:directness", '"yes"'): {"Statement"},
    other(EDITORIAL, "prov:wasDerivedFrom", GOAL): {"Statement"},
    f"DELETE DATA {{ {STATED} a rdf:Statement }}": {"Mapping"},
    new(GOAL, "skos:relatedMatch", "sdg:1"): {"Mapping"},
    f"DELETE DATA {{ {GOAL} skos:relatedMatch sdg:17 }}": {"Mapped"},
    gone(CONSIDERED, "gpg:consideredFor"): {"Considered"},
    other(CONSIDERED, "gpg:target", "sdg:16"): {"Considered"},
    gone(CONSIDERED, "prov:wasAttributedTo"): {"Considered"},
    f"DELETE DATA {{ <{TABLE}> xkos:compares {EDITION} }}": {"Correspondence"},
    gone(f"<{TABLE}>", "prov:wasAttributedTo"): {"Correspondence"},
    gone(PAIR, "skos:editorialNote"): {"Association"},
    other(PAIR, "gpg:relation", '"new"'): {"Association"},
    gone(PAIR, "xkos:sourceConcept"): {"Association"},
    gone(NEW, "xkos:targetConcept"): {"Association"},
    new(GONE, "xkos:targetConcept", OBJECTIVE): {"Association"},
    f"DELETE DATA {{ <{TABLE}> xkos:madeOf {PAIR} }}": {"Association"},
}  # fmt: skip


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_its_shapes_refuse_what_is_wrong(graph, shapes, mutation):
    before = len(graph), set(graph)
    graph.update(mutation)

    assert (len(graph), set(graph)) != before
    assert refusals(graph, shapes) == MUTATIONS[mutation]


def test_every_shape_refuses_something(shapes):
    named = {urldefrag(shape).fragment for shape in shapes.subjects(RDF.type, SH.NodeShape)}

    assert set.union(*MUTATIONS.values()) == named


# XKOS is not among the vocabularies that rdflib knows: its terms, as in version 1.2.
XKOS_TERMS = {
    "Correspondence", "ConceptAssociation", "compares", "madeOf", "sourceConcept", "targetConcept",
}  # fmt: skip


def test_every_term_is_one_of_its_vocabulary(graph):
    terms = {*graph.predicates(), *graph.objects(None, RDF.type)}

    own = {GPG[name] for name in rdf.TERMS}
    known = own | {XKOS[name] for name in XKOS_TERMS}
    known |= {
        term for term in terms for space in (DC, DCTERMS, FOAF, PROV, RDF, RDFS, SKOS)
        if term in space
    }  # fmt: skip
    assert terms - known == set()
    # A definition of nothing would promise what is not there.
    assert own - terms == {GPG.motto}


def test_the_motto_is_told_where_there_is_one(whole):
    Edition.objects.filter(year=2023).update(motto="Security for all")

    found = rdf.edition_graph(2023, ORIGIN)

    assert found.value(address("/2023/"), GPG.motto) == Literal("Security for all", "en")


def test_only_official_words_are_preferred_labels(graph):
    goal = address("/2023/goals/2/")

    assert set(graph.objects(goal, SKOS.prefLabel)) == {
        Literal("Reach goal 2 of 2023", "en"),
        Literal("But (fr)", "fr"),
    }
    assert set(graph.objects(goal, SKOS.altLabel)) == {
        Literal("Goal 2", "en"),
        Literal("Mots courts", "fr"),
        Literal("But (es)", "es"),
    }
    labelled = {str(subject).removeprefix(ORIGIN) for subject in graph.subjects(SKOS.prefLabel)}
    assert {path.split("/")[1] for path in labelled} == {"2023"}
    source = address("/about/sources/#a-page-fr")
    assert source in set(graph.objects(goal, DCTERMS.source))
    assert graph.value(source, DCTERMS.title) == Literal("Une page", "fr")


def test_our_own_words_are_in_each_language_that_has_them(graph):
    borders, pair = address("/topics/borders/"), address("/compare/2017/2023/#1.1-1.1")

    assert set(graph.objects(borders, SKOS.altLabel)) == {
        Literal("Borders", "en"),
        Literal("Frontières", "fr"),
    }
    assert set(graph.objects(borders, SKOS.definition)) == {
        Literal("All on borders.", "en"),
        Literal("Tout sur les frontières.", "fr"),
    }
    assert set(graph.objects(pair, SKOS.editorialNote)) == {
        Literal("Both do the same.", "en"),
        Literal("Les deux font la même chose.", "fr"),
    }
    assert set(graph.objects(address("/2023/"), SKOS.historyNote)) == {
        Literal("Adopted in 2023.", "en"),
        Literal("Adopté en 2023.", "fr"),
    }


def test_a_name_of_ours_that_reads_as_an_official_title_is_said_once(whole):
    EditorialTranslation.objects.filter(english="Goal 2").update(text="But (fr)")

    graph = rdf.edition_graph(2023, ORIGIN)

    goal = address("/2023/goals/2/")
    assert (goal, SKOS.prefLabel, Literal("But (fr)", "fr")) in graph
    assert (goal, SKOS.altLabel, Literal("But (fr)", "fr")) not in graph


def test_an_sdg_has_the_titles_that_the_un_issued(graph):
    sdg = URIRef("http://metadata.un.org/sdg/16")

    assert set(graph.objects(sdg, RDFS.label)) == {
        Literal("SDG title 16", "en"),
        Literal("ODD (fr)", "fr"),
    }
    assert set(graph.objects(sdg, SKOS.altLabel)) == {Literal("ODD (ar)", "ar")}


def test_a_statement_says_who_makes_it(graph):
    stated = address("/2023/goals/2/#sdg-17-stated")
    editorial = address("/2023/goals/1/#sdg-16-editorial")

    source = graph.value(stated, PROV.hadPrimarySource)
    assert (source, graph.value(stated, PROV.wasAttributedTo)) == (
        address("/about/sources/#a-page-fr"),
        None,
    )
    assert graph.value(stated, GPG.madeFor) == address("/2017/")
    portal = graph.value(editorial, PROV.wasAttributedTo)
    assert (graph.value(editorial, PROV.hadPrimarySource), portal) == (None, address("/about/"))
    assert (portal, RDF.type, PROV.Agent) in graph
    sdg = rdflib.Namespace("http://metadata.un.org/sdg/")
    assert set(graph.objects(editorial, GPG.target)) == {sdg["16.4"], sdg["16.a"]}
    assert set(graph.objects(address("/2023/goals/1/"), SKOS.relatedMatch)) == {
        sdg["16"], sdg["16.4"], sdg["16.a"],
    }  # fmt: skip
    # What was considered and not linked is no mapping.
    assert set(graph.objects(address("/2023/goals/2/"), SKOS.relatedMatch)) == {sdg["17"]}


def test_correspondences_are_associations_of_two_editions(graph):
    table = address("/compare/2017/2023/")
    found = {
        str(one).partition("#")[2]: (
            graph.value(one, XKOS.sourceConcept),
            graph.value(one, XKOS.targetConcept),
            str(graph.value(one, GPG.relation)),
        )
        for one in graph.objects(table, XKOS.madeOf)
    }

    old, current = "/2017/goals/1/objectives/", "/2023/goals/1/objectives/"
    assert found == {
        "1.1-1.1": (address(f"{old}1/"), address(f"{current}1/"), "reworded"),
        "2023-1.2": (None, address(f"{current}2/"), "new"),
        "2017-1.2": (address(f"{old}2/"), None, "not carried over"),
    }


@pytest.fixture
def three(whole):
    """A third edition, compared with each of the others."""
    Edition.objects.filter(pk=whole.draft.pk).update(published_on=datetime.date(2031, 1, 1))
    first = {
        objective.edition.year: objective
        for objective in Objective.objects.filter(goal__number=1, number=1)
    }
    for year in (2017, 2023):
        Correspondence.objects.create(
            earlier=first[year], later=first[2031], relation="unchanged", reason="The same."
        )
    second = Objective.objects.get(goal__edition=whole.current, number=2)
    NoCounterpart.objects.create(objective=second, edition=whole.draft, reason="It is gone.")


@pytest.mark.parametrize("year", [2017, 2023, 2031])
def test_every_address_of_ours_answers_and_has_its_fragment(client, three, year):
    @cache
    def page(address):
        answer = client.get(address)
        return read(answer.text) if answer.status_code == 200 else None

    assert dangling(rdf.edition_graph(year, ORIGIN), page) == []
    extra = Graph()
    extra.add((address("/2023/#nowhere"), RDFS.seeAlso, address("/2024/")))
    assert dangling(extra, page) == [address("/2023/#nowhere"), address("/2024/")]


def test_both_forms_tell_the_same(whole):
    turtle = Graph().parse(data=rdf.turtle(2023, ORIGIN), format="turtle")
    json_ld = Graph().parse(data=rdf.json_ld(2023, ORIGIN), format="json-ld")

    assert len(turtle) > 150
    assert isomorphic(turtle, json_ld)
    assert isomorphic(turtle, rdf.edition_graph(2023, ORIGIN))


def test_json_ld_brings_its_context_and_stands_in_order(whole):
    found = json.loads(rdf.json_ld(2023, ORIGIN))

    assert found["@context"] == {**rdf.VOCABULARIES, "gpg": f"{ORIGIN}/data/#"}
    names = [node["@id"] for node in found["@graph"]]
    assert names == sorted(names)
    assert len(names) > 20


HOSTILE = [
    '"""',
    "\\",
    'a\\"',
    "'''@en .",
    "</script>&<b>",
    "\r\n\t",
    "\N{BRAIN}e\u0301",
    "{{ x }}",
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("form", ["turtle", "json-ld"])
def test_any_text_comes_back_as_it_was(whole, form, words):
    objective = Objective.objects.get(goal__edition__year=2023, goal__number=1, number=1)
    Objective.objects.filter(pk=objective.pk).update(text=words)
    make = {"turtle": rdf.turtle, "json-ld": rdf.json_ld}[form]

    found = Graph().parse(data=make(2023, ORIGIN), format=form)

    unit = address("/2023/goals/1/objectives/1/")
    assert found.value(unit, SKOS.prefLabel) == Literal(words, "en")


def test_an_address_that_is_none_is_made_one(whole):
    Source.objects.filter(key="doc-2023").update(url='https://example.com/a b"{c}<d>?é=1')

    found = Graph().parse(data=rdf.turtle(2023, ORIGIN), format="turtle")

    page = found.value(address("/about/sources/#doc-2023"), FOAF.page)
    assert str(page) == "https://example.com/a%20b%22%7Bc%7D%3Cd%3E?%C3%A9=1"


def test_a_draft_is_in_no_graph(whole):
    make_topic(slug="hidden")

    text = rdf.turtle(2023, ORIGIN).decode()

    assert "2031" not in text
    assert "hidden" not in text
    with pytest.raises(Edition.DoesNotExist):
        rdf.turtle(2031, ORIGIN)


def test_a_page_imports_no_rdflib(client, whole, monkeypatch):
    monkeypatch.setitem(sys.modules, "rdflib", None)  # whoever imports it now fails

    for path in ("/2023/", "/2023/goals/1/", "/data/", "/data/gpg-2023.json"):
        assert client.get(path).status_code == 200
    with pytest.raises(ImportError):
        client.get("/data/gpg-2023.ttl")


def test_a_process_starts_without_rdflib():
    code = "import gpg_site.wsgi, gpg_site.urls, sys; print('rdflib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
