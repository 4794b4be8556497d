"""Shows the themes of a registry as people want to read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evalmine.themes.identity.decisions import Standing, standing
from evalmine.themes.identity.state import Entry, RegisteredTheme

if TYPE_CHECKING:
    from evalmine.themes.identity.registry import ThemeRegistry


def read_themes(registry: ThemeRegistry) -> tuple[RegisteredTheme, ...]:
    """Return every theme there ever was, with names and states as decisions have left them."""
    held = standing(registry.decisions, registry.all_ids)
    unmade = {p: d.theme_ids[0] for d in registry.decisions if d.undone_by for p in d.part_ids}
    found = []
    for entry in registry.entries:
        named = held.renamed.get(entry.theme_id)
        runs = [run for run in registry.runs if run in entry.segments_by_run]
        status, successors = _status(entry, held, registry.latest_run)
        if entry.theme_id in unmade:
            status, successors = "undone", (unmade[entry.theme_id],)
        found.append(
            RegisteredTheme(
                theme_id=entry.theme_id,
                name=named.name if named else entry.name,
                named_by=named.by if named else "",
                keywords=entry.keywords,
                status=status,
                pinned=entry.theme_id in held.pinned,
                first_run=runs[0] if runs else "",
                last_run=runs[-1] if runs else "",
                segments_by_run={run: entry.segments_by_run[run] for run in runs},
                successors=successors,
            )
        )
    return tuple(found)


def _status(entry: Entry, held: Standing, latest_run: str) -> tuple[str, tuple[str, ...]]:
    gone = held.gone.get(entry.theme_id)
    if gone is not None:
        is_merge = gone.kind == "merge"
        return ("merged", gone.theme_ids[:1]) if is_merge else ("split", gone.part_ids)
    if entry.theme_id in held.rejected:
        return "rejected", ()
    if latest_run in entry.segments_by_run:
        return ("pinned" if entry.is_held_by_pin else "found"), ()
    if not entry.centroid:
        return "new", ()
    return "dormant", (entry.successor,) if entry.successor else ()
