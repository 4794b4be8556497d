"""Stage 4, which patterns recur: clusters of segments, their words, stability and spread.

``graph`` finds neighbors, ``consensus`` and ``clusterer`` cut the graph, ``guards`` and the
registry in ``identity`` have their say (``clusters``), ``words``, ``keywords`` and ``names`` say
what a theme is about (``wording``), ``describe`` counts it by project and ``relations`` sets it
beside the codebook, ``frame`` shows it to BERTopic, and ``discover`` puts them together.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evalmine.themes.clusterer import GraphClusterer
    from evalmine.themes.codebook_themes import themes_from_codes
    from evalmine.themes.discover import discover_themes
    from evalmine.themes.options import ThemeOptions
    from evalmine.themes.result import ThemeResult
    from evalmine.themes.theme import Theme, ThemeMember

__all__ = [
    "GraphClusterer",
    "Theme",
    "ThemeMember",
    "ThemeOptions",
    "ThemeResult",
    "discover_themes",
    "themes_from_codes",
]

_HOME = {
    "GraphClusterer": "clusterer",
    "Theme": "theme",
    "ThemeMember": "theme",
    "ThemeOptions": "options",
    "ThemeResult": "result",
    "discover_themes": "discover",
    "themes_from_codes": "codebook_themes",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
