"""Codes texts as people coded others before: one calibrated head per code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from evalmine.coding.codebook_model import Codebook
from evalmine.coding.coder import CodingResult, assign, checked_vectors
from evalmine.coding.similarity import GRID, Float32, Float64
from evalmine.coding.trained.combining import Combination
from evalmine.coding.trained.expectations import judge
from evalmine.coding.trained.features import Rarity, word_scores
from evalmine.coding.trained.heads import Heads
from evalmine.coding.zero_shot import ZeroShotCoder
from evalmine.embeddings import EmbeddingCache, Encoder, embed
from evalmine.embeddings.threads import one_thread_per_product
from evalmine.errors import ConfigError

if TYPE_CHECKING:
    import pandas as pd

_LEAST = 1e-6  # a score of the codebook counts as no surer than this
_SHOWN = ("code_id", "n", "learned_from", "precision", "recall", "f1", "kappa", "alpha", "verdict")


@dataclass(frozen=True, eq=False)
class Learned:
    """What codings taught: all that a trained coder needs besides codebook and encoder.

    Parameters
    ----------
    heads : Heads
        One column per code; all zero where the codebook alone decides.
    rarity : Rarity
        Of words in the coded texts.
    combination : Combination
        Weighs the codebook's score (first) and the head's value (second).
    thresholds : tuple of float
        By code.
    most : int
        Codes a text gets at most: as many as people gave one.
    n_texts : int
        Coded texts.
    codings_sha256 : str
        Of what was learned from; the order of the codings does not matter to it.
    calibration_error : float
        Expected calibration error on unseen texts, 0 to 1 (10 bins, all pairs of text and code).
    zero_shot_revision : str
        Of the way the codebook's scores were computed.
    """

    heads: Heads = field(repr=False)
    rarity: Rarity = field(repr=False)
    combination: Combination = field(repr=False)
    thresholds: tuple[float, ...]
    most: int
    n_texts: int
    codings_sha256: str
    calibration_error: float
    zero_shot_revision: str


@dataclass(frozen=True, eq=False, repr=False)
class TrainedCoder:
    """Codes texts with what people's codings taught, made by `train_coder` or `load_coder`.

    Two kinds of evidence speak for a code: how near the text is to what the codebook says (the
    score of `ZeroShotCoder`), and a linear head that ridge regression learned from the codings,
    on the text's vector and on its words and letters.  How much each counts is learned as well,
    from texts that were held out by project, and shared by all codes: with five codings the
    codebook counts most, with a hundred the codings do.  The sum is a probability, calibrated on
    those held-out texts.  A code with fewer than five positives has no head: the codebook alone
    decides, calibrated like the others.  A code is assigned from the score that gives the best
    F1 to be expected; where more codes reach theirs than people ever gave one text, those that
    stand out most from their thresholds are taken.

    Parameters
    ----------
    codebook : Codebook
    encoder : Encoder
        The one the codings were learned with.
    learned : Learned
    expectations : DataFrame
        Per code, on unseen texts; see `evalmine.coding.trained.expectations.expect`.
    cache : EmbeddingCache, optional
        Where vectors of the codebook are kept.
    """

    codebook: Codebook
    encoder: Encoder
    learned: Learned
    expectations: pd.DataFrame
    cache: EmbeddingCache | None = None

    @property
    def name(self) -> str:
        """Such as ``"trained:e5-small-nordic"``."""
        return f"trained:{self.encoder.name}"

    @property
    def code_ids(self) -> tuple[str, ...]:
        """The columns, in the codebook's order."""
        return self.codebook.code_ids

    @cached_property
    def revision(self) -> str:
        """Short hash of the coder's file at the usual bar: other codings, other revision."""
        from evalmine.coding.trained.coder_file import coder_bytes

        usual = replace(self, expectations=judge(self.expectations))
        return sha256(coder_bytes(usual)).hexdigest()[:12]

    @property
    def thresholds(self) -> tuple[float, ...]:
        """Score from which each code is assigned."""
        return self.learned.thresholds

    def score(
        self,
        texts: Sequence[str] | None = None,
        *,
        embeddings: npt.ArrayLike | None = None,
        aspects: Sequence[str] | None = None,
    ) -> Float32:
        """Return how probable each code is for each text, 0 to 1.

        Parameters
        ----------
        texts : sequence of str
            Needed even where `embeddings` are given: their words count.
        embeddings : array of shape (n_texts, n_dims), optional
            Ready-made vectors of the same encoder, from `embed`.
        aspects : sequence of str, optional
            What each text speaks of, from its question; "" where unknown.

        Returns
        -------
        ndarray of float32, shape (n_texts, n_codes)

        Raises
        ------
        ConfigError
            If there are no texts, if texts and vectors do not belong together, or if evalmine has
            come to score codebooks in another way since the coder was trained.
        """
        if texts is None:
            raise ConfigError("a trained coder reads words too: give texts beside the embeddings")
        vectors = self._vectors(texts, embeddings)
        prior = codebook_evidence(self._prior, texts, vectors, aspects)
        learned = self.learned
        words = word_scores(texts, learned.rarity, learned.heads.words)
        with one_thread_per_product():
            values = learned.heads.values(vectors, words)
        return learned.combination.probabilities(prior, values).astype(np.float32)

    def code(
        self,
        texts: Sequence[str] | None = None,
        *,
        embeddings: npt.ArrayLike | None = None,
        aspects: Sequence[str] | None = None,
    ) -> CodingResult:
        """Return scores and assigned codes; parameters as for `score`."""
        scores = self.score(texts, embeddings=embeddings, aspects=aspects)
        assigned = assign_standing_out(scores, self.thresholds, self.learned.most)
        return CodingResult(
            self.code_ids, scores, assigned, self.name, self.codebook.sha256, self.thresholds
        )

    def at_bar(self, bar: float) -> pd.DataFrame:
        """Return `expectations` with the verdicts at another bar (Cohen's kappa, 0 to 1)."""
        return judge(self.expectations, bar)

    def save(self, path: str | Path) -> Path:
        """Write the coder to a file that `load_coder` reads, and return its path."""
        from evalmine.coding.trained.coder_file import save_coder

        return save_coder(self, path)

    def __repr__(self) -> str:
        verdicts = self.expectations["verdict"]
        counts = [
            f"{int((verdicts == verdict).sum())} {words}"
            for verdict, words in (
                ("alone", "may run alone"),
                ("needs review", "need review"),
                ("too few", "have too few codings"),
            )
        ]
        return (
            f"TrainedCoder({self.name}, codebook {self.codebook.name!r}, "
            f"{self.learned.n_texts} coded texts: {', '.join(counts)})"
        )

    def _repr_html_(self) -> str:
        from html import escape

        table: str = self.expectations[list(_SHOWN)].to_html(
            index=False, float_format="{:.2f}".format, na_rep=""
        )
        return f"<p>{escape(repr(self))}</p>{table}"

    @cached_property
    def _prior(self) -> ZeroShotCoder:
        prior = ZeroShotCoder(self.codebook, self.encoder, cache=self.cache)
        if prior.revision != self.learned.zero_shot_revision:
            raise ConfigError(
                "this coder was trained with an evalmine that scores codebooks otherwise "
                f"({self.learned.zero_shot_revision}, here {prior.revision}): train it again"
            )
        return prior

    def _vectors(
        self, texts: Sequence[str], embeddings: npt.ArrayLike | None
    ) -> npt.NDArray[np.floating]:
        if embeddings is None:
            return embed(texts, self.encoder, cache=self.cache)
        n_dims = len(self.learned.heads.dense)
        return checked_vectors(embeddings, texts, self.encoder, n_dims, how="trained")


def assign_standing_out(
    scores: npt.NDArray[np.floating], thresholds: Sequence[float], most: int
) -> npt.NDArray[np.bool_]:
    """Return which codes reach their threshold, of each text the `most` that stand out most.

    Standing out is score over threshold: a rare code is not pushed aside by a frequent one only
    because that one is more likely before anything is read.
    """
    ratio: Float32 = np.divide(scores, np.array(thresholds), dtype=np.float32, casting="same_kind")
    return assign(ratio, [1.0] * len(thresholds), most=most)


def codebook_evidence(
    prior: ZeroShotCoder,
    texts: Sequence[str],
    vectors: npt.NDArray[np.floating],
    aspects: Sequence[str] | None,
) -> Float64:
    """Return the log odds of each code by the codebook alone, shape (n_texts, n_codes)."""
    scores = prior.score(texts, embeddings=vectors, aspects=aspects).astype(np.float64)
    scores = np.clip(scores, _LEAST, 1 - _LEAST)
    # On a grid: a vectorized logarithm may round differently at the end of an array.
    return np.rint((np.log(scores) - np.log1p(-scores)) * GRID) / GRID
