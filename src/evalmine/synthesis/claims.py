"""Claims: what several projects say in nearly the same words.

Near vectors alone are no claim: read on the sample and on three sets unlike it, of groups found by
cosine alone (average linkage, mean cosine from a quantile of random pairs) fewer than half said
one thing.  So two segments say the same when three things agree: their vectors are near, they
share content words (lemmas, rare ones counting most), and both or neither is negated.  A claim is a
star: one segment that stands for it, with all that say the same as it, the star with most projects
first (Aslam, Pelekhov and Rus 2004, Journal of Graph Algorithms and Applications 8, 95-129).
Every member is thus a near-paraphrase of the sentence that is printed, not only of some other.
How likely two segments are to say the same is told by `chance_same`.
Across languages no words are shared, so a claim keeps to one language; that is a limit.
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from evalmine.corpus.text import fold

_NEAR = 0.6  # read: below it, segments of one topic say different things of it
_NEAREST = 0.7  # in few texts that say the same, the quantile would be one of these pairs
_SHARED = 0.4  # cosine of the content words, likewise
# 84 pairs read by the author, mean of both cosines: 4 of 14 said the same at 0.50-0.55, 5 at
# 0.55-0.60, 8 at 0.60-0.65, 9 at 0.65-0.70, 11 at 0.70-0.80 and 14 above.
_EVEN, _SLOPE = 0.59, 11.0
_FAINT = 0.5  # nothing was read below it

_ROWS = 512  # at a time, so that memory stays small
_NEGATED = re.compile(
    r"\b(?:ikke|aldrig|ingen|intet|uden|hverken|ej|ikkje|aldri|uten|inte|inget|inga|utan|"
    r"not|never|no|nor|none|without|cannot|unable|neither|\w+n['’]t)\b"
)
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Claim:
    """Positions of segments that say the same; the one that stands for it first, nearest next.

    `perhaps` counts in no support, but in how many projects truly say it: ten that say the same
    with a chance of three in ten each are some evidence too.
    """

    positions: tuple[int, ...]
    n_projects: int
    chances: tuple[float, ...] = ()  # by position: that it says what the first one says
    perhaps: tuple[tuple[int, float], ...] = ()  # others that rather do not, with their chance


def near_threshold(
    embeddings: npt.NDArray[np.float32],
    project_ids: Sequence[str],
    *,
    quantile: float = 0.998,
    n_pairs: int = 200_000,
    seed: int = 0,
) -> float:
    """Return the cosine from which two segments of different projects may say the same.

    It is a high quantile of the cosines of random pairs, so that texts that are all on one thing
    need more, but never below 0.6 nor above 0.7.  Nearness of vectors is not sameness of meaning:
    see `alike_pairs` for what else it takes.

    Parameters
    ----------
    embeddings : ndarray of shape (n_segments, n_dims)
        Unit length.
    project_ids : sequence of str
        One per segment.
    """
    n = len(project_ids)
    if n < 3:
        return _NEAR
    rng = np.random.default_rng(seed)
    left, right = rng.integers(0, n, size=(2, n_pairs))
    names = np.unique(np.asarray(project_ids, dtype=str), return_inverse=True)[1]
    keep = names[left] != names[right]
    if not keep.any():
        return _NEAR
    left, right = left[keep], right[keep]
    parts = np.array_split(np.arange(len(left)), max(1, len(left) // 20_000))
    cosines = np.concatenate(
        [np.einsum("ij,ij->i", embeddings[left[p]], embeddings[right[p]]) for p in parts]
    )
    return min(_NEAREST, max(_NEAR, round(float(np.quantile(cosines, quantile)), 3)))


def is_negated(text: str) -> bool:
    """Return whether a text says *not*, *never*, *without* and the like.

    Examples
    --------
    >>> is_negated("Det virkede ikke."), is_negated("Det virkede.")
    (True, False)
    """
    return bool(_NEGATED.search(fold(text)))


def chance_same(alike: float) -> float:
    """Return how likely two segments say the same, from the mean of their two cosines, 0 to 1.

    A logistic curve through what reading 84 pairs gave, on the sample and three sets unlike it
    (fire crews' reports, project objectives, public consultations): a reading, not a validation.

    Examples
    --------
    >>> [chance_same(x) for x in (0.59, 0.7, 0.8)]
    [0.5, 0.77, 0.91]
    """
    return round(1 / (1 + math.exp(-_SLOPE * (alike - _EVEN))), 2)


def alike_pairs(
    embeddings: npt.NDArray[np.float32],
    words: Any,
    texts: Sequence[str],
    *,
    threshold: float,
) -> Any:
    """Return how alike segments are that may say the same, pair by pair.

    Parameters
    ----------
    embeddings : ndarray of shape (n_segments, n_dims)
        Unit length.
    words : scipy.sparse.csr_matrix, shape (n_segments, n_words)
        Weights of content words, rows of unit length (`Evidence.word_vectors`).
    texts : sequence of str
    threshold : float
        Cosine of the vectors, at least.

    Returns
    -------
    scipy.sparse.csr_matrix, shape (n_segments, n_segments)
        Mean of both cosines where it is at least 0.5 (1 on the diagonal), else 0; `chance_same`
        reads it.
    """
    n = len(texts)
    negated = np.array([is_negated(text) for text in texts], dtype=bool)
    turned = words.T.tocsr()
    parts = []
    for start in range(0, n, _ROWS):
        own = slice(start, min(start + _ROWS, n))
        shared = (words[own] @ turned).tocoo()
        keep = shared.data >= _SHARED - 1e-6
        left, right, lexical = shared.row[keep] + start, shared.col[keep], shared.data[keep]
        near = np.einsum("ij,ij->i", embeddings[left], embeddings[right])
        # Rounding keeps the bar the same whatever the last bits of the product are.
        near = np.round(near.astype(np.float64), 4)
        keep = (near >= threshold - 1e-6) & (negated[left] == negated[right]) & (left != right)
        alike = np.round((near + lexical) / 2, 4)
        keep &= alike >= _FAINT
        parts.append((alike[keep], left[keep], right[keep]))
    alike, left, right = (np.concatenate(p) for p in zip(*parts, strict=True))
    diagonal = np.arange(n)
    entries = np.concatenate([alike, np.ones(n)])
    where = np.concatenate([left, diagonal]), np.concatenate([right, diagonal])
    return sparse.csr_matrix((entries, where), shape=(n, n))


def find_claims(
    alike: Any,
    project_ids: Sequence[str],
    *,
    min_projects: int = 3,
    wordings: Sequence[object] | None = None,
    may_stand: Flags | None = None,
    present: Flags | None = None,
) -> list[Claim]:
    """Return the claims that recur in enough projects, most projects first.

    Parameters
    ----------
    alike : scipy.sparse.csr_matrix, shape (n_segments, n_segments)
        From `alike_pairs`.
    project_ids : sequence of str
        One per segment.
    min_projects : int
        A claim of fewer projects is left out.
    wordings : sequence, optional
        The same for segments with the same words.  A text that was copied from form to form is
        said once: a claim needs as many wordings as projects.
    may_stand : ndarray of bool, optional
        Segments that may stand for a claim; all where left out.
    present : ndarray of bool, optional
        Segments to look at; all where left out.
    """
    n = len(project_ids)
    said = list(wordings) if wordings is not None else list(range(n))
    free = np.ones(n, dtype=bool) if present is None else present.copy()
    centers = np.flatnonzero(free if may_stand is None else free & may_stand)
    same = alike.copy()
    same.data[same.data < _EVEN] = 0
    same.eliminate_zeros()
    stars = {
        int(c): same.indices[same.indptr[c] : same.indptr[c + 1]]
        for c in centers
        if same.indptr[c + 1] - same.indptr[c] >= min_projects
    }
    # Stars only ever lose rays, so that one whose key still holds is the largest of all.
    waiting = [(_key(same, c, rays[free[rays]], project_ids, said), c) for c, rays in stars.items()]
    heapq.heapify(waiting)
    claims: list[Claim] = []
    while waiting:
        key, center = heapq.heappop(waiting)
        own = stars[center][free[stars[center]]]
        now = _key(same, center, own, project_ids, said)
        if not free[center] or -now[0] < min_projects:
            continue
        if now != key:
            heapq.heappush(waiting, (now, center))
            continue
        claims.append(_claim(alike, center, own, free, project_ids))
        free[own] = False
    return claims


def _claim(
    alike: Any, center: int, own: npt.NDArray[np.int_], free: Flags, project_ids: Sequence[str]
) -> Claim:
    around = alike.indices[alike.indptr[center] : alike.indptr[center + 1]]
    likeness = alike.data[alike.indptr[center] : alike.indptr[center + 1]]
    near = dict(zip(around.tolist(), likeness.tolist(), strict=True))
    order = sorted(own.tolist(), key=lambda r: (r != center, -near[r], r))
    inside = set(order)
    return Claim(
        tuple(order),
        len({project_ids[r] for r in order}),
        (1.0, *(chance_same(near[r]) for r in order[1:])),
        tuple((r, chance_same(near[r])) for r in sorted(near) if free[r] and r not in inside),
    )


def _key(
    same: Any,
    center: int,
    own: npt.NDArray[np.int_],
    project_ids: Sequence[str],
    said: Sequence[object],
) -> tuple[int, float]:
    rays = slice(same.indptr[center], same.indptr[center + 1])
    near = same.data[rays][np.isin(same.indices[rays], own)]
    return -_size(own, project_ids, said), -round(float(near.sum()), 4)


def _size(
    positions: npt.NDArray[np.int_], project_ids: Sequence[str], said: Sequence[object]
) -> int:
    """Return the projects, or the wordings where they are fewer."""
    return min(len({project_ids[r] for r in positions}), len({said[r] for r in positions}))
