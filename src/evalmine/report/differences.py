"""The section on differences between groups of projects: one plain sentence each."""

from __future__ import annotations

from dataclasses import dataclass

from evalmine.report.comparing import comparing_lead, comparison_sentences, family_notes
from evalmine.report.words import Words
from evalmine.synthesis.outline import Outline

_N_SHOWN = 8
"""Sentences that stand open; the others are folded."""


@dataclass(frozen=True)
class Section:
    """How many comparisons were made, what they found, and whom they leave out."""

    lead: str
    sentences: tuple[str, ...]
    more: tuple[str, ...]
    notes: tuple[str, ...]


def difference_section(outline: Outline, words: Words) -> Section | None:
    """Return the section, None where nothing was compared."""
    found = comparison_sentences(outline.comparisons, words)
    families = outline.comparison_families
    if not found and not any(f.comparisons for f in families):
        return None
    notes = dict.fromkeys(note for f in families for note in family_notes(f, words))
    return Section(
        lead=comparing_lead(families, words),
        sentences=tuple(found[:_N_SHOWN]),
        more=tuple(found[_N_SHOWN:]),
        notes=tuple(notes),
    )
