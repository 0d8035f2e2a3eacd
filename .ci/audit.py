"""Asks whether anything that the portal runs on is known to be vulnerable: `make audit`.

Ends with 0 if every package was asked about and none is, with 1 if one is, and with 69 if the
question was not answered: what nobody was asked about is not safe. pip-audit itself calls that "no
known vulnerabilities".
"""

import json
import subprocess
import sys
from pathlib import Path

LOCKED = Path(__file__).resolve().parent.parent / "requirements" / "run.txt"
SAFE, VULNERABLE, UNANSWERED = 0, 1, 69
AUDIT = ("-m", "pip_audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off")


def verdict(answer: str, complaint: str = "") -> tuple[int, str]:
    """The exit code and the words for what pip-audit answered as JSON or complained of."""
    try:
        packages = json.loads(answer)["dependencies"]
    except ValueError:
        why = complaint.strip().rpartition("\n")[2] or "pip-audit gave no answer"
        return UNANSWERED, f"The vulnerability service could not be asked: {why}"
    known = [
        f"{package['name']} {package['version']}: {one['id']}, "
        f"fixed in {', '.join(one['fix_versions']) or 'no version yet'}"
        for package in packages
        for one in package.get("vulns", [])
    ]
    unasked = [package["name"] for package in packages if "skip_reason" in package]
    if unasked:
        known.append(f"The vulnerability service could not be asked about {', '.join(unasked)}.")
    if any(package.get("vulns") for package in packages):
        return VULNERABLE, "\n".join(known)
    if unasked or not packages:
        return UNANSWERED, "\n".join(known) or "There is no package to ask about."
    return SAFE, f"None of {len(packages)} packages has a known vulnerability."


def main() -> int:
    done = subprocess.run(
        [sys.executable, *AUDIT, "--format", "json", "--requirement", str(LOCKED)],
        capture_output=True,
        text=True,
        check=False,
    )
    code, words = verdict(done.stdout, done.stderr)
    sys.stderr.write(f"{words}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
