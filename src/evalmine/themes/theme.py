"""A pattern that recurs in the texts, and the segments that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evalmine.records import Shown

Origin = Literal["inductive", "codebook"]
Status = Literal["found", "pinned", "rejected"]
CodeRelation = Literal["", "new", "part of", "same as"]


@dataclass(frozen=True, repr=False)
class Theme(Shown, line="{x.theme_id}: {x.name}, {x.n_projects} projects"):
    """One theme, found in the texts or given by a code.

    Parameters
    ----------
    theme_id : str
        ``T01``, ``T02`` ... for themes found in the texts, most projects first; ``G1`` ... for
        the groups they lie in; ``C-`` and the code's id for themes of the codebook.
    name : str
        Words and phrases that stand in its texts (see `name_themes`), a person's name for it, or
        the code's name.
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
        Id of the code it overlaps with most beyond chance, or "" (see `relate_to_codes`).
    nearest_code_share : float
        Share of its segments that have this code.
    top_project_share : float
        Share of its segments that come from one project, the one with most of them.
    warnings : tuple of str
        Sentences for the reader.
    representative : tuple of str
        Ids of segments near its center, of different projects.
    status : {"found", "pinned", "rejected"}
        What a person decided about it.
    named_by : str
        Who named it; "" for the machine.
    n_sources : int
        Kinds of documents its segments come from; 0 if the kinds are not known.
    n_peripheral : int
        How many of its segments are far from every theme.
    code_relation : {"new", "part of", "same as", ""}
        How it stands to the codebook; "" without one.
    code_share : float
        Share of the nearest code's segments that lie in this theme.
    code_sentence : str
        The relation and both shares in words, "" without a codebook.
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
    status: Status = "found"
    named_by: str = ""
    n_sources: int = 0
    n_peripheral: int = 0
    code_relation: CodeRelation = ""
    code_share: float = 0.0
    code_sentence: str = ""


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
