"""What the pages of the sources say: the list of documents, and the stored text of one."""

from collections import Counter
from typing import TypedDict

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from goals import wording
from goals.addresses import Addresses
from goals.data.provisions import source_ref
from goals.data.shapes import ProvisionRef, SourceRef
from goals.languages import english, ours
from goals.models import (
    Edition,
    GoalTranslation,
    Objective,
    ObjectiveTranslation,
    SdgLink,
    SdgTranslation,
    Source,
)
from goals.outline import Frame, Link, outline
from goals.visibility import visible
from themes.models import Commitment, CommitmentTranslation, ThemeTranslation

from .verification import Wording, inconsistencies, wordings

# Everything that can rest on a source: the field that names it, and the way to the edition.
USES = (
    (Edition, "source", ""),
    (Objective, "wording_source", "goal__edition__"),
    (Commitment, "wording_source", "theme__edition__"),
    (SdgLink, "source", "goal__edition__"),
    (GoalTranslation, "source", "of__edition__"),
    (ObjectiveTranslation, "source", "of__goal__edition__"),
    (ThemeTranslation, "source", "of__edition__"),
    (CommitmentTranslation, "source", "of__theme__edition__"),
)
TRANSLATIONS = (SdgTranslation, *(model for model, _f, _w in USES[4:]))


class SourceUse(TypedDict):
    """A source document, the years of the editions that are made of it, and what else it is for.

    `text_url` is empty when no text is stored. `official` counts the wordings taken from it,
    `verbatim` those of them that stand in it. `statements` counts the links to SDGs that it
    states, `wordings` are the provisions whose words it gives in place of the edition's own
    document.
    """

    source: SourceRef
    extent: str
    note: str
    text_url: str
    editions: list[int]
    official: int
    verbatim: int
    statements: int
    wordings: list[ProvisionRef]


class Check(TypedDict):
    """The result of verification: how many official wordings stand in their source, which don't,
    and a sentence for each inconsistency."""

    official: int
    verbatim: int
    altered: list[Link]
    inconsistencies: list[str]


class NotedWording(TypedDict):
    code: str
    url: str
    text: str


class Noted(TypedDict):
    """A word of ours, and the official wordings that need it."""

    wordings: list[NotedWording]
    note: str


class EditionNotes(TypedDict):
    """The wordings of an edition that were completed in brackets, and those with other notes."""

    year: int
    completed: list[Noted]
    doubts: list[Noted]


class SourcesPage(TypedDict):
    frame: Frame
    sources: list[SourceUse]
    check: Check
    notes: list[EditionNotes]


class SourceBlock(TypedDict):
    """A block of a stored text, and the units whose official wording it is.

    `kind` is heading, bullet or paragraph.
    """

    number: int
    kind: str
    text: str
    units: list[Link]


class SourcePage(TypedDict):
    """`language` is that of the text where it is known not to be English, or empty."""

    frame: Frame
    source: SourceRef
    extent: str
    language: str
    blocks: list[SourceBlock]
    official: int
    verbatim: int


def public_sources() -> QuerySet[Source]:
    """Without those that drafts alone rest on."""
    of_drafts = of_public = Q()
    for model, field, way in USES:
        uses = model._default_manager.filter(**{field: OuterRef("pk")})
        of_drafts |= Q(Exists(uses.filter(~visible(way))))
        of_public |= Q(Exists(uses.filter(visible(way))))
    of_public |= Q(Exists(SdgTranslation.objects.filter(source=OuterRef("pk"))))
    return Source.objects.filter(of_public | ~of_drafts)


def sources_page() -> SourcesPage:
    whole = outline()
    found = list(wordings(drafts=False))
    return {
        "frame": whole.frame(_about(whole.addresses)),
        "sources": _sources(found, whole.addresses),
        "check": {
            "official": len(found),
            "verbatim": sum(item.is_verbatim for item in found),
            "altered": [
                {"label": item.unit, "url": item.url} for item in found if not item.is_verbatim
            ],
            "inconsistencies": list(inconsistencies(drafts=False)),
        },
        "notes": [
            notes
            for edition in whole.editions
            if (notes := _notes(edition["year"], found))["completed"] or notes["doubts"]
        ],
    }


def source_page(key: str) -> SourcePage | None:
    """The page of a source, or None where there is no such source, or drafts alone rest on it."""
    source = public_sources().filter(key=key).first()
    if source is None:
        return None
    whole = outline()
    taken = [item for item in wordings(drafts=False) if item.source.pk == source.pk]
    units: dict[int | None, list[Link]] = {}
    for item in taken:
        units.setdefault(item.place, []).append({"label": item.name, "url": item.url})
    return {
        "frame": whole.frame(
            _about(whole.addresses),
            {"label": _("Sources"), "url": f"{whole.addresses.root}about/sources/"},
        ),
        "source": source_ref(source),
        "extent": source.extent,
        "language": _language(source),
        "blocks": [
            {
                "number": number,
                "kind": block.kind,
                "text": block.text,
                "units": units.get(number, []),
            }
            for number, block in enumerate(wording.blocks(source.text), start=1)
        ],
        "official": len(taken),
        "verbatim": sum(item.is_verbatim for item in taken),
    }


def _about(addresses: Addresses) -> Link:
    return {"label": _("About"), "url": f"{addresses.root}about/"}


def _sources(found: list[Wording], addresses: Addresses) -> list[SourceUse]:
    # In an order of its own: where rows are grouped, a model's does not hold.
    sources = (
        public_sources()
        .order_by("key")
        .annotate(
            statements=Count(
                "sdg_links", filter=visible("sdg_links__goal__edition__"), distinct=True
            )
        )
    )
    official = Counter(item.source.pk for item in found)
    verbatim = Counter(item.source.pk for item in found if item.is_verbatim)
    borrowed: dict[int, list[ProvisionRef]] = {}
    for item in found:
        if item.source.pk != item.edition.source_id:
            borrowed.setdefault(item.source.pk, []).append({"code": item.unit, "url": item.url})
    uses: list[SourceUse] = [
        {
            "source": source_ref(source),
            "extent": source.extent,
            "note": ours(source.note),
            "text_url": addresses.source(source.key) if source.text else "",
            "editions": [edition.year for edition in source.editions.all()],
            "official": official[source.pk],
            "verbatim": verbatim[source.pk],
            "statements": source.statements,
            "wordings": borrowed.get(source.pk, []),
        }
        for source in sources.prefetch_related(
            Prefetch("editions", queryset=Edition.objects.published())
        )
    ]
    # The documents that editions are made of come first, the newest at their head.
    return sorted(uses, key=lambda use: -max(use["editions"], default=0))


def _notes(year: int, found: list[Wording]) -> EditionNotes:
    completed: dict[str, list[NotedWording]] = {}
    doubts: dict[str, list[NotedWording]] = {}
    for item in found:
        is_completed = bool(wording.completions(item.text))
        if item.edition.year == year and (is_completed or item.note):
            (completed if is_completed else doubts).setdefault(item.note, []).append(
                {"code": item.unit, "url": item.url, "text": english(item.text)}
            )
    return {"year": year, "completed": _noted(completed), "doubts": _noted(doubts)}


def _noted(by_note: dict[str, list[NotedWording]]) -> list[Noted]:
    return [{"wordings": noted, "note": ours(note)} for note, noted in by_note.items()]


def _language(source: Source) -> str:
    """The language of the translations taken from the source, if it is one."""
    first, *others = (
        model._default_manager.filter(source=source).order_by().values_list("language")
        for model in TRANSLATIONS
    )
    languages = {language for (language,) in first.union(*others)}
    return languages.pop() if len(languages) == 1 else ""
