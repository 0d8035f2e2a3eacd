"""Lighthouse on the main page types, on its mobile settings: `make lighthouse` prints the scores.

Not a test by name: the speed that it finds depends on what else the machine does.
"""

import json
import shutil
import subprocess

import pytest

from tests.serving import ROOT

LIGHTHOUSE = ROOT / "tests/browser/node/node_modules/.bin/lighthouse"
PAGES = {
    "home": "/",
    "goal": "/2023/goals/3/",
    "objective": "/2023/goals/3/objectives/2/",
    "crosswalk": "/2023/sdgs/",
    "SDGs": "/sdgs/",
}
FLAGS = "--headless --no-sandbox --disable-background-networking --disable-component-update"


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_lighthouse_scores(server, address, capsys, monkeypatch):
    monkeypatch.setenv("CHROME_PATH", shutil.which("chromium") or "chromium")
    command = [LIGHTHOUSE, server + address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]

    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    categories = json.loads(report)["categories"].values()
    scores = {category["title"]: round(100 * category["score"]) for category in categories}
    with capsys.disabled():
        print(f"\n{address:30}", *(f"{name} {score}" for name, score in scores.items()), sep="  ")  # noqa: T201
    assert set(scores.values()) == {100}
