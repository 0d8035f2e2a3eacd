"""The whole site through the Nu HTML checker (npm's vnu-jar, which runs on Java)."""

import json
import os
import shutil
import subprocess

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

JAR = settings.BASE_DIR / "tests/browser/node/node_modules/vnu-jar/build/dist/vnu.jar"
MISSING = "The Nu checker is missing: apt-get install npm default-jre-headless, then make test"


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that checks. Absent, it fails in CI, and is skipped with a word elsewhere."""
    java = shutil.which("java")
    if java is None or not JAR.exists():
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return [java, "-jar", str(JAR), "--format", "json", "--exit-zero-always"]


def messages(checker, folder):
    """What the checker says of the files in a folder, without the name of the folder."""
    answer = subprocess.run([*checker, str(folder)], capture_output=True, text=True, check=True)
    return [
        f"{message['url'].rpartition('/')[2]}: {message['message']}"
        for message in json.loads(answer.stderr)["messages"]
    ]


def test_every_page_is_valid_html(checker, site, tmp_path):
    for number, page in enumerate(site.values()):
        (tmp_path / f"{number}.html").write_text(page.html)
    (tmp_path / "404.html").write_text(Client().get("/no-such-page/").text)
    for name in ("400.html", "500.html", "503.html"):
        (tmp_path / name).write_text(render_to_string(name))

    assert messages(checker, tmp_path) == []


@pytest.mark.parametrize("language", ["ar", "es", "fr"])
def test_every_page_is_valid_html_in_every_language(checker, sites, language, tmp_path):
    for number, page in enumerate(sites[language].values()):
        (tmp_path / f"{number}.html").write_text(page.html)
    missing = Client().get(f"/{language}/no-such-page/").text
    (tmp_path / "404.html").write_text(missing)
    with override(language):
        for name in ("400.html", "500.html", "503.html"):
            (tmp_path / name).write_text(render_to_string(name))

    assert messages(checker, tmp_path) == []


def test_the_checker_finds_what_is_wrong(checker, tmp_path):
    (tmp_path / "wrong.html").write_text("<!doctype html><title>t</title><p id=a><p id=a>")

    assert any("Duplicate ID" in message for message in messages(checker, tmp_path))
