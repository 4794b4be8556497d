"""The theme registry as a file: read, and written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from evalmine.errors import InputError
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
    path = Path(path)
    if path.is_dir():
        path = path / FILE_NAME
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
    path = Path(path)
    return write_text(path / FILE_NAME if path.is_dir() else path, registry.to_json())
