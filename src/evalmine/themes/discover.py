"""Finds the themes that recur in segments, with or without a codebook beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from evalmine.corpus.model import Segment
from evalmine.themes.clusterer import GraphClusterer
from evalmine.themes.clusters import Clusters, settle_clusters
from evalmine.themes.codebook_themes import themes_from_codes
from evalmine.themes.describe import Draft, Setting, describe, members_of, order_of
from evalmine.themes.graph import to_grid
from evalmine.themes.guards import merged_themes, outranked
from evalmine.themes.keywords import WordEncoder
from evalmine.themes.languages import align_languages
from evalmine.themes.model_parts import ModelParts
from evalmine.themes.options import ThemeOptions
from evalmine.themes.peripheral import Flags
from evalmine.themes.result import ThemeResult
from evalmine.themes.theme import Theme
from evalmine.themes.wording import Wording, word_themes
from evalmine.themes.words import WordCounts, count_words

__all__ = ["ThemeResult", "discover_themes", "themes_from_codes"]


def discover_themes(
    segments: Sequence[Segment],
    embeddings: npt.ArrayLike,
    *,
    language: str = "da",
    encoder: WordEncoder | None = None,
    options: ThemeOptions | None = None,
    n_themes: int | None = None,
    codings: npt.ArrayLike | None = None,
    code_ids: Sequence[str] = (),
    code_names: Mapping[str, str] | None = None,
    kinds: Mapping[str, str] | None = None,
    min_projects: int = 3,
    seed: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    registry: Any = None,
    run: str = "",
    words: WordCounts | None = None,
) -> ThemeResult:
    """Return the themes of segments: groups of segments near each other, with words and counts.

    Every segment belongs to one theme; one that is far from all is marked peripheral, and counts,
    but gives no words and represents nothing. The order of segments does not matter.

    Parameters
    ----------
    segments : sequence of Segment
        With different ids.
    embeddings : array_like, shape (n_segments, n_dims)
        One vector per segment.
    language : str, default "da"
        Of names and warnings, and of segments that do not state theirs.
    encoder : optional
        The encoder of the embeddings, with which the model places new texts.
    options : ThemeOptions, optional
        How many themes, and the guards they must keep.
    n_themes : int, optional
        Number of ``T`` themes, in place of that in `options`.
    codings : array_like of bool, shape (n_segments, n_codes), optional
        Which codes are assigned, for `Theme.nearest_code` and `Theme.code_relation`.
    code_ids : sequence of str
        Columns of `codings`.
    code_names : mapping of str to str, optional
        What readers call the codes.
    kinds : mapping of str to str, optional
        Kind of each document, by its id, for `Theme.n_sources`.
    min_projects : int, default 3
        Themes of fewer projects carry a warning; see `ThemeOptions` for a guard.
    seed : int, optional
        Of the resamples, in place of that in `options`.
    progress : callable, optional
        Called with (done, total).
    registry : ThemeRegistry, optional
        Of earlier runs: themes get its ids, and people's names and decisions hold.
    run : str
        What the registry calls this run.
    words : WordCounts, optional
        Of the segments in this order, where they are counted already.

    Raises
    ------
    ValueError
        If the numbers of rows differ or two segments have the same id.
    ConfigError
        If an option makes no sense.
    """
    asked = _asked(options, n_themes, seed)
    vectors = np.asarray(embeddings)
    coded = None if codings is None else np.asarray(codings, dtype=bool)
    _check(segments, vectors, coded, code_ids)
    if not segments:
        return ThemeResult((), (), registry=registry)
    order = np.array(sorted(range(len(segments)), key=lambda i: segments[i].segment_id))
    rows = [segments[i] for i in order]
    words = _counted(rows, language) if words is None else words.take(order)

    spoken = [s.language or language for s in segments]
    vectors, shifts = align_languages(vectors, spoken, order.tolist())
    clusterer = GraphClusterer(
        asked.n_themes, detail=asked.detail, seed=asked.seed, progress=progress
    ).fit(vectors)
    clusters = settle_clusters(
        clusterer,
        to_grid(vectors[order]),
        vectors[order],
        rows,
        order,
        asked,
        registry=registry,
        run=run,
        encoder=encoder_tag(encoder),
    )
    wording = word_themes(words, rows, clusters, language=language)
    setting = Setting(
        rows,
        clusters.far,
        None if coded is None else coded[order],
        tuple(code_ids),
        code_names or {},
        kinds or {},
        min_projects,
        language,
    )
    result = _result(clusters, wording, setting)
    result = replace(result, shifts=shifts, resolution=clusterer.resolution_)
    parts = ModelParts(
        segments, vectors, order, clusterer, clusters, words, wording.keywords, language, encoder
    )
    notes = (*result.notes, *outranked(len(result.centroids), asked))
    return replace(result, parts=parts, notes=notes)


def _asked(options: ThemeOptions | None, n_themes: int | None, seed: int | None) -> ThemeOptions:
    asked = options or ThemeOptions()
    if n_themes is not None:
        asked = replace(asked, n_themes=n_themes, detail=1.0)
    return asked if seed is None else replace(asked, seed=seed)


def encoder_tag(encoder: Any) -> str:
    """Return what an encoder's vectors can be told by, "" where it has no name."""
    name, revision = getattr(encoder, "name", ""), getattr(encoder, "revision", "")
    return f"{name}@{revision}" if name else ""


def _counted(segments: Sequence[Segment], language: str) -> WordCounts:
    said = [s.text for s in segments], [s.language for s in segments]
    return count_words(*said, language=language)


@dataclass(frozen=True)
class _Ids:
    """Ids of themes and groups by their number."""

    themes: Mapping[int, str]
    groups: Mapping[int, str]  # only groups of more than one theme


def _result(clusters: Clusters, wording: Wording, setting: Setting) -> ThemeResult:
    segments, settled = setting.segments, clusters.settled
    fine = [
        Draft(
            rows,
            clusters.own[rows],
            wording.keywords[label],
            (settled.names[label] if settled else "") or wording.names[label],
            float(clusters.stability[label]),
            named_by=settled.named_by[label] if settled else "",
            status=settled.status[label] if settled else "found",
        )
        for label, rows in enumerate(_rows_of(clusters.labels))
    ]
    coarse = [
        Draft(
            rows,
            clusters.own[rows],
            wording.group_keywords[group],
            wording.group_names[group],
            float(clusters.group_stability[group]),
        )
        for group, rows in enumerate(_rows_of(clusters.groups))
    ]
    order, group_order = order_of(fine, segments), order_of(coarse, segments)
    ids = _ids(clusters, order, group_order)
    themes = [
        describe(
            fine[label],
            setting,
            theme_id=ids.themes[label],
            parent_id=ids.groups.get(int(clusters.group_of[label])),
        )
        for label in order
    ]
    named_by_people = settled.registry.given_names if settled else {}
    groups = [
        _renamed(describe(coarse[g], setting, theme_id=ids.groups[g]), named_by_people)
        for g in group_order
        if g in ids.groups
    ]
    members = [m for label in order for m in members_of(ids.themes[label], fine[label], setting)]
    told: dict[str, Any] = {}
    if settled is not None:
        named = settled.with_names({t.theme_id: (t.name, t.keywords) for t in (*themes, *groups)})
        told = {
            "registry": named.registry,
            "events": named.events,
            "share_moved": named.share_moved,
            "n_known": named.n_known,
            "notes": (
                *({x: event.sentence(x) for x in ("da", "en")} for event in named.held),
                *named.waiting,
            ),
        }
    return ThemeResult(
        themes=(*themes, *groups),
        members=tuple(members),
        centroids=clusters.centroids[order],
        merged=merged_themes(
            clusters.merges,
            clusters.labels,
            wording.gone,
            {label: draft.name for label, draft in enumerate(fine)},
            ids.themes,
        ),
        peripheral_below=clusters.below,
        **told,
    )


def _renamed(theme: Theme, names: Mapping[str, tuple[str, str]]) -> Theme:
    name, by = names.get(theme.theme_id, (theme.name, theme.named_by))
    return replace(theme, name=name, named_by=by)


def _ids(clusters: Clusters, order: Sequence[int], group_order: Sequence[int]) -> _Ids:
    n_themes = np.bincount(clusters.group_of)
    has_groups = 1 < len(n_themes) < len(clusters.group_of)
    told = [g for g in group_order if has_groups and n_themes[g] > 1]
    groups = {g: f"G{place + 1}" for place, g in enumerate(told)}
    if clusters.settled is None:
        width = max(2, len(str(len(order))))
        return _Ids({x: f"T{place + 1:0{width}d}" for place, x in enumerate(order)}, groups)
    known = clusters.settled.group_ids
    given = {int(g): known[x] for x, g in enumerate(clusters.group_of) if known[x]}
    groups = {g: given[g] for g in groups if g in given}
    return _Ids(dict(enumerate(clusters.settled.theme_ids)), groups)


def _rows_of(labels: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.cumsum(np.bincount(labels))[:-1])


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
