"""`make audit`: only what was asked about and is not vulnerable counts as safe."""

import json
import runpy

import pytest
from django.conf import settings

verdict = runpy.run_path(f"{settings.BASE_DIR}/.ci/audit.py")["verdict"]

SAFE = {"name": "django", "version": "5.2.19", "vulns": []}
SKIPPED = {"name": "segno", "skip_reason": "Dependency not found on PyPI"}
VULNERABLE = {
    "name": "gunicorn",
    "version": "20.0",
    "vulns": [
        {"id": "PYSEC-1", "fix_versions": ["22.0", "23.0"], "aliases": [], "description": "."},
        {"id": "GHSA-2", "fix_versions": [], "aliases": [], "description": "."},
    ],
}
TOLD = "gunicorn 20.0: PYSEC-1, fixed in 22.0, 23.0\ngunicorn 20.0: GHSA-2, fixed in no version yet"
UNASKED = "The vulnerability service could not be asked about segno."


@pytest.mark.parametrize(
    ("packages", "code", "words"),
    [
        ([SAFE, SAFE], 0, "None of 2 packages has a known vulnerability."),
        ([SAFE, VULNERABLE], 1, TOLD),
        ([SAFE, SKIPPED], 69, UNASKED),
        ([SKIPPED, VULNERABLE], 1, f"{TOLD}\n{UNASKED}"),
        ([], 69, "There is no package to ask about."),
    ],
    ids=["safe", "vulnerable", "skipped", "both", "none"],
)
def test_what_was_answered(packages, code, words):
    assert verdict(json.dumps({"dependencies": packages, "fixes": []})) == (code, words)


def test_a_service_that_can_not_be_reached_is_no_good_news():
    complaint = "Traceback:\n  File\nConnectionError: Failed to resolve 'api.osv.dev'\n"

    assert verdict("", complaint) == (
        69,
        "The vulnerability service could not be asked: "
        "ConnectionError: Failed to resolve 'api.osv.dev'",
    )
