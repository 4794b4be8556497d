"""A line under a notebook cell that says what `analyze` is doing, and is gone when it is done."""

from __future__ import annotations

import sys
import time
from html import escape
from typing import Any

from evalmine.report.words import load_words

_EVERY = 0.3  # seconds; a notebook that gets hundreds of updates a second falls behind
_STYLE = "opacity:.75;font-size:.9em;margin:0"


class ProgressLine:
    """Shows stages as they are reported, in a notebook only; elsewhere it does nothing.

    Called with (stage, done, total).  After an error the line stays: it says how far the work came.

    Parameters
    ----------
    language : str
        Of the words.
    last : str
        The stage that ends the work and takes the line away.
    """

    def __init__(self, language: str, *, last: str) -> None:
        self._language, self._last = language, last
        self._handle: Any = None
        self._stage, self._next = "", 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Report that `done` of `total` pieces of a stage are done."""
        if not in_notebook():
            return
        is_over = stage == self._last and done >= total
        now = time.monotonic()
        if is_over or stage != self._stage or now >= self._next:
            self._stage, self._next = stage, now + _EVERY
            self._show("" if is_over else self._told(stage, done, total))

    def _told(self, stage: str, done: int, total: int) -> str:
        words = load_words(self._language)
        key = f"notebook.stage.{stage}"
        name = words[key if key in words else "notebook.stage.other"]
        if total <= 1 or done >= total:
            return words.text("notebook.progress", stage=name)
        return words.text("notebook.progress_of", stage=name, done=done, total=total)

    def _show(self, text: str) -> None:
        html = f'<p style="{_STYLE}">{escape(text)}</p>' if text else ""
        shown = {"text/plain": text, "text/html": html}
        if self._handle:
            self._handle.update(shown, raw=True)
        else:
            from IPython.display import display

            self._handle = display(shown, raw=True, display_id=True)  # type: ignore[no-untyped-call]


def in_notebook() -> bool:
    """Return whether this runs in the cell of a notebook: neither a script nor a terminal."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return getattr(shell, "kernel", None) is not None
