"""How many: texts in the sample, neighbors, resamples, and clusters that the texts bear."""

from __future__ import annotations

import math

import numpy as np

from evalmine.themes.graph import Labels
from evalmine.themes.partition import mean_agreement

# Of more distinct texts a sample is clustered, and the others are placed: so many, or 30 times the
# square root of their number.
MOST_TEXTS = 4_000
_SAMPLE_PER_ROOT = 30
_RESAMPLED_TEXTS = 20_000  # resamples times texts, from which fewer resamples are drawn
_FEWEST_RESAMPLES = 8
# Resamples of text agree by an adjusted Rand index of .3 and more, at 60 texts as at 2,500; those
# of noise by .15 and less. What does not come back is no theme: few of them, then.
_LEAST_AGREEMENT = 0.2
_MOST_OF_NOISE = 3


def sample_of(n: int) -> int:
    """Return how many of n distinct texts are clustered; the others are placed."""
    return min(n, max(MOST_TEXTS, round(_SAMPLE_PER_ROOT * math.sqrt(n))))


def neighbors_for(n: int, most: int) -> int:
    """Return the number of neighbors: half the square root of n, as few texts have small themes."""
    return int(min(most, max(5, round(np.sqrt(n) / 2)), n - 1))


def resamples_for(n: int, most: int) -> int:
    """Return how many subsamples the consensus is made of."""
    return int(min(most, max(_FEWEST_RESAMPLES, _RESAMPLED_TEXTS // n)))


def number_borne(n_found: int, n_in_bags: float, resamples: Labels) -> int:
    """Return how many of the clusters found to keep.

    The number grows with that of texts where they are loosely grouped. So beyond the number in
    subsamples of a fixed size it counts only as far as resamples agree.

    Parameters
    ----------
    n_found : int
        Clusters of all texts.
    n_in_bags : float
        Clusters of the subsamples of `fineness`.
    resamples : ndarray of int64, shape (n_resamples, n)
        From `resample`.
    """
    agreement = mean_agreement(resamples[:_FEWEST_RESAMPLES])
    if agreement < _LEAST_AGREEMENT:
        return min(_MOST_OF_NOISE, n_found)
    if n_found <= n_in_bags:
        return n_found
    return min(n_found, int(np.rint(n_in_bags * (n_found / n_in_bags) ** agreement)))
