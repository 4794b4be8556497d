"""How near themes are to the classes people gave, to each other, and how well their words hang
together. Labels are whole numbers, -1 for a text that was left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    v_measure_score,
)

from evalmine.themes.tokens import word_forms

STOP_LISTS = ("da", "en", "de")  # of the sets' languages
N_WORDS = 8  # the first of every tool's keywords: as many as evalmine shows

Labels = npt.NDArray[np.int64]


def given_to_nearest(labels: Labels, vectors: npt.NDArray[np.float32]) -> Labels:
    """Return labels in which left-out texts have the cluster whose mean vector is nearest.

    >>> given_to_nearest(np.array([0, 1, -1]), np.array([[1.0, 0], [0, 1], [0.1, 0.9]]))
    array([0, 1, 1])
    """
    names = np.unique(labels[labels >= 0])
    if not len(names) or labels.min() >= 0:
        return labels
    means = np.stack([vectors[labels == name].mean(axis=0) for name in names])
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
    left = labels < 0
    told = labels.copy()
    told[left] = names[(vectors[left] @ means.T).argmax(axis=1)]
    return told


def against_classes(
    labels: Labels, classes: npt.NDArray[np.str_], vectors: npt.NDArray[np.float32]
) -> dict[str, float]:
    """Return AMI, ARI and V-measure after giving left-out texts away, AMI with them as a class."""
    everyone = given_to_nearest(labels, vectors)
    return {
        "ami": round(float(adjusted_mutual_info_score(classes, everyone)), 4),
        "ami_left_out_as_class": round(float(adjusted_mutual_info_score(classes, labels)), 4),
        "ari": round(float(adjusted_rand_score(classes, everyone)), 4),
        "v_measure": round(float(v_measure_score(classes, everyone)), 4),
        "n_themes": len(np.unique(labels[labels >= 0])),
        "n_classes": len(np.unique(classes)),
        "left_out": round(float((labels < 0).mean()), 4),
    }


def agreement(first: Labels, second: Labels) -> float:
    """Return the adjusted Rand index of two runs on the same texts, left-out ones as a class."""
    return round(float(adjusted_rand_score(first, second)), 4)


def agreement_on_common(
    first: Labels, rows: Sequence[int], second: Labels, other_rows: Sequence[int]
) -> float:
    """Return the agreement of two runs on the texts that both had.

    >>> agreement_on_common(np.array([0, 0, 1]), [1, 2, 3], np.array([5, 4]), [2, 3])
    1.0
    """
    _, i, j = np.intersect1d(rows, other_rows, return_indices=True)
    return agreement(first[i], second[j])


class Reference:
    """Which texts of a whole set use which word: one yardstick for every tool's keywords."""

    def __init__(self, texts: Sequence[str]) -> None:
        rows = [{form.casefold() for form in word_forms(text)} for text in texts]
        self.column = {word: j for j, word in enumerate(sorted(set().union(*rows)))}
        entries = [(i, self.column[word]) for i, row in enumerate(rows) for word in row]
        i, j = np.array(entries).T
        shape = (len(texts), len(self.column))
        self.uses = sparse.csc_matrix((np.ones(len(i), np.int32), (i, j)), shape=shape)

    def npmi(self, keywords: Sequence[Sequence[str]]) -> float | None:
        """Return the mean over themes of the mean over pairs of their keywords.

        Normalized pointwise mutual information of two words in the same text (Bouma 2009), -1 for
        two that never meet. Words that the reference does not know are passed over.
        """
        means = [m for words in keywords if (m := self._of_theme(words)) is not None]
        return round(float(np.mean(means)), 4) if means else None

    def _of_theme(self, words: Sequence[str]) -> float | None:
        known = {word.casefold(): 0 for word in words[:N_WORDS]}
        columns = [self.column[word] for word in known if word in self.column]
        if len(columns) < 2:
            return None
        part = self.uses[:, columns]
        n = part.shape[0]
        together = (part.T @ part).toarray() / n
        alone = together.diagonal()
        found = []
        for a, b in combinations(range(len(columns)), 2):
            p = together[a, b]
            if p == 0:
                found.append(-1.0)
            elif p == 1:
                found.append(1.0)
            else:
                found.append(np.log(p / (alone[a] * alone[b])) / -np.log(p))
        return float(np.mean(found))


def stop_share(keywords: Sequence[Sequence[str]]) -> float | None:
    """Return the share of keywords that are stop words of Danish, English or German."""
    words = [word.casefold() for own in keywords for word in own[:N_WORDS]]
    return round(sum(word in _stopped() for word in words) / len(words), 4) if words else None


@cache
def _stopped() -> frozenset[str]:
    import stopwordsiso

    return frozenset(stopwordsiso.stopwords(list(STOP_LISTS)))


def diversity(keywords: Sequence[Sequence[str]]) -> float | None:
    """Return the share of all themes' first keywords that are different words.

    >>> diversity([["a", "b"], ["a", "c"]])
    0.75
    """
    words = [word.casefold() for own in keywords for word in own[:N_WORDS]]
    return round(len(set(words)) / len(words), 4) if words else None
