"""Which theme is which, from run to run: the registry of themes and people's decisions on them.

``ThemeRegistry`` remembers (``state`` is what); ``settle`` gives the clusters of a run the ids of
the themes they continue: ``lines`` follows them (``matching``, ``centers``), ``overlay`` lays
people's ``decisions`` over them, ``happened`` reads ``events`` from the change, which ``sentences``
tells; ``registry_file`` turns it all into text and back.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evalmine.themes.identity.decisions import Decision
    from evalmine.themes.identity.events import Event, Flow
    from evalmine.themes.identity.registry import ThemeRegistry
    from evalmine.themes.identity.settled import Settled
    from evalmine.themes.identity.state import RegisteredTheme

__all__ = ["Decision", "Event", "Flow", "RegisteredTheme", "Settled", "ThemeRegistry"]

_HOME = {
    "Decision": "decisions",
    "Event": "events",
    "Flow": "events",
    "RegisteredTheme": "state",
    "Settled": "settled",
    "ThemeRegistry": "registry",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
