"""Results are put in place together: a run that fails or is killed leaves the last ones alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evalmine.errors import BusyError

LOCK_NAME = ".evalmine.lock"
STAGE_NAME = ".evalmine.new"
LAST = "manifest.json"


@contextmanager
def publishing(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write into; move its files to `folder` when the block ends well.

    ``manifest.json`` is taken away first and comes last, so a folder that has one is complete.
    Files of `folder` that the run does not write stay. A lock is held all the while, and what
    a killed run left behind is removed.

    Parameters
    ----------
    folder : Path
        Made when it does not exist.

    Raises
    ------
    BusyError
        If another run is writing to `folder`.
    OSError
        If `folder` cannot be made or written to; at once, before the block is entered.
    """
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK_NAME, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        reason = "another run is writing there: try again when it is done, or choose another --out"
        raise BusyError(f"{folder}: {reason}") from None
    stage = folder / STAGE_NAME
    try:
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir()
        yield stage
        _move(stage, folder)
    except OSError as error:
        if isinstance(error.filename, str):  # the user knows the folder, not the stage
            error.filename = error.filename.replace(str(stage), str(folder))
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        # While it is held: filelock sees that a file it opened is gone, and starts over.
        with suppress(OSError):  # Windows does not remove what is open
            (folder / LOCK_NAME).unlink()
        lock.release()


def _move(stage: Path, folder: Path) -> None:
    files = sorted(p.relative_to(stage) for p in stage.rglob("*") if p.is_file())
    files.sort(key=lambda name: name.as_posix() == LAST)
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    if files and files[-1].as_posix() == LAST:
        (folder / LAST).unlink(missing_ok=True)
    for name in files:
        os.replace(stage / name, folder / name)
