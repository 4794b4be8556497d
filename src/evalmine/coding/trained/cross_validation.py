"""Parts texts into folds so that what belongs together stays together."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from evalmine.coding.trained.quoted_examples import bare

Folds = npt.NDArray[np.int64]


def coding_groups(project_ids: Sequence[str], texts: Sequence[str]) -> tuple[str, ...]:
    """Return what must not be parted: the project of each text, or the text where none is named.

    Where there are fewer than three projects in all, nothing could be learned from one and
    checked on another; each distinct text is then a group of its own.

    Examples
    --------
    >>> coding_groups(["p1", "p2", "p3", "", ""], ["a", "a", "b", "c", "c"])
    ('project p1', 'project p2', 'project p3', 'text c', 'text c')
    """
    named = {p for p in project_ids if p}
    by_project = len(named) >= 3 or (named and "" in project_ids)
    return tuple(
        f"project {p}" if p and by_project else f"text {unicodedata.normalize('NFC', t)}"
        for p, t in zip(project_ids, texts, strict=True)
    )


def same_texts(texts: Sequence[str]) -> Folds:
    """Return a number per text, the same for texts in the same words.

    Projects may share texts (a template's sentence, a report sent in twice): a text must not be
    tried on what was learned from its copy.

    Examples
    --------
    >>> same_texts(["Vi mødtes.", "Nej", "vi  mødtes"]).tolist()
    [0, 1, 0]
    """
    number: dict[str, int] = {}
    return np.array([number.setdefault(bare(t), len(number)) for t in texts], dtype=np.int64)


def grouped_folds(
    groups: Sequence[str], marks: npt.NDArray[np.bool_], n_folds: int = 5, seed: int = 0
) -> Folds:
    """Return the fold of each text; a group is never parted, and codes are spread evenly.

    Groups are dealt out one after the other, those with the rarest codes first, each to the fold
    that has least of its codes so far and, of equal ones, fewest texts.

    Parameters
    ----------
    groups : sequence of str
        What each text belongs to.
    marks : ndarray of bool, shape (n_texts, n_codes)
        Codes of the texts, several or none each.
    n_folds : int
        There are as many folds as groups where there are fewer groups.
    seed : int
        Decides between groups that are alike.

    Returns
    -------
    ndarray of int64, shape (n_texts,)
        0 to n_folds - 1; the order of the texts does not matter to it.
    """
    labels, group_of = np.unique(np.array(groups), return_inverse=True)
    counts = np.zeros((len(labels), marks.shape[1]))
    np.add.at(counts, group_of, marks)
    sizes = np.bincount(group_of)
    shares = counts / np.maximum(1, marks.sum(axis=0))
    tie = [hashlib.sha256(f"{seed} {label}".encode()).hexdigest() for label in labels]
    # The number of texts decides where codes do not, never against them.
    shares = np.column_stack([shares, 1e-3 * sizes / sizes.sum()])
    order = sorted(range(len(labels)), key=lambda g: (-shares[g].sum().round(9), tie[g]))
    load = np.zeros((min(n_folds, len(labels)), shares.shape[1]))
    fold_of = np.zeros(len(labels), dtype=np.int64)
    for g in order:
        fold_of[g] = int(np.argmin((load * shares[g]).sum(axis=1).round(12)))
        load[fold_of[g]] += shares[g]
    return fold_of[group_of]
