from __future__ import annotations

import errno

import pytest

from evalmine.errors import BusyError
from evalmine.jobs.publish import LOCK_NAME, STAGE_NAME, publishing


def files_in(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def write(folder, text):
    with publishing(folder) as stage:
        (stage / "tables").mkdir()
        (stage / "tables" / "a.csv").write_text(text)
        (stage / "report.html").write_text(text)
        (stage / "manifest.json").write_text(text)


def fail(folder, error):
    with publishing(folder) as stage:
        (stage / "report.html").write_text("halv")
        raise error


def test_everything_is_put_in_place_at_the_end(tmp_path):
    with publishing(tmp_path / "ny" / "ud") as stage:
        (stage / "report.html").write_text("x")
        assert not (tmp_path / "ny" / "ud" / "report.html").exists()
    assert files_in(tmp_path / "ny" / "ud") == ["report.html"]


def test_a_later_run_replaces_what_it_writes_and_leaves_the_rest(tmp_path):
    write(tmp_path, "et")
    (tmp_path / "noter.txt").write_text("mine")
    write(tmp_path, "to")
    names = ["manifest.json", "noter.txt", "report.html", "tables/a.csv"]
    assert files_in(tmp_path) == names
    assert (tmp_path / "tables" / "a.csv").read_text() == "to"
    assert (tmp_path / "noter.txt").read_text() == "mine"


@pytest.mark.parametrize("error", [RuntimeError("fejl"), KeyboardInterrupt(), SystemExit(143)])
def test_a_run_that_fails_leaves_the_last_result(tmp_path, error):
    write(tmp_path, "et")
    with pytest.raises(type(error)):
        fail(tmp_path, error)
    assert files_in(tmp_path) == ["manifest.json", "report.html", "tables/a.csv"]
    assert (tmp_path / "report.html").read_text() == "et"
    write(tmp_path, "to")


def test_what_a_killed_run_left_is_removed(tmp_path):
    (tmp_path / STAGE_NAME / "tables").mkdir(parents=True)
    (tmp_path / STAGE_NAME / "tables" / "gammel.csv").touch()
    (tmp_path / LOCK_NAME).touch()
    write(tmp_path, "et")
    assert files_in(tmp_path) == ["manifest.json", "report.html", "tables/a.csv"]


def test_a_folder_with_a_manifest_is_complete(tmp_path):
    write(tmp_path, "et")
    (tmp_path / "tables" / "a.csv").unlink()
    (tmp_path / "tables" / "a.csv").mkdir()  # cannot be replaced by a file
    with pytest.raises(OSError, match=r"a\.csv"):
        write(tmp_path, "to")
    assert not (tmp_path / "manifest.json").exists()


def test_two_runs_do_not_write_to_one_folder(tmp_path):
    with publishing(tmp_path):
        with pytest.raises(BusyError, match="another run is writing there"), publishing(tmp_path):
            pass
        assert (tmp_path / STAGE_NAME).is_dir()  # the first goes on undisturbed
    write(tmp_path, "et")


def test_an_error_names_the_folder_the_user_gave(tmp_path):
    with pytest.raises(OSError, match="full") as error, publishing(tmp_path) as stage:
        raise OSError(errno.ENOSPC, "full", str(stage / "report.html"))
    assert error.value.filename == str(tmp_path / "report.html")
