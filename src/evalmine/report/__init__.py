"""Stage 6, how it is told: the report as a self-contained page, and its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evalmine.report.html import render_html

__all__ = ["render_html"]


def __getattr__(name: str) -> Any:
    if name == "render_html":
        from evalmine.report.html import render_html

        return render_html
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
