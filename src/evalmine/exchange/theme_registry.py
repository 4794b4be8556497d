"""The theme registry as a file: read, and written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evalmine.errors import BusyError, InputError
from evalmine.exchange.files import write_text
from evalmine.themes.identity.registry import ThemeRegistry

FILE_NAME = "themes.json"


def load_registry(path: str | Path, *, must_exist: bool = True) -> ThemeRegistry:
    """Return the theme registry in a file, or in the ``themes.json`` of a folder of results.

    Parameters
    ----------
    path : path
        Written by `save_registry`, or a folder that ``evalmine analyze`` wrote.
    must_exist : bool, default True
        False gives an empty registry where there is no file, as before a first run.

    Raises
    ------
    InputError
        If the file is missing, cannot be read or is not a theme registry.
    """
    path = _file(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if not must_exist:
            return ThemeRegistry.empty()
        reason = "does not exist: analyze once, or check the path"
        raise InputError(str(path), reason) from None
    except UnicodeDecodeError:
        raise InputError(str(path), "is not a theme registry: it is not UTF-8 text") from None
    except OSError as error:
        raise InputError(str(path), f"cannot be opened ({error.strerror or error})") from error
    return ThemeRegistry.from_json(text, str(path))


def save_registry(registry: ThemeRegistry, path: str | Path) -> Path:
    """Write a theme registry and return its path; in a folder it is called ``themes.json``."""
    return write_text(_file(path), registry.to_json())


@contextmanager
def registry_held(path: str | Path | None) -> Iterator[None]:
    """Hold a registry from reading to writing, so that nobody's decision in between is lost.

    Parameters
    ----------
    path : path or None
        As for `load_registry`; nothing is held for None.

    Raises
    ------
    BusyError
        If a run or a decision holds it already.
    """
    if path is None:
        yield
        return
    from filelock import FileLock, Timeout

    file = _file(path)
    place = file.with_name(f".{file.name}.lock")
    place.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        reason = "a run or a decision is using this registry: try again when it is done"
        raise BusyError(f"{file}: {reason}") from None
    try:
        yield
    finally:
        with suppress(OSError):
            place.unlink()
        lock.release()


def _file(path: str | Path) -> Path:
    path = Path(path)
    return path / FILE_NAME if path.is_dir() else path
