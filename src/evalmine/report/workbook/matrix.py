"""The framework matrix: projects by themes, each cell a quote with a link to the bank.

The charting of the framework method (Ritchie and Spencer 1994; Gale and others 2013, BMC Medical
Research Methodology 13: 117): a row per case, a column per code, and in the cell what the case
says, with the way back to the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from evalmine.report.words import Words
from evalmine.report.workbook.bank import KEY as BANK
from evalmine.report.workbook.bank import Entry
from evalmine.report.workbook.sheet import Cell, Column, Link, Sheet
from evalmine.synthesis.evidence import Evidence, ThemeRows, attribute

_LONGEST: Final = 160
_TRAITS: Final = ("sector", "region", "organization_type")


def matrix_sheet(entries: Sequence[Entry], evidence: Evidence, words: Words) -> Sheet:
    """Return one row per project, one column per theme, grouped by pool.

    A cell has the number of segments, and the quote the coder is surest of (a printed one before
    others), linked to its row in the bank.  Where nothing may be quoted the number stands alone.

    Parameters
    ----------
    entries : sequence of Entry
        The bank's rows in its order.
    evidence : Evidence
    words : Words
    """
    themes = shown_themes(evidence)
    best: dict[tuple[str, str], int] = {}
    for place, entry in enumerate(entries):
        cell = (entry.project_id, entry.theme_id)
        if cell not in best or _rank(entry) > _rank(entries[best[cell]]):
            best[cell] = place
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for theme in themes:
        for place in theme.rows:
            counts[evidence.segments[place].project_id, theme.theme_id] += 1
    traits = [
        role
        for role in _TRAITS
        if any(attribute(p.attributes, role) for p in evidence.corpus.projects)
    ]
    rows: list[tuple[Cell | Link, ...]] = []
    for project_id in _by_pool(evidence):
        project = evidence.corpus.project_by_id[project_id]
        row: list[Cell | Link] = [
            project_id,
            project.label,
            evidence.pool_of.get(project_id, ""),
            *(attribute(project.attributes, role) for role in traits),
        ]
        for theme in themes:
            cell = (project_id, theme.theme_id)
            row.append(_cell(counts.get(cell, 0), best.get(cell), entries, words))
        rows.append(tuple(row))
    columns = (
        Column(words["workbook.project_id"], 13),
        Column(words["workbook.project"], 28),
        Column(words["workbook.pool"], 18),
        *(Column(words.label("attribute", role), 16) for role in traits),
        *(Column(theme.name, 30) for theme in themes),
    )
    return Sheet(
        "matrix",
        words["workbook.matrix"],
        columns,
        tuple(rows),
        lead=words["workbook.matrix_lead"],
        fixed=2,
    )


def shown_themes(evidence: Evidence) -> list[ThemeRows]:
    """Return the themes of the codebook, or, without one, those found in the texts."""
    known = [theme for theme in evidence.themes if theme.origin == "codebook"]
    return known or list(evidence.themes)


def _by_pool(evidence: Evidence) -> list[str]:
    order = {pool: i for i, pool in enumerate(evidence.pools)}
    return sorted(evidence.pool_of, key=lambda p: (order.get(evidence.pool_of[p], len(order)), p))


def _rank(entry: Entry) -> tuple[bool, float, str]:
    return bool(entry.role), round(entry.score or 0.0, 6), entry.segment_id


def _cell(n: int, place: int | None, entries: Sequence[Entry], words: Words) -> Cell | Link:
    if not n:
        return None
    if place is None:
        return words.text("workbook.cell_withheld", n=n)
    text = entries[place].text
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
    return Link(words.text("workbook.cell", n=n, text=short), BANK, place)
