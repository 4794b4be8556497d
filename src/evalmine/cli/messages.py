"""What the command line says when something goes wrong: one line on stderr and an exit code."""

from __future__ import annotations

import errno
import logging
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import typer

from evalmine.errors import EvalmineError

CANNOT_CREATE = 73  # sysexits.h: EX_CANTCREAT
INPUT_OUTPUT = 74  # EX_IOERR
_TERMINATED = 128 + signal.SIGTERM
_PLACE_ERRORS = {
    errno.EACCES: "is not writable: check its permissions, or choose another --out",
    errno.EPERM: "is not writable: check its permissions, or choose another --out",
    errno.EROFS: "is on a read-only file system: choose another --out",
    errno.EISDIR: "is a folder: name a file",
    errno.ENOTDIR: "is a file where a folder is needed: choose another --out",
    errno.EEXIST: "is a file where a folder is needed: choose another --out",
    errno.ENOENT: "cannot be made there: check the path",
    errno.ENAMETOOLONG: "is too long a name: choose another --out",
}
_DEVICE_ERRORS = {
    errno.ENOSPC: "no space left on the disk: free some, or choose another --out",
    errno.EDQUOT: "the disk quota is used up: free some space, or choose another --out",
}


def say(text: str) -> None:
    """Write a message to stderr."""
    typer.echo(text, err=True)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn errors a user can mend into one line and an exit code, and warnings into one line.

    SIGTERM, which containers and schedulers send, ends the run in order: half-made files are
    removed. Python itself would let it pass as process 1 of a container.
    """
    signal.signal(signal.SIGTERM, _stop)
    # Without a handler Python prints the reader's warnings, which the commands tell themselves.
    logging.getLogger("evalmine").addHandler(logging.NullHandler())
    with warnings.catch_warnings():
        warnings.showwarning = _each_once()
        try:
            yield
        except EvalmineError as error:
            say(f"evalmine: {error}")
            sys.exit(error.exit_code)
        except OSError as error:
            text, code = explain(error)
            say(f"evalmine: {text}")
            sys.exit(code)
        except MemoryError:
            say("evalmine: not enough memory: split the input, or use a larger machine")
            sys.exit(INPUT_OUTPUT)


def explain(error: OSError) -> tuple[str, int]:
    """Return one line about an error of the operating system, and its exit code.

    The inputs' own errors are `InputError` by now: what is left are results that cannot be written.
    """
    path = error.filename
    where = f"{os.fsdecode(path)}: " if isinstance(path, str | bytes | os.PathLike) else ""
    if error.errno in _PLACE_ERRORS and where:
        return f"{where}{_PLACE_ERRORS[error.errno]}", CANNOT_CREATE
    reason = _DEVICE_ERRORS.get(error.errno or 0) or error.strerror or str(error)
    return f"{where}{' '.join(reason.split())}", INPUT_OUTPUT


def _each_once() -> Callable[..., None]:
    """Return what shows each warning once, without the line of code it comes from."""
    shown: set[str] = set()

    def show(message: Warning | str, category: type[Warning], *_: object) -> None:
        text = " ".join(str(message).split())
        if text not in shown and not issubclass(category, DeprecationWarning | FutureWarning):
            shown.add(text)
            say(f"evalmine: {text}")

    return show


def _stop(number: int, frame: FrameType | None) -> None:
    sys.exit(_TERMINATED)
