"""A theme for each code of a codebook, beside the themes that are found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from evalmine.coding.codebook import Codebook
from evalmine.coding.coder import CodingResult
from evalmine.corpus.model import Segment
from evalmine.themes.describe import Draft, Setting, describe, members_of
from evalmine.themes.keywords import find_keywords
from evalmine.themes.nouns import is_noun
from evalmine.themes.theme import Theme, ThemeMember
from evalmine.themes.words import WordCounts, count_words


def themes_from_codes(
    segments: Sequence[Segment],
    coding: CodingResult,
    codebook: Codebook,
    *,
    language: str = "da",
    min_projects: int = 3,
    words: WordCounts | None = None,
    kinds: Mapping[str, str] | None = None,
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
    words : WordCounts, optional
        Of the segments, where they are counted already.
    kinds : mapping of str to str, optional
        Kind of each document, by its id.

    Returns
    -------
    tuple of Theme, tuple of ThemeMember
        In the order of the codebook's codes; a member's score is the coder's.
    """
    assigned = np.asarray(coding.assigned, dtype=bool)
    used = np.flatnonzero(assigned.any(axis=0))
    if not len(used):
        return (), ()
    if words is None:
        said = [s.text for s in segments], [s.language for s in segments]
        words = count_words(*said, language=language)
    projects = [s.project_id for s in segments]
    keywords = find_keywords(words, assigned[:, used], projects, nouns=is_noun(words))
    theme_of = {coding.code_ids[j]: f"C-{coding.code_ids[j]}" for j in used}
    setting = Setting(segments, kinds=kinds or {}, min_projects=min_projects, language=language)
    themes, members = [], []
    for j, own_words in zip(used, keywords, strict=True):
        code = codebook[coding.code_ids[j]]
        rows = np.flatnonzero(assigned[:, j])
        scores = np.round(coding.scores[rows, j].astype(np.float64), 6)
        draft = Draft(rows, scores, own_words, code.name_in(language), float("nan"))
        parent = theme_of.get(code.parent or "")
        theme = describe(
            draft, setting, theme_id=theme_of[code.id], origin="codebook", parent_id=parent
        )
        themes.append(theme)
        members.extend(members_of(theme.theme_id, draft, setting))
    return tuple(themes), tuple(members)
