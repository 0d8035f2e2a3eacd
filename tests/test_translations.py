"""The interface in INTERPOL's languages: complete, of today, and with nothing lost on the way."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import django.conf
import polib
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
DJANGO = Path(django.conf.__file__).parent / "locale"
LANGUAGES = sorted({code for code, _name in settings.LANGUAGES} - {"en"})
MISSING = "gettext is missing: apt-get install gettext"
# Codes and numbers of a sentence, and marks of HTML.
_PLACE = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
_TAG = re.compile(r"</?[a-z][^>]*>")


def catalog(language):
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def messages(tmp_path_factory):
    """All messages of the code, as Django collects them."""
    if not shutil.which("xgettext"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    copy = tmp_path_factory.mktemp("messages")
    for name in ("goals", "themes", "gpg_site", "templates"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(ROOT / "manage.py", copy)
    (copy / "locale").mkdir()
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", "en", "--no-location"],
        cwd=copy,
        env={**os.environ, "GPG_VAR_DIR": str(copy / "var")},
        check=True,
        capture_output=True,
    )
    return polib.pofile(str(copy / "locale" / "en" / "LC_MESSAGES" / "django.po"))


def keys(entries):
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries}


def said(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_message_of_the_code_is_in_each_language_and_no_other(messages, language):
    assert len(messages) > 1000
    assert keys(catalog(language)) == keys(messages)


def test_nothing_is_untranslated_or_unsure(language):
    found = catalog(language)

    assert [entry.msgid for entry in found if not all(said(entry))] == []
    assert [entry.msgid for entry in found.fuzzy_entries()] == []
    assert [entry.msgid for entry in found.obsolete_entries()] == []


def test_every_noun_has_all_its_forms(language):
    """As many as Django counts in the language, by the same rule: the two are read together."""
    found = catalog(language)
    its_own = polib.pofile(str(DJANGO / language / "LC_MESSAGES" / "django.po"))
    rule = its_own.metadata["Plural-Forms"]
    count = int(re.search(r"nplurals=(\d)", rule)[1])

    assert found.metadata["Plural-Forms"] == rule
    nouns = [entry for entry in found if entry.msgid_plural]
    assert len(nouns) > 20
    assert {tuple(sorted(entry.msgstr_plural)) for entry in nouns} == {tuple(range(count))}


def test_nothing_is_lost_on_the_way(language):
    """Values, marks of HTML, and the white space around a message, which pages rely on. A form of a
    noun may say its number in words."""
    lost = []
    for entry in catalog(language):
        for number, text in enumerate(said(entry)):
            source = entry.msgid_plural if entry.msgid_plural and number else entry.msgid
            places, wanted = Counter(_PLACE.findall(text)), Counter(_PLACE.findall(source))
            is_kept = places <= wanted if entry.msgid_plural else places == wanted
            tags = Counter(_TAG.findall(text)) == Counter(_TAG.findall(entry.msgid))
            # French has a narrow space before some signs, where English has none.
            around = _around(text.removeprefix("\u202f")) == _around(entry.msgid)
            if not (is_kept and tags and around):
                lost.append((entry.msgid, text))

    assert lost == []


def test_the_compiled_catalog_is_that_of_the_text(language):
    """It is in the repository, so that no tool is needed to set the portal up."""
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.mo"

    assert path.read_bytes() == catalog(language).to_binary()


def _around(text):
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
