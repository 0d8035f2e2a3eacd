"""The preview of a draft: the public site with one edition more, for those who may see it."""

import datetime
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core import signing
from django.urls import get_script_prefix, reverse
from django.utils import timezone

from goals import publishing
from goals.models import Edition, Objective, Permalink, PreviewKey
from goals.visibility import drafts
from gpg_site.manifest import public_addresses
from gpg_site.search import index
from gpg_site.staff import links
from tests.builders import make_edition, make_goal, make_objective
from tests.files import words_of
from tests.goals.test_admin import change_address
from tests.html import read

pytestmark = pytest.mark.django_db

PREVIEW = "/staff/preview/2031"
ITS_PAGES = [
    "/2031/",
    "/2031/goals/",
    "/2031/goals/1/",
    "/2031/goals/1/objectives/1/",
    "/2031/themes/",
    "/2031/themes/1/",
    "/2031/themes/1/commitments/1/",
    "/2031/sdgs/",
    "/2031/matrix/",
    "/compare/2023/2031/",
    "/compare/2023/2031/goals/1/",
]
MISSING = "/2031/goals/7/"
PAGES = [
    *ITS_PAGES,
    "/",
    "/2023/goals/1/",
    "/2023/goals/1/objectives/1/",
    "/sdgs/",
    "/sdgs/16/",
    "/topics/",
    "/topics/borders/",
    "/about/",
    "/about/sources/",
    "/about/sources/doc-2031/",
    "/search/?q=reach",
    "/quote/?q=Do+1.1+of+2031",
    MISSING,
]


@pytest.fixture
def viewer(client, django_user_model):
    """A client of somebody who may view editions, and no more."""
    client.force_login(staff(django_user_model, "view_edition"))
    return client


def staff(model, *names):
    user = model.objects.create_user("somebody", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def token(edition, days=14):
    return links.make(edition, days)


def normal(html, prefix):
    """A page without what a preview has and the public page has not."""
    html = re.sub(r'<aside class="preview".*?</aside>', "", html, flags=re.DOTALL)
    html = re.sub(r"2031 edition, (draft|published here on [^.]+)\.", "2031 edition.", html)
    html = re.sub(r'"datePublished":"[0-9-]+",', "", html)
    html = html.replace('<link rel="stylesheet" href="/static/css/preview.css">', "")
    html = html.replace(f"{prefix}/", "/").replace('<meta name="robots" content="noindex">', "")
    return [line.strip() for line in html.splitlines() if line.strip()]


def test_each_page_is_as_it_will_be_once_published(viewer, world):
    previews = {page: viewer.get(f"{PREVIEW}{page}") for page in PAGES}

    publishing.publish(world.draft, "It is ready.")

    for page, preview in previews.items():
        public = viewer.get(page)
        assert preview.status_code == public.status_code, page
        assert public.status_code == (404 if page == MISSING else 200), page
        assert normal(preview.text, PREVIEW) == normal(public.text, PREVIEW), page


def test_each_page_says_that_it_is_a_preview_leads_within_and_is_kept_by_nobody(viewer, world):
    way_out = reverse("admin:goals_edition_change", args=[world.draft.pk])
    for address in PAGES:
        response = viewer.get(f"{PREVIEW}{address}")
        page = read(response.text)
        assert page.texts["preview"] == [
            "Preview of the 2031 edition. It is a draft and not public. Leave the preview"
        ], address
        own = [link for link in page.links if link.startswith("/")]
        assert [link for link in own if not link.startswith(f"{PREVIEW}/")] == [way_out], address
        assert [link for link in page.resources if link.startswith("/staff/")] == [], address
        assert '<meta name="robots" content="noindex">' in response.text, address
        assert response.headers["Cache-Control"] == "no-store", address
        assert response.headers["X-Robots-Tag"] == "noindex", address


def test_what_is_no_page_is_kept_by_nobody_either(viewer, world):
    for address in (
        "/opensearch.xml",
        "/search/suggest.json?q=reach",
        "/permalinks.json",
        "/goals/",
    ):
        response = viewer.get(f"{PREVIEW}{address}")
        assert response.headers["Cache-Control"] == "no-store", address
        assert response.headers["X-Robots-Tag"] == "noindex", address
    searched = viewer.get(f"{PREVIEW}/opensearch.xml").text
    assert f'template="http://testserver{PREVIEW}/search/?q={{searchTerms}}"' in searched


def test_a_draft_says_that_it_is_one_where_the_day_of_publication_stands(viewer, world):
    found = read(viewer.get(f"{PREVIEW}/2031/").text)

    assert found.texts["print-foot"] == [
        "Global Policing Goals, 2031 edition, draft. testserver/staff/preview/2031/2031/"
    ]


def test_no_public_page_is_a_preview(client, world):
    page = client.get("/2023/").text

    assert 'class="preview"' not in page
    assert "noindex" not in page


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/goals/1/", "/2031/goals/1/"),
        ("/2031/1.1", "/2031/goals/1/objectives/1/"),
        ("/compare/", "/compare/2023/2031/"),
        ("/compare/2031/2023/", "/compare/2023/2031/"),
        ("/search/?q=GPG2031-1.1", "/2031/goals/1/objectives/1/"),
        ("/2031/goals", "/2031/goals/"),
        ("/topics/old/", "/topics/borders/"),
        ("", "/"),
    ],
)
def test_a_redirection_stays_within_the_preview(viewer, world, address, target):
    Permalink.objects.create(path="/topics/old/", state="moved", target="/topics/borders/")

    response = viewer.get(f"{PREVIEW}{address}")

    assert response.headers["Location"] == f"{PREVIEW}{target}"


def test_what_is_withdrawn_is_marked_in_the_preview_too(viewer, world):
    row = Permalink.objects.get(path="/2023/goals/1/objectives/2/")
    row.state, row.reason = "withdrawn", "A mistake."
    row.save()
    row.became.add(Permalink.objects.get(path="/2023/goals/1/objectives/1/"))

    found = read(viewer.get(f"{PREVIEW}{row.path}").text)

    assert "It became: GPG2023-1.1" in found.texts["withdrawn"][0]
    assert f"{PREVIEW}/2023/goals/1/objectives/1/" in found.links


def test_what_is_missing_in_a_preview_gets_the_public_answer(viewer, world):
    response = viewer.get(f"{PREVIEW}/2031/goals/1/objectives/9/")

    found = read(response.text)
    assert response.status_code == 404
    assert "You asked for /2031/goals/1/objectives/9/." in found.texts["lead"]
    assert f"{PREVIEW}/2031/goals/1/" in found.links


def test_a_preview_has_public_addresses_only(viewer, world):
    for address in ("/staff/", "/staff/preview/2031/", "//staff/", "/static/css/base.css"):
        assert viewer.get(f"{PREVIEW}{address}").status_code == 404


def test_a_preview_can_only_be_read(viewer, world):
    for method in ("post", "put", "patch", "delete"):
        response = getattr(viewer, method)(f"{PREVIEW}/2031/")
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert viewer.head(f"{PREVIEW}/2031/").status_code == 200


def test_the_quote_finder_answers_post_within(viewer, world):
    short = viewer.post(f"{PREVIEW}/quote/", {"q": "Do 1.1 of 2031"})
    long = viewer.post(f"{PREVIEW}/quote/", {"q": "Do 1.1 of 2031. " * 200})

    assert short.status_code == 303
    assert short.headers["Location"].startswith(f"{PREVIEW}/quote/?q=Do")
    assert long.status_code == 200
    assert f"{PREVIEW}/2031/goals/1/objectives/1/" in read(long.text).links


def test_search_and_suggestions_know_the_draft_within_and_nowhere_else(viewer, world):
    objective = Objective.objects.get_by_natural_key(2031, 1, 1)
    objective.text = "Groom zebras"
    objective.save()

    def found(prefix=""):
        hits = viewer.get(f"{prefix}/search/?q=zebras").context["hits"]
        return [hit["url"] for hit in hits], viewer.get(
            f"{prefix}/search/suggest.json?q=zebr"
        ).json()[3]

    its = f"{PREVIEW}/2031/goals/1/objectives/1/"
    assert found() == ([], [])
    assert found(PREVIEW) == ([its], [its])
    assert found() == ([], [])
    assert all("2031" not in record.url for record in index.library().engine.records)


def test_two_previews_at_most_are_kept_ready_and_the_public_search_stays(viewer, world):
    public = index.library()
    make_objective(goal=make_goal(edition=make_edition(year=2032, published=False)))
    public = index.library()

    for prefix in (PREVIEW, f"/staff/preview/{token(world.draft)}", "/staff/preview/2032"):
        assert viewer.get(f"{prefix}/search/?q=reach").status_code == 200

    kept = [key for key in index._built if key.drafts]
    assert len(kept) == index.MOST_PREVIEWS
    assert kept[-1].root == "/staff/preview/2032/"
    assert index.library() is public


def test_nothing_of_a_preview_is_left_behind(viewer, world, monkeypatch):
    viewer.get(f"{PREVIEW}/2031/")
    assert (get_script_prefix(), drafts()) == ("/", frozenset())

    monkeypatch.setattr("gpg_site.data.home_page", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        viewer.get(f"{PREVIEW}/")

    assert (get_script_prefix(), drafts()) == ("/", frozenset())
    assert viewer.get("/2031/").status_code == 404


def test_the_log_of_changes_tells_nothing_of_a_draft(viewer, world):
    objective = Objective.objects.get_by_natural_key(2031, 1, 1)
    objective.text = "Not told yet"
    objective.save()

    response = viewer.get(f"{PREVIEW}/changes/")

    assert response.status_code == 200
    assert "Not told yet" not in response.text


def test_the_preview_has_the_addresses_that_there_will_be(viewer, world):
    paths = [
        entry["path"] for entry in viewer.get(f"{PREVIEW}/permalinks.json").json()["permalinks"]
    ]

    assert f"{PREVIEW}/2031/goals/" in paths
    assert [path for path in paths if not path.startswith(f"{PREVIEW}/")] == []


# Who may.


def test_anonymous_visitors_are_led_to_the_sign_in(client, world):
    for year in (2031, 2099):
        response = client.get(f"/staff/preview/{year}/2031/?q=1")
        assert response.status_code == 302
        assert response.headers["Location"] == (
            f"/staff/login/?next=/staff/preview/{year}/2031/%3Fq%3D1"
        )


def test_staff_who_may_not_view_editions_are_refused(client, world, django_user_model):
    client.force_login(staff(django_user_model, "view_goal"))

    assert client.get(f"{PREVIEW}/2031/").status_code == 403


def test_readers_with_an_account_that_is_no_staff_are_refused(client, world):
    user = User.objects.create_user("reader")
    user.user_permissions.set(Permission.objects.filter(codename="view_edition"))
    client.force_login(user)

    assert client.get(f"{PREVIEW}/2031/").status_code == 403


def test_there_is_no_preview_of_no_edition(viewer, world):
    assert viewer.get("/staff/preview/2099/2099/").status_code == 404


def test_a_link_opens_the_preview_to_anybody_until_it_ends(client, world):
    prefix = f"/staff/preview/{token(world.draft)}"

    response = client.get(f"{prefix}/2031/goals/1/")

    found = read(response.text)
    day = timezone.now() + datetime.timedelta(days=14)
    assert response.status_code == 200
    assert f"Your link to it works until {day:%-d %B %Y}, " in found.texts["preview"][0]
    assert found.headings == ["Reach goal 1 of 2031"]
    assert f"{prefix}/2031/goals/1/objectives/1/" in found.links
    assert "/staff/goals/" not in response.text
    assert client.get(f"{PREVIEW}/2031/").status_code == 302
    assert list(response.cookies) == []


def assert_ended(response, status, sentence):
    assert response.status_code == status
    assert read(response.text).headings == ["This link does not work"]
    assert sentence in read(response.text).texts["lead"][0]
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "2031" not in response.text


def test_an_expired_link_says_so(client, world, monkeypatch):
    old = token(world.draft, days=-1)

    assert_ended(client.get(f"/staff/preview/{old}/"), 410, "It worked until ")


def test_an_altered_link_says_so(client, world):
    link = token(world.draft)
    altered = [
        link[:-1], f"x{link}", link.replace(":", "", 1), "nonsense", "é\0", "9" * 5000,
        signing.dumps([2031, 9999999999, "x"], salt="another"),
    ]  # fmt: skip

    for one in altered:
        response = client.get(f"/staff/preview/{one}/")
        assert_ended(response, 404, "altered on its way to you")


def test_a_link_of_another_site_does_not_work(client, world, settings):
    link = token(world.draft)
    settings.SECRET_KEY = "another"

    assert_ended(client.get(f"/staff/preview/{link}/"), 404, "altered on its way to you")


def test_all_links_end_together(client, world):
    first, second = token(world.draft), token(world.draft, days=30)
    links.end_all(world.draft)
    third = token(world.draft)

    for link in (first, second):
        assert_ended(client.get(f"/staff/preview/{link}/"), 410, "ended by the editors")
    assert client.get(f"/staff/preview/{third}/2031/").status_code == 200


def test_a_link_to_what_is_published_leads_to_the_public_page(client, viewer, world):
    link, old = token(world.draft), token(world.draft, days=-1)
    publishing.publish(world.draft, "It is ready.")

    for prefix in (PREVIEW, f"/staff/preview/{link}", f"/staff/preview/{old}"):
        response = client.get(f"{prefix}/search/?q=a+%26b")
        assert (response.status_code, response.headers["Location"]) == (302, "/search/?q=a+%26b")
        # And to no other host.
        assert client.get(f"{prefix}//example.org/").headers["Location"] == "/%2Fexample.org/"


def test_links_end_when_the_edition_is_taken_back(client, world):
    link = token(world.draft)
    publishing.publish(world.draft, "It is ready.")
    publishing.retract(world.draft, "It was not.")

    assert_ended(client.get(f"/staff/preview/{link}/"), 410, "ended by the editors")


# The page that makes links.

LINKS = "/staff/editions/2031/preview-links/"


def test_editors_make_a_link_that_is_shown_once(client, world, django_user_model):
    client.force_login(staff(django_user_model, "view_edition", "change_edition"))

    response = client.post(LINKS, {"days": "7"})

    (link,) = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", response.text)
    assert LogEntry.objects.get().get_change_message() == (
        "Made a link to the preview that works for 7 days."
    )
    assert link.startswith("http://testserver/staff/preview/")
    assert "no-store" in response.headers["Cache-Control"]
    client.logout()
    page = client.get(link.removeprefix("http://testserver"))
    day = timezone.now() + datetime.timedelta(days=7)
    assert f"until {day:%-d %B %Y}, " in read(page.text).texts["preview"][0]
    assert "/staff/preview/" not in client.get(LINKS, follow=True).text


def test_editors_end_all_links(client, world, django_user_model):
    client.force_login(staff(django_user_model, "view_edition", "change_edition"))
    link = token(world.draft)
    assert 'name="end"' in client.get(LINKS).text

    response = client.post(LINKS, {"end": "End all links"}, follow=True)

    assert "All links to this preview have ended." in response.text
    assert 'name="end"' not in response.text
    assert not PreviewKey.objects.exists()
    assert client.get(f"/staff/preview/{link}/2031/").status_code == 410


def test_a_link_is_made_for_one_of_a_few_spans(admin_client, world):
    for days in ("", "1000", "-1", "x"):
        response = admin_client.post(LINKS, {"days": days})
        assert response.status_code == 200
        assert len(read(response.text).texts["errorlist"]) == 1
    assert not PreviewKey.objects.exists()


def test_viewers_make_no_link(viewer, world):
    assert viewer.get(LINKS).status_code == 403
    assert viewer.post(LINKS, {"days": "7"}).status_code == 403
    assert not PreviewKey.objects.exists()


def test_what_is_public_needs_no_link(admin_client, world):
    response = admin_client.post(LINKS.replace("2031", "2023"), {"days": "7"}, follow=True)

    assert "2023 edition is public: it needs no preview." in response.text
    assert admin_client.get(LINKS.replace("2031", "2099")).status_code == 404
    assert not PreviewKey.objects.exists()


# The way to it.


def test_the_form_of_each_unit_of_a_draft_leads_to_its_preview(admin_client, world):
    goal, theme = world.draft.units_below()
    units = [world.draft, goal, theme, *goal.units_below(), *theme.units_below()]
    assert [type(unit).__name__ for unit in units] == [
        "Edition", "Goal", "Theme", "Objective", "Commitment",
    ]  # fmt: skip

    for unit in units:
        page = admin_client.get(change_address(unit))
        assert f"{PREVIEW}{unit.get_absolute_url()}" in read(page.text).links


def test_forms_of_what_is_public_lead_to_no_preview(admin_client, world):
    for row in (world.current, world.current.goals.first(), world.borders, world.link):
        assert "/staff/preview/" not in admin_client.get(change_address(row)).text


# Nowhere else.


def test_a_draft_is_nowhere_in_public(client, world):
    """Words and year of the draft occur on no page, in no answer, and in no list."""
    Objective.objects.filter(goal__edition=world.draft).update(text="Groom zebras")
    Edition.objects.get(year=2031).save()
    machines = ["/permalinks.json", "/opensearch.xml", "/search/suggest.json?q=zebras"]
    questions = ["/search/?q=zebras", "/search/?q=carry", "/search/?q=promise", "/quote/?q=zebras"]
    questions += ["/search/?q=reach&edition=2017", "/changes/?page=1"]
    addresses = [entry["path"] for entry in public_addresses()]
    assert len(addresses) > 30

    for address in (*addresses, *machines, *questions):
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        # A page of answers repeats the question.
        words = ("2031", "Groom") if "zebras" in address else ("2031", "Groom", "zebras")
        found = words_of(response.content)
        assert [word for word in words if word in found] == [], address


def test_addresses_of_a_draft_answer_as_those_of_no_edition(client, world):
    def answer(address, year):
        response = client.get(address.replace("2031", year))
        return response.status_code, response.text.replace(year, "YEAR")

    for address in ITS_PAGES:
        found = answer(address, "2031")
        assert found == answer(address, "2032"), address
        assert found[0] == 404, address
