"""Claims: groups of segments that say nearly the same, found by average-linkage clustering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Claim:
    """Positions (into the given rows) of segments that say the same, most central first."""

    positions: tuple[int, ...]
    n_projects: int


def near_threshold(
    embeddings: npt.NDArray[np.float32],
    project_ids: Sequence[str],
    *,
    quantile: float = 0.998,
    n_pairs: int = 200_000,
    seed: int = 0,
) -> float:
    """Return the cosine from which two segments of different projects count as saying the same.

    It is a high quantile of the cosines of random pairs, so that it carries over between encoders
    whose cosines are spread differently: two random pairs in a thousand lie above it.  That is a
    convention and no test; nearness of vectors is not sameness of meaning.

    Parameters
    ----------
    embeddings : ndarray of shape (n_segments, n_dims)
        Unit length.
    project_ids : sequence of str
        One per segment.
    """
    n = len(project_ids)
    if n < 3:
        return 0.5
    rng = np.random.default_rng(seed)
    left, right = rng.integers(0, n, size=(2, n_pairs))
    names = np.unique(np.asarray(project_ids, dtype=str), return_inverse=True)[1]
    keep = names[left] != names[right]
    if not keep.any():
        return 0.5
    left, right = left[keep], right[keep]
    parts = np.array_split(np.arange(len(left)), max(1, len(left) // 20_000))
    cosines = np.concatenate(
        [np.einsum("ij,ij->i", embeddings[left[p]], embeddings[right[p]]) for p in parts]
    )
    # At 1 not even two identical texts would be put together.
    return min(0.999, round(float(np.quantile(cosines, quantile)), 3))


def find_claims(
    embeddings: npt.NDArray[np.float32],
    project_ids: Sequence[str],
    *,
    threshold: float,
    min_projects: int = 3,
) -> list[Claim]:
    """Return the claims that recur in enough projects, most projects first.

    Parameters
    ----------
    embeddings : ndarray of shape (n_segments, n_dims)
        Unit length.
    project_ids : sequence of str
        One per segment.
    threshold : float
        Mean cosine within a group, at least.
    min_projects : int
        A claim of fewer projects is left out.
    """
    if not project_ids or len(set(project_ids)) < min_projects:
        return []
    if len(project_ids) == 1:  # scikit-learn wants two
        return [Claim((0,), 1)]
    from sklearn.cluster import AgglomerativeClustering

    # Rounding keeps the tree the same whatever the last bits of the matrix product are.
    distance = np.round(1 - np.clip(embeddings @ embeddings.T, -1, 1), 4)
    np.fill_diagonal(distance, 0)
    labels = AgglomerativeClustering(
        n_clusters=None,
        metric="precomputed",
        linkage="average",
        distance_threshold=1 - threshold,
    ).fit_predict(np.maximum(distance, distance.T))
    claims = []
    for label in range(labels.max() + 1):
        positions = np.flatnonzero(labels == label)
        n_projects = len({project_ids[int(p)] for p in positions})
        if n_projects >= min_projects:
            center = distance[np.ix_(positions, positions)].mean(axis=1).round(4)
            order = np.lexsort((positions, center))
            claims.append(Claim(tuple(int(p) for p in positions[order]), n_projects))
    return sorted(claims, key=lambda c: (-c.n_projects, -len(c.positions), c.positions))
