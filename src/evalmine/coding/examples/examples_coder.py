"""Codes texts with what invented examples taught: heads on vector, letters and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from evalmine.coding.codebook_model import Codebook
from evalmine.coding.coder import CodingResult, assign, checked_vectors
from evalmine.coding.examples.letters_and_words import Commonness, text_scores
from evalmine.coding.similarity import Float32, Float64
from evalmine.coding.trained.combining import Combination
from evalmine.coding.trained.heads import Heads
from evalmine.coding.zero_shot import aspect_bonus
from evalmine.embeddings import EmbeddingCache, Encoder, embed
from evalmine.embeddings.threads import one_thread_per_product
from evalmine.errors import ConfigError

if TYPE_CHECKING:
    import pandas as pd

NAME: Final = "wellbeing-examples"
"""What the shipped coder is called, before the encoder's name."""

ASPECT_WORTH: Final = 0.35
"""What a unit of `aspect_bonus` adds to a head's value."""


@dataclass(frozen=True, eq=False)
class Taught:
    """What examples taught, and how it was calibrated.

    Parameters
    ----------
    heads : Heads
        One column per code, on vector, letters and words.
    commonness : Commonness
        Of n-grams and words in the examples.
    combination : Combination
        Makes a probability of `text_evidence`.
    thresholds : tuple of float
        By code.
    revision : str
        Short hash of all of it.
    """

    heads: Heads = field(repr=False)
    commonness: Commonness = field(repr=False)
    combination: Combination = field(repr=False)
    thresholds: tuple[float, ...]
    revision: str


@dataclass(frozen=True, eq=False)
class ExamplesCoder:
    """Codes texts as invented examples of the codebook were coded.

    One linear head per code, by ridge regression on the text's vector, its letter n-grams and its
    words, learned from example sentences, from what the codebook itself says, and from neutral
    sentences that carry no code.  Where the aspect of a text is known, codes that speak to other
    aspects lose.  The score is the probability that somebody gives this code, from two numbers: the
    head's value and its distance to the best other code; their weights and the threshold were
    fitted on the development half of the made-up sample.  At most three codes are assigned, and a
    text's score depends on no other text.

    No real evaluation was coded for it, and it was compared with nobody's coding of your texts:
    `expectations` is None.  `models/wellbeing-coder/README.md` has the figures on the sample.

    Parameters
    ----------
    codebook : Codebook
        The one the examples were coded with.
    encoder : Encoder
        The one the heads were learned with.
    taught : Taught
    cache : EmbeddingCache, optional
        For vectors of texts, where they are not given.

    Examples
    --------
    >>> from evalmine.coding import choose_coder
    >>> coder = choose_coder()
    >>> coder.name
    'wellbeing-examples:e5-small-nordic'
    >>> coder.code(["Vi nåede det aldrig, for alle løb stærkt."]).to_df(["a"]).code_id[0]
    'busyness'
    """

    codebook: Codebook
    encoder: Encoder
    taught: Taught = field(repr=False)
    cache: EmbeddingCache | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """Such as ``"wellbeing-examples:e5-small-nordic"``."""
        return f"{NAME}:{self.encoder.name}"

    @property
    def revision(self) -> str:
        """Short hash of the coder's files."""
        return self.taught.revision

    @property
    def code_ids(self) -> tuple[str, ...]:
        """The columns, in the codebook's order."""
        return self.codebook.code_ids

    @property
    def thresholds(self) -> tuple[float, ...]:
        """Score from which each code is assigned."""
        return self.taught.thresholds

    @property
    def expectations(self) -> pd.DataFrame | None:
        """None: nothing was compared with people's coding of real texts."""
        return None

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
            What each text speaks of; "" where unknown.

        Returns
        -------
        ndarray of float32, shape (n_texts, n_codes)

        Raises
        ------
        ConfigError
            If there are no texts, or texts and vectors do not belong together.
        """
        if texts is None:
            raise ConfigError(f"the coder {NAME} reads words too: give texts beside the embeddings")
        if embeddings is None:
            vectors = embed(texts, self.encoder, cache=self.cache)
        else:
            n_dims = len(self.taught.heads.dense)
            vectors = checked_vectors(embeddings, texts, self.encoder, n_dims, how="made")
        values = head_values(self.taught.heads, self.taught.commonness, texts, vectors)
        evidence = text_evidence(values, self.codebook, aspects)
        return self.taught.combination.probabilities(*evidence).astype(np.float32)

    def code(
        self,
        texts: Sequence[str] | None = None,
        *,
        embeddings: npt.ArrayLike | None = None,
        aspects: Sequence[str] | None = None,
    ) -> CodingResult:
        """Return scores and at most three codes a text; parameters as for `score`."""
        scores = self.score(texts, embeddings=embeddings, aspects=aspects)
        assigned = assign(scores, self.thresholds)
        return CodingResult(
            self.code_ids, scores, assigned, self.name, self.codebook.sha256, self.thresholds
        )

    def __repr__(self) -> str:
        return f"ExamplesCoder({self.name}, codebook {self.codebook.name!r})"


def head_values(
    heads: Heads,
    commonness: Commonness,
    texts: Sequence[str],
    vectors: npt.NDArray[np.floating],
) -> Float64:
    """Return what the heads say of each text alone, shape (n_texts, n_codes)."""
    words = text_scores(texts, commonness, heads.words)
    with one_thread_per_product():
        return heads.values(vectors, words)


def text_evidence(
    values: Float64, codebook: Codebook, aspects: Sequence[str] | None
) -> tuple[Float64, Float64]:
    """Return what a probability is computed from, each of the shape of `values`.

    The head's value with what the aspect adds, and its distance to the best other code of the text.
    """
    if aspects is not None:
        values = values + ASPECT_WORTH * aspect_bonus(codebook.assignable, aspects)
    n = values.shape[1]
    second, best = np.split(np.partition(values, n - 2, axis=1)[:, n - 2 :], 2, axis=1)
    return values, values - np.where(values == best, second, best)
