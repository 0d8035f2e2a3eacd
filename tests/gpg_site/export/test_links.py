"""Addresses as files, and links between them."""

import pytest

from gpg_site.export.links import as_file, asked_for, between_files, file_of

ORIGIN = "https://gpg.example.org"


@pytest.mark.parametrize(
    ("link", "file"),
    [
        ("/", "index.html"),
        ("/2023/goals/3/", "2023/goals/3/index.html"),
        ("/2023/goals/3/#3.2", "2023/goals/3/index.html"),
        ("/3.2/", "3.2/index.html"),
        ("/index.json", "index.json"),
        ("/2023/goals/3.csl.json", "2023/goals/3.csl.json"),
        ("/changes/?page=2", "changes/page-2/index.html"),
        ("/changes.json?page=2", "changes/page-2.json"),
        ("/changes/?page=x", "changes/index.html"),
        ("/search/?q=a+b&page=2", "search/page-2/index.html"),
        ("/search/?q=fake+passport", "search/index.html"),
        ("/.well-known/security.txt", ".well-known/security.txt"),
    ],
)
def test_an_address_has_its_file(link, file):
    assert file_of(link) == file


def test_of_a_question_only_the_page_of_a_list_is_asked_for():
    assert asked_for("/changes/?page=2#day") == "/changes/?page=2"
    assert asked_for("/search/?q=a&edition=2017") == "/search/"


@pytest.mark.parametrize(
    ("here", "link", "written"),
    [
        ("/", "/", "index.html"),
        ("/", "/2023/goals/3/#3.2", "2023/goals/3/index.html#3.2"),
        ("/2023/goals/3/", "/", "../../../index.html"),
        ("/2023/goals/3/", "/2023/goals/3.json", "../3.json"),
        ("/2023/goals/3/", "/search/?q=a+b", "../../../search/index.html?q=a+b"),
        ("/changes/", "/changes/?page=2", "page-2/index.html"),
        ("/changes/?page=2", "/changes/", "../index.html"),
        ("/changes/?page=2", "/changes/?page=3#day", "../page-3/index.html#day"),
        ("/404.html", "/about/", "about/index.html"),
    ],
)
def test_a_link_is_written_from_file_to_file(here, link, written):
    assert between_files(here, link) == written


def test_a_page_leads_between_files_and_says_where():
    page = as_file(
        '<a id="top" href="/about/?x=1&amp;y=2#codes">a</a> <form action="/search/">'
        '<a href="#top">b</a><a href="../">c</a><img src="/static/x.png">',
        "/2023/",
        ORIGIN,
    )

    assert page.html == (
        '<a id="top" href="../about/index.html?x=1&amp;y=2#codes">a</a> '
        '<form action="../search/index.html"><a href="#top">b</a><a href="../index.html">c</a>'
        '<img src="../static/x.png">'
    )
    assert page.links == ["/about/?x=1&y=2#codes", "/search/", "/2023/#top", "/", "/static/x.png"]
    assert page.ids == {"top"}


def test_complete_addresses_and_those_elsewhere_stay():
    html = (
        '<link rel="canonical" href="https://gpg.example.org/2023/">'
        '<meta content="https://gpg.example.org/2023/card.png"><meta content="/x/">'
        '<a href="https://gpg.example.orgs/">a</a><a href="mailto:a@example.org">b</a>'
    )

    page = as_file(html, "/2023/", ORIGIN)

    assert page.html == html
    assert page.links == ["/2023/", "/2023/card.png"]


def test_words_that_look_like_links_stay():
    html = '<code>&lt;a href="/about/"&gt;</code><script>{"a": "href=\\"/about/\\""}</script>'

    assert as_file(html, "/", ORIGIN) == (html, [], frozenset())


def test_what_is_copied_to_be_sent_on_is_complete():
    page = as_file('<a href="/2023/3.2/" data-copy>c</a>', "/2023/", ORIGIN)

    assert page.html == (
        '<a href="3.2/index.html" data-copy="https://gpg.example.org/2023/3.2/">c</a>'
    )


def test_links_can_be_written_otherwise():
    page = as_file('<a href="/about/#codes">a</a>', "/404.html", ORIGIN, lambda own: f"!{own}")

    assert page.html == '<a href="!/about/#codes">a</a>'
