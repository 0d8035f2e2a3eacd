"""A folder is replaced whole or not at all."""

import os

import pytest

from gpg_site.export.folder import MARKER, FolderError, put, replaced


def contents(folder):
    return {path.name: path.read_text() for path in folder.iterdir() if path.name != MARKER}


def test_a_new_folder_is_there_with_its_parents_once_all_is_written(tmp_path):
    folder = tmp_path / "a" / "b"
    with replaced(folder) as new:
        put(new, "one.txt", b"1")
        assert not folder.exists()

    assert contents(folder) == {"one.txt": "1"}
    assert os.listdir(folder.parent) == ["b"]


def test_an_earlier_copy_is_replaced_whole(tmp_path):
    folder = tmp_path / "copy"
    with replaced(folder) as new:
        put(new, "one.txt", b"1")
    with replaced(folder) as new:
        put(new, "two.txt", b"2")
        assert contents(folder) == {"one.txt": "1"}

    assert contents(folder) == {"two.txt": "2"}
    assert os.listdir(tmp_path) == ["copy"]


def test_an_empty_folder_may_be_named(tmp_path):
    folder = tmp_path / "copy"
    folder.mkdir()
    with replaced(folder) as new:
        put(new, "one.txt", b"1")

    assert contents(folder) == {"one.txt": "1"}


def test_everybody_may_read_it(tmp_path):
    with replaced(tmp_path / "copy") as new:
        put(new, "a/one.txt", b"1")

    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o777 & ~umask
    assert (tmp_path / "copy/a/one.txt").stat().st_mode & 0o777 == 0o666 & ~umask


def test_what_fails_leaves_the_earlier_copy_alone(tmp_path):
    folder = tmp_path / "copy"
    with replaced(folder) as new:
        put(new, "one.txt", b"1")

    def fail():
        with replaced(folder) as new:
            put(new, "two.txt", b"2")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail()

    assert contents(folder) == {"one.txt": "1"}
    assert os.listdir(tmp_path) == ["copy"]


def test_a_swap_that_fails_halfway_is_taken_back(tmp_path, monkeypatch):
    folder = tmp_path / "copy"
    with replaced(folder) as new:
        put(new, "one.txt", b"1")
    rename = os.rename

    def fail_on_new(source, target):
        if source.name == "new":
            raise OSError("no such disk")
        rename(source, target)

    monkeypatch.setattr(os, "rename", fail_on_new)
    with pytest.raises(OSError, match="no such disk"), replaced(folder):
        pass

    assert contents(folder) == {"one.txt": "1"}
    assert os.listdir(tmp_path) == ["copy"]


def test_a_folder_of_somebody_else_is_refused_before_any_work(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years")

    with (
        pytest.raises(FolderError, match="is no earlier export, and would be lost"),
        replaced(folder),
    ):
        pytest.fail("no work may begin")

    assert contents(folder) == {"thesis.txt": "years"}


def test_files_and_links_are_refused(tmp_path):
    (tmp_path / "file").write_text("1")
    (tmp_path / "link").symlink_to(tmp_path)

    with pytest.raises(FolderError, match="is a file"), replaced(tmp_path / "file"):
        pass
    with pytest.raises(FolderError, match="is a link"), replaced(tmp_path / "link"):
        pass


def test_nothing_is_written_outside_or_twice(tmp_path):
    with replaced(tmp_path / "copy") as new:
        put(new, "one.txt", b"1")
        with pytest.raises(FolderError, match="outside"):
            put(new, "../two.txt", b"2")
        with pytest.raises(FileExistsError):
            put(new, "one.txt", b"other")

    assert contents(tmp_path / "copy") == {"one.txt": "1"}
