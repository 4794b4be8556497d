"""Chooses from which score a code is assigned, from a sample that people coded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.floating]
Marks = npt.NDArray[np.bool_]


def fit_thresholds(
    scores: npt.ArrayLike,
    gold: npt.ArrayLike,
    code_ids: Sequence[str] | None = None,
    *,
    shrinkage: float = 10.0,
    objective: Literal["f1", "prevalence"] = "f1",
) -> dict[str, float]:
    """Return a threshold per code, drawn towards a shared one.

    With ``n`` gold segments of a code, its threshold is ``(n * own + shrinkage * shared) /
    (n + shrinkage)``, where `own` has the highest F1 for the code and `shared` the highest F1
    over all codes together.  Where a range of thresholds is equally good, the one nearest to
    the shared threshold (for that one, the middle of the range) is taken.  A code nobody assigned
    gets the shared threshold.

    With ``objective="prevalence"`` the best threshold is instead the one that assigns a code to as
    many segments as people did, so that counts are neither too high nor too low on the whole.

    Parameters
    ----------
    scores : array of shape (n_segments, n_codes)
        From `ZeroShotCoder.score`; a data frame with codes as columns will do.
    gold : array of bool, shape (n_segments, n_codes)
        Whether people assigned the code.
    code_ids : sequence of str, optional
        Names of the columns; those of the frame, or "0", "1", ... where they are missing.
    shrinkage : float, default 10
        Number of gold segments at which a code's own threshold counts as much as the shared one.
    objective : {"f1", "prevalence"}
        What makes a threshold best.

    Raises
    ------
    ValueError
        If the shapes differ, or `gold` has no assignment at all.

    Examples
    --------
    >>> fit_thresholds([[0.9], [0.6], [0.3]], [[True], [True], [False]], ["trust"])
    {'trust': 0.45}
    """
    ids = list(code_ids) if code_ids is not None else _names(scores)
    values = np.asarray(scores, dtype=np.float64)
    marks = np.asarray(gold, dtype=bool)
    if values.shape != marks.shape or values.ndim != 2 or values.shape[1] != len(ids):
        raise ValueError(
            f"scores {values.shape}, gold {marks.shape} and {len(ids)} code ids do not match"
        )
    if not marks.any():
        raise ValueError("gold has no assignment: a threshold needs at least one")
    best_range = _best_range if objective == "f1" else _matching_range
    low, high = best_range(values.ravel(), marks.ravel())
    shared = (low + high) / 2
    fitted = {}
    for j, code_id in enumerate(ids):
        n = int(marks[:, j].sum())
        own = shared
        if n:
            low, high = best_range(values[:, j], marks[:, j])
            own = min(max(shared, low), high)
        fitted[code_id] = round((n * own + shrinkage * shared) / (n + shrinkage), 4)
    return fitted


def _names(scores: object) -> list[str]:
    columns = getattr(scores, "columns", None)
    if columns is not None:
        return [str(c) for c in columns]
    return [str(j) for j in range(np.asarray(scores).shape[1])]


def _best_range(scores: Scores, gold: Marks) -> tuple[float, float]:
    """Return the range of thresholds with the highest F1, less a quarter at either end."""
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], np.cumsum(gold[order])
    assigned = np.arange(1, len(ranked) + 1)
    f1 = 2 * hits / (assigned + gold.sum())
    last = np.append(ranked[1:] < ranked[:-1], True)  # a threshold cannot part equal scores
    best = int(np.flatnonzero(last & (f1 >= f1[last].max() - 1e-12))[0])
    below = ranked[best + 1] if best + 1 < len(ranked) else 0.0
    margin = (ranked[best] - below) / 4
    return float(below + margin), float(ranked[best] - margin)


def _matching_range(scores: Scores, gold: Marks) -> tuple[float, float]:
    """Return the thresholds, as one point, that assign as many segments as people did."""
    n = int(gold.sum())
    ordered = np.sort(scores)[::-1]
    below = ordered[n] if n < len(ordered) else 0.0
    middle = float(ordered[n - 1] + below) / 2
    return middle, middle
