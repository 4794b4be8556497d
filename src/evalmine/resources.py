"""Finds what ships with evalmine: sample corpora and models.

`corpora/` and `models/` lie at the top of a checkout and inside an installed package;
`resource_path` is the one place that knows.
"""

from __future__ import annotations

from pathlib import Path

from evalmine.errors import ConfigError

_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE / "_bundled", _PACKAGE.parent.parent)


def resource_path(*parts: str) -> Path:
    """Return the path of a bundled file or folder, in a checkout or an installed package.

    Parameters
    ----------
    *parts : str
        Path below the top level, e.g. ``resource_path("corpora", "aftryk-2025")``.

    Raises
    ------
    ConfigError
        If it is in neither place.
    """
    for root in _ROOTS:
        path = root.joinpath(*parts)
        if path.exists():
            return path
    name = "/".join(parts)
    raise ConfigError(f"{name} is not part of this installation: reinstall evalmine")
