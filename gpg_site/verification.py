"""Is the content what the portal promises? Rules that no single row can show to be broken.

`wordings` compares everything official with its source; `inconsistencies` finds statements that
contradict each other across rows. `manage.py verify` prints both for all editions, drafts too; the
page of sources shows both for those that are public.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from goals import wording
from goals.models import (
    ConsideredTarget,
    Correspondence,
    Edition,
    Goal,
    NoCounterpart,
    Objective,
    SdgLink,
    Source,
    Topic,
)
from goals.visibility import is_visible
from themes.models import Commitment, Theme


@dataclass(frozen=True)
class Wording:
    """An official wording, the unit that has it, and the block of its source that it is.

    `row` is the unit, `unit` names it in full and `name` within its edition. `place` is None where
    the wording does not stand in its source.
    """

    edition: Edition
    unit: str
    name: str
    url: str
    text: str
    note: str
    source: Source
    place: int | None
    row: Edition | Goal | Theme | Objective | Commitment

    @property
    def is_verbatim(self) -> bool:
        return self.place is not None


def wordings(*, drafts: bool = True) -> Iterator[Wording]:
    """Every title, motto, foreword paragraph, objective and commitment, in reading order."""
    editions = Edition.objects.all() if drafts else Edition.objects.published()
    for edition in editions.select_related("source"):
        yield from _edition(edition)
    for goal in Goal.objects.filter(edition__in=editions).select_related("edition__source"):
        name = _("Goal %(number)s, title") % {"number": goal.number}
        yield _titled(goal, name)
    for theme in Theme.objects.filter(edition__in=editions).select_related("edition__source"):
        name = _("Theme %(roman)s, title") % {"roman": theme.roman}
        yield _titled(theme, name)
    objectives = Objective.objects.filter(goal__edition__in=editions)
    commitments = Commitment.objects.filter(theme__edition__in=editions)
    for item in chain(
        objectives.select_related("goal__edition__source", "wording_source"),
        commitments.select_related("theme__edition__source", "wording_source"),
    ):
        yield Wording(
            edition=item.edition,
            unit=item.full_code,
            name=item.code,
            url=item.get_absolute_url(),
            text=item.text,
            note=item.note,
            source=item.source,
            place=item.place,
            row=item,
        )


def _titled(unit: Goal | Theme, name: str) -> Wording:
    return Wording(
        edition=unit.edition,
        unit=f"GPG{unit.edition.year} {name}",
        name=name,
        url=unit.get_absolute_url(),
        text=unit.title,
        note=unit.note,
        source=unit.edition.source,
        place=unit.place,
        row=unit,
    )


def _edition(edition: Edition) -> Iterator[Wording]:
    titles = [(_("Title"), edition.title, True), (_("Motto"), edition.motto, True)]
    paragraphs = [
        (_("Foreword, paragraph %(number)s") % {"number": number}, paragraph, False)
        for number, paragraph in enumerate(edition.paragraphs, start=1)
    ]
    for name, text, is_title in (*titles, *paragraphs):
        if text:
            yield Wording(
                edition=edition,
                unit=f"GPG{edition.year} {name}",
                name=name,
                url=edition.get_absolute_url(),
                text=text,
                note="",
                source=edition.source,
                place=wording.place(text, edition.source.text, ignore_case=is_title),
                row=edition,
            )


# A contradiction, and the editions that it is about.
Found = tuple[str, tuple[Edition, ...]]


def inconsistencies(
    *, drafts: bool = True, untagged: bool = True, of: Edition | None = None
) -> Iterator[str]:
    """A sentence for each statement that contradicts another one, or that lacks one; of one
    edition, or of all.

    Units without a topic are left out where somebody lists them anyhow.
    """
    for sentence, editions in chain(_numbering(), _links(), _correspondences(), _topics(untagged)):
        if (drafts or all(map(is_visible, editions))) and (of is None or of in editions):
            yield sentence


def _numbering() -> Iterator[Found]:
    for parents, children in (
        (Goal.objects.select_related("edition").prefetch_related("objectives"), "objectives"),
        (Theme.objects.select_related("edition").prefetch_related("commitments"), "commitments"),
    ):
        for parent in parents:
            numbers = [child.number for child in getattr(parent, children).all()]
            if numbers != list(range(1, len(numbers) + 1)):
                yield (
                    f"{parent}: its {children} are numbered {numbers}, not from 1 without a gap.",
                    (parent.edition,),
                )


def _links() -> Iterator[Found]:
    links = SdgLink.objects.select_related("goal__edition", "sdg", "made_for").prefetch_related(
        "targets__sdg", "objectives__goal__edition"
    )
    for link in links:
        editions = (link.goal.edition,)
        strange = [str(target.code) for target in link.targets.all() if target.sdg != link.sdg]
        strange += [item.full_code for item in link.objectives.all() if item.goal != link.goal]
        if strange:
            yield f"{link}: {', '.join(strange)} belong to another SDG or goal.", editions
        if link.evidence == SdgLink.Evidence.EDITORIAL and not (
            link.targets.all() and link.objectives.all()
        ):
            yield (
                f"{link}: an editorial link names a target and the objectives that it rests on.",
                editions,
            )
        if link.made_for and link.made_for.year >= link.goal.edition.year:
            yield (
                f"{link}: carried over from {link.made_for.year}, which is not earlier.",
                (*editions, link.made_for),
            )
    linked = {(link.goal, target.code) for link in links for target in link.targets.all()}
    for row in ConsideredTarget.objects.select_related("goal__edition", "sdg"):
        if (row.goal, row.code) in linked:
            yield (
                f"{row}: considered and not linked, and linked all the same.",
                (row.goal.edition,),
            )


def _correspondences() -> Iterator[Found]:
    paired = set()
    for row in Correspondence.objects.select_related(
        "earlier__goal__edition", "later__goal__edition"
    ):
        paired |= {(row.earlier, row.later.edition), (row.later, row.earlier.edition)}
        if row.earlier.edition.year >= row.later.edition.year:
            yield (
                f"{row}: the first is not of an earlier edition than the second.",
                (row.earlier.edition, row.later.edition),
            )
    for none in NoCounterpart.objects.select_related("objective__goal__edition", "edition"):
        editions = (none.objective.edition, none.edition)
        if none.objective.edition == none.edition:
            yield f"{none}: an objective is looked for in its own edition.", editions
        if (none.objective, none.edition) in paired:
            yield (
                f"{none}: said to have no counterpart, and paired with one all the same.",
                editions,
            )


def _topics(untagged: bool) -> Iterator[Found]:
    # Over all editions, drafts too: a topic with one member leads nowhere.
    for topic in Topic.objects.prefetch_related("objectivetopic_items", "commitmenttopic_items"):
        members = len(topic.objectivetopic_items.all()) + len(topic.commitmenttopic_items.all())
        if members < 2:
            yield f"Topic “{topic}” has {members} member(s): it ties nothing together.", ()
    for item in (
        *Objective.objects.select_related("goal__edition").prefetch_related("topic_items"),
        *Commitment.objects.select_related("theme__edition").prefetch_related("topic_items"),
    ):
        topics = len(item.topic_items.all())
        if topics > 5 or (untagged and not topics):
            yield (
                f"{item.full_code} has {topics} topics, not one to five.",
                (item.edition,),
            )
