"""Restoring an earlier state of a unit with all that belongs to it."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goals.models import (
    ConsideredTarget,
    Correspondence,
    Edition,
    Goal,
    GoalTranslation,
    NoCounterpart,
    Objective,
    ObjectiveTopic,
    ObjectiveTranslation,
    Permalink,
    Sdg,
    SdgLink,
    SdgLinkObjective,
    SdgLinkTarget,
    SdgTarget,
    Source,
    Topic,
)
from gpg_site import content
from gpg_site.models import ContentVersion, SearchAlias
from gpg_site.staff.plan import plan
from gpg_site.staff.restore import RestoreError, carry_out, try_out
from gpg_site.staff.told import restore_url
from tests.builders import (
    make_goal,
    make_link,
    make_objective,
    make_source,
    make_target,
    make_topic,
    objective,
)
from tests.goals.test_admin import change_address, read_errors, read_fields, save
from tests.html import read
from themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def rich(world):
    """The small world with a draft goal that has everything that a goal can have."""
    goal = Goal.objects.get_by_natural_key(2031, 1)
    second = make_objective(goal=goal, number=2, topics=(world.borders, world.data))
    make_objective(goal=goal, number=3, topics=(world.data,))
    GoalTranslation.objects.create(of=goal, language="fr", text="But", status="unofficial")
    ObjectiveTranslation.objects.create(
        of=second, language="es", text="Hacerlo", status="unofficial"
    )
    ConsideredTarget.objects.create(goal=goal, sdg=world.sdg, item="4", reason="Not this.")
    NoCounterpart.objects.create(objective=second, edition=world.old, reason="New in 2031.")
    Correspondence.objects.create(
        earlier=objective(2023, 1, 1),
        later=objective(2031, 1, 1),
        relation="unchanged",
        reason="The same words.",
    )
    make_goal(edition=world.draft, number=2)
    return world


def goal(*key):
    return Goal.objects.get_by_natural_key(*key)


def dumped(folder):
    """All content, byte for byte, by file name."""
    return {path.name: path.read_bytes() for path in content.dump(folder)}


def restore(unit, moment, *, user=None, reason="Undone."):
    found = plan(type(unit), unit.pk, moment)
    assert try_out(found).problems == []
    carry_out(found, user=user, reason=reason)


def problems(unit, moment):
    """Why a restore is refused, which then writes nothing."""
    found = plan(type(unit), unit.pk, moment)
    version, rows = ContentVersion.current(), len(type(unit).history.all())
    sentences = try_out(found).problems
    with pytest.raises(RestoreError) as refused:
        carry_out(found, user=None, reason="")
    assert refused.value.sentences == sentences
    assert (ContentVersion.current(), len(type(unit).history.all())) == (version, rows)
    return sentences


def allow(user, *names):
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    user.is_staff = True
    user.save()


def test_a_goal_comes_back_with_all_that_belongs_to_it(rich, admin_client, admin_user, tmp_path):
    unit, before, moment = goal(2031, 1), dumped(tmp_path), timezone.now()
    # Its other rows go first: an objective that a row refers to can't be deleted.
    objective(2031, 1, 2).no_counterparts.all().delete()
    first, second, third = unit.objectives.all()
    response = save(
        admin_client,
        change_address(unit),
        {
            "objectives-1-DELETE": "on",
            "objectives-0-text": "Do something else",
            "translations-0-text": "Fin",
            "change_reason": "A trial.",
        },
    )
    assert read_errors(response) == []
    assert not Objective.objects.filter(pk=second.pk).exists()
    link = rich.draft_link
    link.target_items.all().delete()
    link.sdg, link.goal = Sdg.objects.get(number=5), goal(2031, 2)
    link.save()
    basis = link.objective_items.get()
    basis.part = third
    basis.save()
    first.topic_items.all().delete()
    unit.considered.all().delete()
    first.earlier_links.all().delete()
    assert dumped(tmp_path) != before

    restore(unit, moment, user=admin_user)

    assert dumped(tmp_path) == before
    assert Objective.objects.get(pk=second.pk) == second
    back = Objective.history.filter(id=second.pk).first()
    assert (back.history_type, back.history_user, back.history_change_reason) == (
        "+",
        admin_user,
        "Undone.",
    )
    assert SdgLink.history.filter(id=link.pk).first().history_type == "~"


def test_a_restore_is_undone_by_a_restore(rich, tmp_path):
    unit, before, moment = goal(2031, 1), dumped(tmp_path), timezone.now()
    rich.draft_link.delete()
    make_objective(goal=unit, number=4, topics=(rich.data,))
    changed, later = dumped(tmp_path), timezone.now()

    restore(unit, moment)
    assert dumped(tmp_path) == before
    again = timezone.now()
    restore(unit, later)
    assert dumped(tmp_path) == changed
    restore(unit, again)

    assert dumped(tmp_path) == before
    assert plan(Goal, unit.pk, again).steps == []


def test_a_reworded_public_objective_gets_its_words_back(rich, client):
    unit, moment = goal(2023, 1), timezone.now()
    row = objective(2023, 1, 2)
    row.text = "Do it otherwise"
    row.save()
    version = ContentVersion.current()

    found = plan(Goal, unit.pk, moment)
    assert try_out(found).pages == ["/2023/goals/1/objectives/2/"]
    restore(unit, moment)

    assert "Do 1.2 of 2023" in client.get("/2023/goals/1/objectives/2/").text
    assert ContentVersion.current() != version


def test_numbers_of_drafts_that_changed_places_change_back(rich, tmp_path):
    unit, before, moment = goal(2031, 1), dumped(tmp_path), timezone.now()
    one, two = objective(2031, 1, 1), objective(2031, 1, 2)
    for row, number in ((one, 9), (two, 1), (one, 2)):
        row.number = number
        row.save()

    restore(unit, moment)

    assert dumped(tmp_path) == before
    # Each is a change of a row, which was never gone.
    assert {Objective.history.filter(id=pk).first().history_type for pk in (one.pk, two.pk)} == {
        "~"
    }


def test_goals_of_a_full_draft_change_back(rich, tmp_path):
    for number in range(3, 8):
        make_goal(edition=rich.draft, number=number)
    before, moment = dumped(tmp_path), timezone.now()
    one, seven = goal(2031, 1), goal(2031, 7)
    Goal.objects.filter(pk=goal(2031, 6).pk).delete()
    for row, number in ((one, 6), (seven, 1), (one, 7)):
        row.number = number
        row.save()

    restore(rich.draft, moment)

    assert dumped(tmp_path) == before


def test_rows_that_exchanged_what_only_one_may_hold_change_back(rich, tmp_path):
    spare = make_topic(slug="spare")
    unit, before, moment = objective(2031, 1, 2), dumped(tmp_path), timezone.now()
    one, two = unit.topic_items.all()
    tags = {one.pk: one.tag, two.pk: two.tag}
    for row, tag in ((one, spare), (two, tags[one.pk]), (one, tags[two.pk])):
        row.tag = tag
        row.save()

    restore(unit, moment)

    assert {row.pk: row.tag for row in unit.topic_items.all()} == tags
    assert dumped(tmp_path) == before


def test_names_of_public_topics_that_changed_places_change_back(rich):
    moment = timezone.now()
    for row, name in ((rich.data, "Kept"), (rich.borders, "Data"), (rich.data, "Borders")):
        row.name = name
        row.save()
    found = [plan(Topic, row.pk, moment) for row in (rich.data, rich.borders)]

    # One at a time can't be: the other still has the name.
    assert problems(rich.data, moment) == ["Topic Data: Topic with this Name already exists."]
    both = found[0]._replace(steps=[*found[0].steps, *found[1].steps])
    carry_out(both, user=None, reason="")

    assert dict(Topic.objects.values_list("slug", "name")) == {"data": "Data", "borders": "Borders"}


def test_a_deleted_draft_goal_comes_back_whole(rich, tmp_path):
    unit, before, moment = goal(2031, 1), dumped(tmp_path), timezone.now()
    key = unit.pk
    for related in ("sdg_links", "considered"):
        getattr(unit, related).all().delete()
    Correspondence.objects.filter(later__goal=unit).delete()
    NoCounterpart.objects.filter(objective__goal=unit).delete()
    unit.objectives.all().delete()
    unit.delete()

    carry_out(plan(Goal, key, moment), user=None, reason="")

    assert dumped(tmp_path) == before


def test_an_edition_and_a_theme_come_back(rich, tmp_path):
    before, moment = dumped(tmp_path), timezone.now()
    theme = Theme.objects.get_by_natural_key(2031, 1)
    theme.commitments.all().delete()
    theme.title = "Carry it elsewhere"
    theme.save()
    restore(theme, moment)
    assert dumped(tmp_path) == before

    rich.draft.year, rich.draft.motto = 2032, "Onwards"
    rich.draft.save()
    objective(2032, 1, 3).delete()
    restore(rich.draft, moment)

    assert dumped(tmp_path) == before


@pytest.mark.parametrize(
    ("find", "field", "value"),
    [
        (lambda: Topic.objects.get(slug="data"), "description", "Other."),
        (lambda: Topic.objects.get(slug="data"), "slug", "data-of-all"),
        (lambda: Sdg.objects.get(number=16), "title", "Other"),
        (lambda: Source.objects.get(key="doc-2023"), "text", "Other words."),
        (lambda: SdgTarget.objects.get(item="a"), "label", "Other"),
        (lambda: Correspondence.objects.get(), "relation", "narrowed"),
        (lambda: NoCounterpart.objects.get(), "reason", "Other."),
        (lambda: SearchAlias.objects.get(), "means", "other"),
        (lambda: objective(2023, 1, 2), "number", 7),
    ],
)
def test_any_single_row_comes_back(world, tmp_path, find, field, value):
    SearchAlias.objects.create(words="false frontier", means="borders")
    unit, before, moment = find(), dumped(tmp_path), timezone.now()
    setattr(unit, field, value)
    unit.save()
    assert dumped(tmp_path) != before

    restore(unit, moment)

    assert dumped(tmp_path) == before


def test_the_first_state_of_seeded_rows_can_be_restored(world, tmp_path):
    content.dump(tmp_path / "fixtures")
    content.load(tmp_path / "fixtures", replace=True)
    unit, before, moment = goal(2031, 1), dumped(tmp_path), timezone.now()
    assert Objective.history.filter(goal=unit).get().history_type == content.FIRST_STATE
    row = unit.objectives.get()
    row.text = "Otherwise"
    row.save()
    row.topic_items.all().delete()

    restore(unit, moment)

    assert dumped(tmp_path) == before


def test_what_is_published_meanwhile_stays(rich):
    unit, moment = goal(2023, 1), timezone.now()
    new = make_objective(goal=unit, number=3, topics=(rich.data,))
    row = objective(2023, 1, 1)
    row.note = "A note."
    row.save()

    found = plan(Goal, unit.pk, moment)
    assert found.kept == [
        "GPG2023-1.3 was added later and is published: it stays, with all that belongs to it. "
        "Withdraw its address under Permalinks if it must go."
    ]
    restore(unit, moment)

    assert [item.tag for item in new.topic_items.all()] == [rich.data]
    assert objective(2023, 1, 1).note == ""


def test_publishing_is_not_undone_by_the_way(rich):
    moment = timezone.now()
    rich.draft.published_on, rich.draft.motto = "2031-01-01", "Onwards"
    rich.draft.save()

    assert plan(Edition, rich.draft.pk, moment).kept == [
        "Whether the 2031 edition is public stays as it is now."
    ]
    restore(rich.draft, moment)

    rich.draft.refresh_from_db()
    assert (rich.draft.is_public, rich.draft.motto) == (True, "")


def test_an_address_that_is_anothers_now_is_not_taken_back(rich):
    moment = timezone.now()
    objective(2031, 1, 3).delete()
    rich.draft.published_on = "2031-01-01"
    rich.draft.save()
    unit = goal(2031, 1)
    new = make_objective(goal=unit, number=3)
    new.number = 4
    new.save()

    assert problems(unit, moment) == [
        "Objective GPG2031-1.3: /2031/goals/1/objectives/3/ is the address of something published, "
        "for good: choose what was never used."
    ]


def test_a_number_that_is_anothers_now_is_not_taken_back(rich):
    moment, gone = timezone.now(), objective(2031, 1, 3)
    key = gone.pk
    gone.delete()
    make_objective(goal=goal(2031, 1), number=3)

    assert problems(Objective(pk=key), moment) == [
        "Objective GPG2031-1.3: Objective with this Goal and Number already exists."
    ]


def test_what_rests_on_something_deleted_says_so(rich):
    row = objective(2031, 1, 3)
    row.wording_source = make_source(key="lost", title="A lost paper")
    row.save()
    moment = timezone.now()
    row.wording_source = None
    row.save()
    Source.objects.get(key="lost").delete()

    assert problems(row, moment) == [
        "Objective GPG2031-1.3 needs Source A lost paper, which is deleted: restore that first."
    ]


def test_what_others_refer_to_is_not_removed(rich):
    moment = timezone.now()
    target = make_target(sdg=rich.sdg, item="9")
    rich.link.targets.add(target)

    assert problems(rich.sdg, moment) == [
        "SDG target 16.9 can't be removed, since this refers to it: "
        "Target of an SDG link Goal 1 (2023) – SDG 16."
    ]


def test_what_the_history_does_not_know_is_left_alone(rich):
    unit, moment = goal(2023, 1), timezone.now()
    # A bulk write.
    rich.link.objectives.add(objective(2023, 1, 2))

    assert plan(Goal, unit.pk, moment).steps == []


def test_what_the_history_does_not_know_goes_with_what_it_belongs_to(rich, tmp_path):
    unit, before, moment = goal(2031, 1), dumped(tmp_path), timezone.now()
    link = make_link(goal=unit, sdg=Sdg.objects.get(number=5))
    link.objectives.add(objective(2031, 1, 2))

    restore(unit, moment)

    assert dumped(tmp_path) == before


def test_a_link_that_came_from_elsewhere_goes_back_there(rich):
    unit, moment = goal(2031, 2), timezone.now()
    rich.draft_link.goal = unit
    rich.draft_link.save()

    restore(unit, moment)

    assert SdgLink.objects.get(pk=rich.draft_link.pk).goal == goal(2031, 1)


def test_a_public_unit_moves_back_and_its_signposts_with_it(rich):
    unit, moment = objective(2023, 1, 2), timezone.now()
    unit.number = 5
    unit.save()
    old, new = "/2023/goals/1/objectives/2/", "/2023/goals/1/objectives/5/"

    assert try_out(plan(Objective, unit.pk, moment)).moves == [(new, old)]
    restore(unit, moment)

    assert Permalink.objects.get(path=new).target == old
    assert Permalink.objects.get(path=old).state == "live"


# The page.


def address(unit, moment):
    return restore_url(type(unit), unit.pk, moment)


def test_the_preview_writes_nothing_and_the_form_does_it(rich, admin_client, admin_user, tmp_path):
    unit, before, moment = goal(2031, 1), dumped(tmp_path), timezone.now()
    row = objective(2031, 1, 2)
    row.text = "Do something else"
    row.save()
    changed = dumped(tmp_path)

    page = admin_client.get(address(unit, moment))
    assert dumped(tmp_path) == changed
    assert [step["label"] for step in page.context["changes"]] == ["GPG2031-1.2"]
    token = read_fields(page)["token"]

    refused = admin_client.post(address(unit, moment), {"token": token, "change_reason": ""})
    assert read_errors(refused) == ["This field is required."]
    answer = admin_client.post(
        address(unit, moment), {"token": token, "change_reason": "Undone."}, follow=True
    )

    assert answer.redirect_chain == [(f"/staff/goals/goal/{unit.pk}/history/", 302)]
    assert "Goal 1 (2031) is again as it was on" in answer.text
    assert dumped(tmp_path) == before
    last = Objective.history.filter(id=row.pk).first()
    assert (last.history_user, last.history_change_reason) == (admin_user, "Undone.")


def test_what_changed_since_the_preview_is_shown_first(rich, admin_client):
    unit, moment = goal(2031, 1), timezone.now()
    row = objective(2031, 1, 2)
    row.text = "Do something else"
    row.save()
    token = read_fields(admin_client.get(address(unit, moment)))["token"]
    row.text = "Do a third thing"
    row.save()

    answer = admin_client.post(
        address(unit, moment), {"token": token, "change_reason": "Undone & done."}
    )

    assert read_errors(answer) == ["Somebody changed this meanwhile: look again what will change."]
    assert objective(2031, 1, 2).text == "Do a third thing"
    assert read_fields(answer)["change_reason"] == ["Undone & done."]
    assert read_fields(answer)["token"] != token


def test_an_editor_restores_where_nothing_is_deleted(rich, client, django_user_model):
    user = django_user_model.objects.create_user("editor")
    names = [f"{a}_{m}" for a in ("view", "add", "change") for m in ("goal", "objective")]
    allow(user, *names)
    client.force_login(user)
    unit, moment = goal(2031, 1), timezone.now()
    row = objective(2031, 1, 2)
    row.text = "Do something else"
    row.save()
    later = timezone.now()
    new = make_objective(goal=unit, number=8)

    page = client.get(address(unit, moment))
    assert read_errors(page) == [
        "You may not delete objectives, which this would do: ask somebody who may."
    ]
    assert not re.search(r'name="token"', page.text)
    form = {"token": plan(Goal, unit.pk, moment).token, "change_reason": "Undone."}
    assert client.post(address(unit, moment), form).status_code == 403
    assert Objective.objects.filter(pk=new.pk).exists()

    new.delete()
    form["token"] = plan(Goal, unit.pk, moment).token
    assert client.post(address(unit, moment), form).status_code == 302
    assert objective(2031, 1, 2).text == "Do 1.2 of 2031"
    assert client.get(address(unit, later)).status_code == 200


def test_a_viewer_restores_nothing(rich, client, django_user_model):
    user = django_user_model.objects.create_user("viewer")
    allow(user, "view_goal", "view_objective")
    client.force_login(user)
    unit, moment = goal(2031, 1), timezone.now()
    row = objective(2031, 1, 2)
    row.text = "Do something else"
    row.save()

    form = {"token": plan(Goal, unit.pk, moment).token, "change_reason": "Undone."}
    answer = client.post(address(unit, moment), form)

    assert answer.status_code == 403
    assert read_errors(answer) == [
        "You may not add objectives, which this would do."
        "You may not change objectives, which this would do.",
    ]
    assert objective(2031, 1, 2).text == "Do something else"


@pytest.mark.parametrize("query", ["", "?to=", "?to=yesterday", "?to=2031-13-01T00:00:00.000000Z"])
def test_a_moment_that_is_none_is_not_found(world, admin_client, query):
    unit = goal(2031, 1)

    answer = admin_client.get(f"/staff/goals/goal/{unit.pk}/restore/{query}")

    assert answer.status_code == 404


def test_a_unit_that_was_not_there_yet_says_so(world, admin_client):
    moment = timezone.now()
    unit = make_goal(edition=world.draft, number=5)

    answer = admin_client.get(address(unit, moment))

    assert answer.status_code == 404
    assert read(answer.text).texts["past__gone"] == [
        "Goal 5 (2031) did not exist then: choose another state."
    ]


# Any edits.


def edits(world):
    """What a seed of edits may do to the draft: each takes a number, and may find nothing to do."""
    draft = world.draft

    def pick(rows, n):
        rows = list(rows)
        return rows[n % len(rows)] if rows else None

    def objectives():
        return Objective.objects.filter(goal__edition=draft)

    def reword(n):
        row = pick(objectives(), n)
        row.text = f"Words {n}"
        row.save()

    def renumber(n):
        row = pick(objectives(), n)
        if not row.goal.objectives.filter(number=n % 9 + 1).exists():
            row.number = n % 9 + 1
            row.save()

    def add(n):
        unit = pick(Goal.objects.filter(edition=draft), n)
        if not unit.objectives.filter(number=n % 9 + 1).exists():
            make_objective(goal=unit, number=n % 9 + 1, topics=(pick((world.data,), n),))

    def remove(n):
        row = pick(objectives(), n)
        if objectives().count() > 1:
            Correspondence.objects.filter(later=row).delete()
            row.no_counterparts.all().delete()
            row.sdg_link_items.all().delete()
            row.delete()

    def tag(n):
        row = pick(objectives(), n)
        for topic in (world.borders, world.data)[n % 2 :]:
            ObjectiveTopic.objects.get_or_create(content_object=row, tag=topic)

    def untag(n):
        item = pick(ObjectiveTopic.objects.filter(content_object__in=objectives()), n)
        if item:
            item.delete()

    def move_link(n):
        row = pick(SdgLink.objects.filter(goal__edition=draft), n)
        wanted = {
            "goal": pick(Goal.objects.filter(edition=draft), n),
            "sdg": pick(Sdg.objects.all(), n // 2),
        }
        if row and not SdgLink.objects.filter(**wanted, evidence=row.evidence).exists():
            row.goal, row.sdg = wanted["goal"], wanted["sdg"]
            row.save()

    def relink(n):
        row = pick(SdgLink.objects.filter(goal__edition=draft), n)
        if row:
            SdgLinkObjective.objects.filter(link=row).delete()
            SdgLinkObjective.objects.create(link=row, part=pick(objectives(), n))
            SdgLinkTarget.objects.filter(link=row).delete()

    def unlink(n):
        row = pick(SdgLink.objects.filter(goal__edition=draft), n)
        if row and n % 3 == 0:
            row.delete()

    def link(n):
        wanted = {"goal": pick(Goal.objects.filter(edition=draft), n), "sdg": world.sdg}
        if not SdgLink.objects.filter(**wanted).exists():
            make_link(**wanted, objectives=(pick(objectives(), n),))

    return [
        reword, renumber, add, remove, tag, untag, move_link, relink, unlink, link
    ]  # fmt: skip


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(seeds=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 99)), min_size=4, max_size=12))
def test_after_any_edits_the_state_of_before_comes_back(rich, tmp_path, seeds):
    before, moment = dumped(tmp_path), timezone.now()
    for which, n in seeds:
        edits(rich)[which](n)

    found = plan(Edition, rich.draft.pk, moment)
    carry_out(found, user=None, reason="")

    assert dumped(tmp_path) == before
    assert plan(Edition, rich.draft.pk, moment).steps == []
