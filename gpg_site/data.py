"""What the pages say that belong to neither app: home, about, sources."""

from typing import TypedDict

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from goals.data.framework import edition_data
from goals.data.nearness import themes_near
from goals.data.provisions import source_ref
from goals.data.shapes import EditionData, ProvisionRef, SdgRef, SourceRef, ThemeRef
from goals.models import Edition, Objective, Provision, SdgLink, Source
from goals.outline import Frame, GoalRef, outline
from themes.models import Commitment


class GoalInShort(TypedDict):
    """A goal with the number of its objectives and the SDGs that it is linked to."""

    goal: GoalRef
    objectives: int
    sdgs: list[SdgRef]


class HomePage(TypedDict):
    """`edition` is the current one, or None while nothing is published."""

    frame: Frame
    edition: EditionData | None
    goals: list[GoalInShort]
    themes: list[ThemeRef]


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
        return {"frame": whole.frame(), "edition": None, "goals": [], "themes": []}
    counts = dict(
        Objective.objects.in_edition(edition)
        .order_by()
        .values_list("goal__number")
        .annotate(Count("pk"))
    )
    sdgs: dict[int, dict[int, SdgRef]] = {}
    for goal, number, title in (
        SdgLink.objects.filter(goal__edition=edition)
        .order_by("sdg__number")
        .values_list("goal__number", "sdg__number", "sdg__title")
    ):
        sdgs.setdefault(goal, {})[number] = {
            "number": number,
            "title": title,
            "url": whole.addresses.sdg(number),
        }
    return {
        "frame": whole.frame(),
        "edition": edition_data(edition, whole.addresses),
        "goals": [
            {
                "goal": goal,
                "objectives": counts.get(goal["number"], 0),
                "sdgs": list(sdgs.get(goal["number"], {}).values()),
            }
            for goal in whole.edition(edition.year)["goals"]
        ],
        "themes": themes_near((), edition, whole.addresses),
    }


def plain_page() -> PlainPage:
    return {"frame": outline().frame()}


def sources_page() -> SourcesPage:
    whole = outline()
    addresses = whole.addresses
    noted: dict[int, list[NotedProvision]] = {}
    wordings: dict[int, list[ProvisionRef]] = {}
    objectives = Objective.objects.public().order_by("goal__number", "number")
    for item in objectives.exclude(note="").select_related("goal__edition"):
        year = item.edition.year
        url = addresses.objective(year, item.goal.number, item.number)
        _note(noted, wordings, year, url, item)
    commitments = Commitment.objects.public().order_by("theme__number", "number")
    for commitment in commitments.exclude(note="").select_related("theme__edition"):
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
