"""Brings codes, themes and stances together as evidence for the synthesis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from evalmine.coding.aspect.stance import charge_of, stance
from evalmine.corpus.model import Corpus, Segment
from evalmine.synthesis.evidence import Evidence, ThemeRows

if TYPE_CHECKING:
    from evalmine.coding.codebook_model import Code
    from evalmine.coding.coder import Coder, CodingResult
    from evalmine.themes.result import ThemeResult
    from evalmine.themes.words import WordCounts


def gather_evidence(
    corpus: Corpus,
    content: Sequence[Segment],
    embeddings: npt.NDArray[np.float32],
    *,
    themes: Sequence[ThemeRows],
    language: str,
    words: WordCounts | None = None,
) -> Evidence:
    """Return the evidence: segments with content, their vectors, stances and themes.

    Parameters
    ----------
    corpus : Corpus
    content : sequence of Segment
        Segments that say something, with aspect and final status.
    embeddings : ndarray of shape (n_segments, n_dims)
    themes : sequence of ThemeRows
        From `code_rows` and `found_rows`.
    language : str
        Of the report.
    words : WordCounts, optional
        Of the segments, where they are counted already.
    """
    said = [s.text for s in content], [s.language for s in content]
    aspects = [s.aspect for s in content]
    stances = {
        charge: stance(*said, aspects=aspects, charges=[charge] * len(content))
        for charge in (1, -1)
    }
    return Evidence(corpus, content, embeddings, stances, themes, language, words)


def code_rows(coding: CodingResult, coder: Coder, language: str) -> Iterator[ThemeRows]:
    """Yield one theme per code that is assigned at all, with the rows it is assigned to."""
    codebook, table = coder.codebook, coder.expectations
    below = set() if table is None else set(table.code_id[table.verdict != "alone"])
    for column, code_id in enumerate(coding.code_ids):
        code = codebook[code_id]
        rows = np.flatnonzero(coding.assigned[:, column])
        if len(rows):
            yield ThemeRows(
                f"C-{code_id}",
                code.name_in(language),
                "codebook",
                tuple(int(r) for r in rows),
                {aspect: code.headline_in(aspect, language) for aspect in code.headlines},
                aspects=tuple(code.aspects),
                scores={int(r): float(coding.scores[r, column]) for r in rows},
                needs_review=code_id in below,
                bar=float(coder.thresholds[column]),
                about=about_of(code),
            )


def about_of(code: Code) -> str:
    """Return what a code speaks of: "process" (running the project) or "subject" (its theme).

    The codebook may say so (`level`); else what stood in the way is about the process.
    """
    return code.level or ("process" if charge_of(code.aspects) == -1 else "subject")


def found_rows(content: Sequence[Segment], found: ThemeResult) -> Iterator[ThemeRows]:
    """Yield the finest themes found in the texts, as far as no code explains them.

    Peripheral segments are left out: they are far from what the theme says. So are coded ones
    (what the codebook knows is told under its codes), and themes that people rejected.
    """
    row_of = {s.segment_id: row for row, s in enumerate(content)}
    rows: dict[str, list[int]] = {}
    for member in found.members:
        row = row_of[member.segment_id]
        if not member.peripheral and content[row].status == "uncoded":
            rows.setdefault(member.theme_id, []).append(row)
    parents = {theme.parent_id for theme in found.themes}
    for theme in found.themes:
        is_finest = theme.theme_id not in parents and theme.status != "rejected"
        if is_finest and rows.get(theme.theme_id):
            yield ThemeRows(
                theme.theme_id,
                theme.name,
                "inductive",
                tuple(sorted(rows[theme.theme_id])),
                {},
                keywords=theme.keywords,
                named_by=theme.named_by,
            )
