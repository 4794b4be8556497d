"""Theme rows from memberships: counts by project, spread, nearest code, representatives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evalmine.corpus.model import Segment
from evalmine.themes.keywords import Keywords
from evalmine.themes.partition import Float64
from evalmine.themes.theme import Origin, Theme, ThemeMember

Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

N_REPRESENTATIVE = 5
# Words that a representative segment should have: shorter ones lean on what stood before,
# longer ones say more than one thing.
FEWEST_WORDS, MOST_WORDS = 6, 40
# How far below the median, in robust standard deviations, a segment's nearest centroid lies
# when the segment belongs nowhere.
_FAR = 2.5
_MAD_TO_DEVIATION = 1.4826
_DOMINANT = 0.5
_UNSTABLE = 0.5

_WARNINGS = {
    "da": {
        "dominant": "Ét projekt står for {percent:.0f} % af segmenterne.",
        "few": "Kun {n} projekt(er) taler om det; et mønster på tværs kræver mindst {least}.",
        "unstable": "Temaet genfindes kun delvist, når en del af teksterne udelades.",
    },
    "en": {
        "dominant": "One project makes up {percent:.0f}% of the segments.",
        "few": "Only {n} project(s) speak of it; a pattern across needs at least {least}.",
        "unstable": "The theme is found again only in part when some texts are left out.",
    },
}


@dataclass(frozen=True)
class Draft:
    """A theme before it has its id: the rows in it and what is known about them."""

    rows: Rows
    scores: Float64  # (n_rows,)
    keywords: Keywords
    name: str
    stability: float


def order_of(drafts: Sequence[Draft], segments: Sequence[Segment]) -> list[int]:
    """Return the drafts' places by number of projects, then of segments, then first segment id."""

    def key(i: int) -> tuple[int, int, str]:
        inside = [segments[row] for row in drafts[i].rows]
        n_projects = len({s.project_id for s in inside})
        return -n_projects, -len(inside), min(s.segment_id for s in inside)

    return sorted(range(len(drafts)), key=key)


def describe(
    draft: Draft,
    segments: Sequence[Segment],
    *,
    theme_id: str,
    origin: Origin = "inductive",
    parent_id: str | None = None,
    peripheral: Flags | None = None,
    codings: Flags | None = None,
    code_ids: Sequence[str] = (),
    min_projects: int = 3,
    language: str = "da",
) -> Theme:
    """Return the theme row of a draft.

    Parameters
    ----------
    draft : Draft
        Rows point into `segments`.
    segments : sequence of Segment
        All segments.
    theme_id, origin, parent_id : str
        As in `Theme`.
    peripheral : ndarray of bool, shape (n_segments,), optional
        Segments that may not represent the theme.
    codings : ndarray of bool, shape (n_segments, n_codes), optional
        Which codes are assigned.
    code_ids : sequence of str
        Columns of `codings`.
    min_projects : int
        Fewer projects than this are warned of, where the corpus has so many.
    language : str
        Of the warnings.
    """
    projects = Counter(segments[row].project_id for row in draft.rows)
    top_share = max(projects.values()) / len(draft.rows)
    n_all = len({s.project_id for s in segments})
    code, code_share = _nearest_code(draft.rows, codings, code_ids)
    return Theme(
        theme_id=theme_id,
        name=draft.name,
        keywords=tuple(form for form, _ in draft.keywords),
        origin=origin,
        parent_id=parent_id,
        n_segments=len(draft.rows),
        n_projects=len(projects),
        stability=draft.stability,
        nearest_code=code,
        nearest_code_share=code_share,
        top_project_share=top_share,
        warnings=_warnings(draft, len(projects), n_all, top_share, min_projects, language),
        representative=_representative(draft, segments, peripheral),
    )


def is_peripheral(nearest: Float64) -> Flags:
    """Return which segments are far from every theme.

    Far is more than 2.5 robust standard deviations (1.4826 times the median absolute deviation)
    below the median of all segments' cosines to their nearest centroid.

    Parameters
    ----------
    nearest : ndarray of float64, shape (n_segments,)
        Cosine of each segment to the nearest centroid.
    """
    middle = np.median(nearest)
    spread = _MAD_TO_DEVIATION * np.median(np.abs(nearest - middle))
    if spread <= 0:
        return np.zeros(len(nearest), dtype=bool)
    return np.asarray(nearest < middle - _FAR * spread)


def members_of(
    theme_id: str, draft: Draft, segments: Sequence[Segment], far: Flags
) -> list[ThemeMember]:
    """Return a member for each row of a draft; `far` marks the peripheral of all segments."""
    return [
        ThemeMember(theme_id, segments[row].segment_id, float(score), bool(far[row]))
        for row, score in zip(draft.rows, draft.scores, strict=True)
    ]


def _nearest_code(rows: Rows, codings: Flags | None, code_ids: Sequence[str]) -> tuple[str, float]:
    if codings is None or not len(code_ids):
        return "", 0.0
    share = codings[rows].mean(axis=0)
    best = int(share.argmax())
    return (code_ids[best], float(share[best])) if share[best] > 0 else ("", 0.0)


def _warnings(
    draft: Draft, n_projects: int, n_all: int, top_share: float, least: int, language: str
) -> tuple[str, ...]:
    told = _WARNINGS.get(language, _WARNINGS["da"])
    found = []
    if top_share > _DOMINANT and n_all > 1:
        found.append(told["dominant"].format(percent=100 * top_share))
    if n_projects < least <= n_all:
        found.append(told["few"].format(n=n_projects, least=least))
    if draft.stability < _UNSTABLE:
        found.append(told["unstable"])
    return tuple(found)


def _representative(
    draft: Draft, segments: Sequence[Segment], peripheral: Flags | None
) -> tuple[str, ...]:
    central = draft.rows if peripheral is None else draft.rows[~peripheral[draft.rows]]
    score = dict(zip(draft.rows.tolist(), draft.scores.tolist(), strict=True))
    nearest_first = sorted(
        (int(row) for row in central),
        key=lambda row: (
            not _has_good_length(segments[row]),
            -score[row],
            segments[row].segment_id,
        ),
    )
    chosen: dict[str, str] = {}
    for row in nearest_first:
        if chosen and not _has_good_length(segments[row]):
            break
        chosen.setdefault(segments[row].project_id, segments[row].segment_id)
        if len(chosen) == N_REPRESENTATIVE:
            break
    return tuple(chosen.values())


def _has_good_length(segment: Segment) -> bool:
    return FEWEST_WORDS <= len(segment.text.split()) <= MOST_WORDS
