"""A pattern that recurs in the texts, and the segments that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Origin = Literal["inductive", "codebook"]


@dataclass(frozen=True)
class Theme:
    """One theme, found in the texts or given by a code.

    Parameters
    ----------
    theme_id : str
        ``T01``, ``T02`` ... for themes found in the texts, most projects first; ``G1`` ... for
        the groups they lie in; ``C-`` and the code's id for themes of the codebook.
    name : str
        Made of the first keywords, or the code's name.
    keywords : tuple of str
        As the texts write them, the most telling first.
    origin : {"inductive", "codebook"}
        Where it comes from.
    parent_id : str or None
        The broader theme it lies in, always a theme of the same result.
    n_segments, n_projects : int
        Segments in it, peripheral ones too, and projects these come from.
    stability : float
        Mean Jaccard index with the best match over resamples, 0 to 1; NaN where there is none
        (codes; fewer than ten distinct texts).
    nearest_code : str
        Id of the code that most of its segments have, or "".
    nearest_code_share : float
        Share of its segments that have this code.
    top_project_share : float
        Share of its segments that come from one project, the one with most of them.
    warnings : tuple of str
        Sentences for the reader.
    representative : tuple of str
        Ids of segments near its center, of different projects.
    """

    theme_id: str
    name: str
    keywords: tuple[str, ...]
    origin: Origin
    parent_id: str | None
    n_segments: int
    n_projects: int
    stability: float
    nearest_code: str
    nearest_code_share: float
    top_project_share: float
    warnings: tuple[str, ...]
    representative: tuple[str, ...]


@dataclass(frozen=True)
class ThemeMember:
    """One segment of a theme.

    `score` is the cosine to the theme's centroid, -1 to 1; for themes of the codebook it is the
    coder's score.  `peripheral` marks a segment that is far from every theme.
    """

    theme_id: str
    segment_id: str
    score: float
    peripheral: bool
