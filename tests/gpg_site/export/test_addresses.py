"""What a copy begins with."""

from gpg_site.export.addresses import addresses
from gpg_site.manifest import public_addresses

ENGLISH = ("en",)


def test_every_public_address_is_promised_and_what_leads_to_it(world, settings):
    settings.CONTACT = ""
    manifest = [entry["path"] for entry in public_addresses()]

    found = addresses(ENGLISH)

    assert found[: len(manifest)] == manifest
    assert sorted(found[len(manifest) :]) == [
        "/1.1/",
        "/1.2/",
        "/2.1/",
        "/2017/1.1/",
        "/2023/1.1/",
        "/2023/1.2/",
        "/2023/2.1/",
        "/2023/T1.1/",
        "/2023/T2.1/",
        "/404.html",
        "/T1.1/",
        "/T2.1/",
        "/compare/",
        "/goals/",
        "/goals/1/",
        "/goals/1/objectives/1/",
        "/goals/1/objectives/2/",
        "/goals/2/",
        "/goals/2/objectives/1/",
        "/themes/",
        "/themes/1/",
        "/themes/1/commitments/1/",
        "/themes/2/",
        "/themes/2/commitments/1/",
    ]


def test_without_an_edition_nothing_leads_to_one(db, settings):
    settings.CONTACT = ""
    assert addresses(ENGLISH) == [*(entry["path"] for entry in public_addresses()), "/404.html"]


def test_who_is_told_of_faults_is_copied_where_somebody_is_named(db, settings):
    settings.CONTACT = "portal@example.org"

    assert addresses(ENGLISH)[-1] == "/.well-known/security.txt"


def test_each_page_is_promised_in_each_language_that_is_asked_for(world, settings):
    settings.CONTACT = ""
    english = addresses(ENGLISH)
    pages = [path for path in english if path.endswith(("/", "/404.html"))]

    assert addresses(("en", "ar", "fr")) == [
        *english,
        *(f"/ar{path}" for path in pages),
        *(f"/fr{path}" for path in pages),
    ]
    assert "/" in pages
    assert "/2023/goals/1/" in pages
