"""The typed dictionaries that pages and data formats start from.

A *Ref* is a thing in short, as another thing's page shows it; a *Page* is all that one page says.
"""

from typing import TypedDict

from ..citations import Work
from ..languages import InLanguage
from ..outline import EditionOutline, Frame, GoalRef
from .counterparts import FateData, WayEnd


class SourceRef(TypedDict):
    """A source document in short. `url` is the publisher's address, or empty."""

    key: str
    title: str
    publisher: str
    date_printed: str
    url: str


class WordingPlace(TypedDict):
    """Whether official words stand in the text that is stored of their source, and where.

    `found` is exact, case (in other letter case), no, or unknown, where no text is stored.
    """

    found: str
    place_url: str


class TopicRef(TypedDict):
    """A topic in short. The address may lead to one edition's part of the topic's page."""

    slug: str
    name: str
    url: str


class ThemeRef(TypedDict):
    """A theme in short, with the topics that it shares with what the page is about."""

    number: int
    roman: str
    title: str
    url: str
    shared: list[TopicRef]


class SdgRef(TypedDict):
    """An SDG in short. The address may lead to one edition's part of the SDG's page."""

    number: int
    title: str
    url: str


class TargetRef(TypedDict):
    """A target: the UN's code, our label, the UN's address, and its place on our SDG page."""

    code: str
    label: str
    un_url: str
    url: str


class ProvisionRef(TypedDict):
    """A provision's code and address."""

    code: str
    url: str


class ProvisionData(TypedDict):
    """An objective or commitment: its official text with [completions], and our note on it.

    `url` is pinned to its edition, `undated_url` leads to whatever has its code now. `place_url`
    leads to its place in the text of its source, and is empty where it isn't found there.
    `wording_source` is the key of that source where it is not the edition's own document.
    """

    code: str
    full_code: str
    number: int
    url: str
    undated_url: str
    place_url: str
    text: str
    wording_source: str
    note: str
    topics: list[TopicRef]


class RelatedProvision(TypedDict):
    """A provision that shares topics with another one, and which, rarest first."""

    code: str
    full_code: str
    url: str
    text: str
    shared: list[TopicRef]


class CorrespondenceRef(TypedDict):
    """The other side of a correspondence: an objective of another edition, and how they relate."""

    year: int
    code: str
    full_code: str
    url: str
    text: str
    relation: str
    reason: str


class Statement(TypedDict):
    """That a goal bears on an SDG: who says so, how, and what it rests on.

    `evidence` is stated or editorial, `scope` goal, all or set, `directness` direct, indirect or
    unknown. `made_for` is the year of the edition that a stated one is carried over from, or None.
    `anchor` is its place on the goal's page.
    """

    anchor: str
    goal: GoalRef
    sdg: SdgRef
    evidence: str
    scope: str
    directness: str
    targets: list[TargetRef]
    objectives: list[ProvisionRef]
    source: SourceRef | None
    made_for: int | None
    reason: str


class ConsideredRef(TypedDict):
    """A target that was considered for a goal and not linked, and why.

    `anchor` is its place on each page that lists such targets.
    """

    goal: GoalRef
    sdg: int
    code: str
    anchor: str
    reason: str


class EditionData(TypedDict):
    """An edition's own words and what we say of it. `adopted_on`, `published_on`: ISO dates.

    `wording` is about the foreword and leads to its first paragraph.
    """

    year: int
    title: str
    motto: str
    foreword: list[str]
    adopted: str
    adopted_on: str | None
    published_on: str | None
    note: str
    url: str
    source: SourceRef
    wording: WordingPlace


class GoalData(TypedDict):
    """A goal's official title and what we say of it."""

    year: int
    number: int
    title: str
    short_title: str
    locator: str
    note: str
    url: str


class EditionPage(TypedDict):
    frame: Frame
    edition: EditionData
    goals: list[GoalRef]
    themes: list[ThemeRef]
    cite: Work


class GoalWithObjectives(TypedDict):
    goal: GoalRef
    objectives: list[ProvisionData]


class GoalListPage(TypedDict):
    frame: Frame
    edition: EditionOutline
    goals: list[GoalWithObjectives]


class GoalElsewhere(GoalRef):
    """The goal of the same number in another edition, and where the two are compared."""

    compare_url: str


class GoalPage(TypedDict):
    frame: Frame
    edition: EditionOutline
    goal: GoalData
    in_language: InLanguage
    source: SourceRef
    wording: WordingPlace
    objectives: list[ProvisionData]
    statements: list[Statement]
    themes: list[ThemeRef]
    other_editions: list[GoalElsewhere]
    cite: Work
    previous: GoalRef | None
    next: GoalRef | None


class ObjectivePage(TypedDict):
    frame: Frame
    edition: EditionOutline
    goal: GoalRef
    objective: ProvisionData
    in_language: InLanguage
    source: SourceRef
    wording: WordingPlace
    siblings: list[ProvisionData]
    previous: ProvisionRef | None
    next: ProvisionRef | None
    related_objectives: list[RelatedProvision]
    related_commitments: list[RelatedProvision]
    statements: list[Statement]
    fates: list[FateData]
    earlier: list[CorrespondenceRef]
    later: list[CorrespondenceRef]
    new: list[WayEnd]
    dropped: list[WayEnd]
    cite: Work


class GoalWithAnchor(TypedDict):
    """A goal, and the address of the statement on its page."""

    goal: GoalRef
    url: str


class LinkedGoal(TypedDict):
    """A goal linked to an SDG, and by what evidence: stated, editorial, or both."""

    goal: GoalRef
    evidence: list[str]


class LinkedGoals(TypedDict):
    year: int
    goals: list[LinkedGoal]


class SdgWithGoals(TypedDict):
    """An SDG, and for each edition that has any, newest first, the goals linked to it."""

    sdg: SdgRef
    editions: list[LinkedGoals]


class SdgListPage(TypedDict):
    """`unofficial` are the numbers of the SDGs whose title here is an unofficial translation."""

    frame: Frame
    editions: list[EditionOutline]
    sdgs: list[SdgWithGoals]
    unofficial: list[int]


class SharedStatement(TypedDict):
    """One statement about an SDG and all goals of an edition of which it is made in one breath."""

    goals: list[GoalWithAnchor]
    statement: Statement


class EditionStatements(TypedDict):
    """What an edition has on an SDG. Statements or considered targets may be none, not both."""

    year: int
    is_current: bool
    crosswalk_url: str
    statements: list[SharedStatement]
    considered: list[ConsideredRef]


class TargetWithGoals(TypedDict):
    target: TargetRef
    statements: list[Statement]


class SdgPage(TypedDict):
    frame: Frame
    sdg: SdgRef
    in_language: InLanguage
    un_url: str
    editions: list[EditionStatements]
    targets: list[TargetWithGoals]
    previous: SdgRef | None
    next: SdgRef | None
