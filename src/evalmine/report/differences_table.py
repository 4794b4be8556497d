"""Comparisons as a table with a sentence each: what `analysis.compare` returns."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, Final

from evalmine.records import Records
from evalmine.report.comparing import comparing_lead, comparison_sentence, family_notes
from evalmine.report.words import Words, load_words
from evalmine.synthesis.comparing.families import Family, in_order
from evalmine.synthesis.comparison import Comparison

COMPARISON_COLUMNS: Final = (
    "by", "what", "theme_id", "theme", "question", "group_a", "n_a", "total_a", "share_a",
    "group_b", "n_b", "total_b", "share_b", "difference", "ci_low", "ci_high", "p_value",
    "p_adjusted", "is_clear", "effect", "effect_name", "effect_low", "effect_high", "test",
    "correction", "n_tests", "n_both", "rarefied", "all_texts", "sentence",
)  # fmt: skip
_N_SHOWN = 10


class Differences(Records[Comparison]):
    """All comparisons of one call, clear ones first, then those chance explains least.

    `lead` says how many were made and how many held after correction, `notes` who and what was
    left out, `sentences` what each one found.
    """

    def __init__(self, family: Family, language: str) -> None:
        words = load_words(language)
        super().__init__(
            in_order(family.comparisons),
            COMPARISON_COLUMNS,
            lambda c: comparison_row(c, words),
        )
        self.family = family
        self.lead = comparing_lead([family], words, is_chosen=False)
        self.notes = tuple(family_notes(family, words))

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence for each comparison."""
        return tuple(self.to_df()["sentence"])

    def __repr__(self) -> str:
        shown = [
            f"{'*' if c.is_clear else '-'} {s}"
            for c, s in zip(self[:_N_SHOWN], self.sentences, strict=False)
        ]
        return "\n".join(x for x in (self.lead, *self.notes, *shown, self._rest()) if x)

    def _repr_html_(self) -> str:
        told = "".join(f"<p>{escape(x)}</p>" for x in (self.lead, *self.notes) if x)
        items = "".join(
            f"<li>{f'<strong>{escape(s)}</strong>' if c.is_clear else escape(s)}</li>"
            for c, s in zip(self[:_N_SHOWN], self.sentences, strict=False)
        )
        rest = f"<p>{escape(self._rest())}</p>" if self._rest() else ""
        return f"{told}<ul>{items}</ul>{rest}"

    def _rest(self) -> str:
        n = len(self)
        return f"{_N_SHOWN} of {n} comparisons; .to_df() holds all" if n > _N_SHOWN else ""


def comparison_row(comparison: Comparison, words: Words) -> dict[str, Any]:
    """Return a comparison as a row of the table."""
    own = {name: getattr(comparison, name, None) for name in COMPARISON_COLUMNS}
    return {
        **own,
        "theme": comparison.name,
        "sentence": comparison_sentence(comparison, words),
    }


def comparison_rows(families: Iterable[Family], language: str) -> list[dict[str, Any]]:
    """Return every comparison that was made as rows, in order of family, theme and group."""
    words = load_words(language)
    return [comparison_row(c, words) for family in families for c in family.comparisons]
