"""A theme for each code of a codebook, beside the themes that are found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evalmine.coding.codebook import Codebook
from evalmine.coding.coder import CodingResult
from evalmine.corpus.model import Segment
from evalmine.themes.describe import Draft, describe, members_of
from evalmine.themes.keywords import find_keywords
from evalmine.themes.theme import Theme, ThemeMember
from evalmine.themes.words import count_words


def themes_from_codes(
    segments: Sequence[Segment],
    coding: CodingResult,
    codebook: Codebook,
    *,
    language: str = "da",
    min_projects: int = 3,
) -> tuple[tuple[Theme, ...], tuple[ThemeMember, ...]]:
    """Return a theme per code that is assigned to at least one segment, and who belongs to it.

    Parameters
    ----------
    segments : sequence of Segment
        One per row of `coding`.
    coding : CodingResult
        Assigned codes and scores.
    codebook : Codebook
        Gives names and parents. A parent that has no theme itself is left out.
    language : str, default "da"
        Of names, warnings and keywords.
    min_projects : int, default 3
        Themes of fewer projects carry a warning.

    Returns
    -------
    tuple of Theme, tuple of ThemeMember
        In the order of the codebook's codes; a member's score is the coder's.
    """
    assigned = np.asarray(coding.assigned, dtype=bool)
    used = np.flatnonzero(assigned.any(axis=0))
    if not len(used):
        return (), ()
    words = count_words(
        [s.text for s in segments], [s.language for s in segments], language=language
    )
    keywords = find_keywords(words, assigned[:, used], [s.project_id for s in segments])
    theme_of = {coding.code_ids[j]: f"C-{coding.code_ids[j]}" for j in used}
    themes, members = [], []
    for j, own_words in zip(used, keywords, strict=True):
        code = codebook[coding.code_ids[j]]
        rows = np.flatnonzero(assigned[:, j])
        scores = np.round(coding.scores[rows, j].astype(np.float64), 6)
        draft = Draft(rows, scores, own_words, code.name_in(language), float("nan"))
        theme = describe(
            draft,
            segments,
            theme_id=theme_of[code.id],
            origin="codebook",
            parent_id=theme_of.get(code.parent or ""),
            codings=assigned[:, j : j + 1],
            code_ids=(code.id,),
            min_projects=min_projects,
            language=language,
        )
        themes.append(theme)
        members.extend(members_of(theme.theme_id, draft, segments, np.zeros(len(segments), bool)))
    return tuple(themes), tuple(members)
