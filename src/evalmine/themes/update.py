"""New segments among themes that stand: each gets its theme, counts grow, nothing is refitted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from evalmine.corpus.model import Segment
from evalmine.errors import ConfigError
from evalmine.themes.drift import Drift, drift
from evalmine.themes.model import ThemeModel
from evalmine.themes.result import ThemeResult
from evalmine.themes.theme import Theme, ThemeMember


@dataclass(frozen=True)
class ThemeUpdate:
    """What `update_themes` did.

    Parameters
    ----------
    members : tuple of ThemeMember
        The new segments, by theme and segment id; nothing about the others has changed.
    themes : tuple of Theme
        The themes as they were, with counts that hold the new segments too.
    drift : Drift
        Whether it is time to find themes again.
    n_known : int
        Given segments that had their theme already and keep it.
    """

    members: tuple[ThemeMember, ...]
    themes: tuple[Theme, ...]
    drift: Drift
    n_known: int = 0


def update_themes(
    model: ThemeModel,
    previous: ThemeResult,
    segments: Sequence[Segment],
    embeddings: npt.ArrayLike,
    *,
    language: str = "da",
    encoder: Any = None,
) -> ThemeUpdate:
    """Return the themes of segments that came after the fit, and whether they still fit.

    Themes keep ids, names, keywords, warnings and quotes. Give all segments that came since the
    fit, not those of one night: a drift shows when they are added up. The order of segments does
    not matter.

    Parameters
    ----------
    model : ThemeModel
        From `theme_model`.
    previous : ThemeResult
        The result the model was made of.
    segments : sequence of Segment
        New ones; those that `previous` holds keep their theme and are counted once.
    embeddings : array_like, shape (n_segments, n_dims)
        As the encoder gave them.
    language : str, default "da"
        Of segments that do not state theirs.
    encoder : Encoder, optional
        Which made the embeddings, to check that it is the one the themes were made with.

    Raises
    ------
    ConfigError
        If the vectors are of another encoder or size, are not numbers, or are not as many as the
        segments; if two segments have the same id.
    """
    model.check_encoder(encoder)
    vectors = np.asarray(embeddings)
    if len(vectors) != len(segments):
        raise ConfigError(f"{len(segments)} segments and {len(vectors)} vectors: one for each")
    if len({s.segment_id for s in segments}) < len(segments):
        raise ConfigError("two segments have the same segment_id: make the ids unique")
    known = {m.segment_id for m in previous.members}
    rows = [i for i, s in enumerate(segments) if s.segment_id not in known]
    rows.sort(key=lambda i: segments[i].segment_id)
    new = [segments[i] for i in rows]
    if len(segments):
        vectors = vectors[rows]
    languages = [s.language or language for s in new]
    assigned = model.assign(vectors, languages)
    members = [
        ThemeMember(model.theme_ids[theme], segment.segment_id, cosine, far)
        for segment, theme, cosine, far in zip(
            new,
            assigned.theme.tolist(),
            assigned.cosine.tolist(),
            assigned.peripheral.tolist(),
            strict=True,
        )
    ]
    found = drift(model, assigned, vectors, languages, [s.project_id for s in new])
    return ThemeUpdate(
        members=tuple(sorted(members, key=lambda m: (m.theme_id, m.segment_id))),
        themes=_counted(model, previous.themes, new, members),
        drift=found,
        n_known=len(segments) - len(new),
    )


def _counted(
    model: ThemeModel,
    themes: Sequence[Theme],
    segments: Sequence[Segment],
    members: Sequence[ThemeMember],
) -> tuple[Theme, ...]:
    """Return the themes, and the groups they lie in, with the new segments counted."""
    parent = {t.theme_id: t.parent_id for t in themes}
    projects = {t.theme_id: Counter[str]() for t in themes}
    n_far: Counter[str] = Counter()
    for theme_id, counts in model.projects.items():
        for place in _with_group(theme_id, parent):
            projects[place].update(counts)
    for segment, member in zip(segments, members, strict=True):
        for place in _with_group(member.theme_id, parent):
            projects[place][segment.project_id] += 1
            n_far[place] += member.peripheral
    return tuple(_recounted(t, projects[t.theme_id], n_far[t.theme_id]) for t in themes)


def _with_group(theme_id: str, parent: dict[str, str | None]) -> list[str]:
    found: list[str] = []
    place: str | None = theme_id
    while place is not None and place in parent:
        found.append(place)
        place = parent[place]
    return found


def _recounted(theme: Theme, projects: Counter[str], n_far: int) -> Theme:
    n = projects.total()
    if not n:
        return theme
    return replace(
        theme,
        n_segments=n,
        n_projects=len(projects),
        top_project_share=max(projects.values()) / n,
        n_peripheral=theme.n_peripheral + n_far,
    )
