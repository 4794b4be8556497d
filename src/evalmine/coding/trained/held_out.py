"""Scores of the texts a coder was trained on, by coders that had not seen them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from evalmine.coding.coder import Coder
from evalmine.coding.people.human_codings import HumanCodings
from evalmine.coding.similarity import Float64
from evalmine.coding.trained import training
from evalmine.coding.trained.features import Rarity, word_vectors
from evalmine.coding.trained.heads import text_products
from evalmine.coding.trained.trained_coder import TrainedCoder
from evalmine.embeddings import EmbeddingCache
from evalmine.embeddings.threads import one_thread_per_product


@dataclass(frozen=True, eq=False)
class HeldOut:
    """What coders trained on the other projects say of each text.

    Attributes
    ----------
    text_ids : tuple of str
        The rows.
    scores : ndarray of float64, shape (n_texts, n_codes)
    assigned : ndarray of bool, shape (n_texts, n_codes)
    """

    text_ids: tuple[str, ...]
    scores: Float64 = field(repr=False)
    assigned: npt.NDArray[np.bool_] = field(repr=False)


def learned_from(coder: Coder, codings: HumanCodings) -> bool:
    """Return whether the coder was trained on just these codings."""
    if not isinstance(coder, TrainedCoder):
        return False
    gold = codings.gold(coder.codebook.code_ids)
    keys = sorted(training._key(gold, i) for i in range(len(gold)))
    return hashlib.sha256("\n".join(keys).encode()).hexdigest() == coder.learned.codings_sha256


def held_out_scores(
    coder: TrainedCoder,
    codings: HumanCodings,
    *,
    cache: EmbeddingCache | None = None,
    seed: int = 0,
) -> HeldOut:
    """Return scores and codes of the codings' texts, each by what other projects taught.

    A coder knows the texts it learned from, so that its errors on them say too little.  Here heads,
    calibration and thresholds are learned anew without each fifth of the projects, as for the
    coder's `expectations`.

    Parameters
    ----------
    coder : TrainedCoder
        Whose codebook and encoder are used.
    codings : HumanCodings
        What it was trained on.
    cache : EmbeddingCache, optional
    seed : int
        Of the folds.
    """
    gold = codings.gold(coder.codebook.code_ids)
    material = training._prepare(coder.codebook, codings, coder.encoder, cache, None)
    order = training._draw([training._key(gold, i) for i in range(len(gold))])
    with one_thread_per_product():
        words = word_vectors(material.texts, Rarity.of(material.texts))
        products = text_products(material.vectors, words)
        most = max(1, int(material.marks.sum(axis=1).max()))
        scores, assigned = training._try_unseen(products, material, most, seed)
    return HeldOut(tuple(gold.text_ids[i] for i in order), scores, assigned)
