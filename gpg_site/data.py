"""What the pages say that belong to neither app: home, about, sources."""

from typing import TypedDict

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from goals.data.framework import edition_data
from goals.data.nearness import themes_near
from goals.data.provisions import source_ref
from goals.data.shapes import EditionData, ProvisionRef, SdgRef, SourceRef, ThemeRef
from goals.models import Edition, NoCounterpart, Objective, Provision, Sdg, SdgLink, Source
from goals.outline import Frame, GoalRef, Outline, outline
from themes.models import Commitment

from .diagram import Curve, curves


class LinkInShort(TypedDict):
    """An SDG that a goal is linked to, and by what evidence: stated, editorial, or both."""

    sdg: SdgRef
    evidence: list[str]


class GoalInShort(TypedDict):
    """A goal with the number of its objectives and the SDGs that it is linked to."""

    goal: GoalRef
    objectives: int
    links: list[LinkInShort]


class SdgInDiagram(TypedDict):
    sdg: SdgRef
    is_linked: bool


class Change(TypedDict):
    """What the current edition changed, in numbers, in the portal's reading of both texts.

    `new` of the `objectives` are said to correspond to nothing in the edition of `year`, `dropped`
    of that edition's `former` objectives to nothing now.
    """

    year: int
    url: str
    objectives: int
    former: int
    new: int
    dropped: int


class HomePage(TypedDict):
    """`edition` is the current one, or None while nothing is published.

    `change` is None while there is no earlier edition.
    """

    frame: Frame
    edition: EditionData | None
    goals: list[GoalInShort]
    themes: list[ThemeRef]
    sdgs: list[SdgInDiagram]
    curves: list[Curve]
    change: Change | None


class PlainPage(TypedDict):
    frame: Frame


class NotedProvision(TypedDict):
    """A provision whose wording needs a word of ours, and that word."""

    provision: ProvisionRef
    text: str
    note: str


class SourceUse(TypedDict):
    """A source document, the years of the editions that are made of it, and what else it is for.

    `statements` counts the links to SDGs that it states, `wordings` the provisions whose words it
    gives in place of the edition's own document.
    """

    source: SourceRef
    extent: str
    note: str
    editions: list[int]
    statements: int
    wordings: list[ProvisionRef]


class EditionNotes(TypedDict):
    year: int
    url: str
    provisions: list[NotedProvision]


class SourcesPage(TypedDict):
    frame: Frame
    sources: list[SourceUse]
    notes: list[EditionNotes]


def home_page() -> HomePage:
    whole = outline()
    edition = Edition.objects.published().select_related("source").order_by("-year").first()
    if edition is None:
        return {
            "frame": whole.frame(),
            "edition": None,
            "goals": [],
            "themes": [],
            "sdgs": [],
            "curves": [],
            "change": None,
        }
    sdgs: dict[int, SdgRef] = {
        number: {"number": number, "title": title, "url": whole.addresses.sdg(number)}
        for number, title in Sdg.objects.values_list("number", "title")
    }
    links = list(
        SdgLink.objects.filter(goal__edition=edition)
        .order_by("goal__number", "sdg__number", "-evidence")
        .values_list("goal__number", "sdg__number", "evidence")
    )
    linked = {sdg for _goal, sdg, _evidence in links}
    goals = whole.edition(edition.year)["goals"]
    counts = _objectives()
    return {
        "frame": whole.frame(),
        "edition": edition_data(edition, whole.addresses),
        "goals": [
            {
                "goal": goal,
                "objectives": counts.get((edition.year, goal["number"]), 0),
                "links": _links_of(goal["number"], links, sdgs),
            }
            for goal in goals
        ],
        "themes": themes_near((), edition, whole.addresses),
        "sdgs": [{"sdg": sdg, "is_linked": number in linked} for number, sdg in sdgs.items()],
        "curves": curves(links, list(sdgs), [goal["number"] for goal in goals]),
        "change": _change(whole, counts),
    }


def _objectives() -> dict[tuple[int, int], int]:
    """The number of objectives by year and number of goal, of all public editions."""
    rows = (
        Objective.objects.public()
        .order_by()
        .values_list("goal__edition__year", "goal__number")
        .annotate(Count("pk"))
    )
    return {(year, goal): count for year, goal, count in rows}


def _links_of(
    goal: int, links: list[tuple[int, int, str]], sdgs: dict[int, SdgRef]
) -> list[LinkInShort]:
    evidence: dict[int, list[str]] = {}
    for number, sdg, kind in links:
        if number == goal:
            evidence.setdefault(sdg, []).append(kind)
    return [{"sdg": sdgs[sdg], "evidence": kinds} for sdg, kinds in evidence.items()]


def _change(whole: Outline, counts: dict[tuple[int, int], int]) -> Change | None:
    if len(whole.editions) < 2:
        return None
    current, former = whole.editions[0]["year"], whole.editions[1]["year"]
    alone = NoCounterpart.objects.filter(
        objective__goal__edition__year__in=(current, former), edition__year__in=(current, former)
    ).aggregate(
        new=Count("pk", filter=Q(objective__goal__edition__year=current)),
        dropped=Count("pk", filter=Q(objective__goal__edition__year=former)),
    )
    totals = {
        year: sum(count for (of, _goal), count in counts.items() if of == year)
        for year in (current, former)
    }
    return {
        "year": former,
        "url": whole.editions[1]["url"],
        "objectives": totals[current],
        "former": totals[former],
        "new": alone["new"],
        "dropped": alone["dropped"],
    }


def plain_page() -> PlainPage:
    return {"frame": outline().frame()}


def sources_page() -> SourcesPage:
    whole = outline()
    addresses = whole.addresses
    noted: dict[int, list[NotedProvision]] = {}
    wordings: dict[int, list[ProvisionRef]] = {}
    plain = Q(note="", wording_source=None)
    objectives = Objective.objects.public().order_by("goal__number", "number")
    for item in objectives.exclude(plain).select_related("goal__edition"):
        year = item.edition.year
        url = addresses.objective(year, item.goal.number, item.number)
        _note(noted, wordings, year, url, item)
    commitments = Commitment.objects.public().order_by("theme__number", "number")
    for commitment in commitments.exclude(plain).select_related("theme__edition"):
        year = commitment.edition.year
        url = addresses.commitment(year, commitment.theme.number, commitment.number)
        _note(noted, wordings, year, url, commitment)
    return {
        "frame": whole.frame({"label": _("About"), "url": f"{addresses.root}about/"}),
        "sources": _sources(wordings),
        "notes": [
            {"year": edition["year"], "url": edition["url"], "provisions": noted[edition["year"]]}
            for edition in whole.editions
            if edition["year"] in noted
        ],
    }


def _note(
    noted: dict[int, list[NotedProvision]],
    wordings: dict[int, list[ProvisionRef]],
    year: int,
    url: str,
    item: Provision,
) -> None:
    ref: ProvisionRef = {"code": item.full_code, "url": url}
    if item.note:
        noted.setdefault(year, []).append({"provision": ref, "text": item.text, "note": item.note})
    if item.wording_source_id:
        wordings.setdefault(item.wording_source_id, []).append(ref)


def _sources(wordings: dict[int, list[ProvisionRef]]) -> list[SourceUse]:
    public_links = Q(sdg_links__goal__edition__published_on__isnull=False)
    sources = Source.objects.annotate(
        statements=Count("sdg_links", filter=public_links, distinct=True)
    ).prefetch_related(Prefetch("editions", queryset=Edition.objects.published()))
    uses: list[SourceUse] = [
        {
            "source": source_ref(source),
            "extent": source.extent,
            "note": source.note,
            "editions": [edition.year for edition in source.editions.all()],
            "statements": source.statements,
            "wordings": wordings.get(source.pk, []),
        }
        for source in sources
    ]
    # The documents that editions are made of come first, the newest at their head.
    return sorted(uses, key=lambda use: -max(use["editions"], default=0))
