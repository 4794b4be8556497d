"""What places later texts in the themes of a run, as a file."""

from __future__ import annotations

import json
from pathlib import Path

from evalmine.errors import InputError
from evalmine.exchange.files import write_text
from evalmine.themes.model import ThemeModel

FILE_NAME = "model.json"


def load_theme_model(path: str | Path) -> ThemeModel:
    """Return the theme model in a file, or in the ``model.json`` of a folder of results.

    Raises
    ------
    InputError
        If the file is missing, cannot be read or holds something else.
    """
    path = Path(path)
    if path.is_dir():
        path = path / FILE_NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        reason = "does not exist: give the folder of a run of evalmine themes or analyze"
        raise InputError(str(path), reason) from None
    except OSError as error:
        raise InputError(str(path), f"cannot be opened ({error.strerror or error})") from error
    except ValueError:
        raise InputError(str(path), "is not a theme model: take a complete copy") from None
    try:
        return ThemeModel.from_dict(data)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(str(path), "is not a theme model: take a complete copy") from error


def save_theme_model(model: ThemeModel, path: str | Path) -> Path:
    """Write a theme model and return its path; in a folder it is called ``model.json``."""
    path = Path(path)
    text = json.dumps(model.to_dict(), ensure_ascii=False, separators=(",", ":")) + "\n"
    return write_text(path / FILE_NAME if path.is_dir() else path, text)
