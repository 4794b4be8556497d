"""Finds the themes that recur in segments, with or without a codebook beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from evalmine.corpus.model import Segment
from evalmine.themes.clusterer import LEAST_TEXTS, GraphClusterer
from evalmine.themes.codebook_themes import themes_from_codes
from evalmine.themes.describe import (
    Draft,
    Flags,
    describe,
    is_peripheral,
    members_of,
    order_of,
)
from evalmine.themes.graph import Float32, Labels, grid_scale, to_grid
from evalmine.themes.keywords import Keywords, WordEncoder, find_keywords, name_themes
from evalmine.themes.languages import align_languages
from evalmine.themes.partition import Float64
from evalmine.themes.theme import Theme, ThemeMember
from evalmine.themes.words import WordCounts, count_words, known_language

__all__ = ["ThemeResult", "discover_themes", "themes_from_codes"]


@dataclass(frozen=True)
class ThemeResult:
    """What `discover_themes` found.

    Parameters
    ----------
    themes : tuple of Theme
        ``T01``, ``T02`` ..., then the groups ``G1`` ... they lie in.
    members : tuple of ThemeMember
        Every segment once, in its ``T`` theme, by theme and segment id; those of a group are
        those of its themes.
    model : bertopic.BERTopic or None
        Its ``topics_`` follow the order of the segments that were given.
    topic_of : mapping of str to int
        Theme id to BERTopic's number, which goes by size.
    centroids : ndarray of float32, shape (n_themes, n_dims)
        Unit length, one for each ``T`` theme in order.
    resolution : float
        At which the neighbor graph was cut.
    """

    themes: tuple[Theme, ...]
    members: tuple[ThemeMember, ...]
    model: Any = field(default=None, compare=False, repr=False)
    topic_of: Mapping[str, int] = field(default_factory=dict, compare=False)
    centroids: Float32 = field(
        default_factory=lambda: np.zeros((0, 0), np.float32), compare=False, repr=False
    )
    resolution: float = 1.0

    def __getitem__(self, theme_id: str) -> Theme:
        for theme in self.themes:
            if theme.theme_id == theme_id:
                return theme
        raise KeyError(theme_id)


def discover_themes(
    segments: Sequence[Segment],
    embeddings: npt.ArrayLike,
    *,
    language: str = "da",
    encoder: WordEncoder | None = None,
    n_themes: int | None = None,
    codings: npt.ArrayLike | None = None,
    code_ids: Sequence[str] = (),
    min_projects: int = 3,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
    with_model: bool = True,
) -> ThemeResult:
    """Return the themes of segments: groups of segments near each other, with words and counts.

    Every segment belongs to one theme; one that is far from all is marked peripheral, and counts,
    but gives no keywords and represents nothing. The order of segments does not matter.
    Themes and keywords are the same with and without a model; without one BERTopic, whose import
    takes 6-20 seconds, is not touched.

    Parameters
    ----------
    segments : sequence of Segment
        With different ids.
    embeddings : array_like, shape (n_segments, n_dims)
        One vector per segment.
    language : str, default "da"
        Of names and warnings, and of segments that do not state theirs.
    encoder : optional
        The encoder of the embeddings; makes keywords differ in meaning and not only in letters.
    n_themes : int, optional
        Number of ``T`` themes; found when not given.
    codings : array_like of bool, shape (n_segments, n_codes), optional
        Which codes are assigned, for `Theme.nearest_code`.
    code_ids : sequence of str
        Columns of `codings`.
    min_projects : int, default 3
        Themes of fewer projects carry a warning.
    seed : int, default 0
        Of the resamples.
    progress : callable, optional
        Called with (done, total).
    with_model : bool, default True
        Whether to build a BERTopic object.

    Raises
    ------
    ValueError
        If the numbers of rows differ or two segments have the same id.
    """
    vectors = np.asarray(embeddings)
    coded = None if codings is None else np.asarray(codings, dtype=bool)
    _check(segments, vectors, coded, code_ids)
    if not segments:
        return ThemeResult((), ())
    order = sorted(range(len(segments)), key=lambda i: segments[i].segment_id)
    words = count_words(
        [segments[i].text for i in order],
        [segments[i].language for i in order],
        language=language,
    )
    vectors = align_languages(vectors, [s.language or language for s in segments], order)
    clusterer = GraphClusterer(n_themes, seed=seed, progress=progress)
    model = None
    if with_model:
        from evalmine.themes.frame import fit_model

        texts = [s.text for s in segments]
        model = fit_model(
            texts, vectors, clusterer=clusterer, words=words, language=language, encoder=encoder
        )
    else:
        clusterer.fit(vectors)
    found = _Found(
        segments=[segments[i] for i in order],
        labels=clusterer.labels_[order],
        groups=clusterer.coarse_labels_[order],
        clusterer=clusterer,
        words=words,
        grid=to_grid(vectors[order]),
        encoder=encoder,
        language=language,
    )
    about = _About(None if coded is None else coded[order], tuple(code_ids), min_projects)
    return _result(found, about, model)


@dataclass(frozen=True)
class _Found:
    """Clusters of segments, all in the order of segment ids."""

    segments: Sequence[Segment]
    labels: Labels
    groups: Labels
    clusterer: GraphClusterer
    words: WordCounts
    grid: Float32
    encoder: WordEncoder | None
    language: str


@dataclass(frozen=True)
class _About:
    """What else is known of the segments."""

    codings: Flags | None
    code_ids: tuple[str, ...]
    min_projects: int


def _result(found: _Found, about: _About, model: Any) -> ThemeResult:
    cosines = _cosines(found.grid, found.clusterer.centroids_)
    own = cosines[np.arange(len(cosines)), found.labels]
    far = is_peripheral(cosines.max(axis=1))
    if len(found.segments) < LEAST_TEXTS:
        far[:] = False
    options = {
        "codings": about.codings,
        "code_ids": about.code_ids,
        "min_projects": about.min_projects,
        "language": found.language,
        "peripheral": far,
    }
    fine = _drafts(found, found.labels, found.clusterer.stability_, own, far, is_fine=True)
    order = order_of(fine, found.segments)
    width = max(2, len(str(len(fine))))
    id_of = {cluster: f"T{place + 1:0{width}d}" for place, cluster in enumerate(order)}
    group_of_cluster, groups = _group_themes(found, own, far, options)
    themes = [
        describe(
            fine[cluster],
            found.segments,
            theme_id=id_of[cluster],
            parent_id=group_of_cluster.get(cluster),
            **options,  # type: ignore[arg-type]
        )
        for cluster in order
    ]
    members = [m for c in order for m in members_of(id_of[c], fine[c], found.segments, far)]
    return ThemeResult(
        themes=(*themes, *groups),
        members=tuple(members),
        model=model,
        topic_of=_topics(model, fine, id_of),
        centroids=found.clusterer.centroids_[order],
        resolution=found.clusterer.resolution_,
    )


def _group_themes(
    found: _Found, own: Float64, far: Flags, options: Mapping[str, Any]
) -> tuple[dict[int, str], list[Theme]]:
    """Return the group id of each cluster that shares its group with another, and the groups."""
    group_of = dict(zip(found.labels.tolist(), found.groups.tolist(), strict=True))
    sizes = np.bincount(list(group_of.values()))
    if not (1 < len(sizes) < len(group_of)):
        return {}, []
    drafts = _drafts(found, found.groups, found.clusterer.coarse_stability_, own, far)
    order = [g for g in order_of(drafts, found.segments) if sizes[g] > 1]
    id_of = {group: f"G{place + 1}" for place, group in enumerate(order)}
    themes = [describe(drafts[g], found.segments, theme_id=id_of[g], **options) for g in order]
    return {c: id_of[g] for c, g in group_of.items() if g in id_of}, themes


def _drafts(
    found: _Found,
    labels: Labels,
    stability: Float64,
    own: Float64,
    far: Flags,
    *,
    is_fine: bool = False,
) -> list[Draft]:
    n_clusters = int(labels.max()) + 1
    tells = _speaks_main_language(found, labels) & ~far
    belongs = (labels[:, None] == np.arange(n_clusters)) & tells[:, None]
    coarse = found.clusterer.coarse_centroids_
    keywords: list[Keywords] = find_keywords(
        found.words,
        belongs,
        [s.project_id for s in found.segments],
        centroids=found.clusterer.centroids_ if is_fine else coarse,
        encoder=found.encoder,
    )
    names = name_themes(keywords, found.language)
    rows = [np.flatnonzero(labels == c) for c in range(n_clusters)]
    return [
        Draft(rows[c], own[rows[c]], keywords[c], names[c], float(stability[c]))
        for c in range(n_clusters)
    ]


def _speaks_main_language(found: _Found, labels: Labels) -> Flags:
    """Return which segments are in the language that most of their cluster is in."""
    spoken = [known_language(s.language, found.language) for s in found.segments]
    votes: dict[int, Counter[str]] = {}
    for label, language in zip(labels.tolist(), spoken, strict=True):
        votes.setdefault(label, Counter())[language] += 1
    main = {c: min(v, key=lambda x, v=v: (-v[x], x)) for c, v in votes.items()}  # type: ignore[misc]
    return np.array([main[c] == x for c, x in zip(labels.tolist(), spoken, strict=True)])


def _cosines(grid: Float32, centroids: Float32) -> Float64:
    products = (grid @ to_grid(centroids).T).astype(np.float64)
    # On the grid a unit vector can be a hair longer than one.
    return np.clip(np.round(products / grid_scale(grid.shape[1]) ** 2, 6), -1.0, 1.0)


def _topics(model: Any, fine: Sequence[Draft], id_of: Mapping[int, str]) -> dict[str, int]:
    if model is None:
        return {}
    from evalmine.themes.frame import name_topics

    topics = name_topics(model, [d.keywords for d in fine], [d.name for d in fine])
    return {id_of[cluster]: topics[cluster] for cluster in sorted(id_of, key=lambda c: id_of[c])}


def _check(
    segments: Sequence[Segment],
    vectors: npt.NDArray[Any],
    codings: Flags | None,
    code_ids: Sequence[str],
) -> None:
    if len(vectors) != len(segments):
        raise ValueError(f"{len(segments)} segments and {len(vectors)} vectors: give one for each")
    if len({s.segment_id for s in segments}) < len(segments):
        raise ValueError("two segments have the same segment_id: make the ids unique")
    if codings is not None and codings.shape != (len(segments), len(code_ids)):
        expected = (len(segments), len(code_ids))
        raise ValueError(f"codings have shape {codings.shape}, not {expected}: give code_ids too")
