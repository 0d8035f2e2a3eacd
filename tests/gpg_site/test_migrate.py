"""A database's file is made by `migrate` and by nothing else."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def manage(folder, *command):
    environment = {**os.environ, "GPG_VAR_DIR": str(folder)}
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_only_migrate_makes_the_file_of_a_database(tmp_path):
    folder, file = tmp_path / "a folder", tmp_path / "a folder" / "gpg.sqlite3"
    failed = manage(folder, "seed")
    assert failed.returncode != 0
    assert "unable to open database file" in failed.stderr
    assert not file.exists()

    assert manage(folder, "migrate", "--verbosity", "0").returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert manage(folder, "seed", "--verbosity", "0").returncode == 0
