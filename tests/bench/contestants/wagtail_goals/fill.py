"""Makes the pages out of those of the portal: `fill.py PAGE.json PAGE.html`."""

import json
import os
import re
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.contestants.wagtail_goals.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from tests.bench.contestants.wagtail_goals.models import GoalPage, PlainPage  # noqa: E402


def main(data: Path, html: Path) -> None:
    made = settings.FOLDER / "made_migrations"
    made.mkdir()
    (made / "__init__.py").touch()
    sys.path.append(str(settings.FOLDER))
    call_command("makemigrations", "wagtail_goals", verbosity=0)
    call_command("migrate", verbosity=0)
    page = json.loads(data.read_text())
    parts = html.read_text()
    root = Page.objects.get(depth=1)
    Page.objects.filter(depth=2).delete()
    root.refresh_from_db()
    home = root.add_child(instance=PlainPage(title="Home", slug="home"))
    Site.objects.update_or_create(
        hostname="localhost", defaults={"root_page": home, "is_default_site": True}
    )
    edition = home.add_child(instance=PlainPage(title="2023 edition", slug="2023"))
    goals = edition.add_child(instance=PlainPage(title="Goals", slug="goals"))
    for goal in page["edition"]["goals"]:
        goals.add_child(instance=_goal(goal, page, parts))


def _goal(goal, page, html) -> GoalPage:
    return GoalPage(
        title=goal["short_title"],
        slug=str(goal["number"]),
        show_in_menus=True,
        number=goal["number"],
        official_title=goal["title"],
        note=page["goal"]["note"],
        objectives=[
            (
                "objective",
                {
                    "code": unit["code"],
                    "text": unit["text"],
                    "note": unit["note"],
                    "topics": [_link(topic["name"], topic) for topic in unit["topics"]],
                    "source": unit["place_url"],
                },
            )
            for unit in page["objectives"]
        ],
        source_line=_paragraphs(html, '<p class="source-line">', "</section>"),
        statements=[
            (
                "statement",
                {
                    "number": said["sdg"]["number"],
                    "sdg": said["sdg"]["title"],
                    **{
                        name: said[name] for name in ("evidence", "scope", "directness", "made_for")
                    },
                    "targets": [
                        _link(f"{each['code']} {each['label']}", each) for each in said["targets"]
                    ],
                    "reason": said["reason"],
                    "objectives": [_link(each["code"], each) for each in said["objectives"]],
                    "source": {
                        "name": said["source"]["title"] if said["source"] else "",
                        "url": said["source"]["url"] if said["source"] else "",
                    },
                },
            )
            for said in page["statements"]
        ],
        themes=[
            (
                "theme",
                {
                    "roman": theme["roman"],
                    "title": theme["title"],
                    "shared": [_link(topic["name"], topic) for topic in theme["shared"]],
                },
            )
            for theme in page["themes"]
        ],
        rest=_paragraphs(html, '<section aria-labelledby="editions">', "</main>"),
    )


def _link(name: str, thing) -> dict[str, str]:
    return {"name": name, "url": thing["url"]}


def _paragraphs(html: str, start: str, end: str) -> str:
    """That part of the page as rich text: a paragraph for each line of it."""
    part = html[html.index(start) :]
    part = part[: part.index(end)]
    lines = (re.sub(r"<[^>]*>", " ", line).strip() for line in part.splitlines())
    return "".join(f"<p>{line}</p>" for line in lines if line)


main(*map(Path, sys.argv[1:]))
