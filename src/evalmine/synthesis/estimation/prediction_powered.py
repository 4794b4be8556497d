"""The share of projects where people coded some projects whole and the machine coded all."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evalmine.synthesis.estimation.intervals import Interval, share_interval, t_95

Float = npt.NDArray[np.float64]
_PRIOR = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))  # half a project each, see the notes


@dataclass(frozen=True)
class PoweredShare:
    """A share with its 95 % interval; `power` is how much the machine's codes count, 0 to 1."""

    share: float
    interval: Interval
    power: float


def prediction_powered_share(
    truth: npt.ArrayLike,
    predicted: npt.ArrayLike,
    predicted_rest: npt.ArrayLike,
    *,
    clusters: Sequence[Hashable] | None = None,
    clusters_rest: Sequence[Hashable] | None = None,
) -> PoweredShare:
    """Return the share of projects that truly speak of a thing.

    Parameters
    ----------
    truth : array of 0 and 1, shape (n_coded,)
        What people found in the projects that they coded whole: a random sample of all projects.
    predicted : array of shape (n_coded,)
        What the machine found in the same projects.
    predicted_rest : array of shape (n_rest,)
        What it found in the other projects; may be empty.
    clusters, clusters_rest : sequences, optional
        What each project belongs to; every project stands alone if left out.

    Returns
    -------
    PoweredShare

    Raises
    ------
    ValueError
        If there are fewer than two coded projects, or lengths differ.

    Notes
    -----
    Prediction-powered inference: Angelopoulos, Bates, Fannjiang, Jordan and Zrnic (2023), Science
    382, 669-674; with power tuning: Angelopoulos, Duchi and Zrnic (2023), "PPI++: efficient
    prediction-powered inference", arXiv:2311.01453.  The share is the mean of `truth`, moved by
    the difference between the machine's share of the rest and of the coded projects, times a power
    that makes the variance least; with a machine that knows nothing it is just the mean of
    `truth`.  The machine may err as it likes: the share stays right.

    The variance is that of clusters drawn from a superpopulation, summed by cluster.  So that
    twenty projects without a single error do not look like no error at all, half a project is
    added to each cell of the table truth by machine before the variance is taken (Agresti and Min
    2005, Statistics in Medicine 24, 729-740, for differences of paired shares); the interval is
    then Wilson's with the effective sample size.

    Examples
    --------
    >>> machine_is_right = prediction_powered_share([1, 0, 1, 0], [1, 0, 1, 0], [1] * 30 + [0] * 10)
    >>> 0.5 < machine_is_right.share < 0.75
    True
    >>> prediction_powered_share([1, 0, 1, 0], [0, 0, 0, 0], [0] * 40).share
    0.5
    """
    y, f, rest = (np.asarray(x, dtype=np.float64) for x in (truth, predicted, predicted_rest))
    if len(y) < 2 or len(y) != len(f):
        raise ValueError(f"{len(y)} coded projects, {len(f)} predictions: give two or more, paired")
    n, n_rest = len(y), len(rest)
    power = _power(y, f, n_rest)
    gain = power * (rest.mean() - f.mean()) if n_rest else 0.0
    share = float(np.clip(y.mean() + gain, 0.0, 1.0))
    own = list(clusters) if clusters is not None else [("coded", i) for i in range(n)]
    others = (
        list(clusters_rest) if clusters_rest is not None else [("rest", i) for i in range(n_rest)]
    )
    # What each project moves the share by: the linearized estimator.
    padded = np.concatenate([y - power * f, [a - power * b for a, b in _PRIOR]])
    weights = np.concatenate([np.ones(n), np.full(len(_PRIOR), 0.5)])
    mean = float((weights * padded).sum() / weights.sum())
    moves = list(weights * (padded - mean) / weights.sum())
    labels: list[Hashable] = [*own, *[("prior", i) for i in range(len(_PRIOR))]]
    if n_rest:
        moves += list(power * (rest - rest.mean()) / n_rest)
        labels += others
    variance = clustered_variance(moves, labels, n_clusters=len(set(own)))
    return PoweredShare(share, interval_from(share, variance, len(set(own))), power)


def interval_from(share: float, variance: float, n_clusters: int) -> Interval:
    """Return Wilson's interval with the sample size that the variance amounts to.

    The share is kept a little off 0 and 1, where a variance would say nothing; `n_clusters`
    decides on the t quantile.
    """
    if n_clusters < 2 or variance <= 0:
        return 0.0, 1.0
    inside = min(max(share, 0.5 / n_clusters), 1 - 0.5 / n_clusters)
    ratio = t_95(1e6) / t_95(n_clusters - 1)
    return share_interval(share, inside * (1 - inside) / variance * ratio**2)


def clustered_variance(
    moves: Sequence[float], clusters: Sequence[Hashable], *, n_clusters: int
) -> float:
    """Return the variance of a sum of moves around zero whose clusters are independent."""
    place: dict[Hashable, int] = {}
    at = [place.setdefault(cluster, len(place)) for cluster in clusters]
    sums = np.zeros(len(place))
    np.add.at(sums, at, np.asarray(moves, dtype=np.float64))
    return float((sums**2).sum()) * n_clusters / max(n_clusters - 1, 1)


def _power(y: Float, f: Float, n_rest: int) -> float:
    """Return the weight of the machine's codes that makes the variance least, 0 to 1."""
    spread = float(((f - f.mean()) ** 2).sum())
    if not n_rest or spread <= 0:
        return 0.0
    together = float(((f - f.mean()) * (y - y.mean())).sum())
    return min(1.0, max(0.0, together / spread / (1 + len(y) / n_rest)))
