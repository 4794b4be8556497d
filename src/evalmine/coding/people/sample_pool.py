"""Texts that can be drawn for people to code, and which of them are taken."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evalmine.coding.coder import CodingResult
from evalmine.corpus.text import fold

Float = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Pool:
    """What can be drawn: `rows` in random order that hangs on seed and ids only.

    `groups` and `texts` are numbers from 0 that are equal where the project or the text is.
    """

    ids: list[str]
    rows: list[int]
    scores: Float
    thresholds: Float
    code_ids: list[str]
    groups: Rows
    texts: Rows
    vectors: Float | None

    @property
    def assigned(self) -> npt.NDArray[np.bool_]:
        """Which scores reach their threshold."""
        reached: npt.NDArray[np.bool_] = self.scores >= self.thresholds
        return reached

    @property
    def n_groups(self) -> int:
        """Projects that have rows to draw."""
        return len(np.unique(self.groups[self.rows]))


class Taken:
    """Which rows were taken, and so which should wait or are out."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.rows: list[int] = []
        self.of_group = np.zeros(len(pool.ids), dtype=np.int64)  # taken rows, by number of group
        self.said = np.zeros(len(pool.ids), dtype=bool)  # by number of text

    def add(self, row: int) -> None:
        """Take a row; equal texts are out with it."""
        self.rows.append(row)
        self.said[self.pool.texts[row]] = True
        self.of_group[self.pool.groups[row]] += 1

    def first(self, ranked: Rows, most: int, alike: float) -> int | None:
        """Return the first row of a ranking that may be taken; None if there is none."""
        start, size = 0, 256
        while start < len(ranked):  # mostly one of the first will do
            block = ranked[start : start + size]
            fits = block[~self.said[self.pool.texts[block]]]
            fits = fits[self.of_group[self.pool.groups[fits]] < most]
            fits = fits[self._closest(fits) < alike]
            if len(fits):
                return int(fits[0])
            start, size = start + size, 2 * size
        return None

    def _closest(self, rows: Rows) -> Float:
        """Return the cosine of each row to the nearest one taken."""
        vectors = self.pool.vectors
        if vectors is None or not self.rows:
            return np.full(len(rows), -1.0)
        closest: Float = (vectors[rows] @ vectors[self.rows].T).max(axis=1)
        return closest


def make_pool(
    scores: CodingResult | npt.ArrayLike,
    segment_ids: Sequence[str],
    groups: Sequence[str] | None,
    code_ids: Sequence[str] | None,
    thresholds: Sequence[float] | None,
    texts: Sequence[str] | None,
    embeddings: npt.ArrayLike | None,
    exclude: Collection[str],
    seed: int,
) -> Pool:
    """Return what `draw_sample` draws from; its docstring says what the parameters are."""
    if isinstance(scores, CodingResult):
        code_ids = scores.code_ids if code_ids is None else code_ids
        thresholds = (scores.thresholds or None) if thresholds is None else thresholds
        scores = scores.scores
    values = np.asarray(scores, dtype=np.float64)
    ids = [str(i) for i in segment_ids]
    names = [str(j) for j in range(values.shape[1])] if code_ids is None else list(code_ids)
    usual = [0.5] * len(names)
    limits = np.array(usual if thresholds is None else thresholds, dtype=np.float64)
    lengths = {len(x) for x in (ids, groups, texts) if x is not None} | {len(values)}
    if len(lengths) > 1 or values.shape[1:] != (len(names),) or limits.shape != (len(names),):
        raise ValueError(
            f"scores {values.shape}, {len(ids)} segment ids, {len(names)} codes: no match"
        )
    if len(set(ids)) < len(ids):
        raise ValueError("segment ids must differ")
    known = set(exclude)
    rows = [i for i in range(len(ids)) if ids[i] not in known]
    rows.sort(key=lambda i: _key(seed, ids[i]))
    vectors = None if embeddings is None else _centered(embeddings, rows)
    said = _numbers(ids if texts is None else [fold(text) for text in texts])
    project = _numbers(groups) if groups is not None else np.zeros(len(ids), dtype=np.intp)
    return Pool(ids, rows, values, limits, names, project, said, vectors)


def _numbers(labels: Sequence[str]) -> Rows:
    found: dict[str, int] = {}
    return np.array([found.setdefault(label, len(found)) for label in labels], dtype=np.intp)


def _centered(embeddings: npt.ArrayLike, rows: Sequence[int]) -> Float:
    """Return unit vectors around the mean: encoders that press all cosines together are evened."""
    vectors = np.asarray(embeddings, dtype=np.float64)
    if rows:
        vectors = vectors - vectors[rows].mean(axis=0)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Float = vectors / np.where(lengths > 0, lengths, 1)
    return unit


def _key(seed: int, segment_id: str) -> bytes:
    """Return what a draw sorts by: random, and the same whatever the other rows are."""
    return hashlib.sha256(f"{seed}:{segment_id}".encode()).digest()
