"""Files are written whole or not at all."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import os
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path to write to, and move what was written to `path` when the block ends well.

    The folder is made. The path given lies beside `path`, is hidden, and has a name of its own, so
    that two runs never write into the same half file; it is removed when the block fails. A link
    is followed; a device or pipe, such as ``/dev/stdout``, is written to as it is.
    """
    path = _target(path)
    part = path if _is_device(path) else path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        yield part
        if part != path:
            os.replace(part, path)
    except OSError as error:
        if error.filename in (None, str(part)):
            error.filename = str(path)  # the user knows no other
        raise
    finally:
        if part != path:
            part.unlink(missing_ok=True)


def check_place(path: Path) -> None:
    """Make the folder of a file to come, and raise OSError at once if it cannot be written."""
    path = _target(path)
    if _is_device(path):
        return
    probe = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        error.filename = str(path)
        raise


def write_bytes(path: Path, content: bytes) -> Path:
    """Write bytes, whole or not at all; return the path."""
    with whole_file(path) as part:
        part.write_bytes(content)
    return path


def write_text(path: Path, text: str) -> Path:
    """Write UTF-8 text with LF newlines, whole or not at all; return the path."""
    return write_bytes(path, text.encode("utf-8"))


def sha256_of_file(path: Path) -> str:
    """Return the hex sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write a comma-separated UTF-8 file with LF line ends and return its path."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return write_text(path, text.getvalue())


def _target(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    return path.resolve() if path.is_symlink() and not _is_device(path) else path


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file()
