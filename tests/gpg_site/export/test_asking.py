"""The portal asked within the process."""

from gpg_site.export.asking import answer


def test_any_host_and_scheme_may_be_asked_for(world):
    page = answer("/2023/", "https://anything.example:8443")

    assert page.status_code == 200
    assert '<link rel="canonical" href="https://anything.example:8443/2023/">' in page.text


def test_a_question_is_asked_whole(world):
    assert answer("/changes/?page=99", "https://gpg.example.org").status_code == 404


def test_what_a_file_cannot_do_is_not_offered(world, client):
    offered = ("data-suggest", 'rel="search"', 'rel="manifest"', "/staff/", '<form class="quote')
    online = client.get("/").text + client.get("/quote/").text
    as_files = "".join(answer(page, "https://gpg.example.org").text for page in ("/", "/quote/"))

    assert [part for part in offered if part not in online] == []
    assert [part for part in offered if part in as_files] == []
    assert "has nothing that could read a pasted text" in as_files
