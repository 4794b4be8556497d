"""Codes texts by how near they are to what the codebook says: no training, several codes or none.

Source of the method: nearest-prototype classification against a fixed background, calibrated over
sets of texts, as measured in `benchmarks/`.  A text's score never depends on the texts beside it.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from evalmine.coding.calibration import LogOdds
from evalmine.coding.codebook_model import Code, Codebook
from evalmine.coding.coder import CodingResult, assign, checked_vectors
from evalmine.coding.prototypes import exclude_lines_of, fit_prototypes, lines_of
from evalmine.coding.reference import background, reference_vectors
from evalmine.coding.shared_words import fit_shared_words
from evalmine.coding.similarity import Float32, Float64
from evalmine.embeddings import EmbeddingCache, Encoder, embed
from evalmine.errors import ConfigError

if TYPE_CHECKING:
    import pandas as pd

FEATURES: Final = ("standard_score", "margin", "log_place", "log_n_codes")
"""What a probability is computed from, in the order of `features`."""

_METHOD = "prototypes-1"  # raise it when the arithmetic below changes
_CALIBRATION = Path(__file__).with_name("zero_shot_calibration.json")
_SPEAKS_TO_IT, _SPEAKS_OF_OTHERS = 0.25, -1.75

_CHUNK = 8192  # texts at a time, so that memory stays small


class ZeroShotCoder:
    """Codes texts against a codebook, without training.

    Each code is one direction in the encoder's space: the mean of its name, definition, include
    rules and examples in all languages, as seen from the middle of 200 neutral sentences that ship
    with evalmine, less what all codes of the codebook share.  A text's cosine to it is
    standardized by the mean and spread of the neutral sentences; a text nearer to an exclude rule
    loses.  Shared words, as rare letter n-grams, add to it: the same number from them, where it is
    above zero, times `lexical_weight`.  Where the aspect of a text is known, codes that speak to
    other aspects lose two units against those that speak to it.  The score is the probability that
    people give this code, from four numbers: the standard score, its distance to the best other
    code, its place among the codes, and how many codes there are.  Their weights were fitted on
    the development halves of coded sets (``zero_shot_calibration.json`` says which).  On sets that
    were left out a score is right within some 7 points on average: too high where codes are
    subtle, too low where they are plain.  At most three codes are assigned.

    Parameters
    ----------
    codebook : Codebook
        Groups (``assignable: false``) get no column.
    encoder : Encoder
        See `load_encoder`.
    lexical_weight : float, default 0.3
        Weight of shared words; 0 leaves them out, as does the encoder ``"lexical"``.
    thresholds : float or mapping of str to float, optional
        For all codes, or by code id; else the code's own, else `default_threshold`.
    cache : EmbeddingCache, optional
        Where the vectors of codebook and background (some 600 texts, 8 s without) are kept.

    Examples
    --------
    >>> from evalmine.coding import load_codebook
    >>> from evalmine.embeddings import load_encoder
    >>> coder = ZeroShotCoder(load_codebook("oecd_dac"), load_encoder("lexical"))
    >>> coded = coder.code(["Budgettet holdt til det sidste."]).to_df(["a"])
    >>> coded[coded["assigned"]]["code_id"].tolist()
    ['efficiency']
    """

    def __init__(
        self,
        codebook: Codebook,
        encoder: Encoder,
        *,
        lexical_weight: float = 0.3,
        thresholds: float | Mapping[str, float] | None = None,
        cache: EmbeddingCache | None = None,
    ) -> None:
        self.codebook = codebook
        self.encoder = encoder
        self.name = f"zero-shot:{encoder.name}"
        self.expectations: pd.DataFrame | None = None  # nothing was compared with people
        self.code_ids = codebook.code_ids
        self.thresholds = _thresholds(codebook, thresholds)
        self._weight = 0.0 if encoder.name == "lexical" else float(lexical_weight)
        self._odds = calibration(single=len(self.code_ids) == 1)
        self._fit(cache)

    @property
    def revision(self) -> str:
        """Short hash of all that decides scores beside codebook, encoder and caller's choices."""
        decides = [_METHOD, _CALIBRATION.read_text(encoding="utf-8"), *background()]
        return hashlib.sha256("\n".join(decides).encode()).hexdigest()[:12]

    def score(
        self,
        texts: Sequence[str] | None = None,
        *,
        embeddings: npt.ArrayLike | None = None,
        aspects: Sequence[str] | None = None,
    ) -> Float32:
        """Return how likely people are to give each code to each text, 0 to 1.

        Parameters
        ----------
        texts : sequence of str, optional
            May be left out when `embeddings` are given and the lexical weight is 0.
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
            If vectors and encoder, or vectors and texts, do not belong together.
        """
        z = self.standard_scores(texts, embeddings=embeddings, aspects=aspects)
        scores = np.empty(z.shape, dtype=np.float32)
        for start in range(0, len(z), _CHUNK):
            chunk = slice(start, start + _CHUNK)
            scores[chunk] = self._odds.probability(*features(z[chunk]))
        return scores

    def standard_scores(
        self,
        texts: Sequence[str] | None = None,
        *,
        embeddings: npt.ArrayLike | None = None,
        aspects: Sequence[str] | None = None,
    ) -> Float64:
        """Return how far each text stands out from neutral sentences, code by code.

        The unit is the spread of the neutral sentences.  Parameters and errors as for `score`,
        which turns these numbers into probabilities.
        """
        z = self._standard_scores(self._vectors(texts, embeddings), texts or [])
        if aspects is not None:
            z += aspect_bonus(self.codebook.assignable, aspects)
        return z

    def code(
        self,
        texts: Sequence[str] | None = None,
        *,
        embeddings: npt.ArrayLike | None = None,
        aspects: Sequence[str] | None = None,
    ) -> CodingResult:
        """Return scores and at most `MAX_CODES` codes a text; parameters as for `score`."""
        scores = self.score(texts, embeddings=embeddings, aspects=aspects)
        assigned = assign(scores, self.thresholds)
        return CodingResult(
            self.code_ids, scores, assigned, self.name, self.codebook.sha256, self.thresholds
        )

    def __repr__(self) -> str:
        return f"ZeroShotCoder({self.name}, codebook {self.codebook.name!r})"

    def _fit(self, cache: EmbeddingCache | None) -> None:
        """Embed what the codebook says, and standardize on the background."""
        codes = self.codebook.assignable
        neutral = background()
        lines = [t for c in codes for field in [*lines_of(c), exclude_lines_of(c)] for t in field]
        texts = tuple(dict.fromkeys([*neutral, *lines]))
        vectors = reference_vectors(texts, self.encoder, cache)
        self._n_dims = vectors.shape[1]
        back = vectors[: len(neutral)]
        self._prototypes = fit_prototypes(codes, dict(zip(texts, vectors, strict=True)), back)
        self._standards = [_mean_and_spread(self._prototypes.similarity(back))]
        if self._weight:
            self._words = fit_shared_words(codes, neutral)
            self._standards.append(_mean_and_spread(self._words.similarity(neutral)))
        self._total = (np.zeros(len(codes)), np.ones(len(codes)))
        self._total = _mean_and_spread(self._standard_scores(back, neutral))

    def _standard_scores(self, vectors: npt.NDArray[np.floating], texts: Sequence[str]) -> Float64:
        """Return how far each code stands out from the background, in its spreads."""
        z = _standard(self._prototypes.similarity(vectors), self._standards[0])
        if self._weight:
            shared = _standard(self._words.similarity(texts), self._standards[1])
            z += self._weight * np.maximum(shared, 0)
        return _standard(z, self._total)

    def _vectors(
        self, texts: Sequence[str] | None, embeddings: npt.ArrayLike | None
    ) -> npt.NDArray[np.floating]:
        if embeddings is None:
            if texts is None:
                raise ConfigError("nothing to code: give texts, embeddings or both")
            return embed(texts, self.encoder)
        vectors = checked_vectors(embeddings, texts, self.encoder, self._n_dims, how="made")
        if texts is None and self._weight:
            raise ConfigError(
                "embeddings alone say nothing of shared words: give texts too, "
                "or make the coder with lexical_weight=0"
            )
        return vectors


def default_threshold(n_codes: int) -> float:
    """Return the score from which a code is assigned where nobody says otherwise.

    It is ``0.5 / n_codes ** 0.35``, at most 0.35: the more codes there are, the less likely any one
    is.  On the development sets that was where codes were given about as often as people gave them
    (for every set 0.8 to 1.5 times), which is near the highest F1 too.

    Examples
    --------
    >>> [default_threshold(n) for n in (2, 7, 20, 40)]
    [0.35, 0.253, 0.175, 0.137]
    """
    return round(min(0.35, 0.5 * math.pow(n_codes, -0.35)), 3)


@lru_cache(maxsize=2)
def calibration(*, single: bool = False) -> LogOdds:
    """Return the weights that turn `features` into probabilities.

    A codebook with a single code has its own: nothing competes, and it rarely covers the texts.
    """
    fitted: dict[str, Any] = json.loads(_CALIBRATION.read_text(encoding="utf-8"))
    found = fitted["single_code" if single else "several_codes"]
    names = FEATURES[:1] if single else FEATURES
    return LogOdds(tuple(found["weights"][name] for name in names), found["intercept"])


def aspect_bonus(codes: Sequence[Code], aspects: Sequence[str]) -> Float64:
    """Return what a known aspect is worth to each code, shape (n_texts, n_codes).

    0 for unknown aspects ("") and codes that name none; uneven otherwise (0.25 and -1.75), so that
    as many codes are assigned where the aspect is known as where it is not.
    """
    bonus = np.zeros((len(aspects), len(codes)))
    for j, code in enumerate(codes):
        for i, aspect in enumerate(aspects):
            if aspect and code.aspects:
                bonus[i, j] = _SPEAKS_TO_IT if aspect in code.aspects else _SPEAKS_OF_OTHERS
    return bonus


def features(z: Float64) -> tuple[Float64, ...]:
    """Return what the probability is computed from (`FEATURES`), each of the shape of `z`.

    The standard score, its distance to the best other code of the text, the logarithm of its place
    among them, and the logarithm of the number of codes.  With one code, the standard score alone.
    """
    n = z.shape[1]
    if n == 1:
        return (z,)
    second, best = np.split(np.partition(z, n - 2, axis=1)[:, n - 2 :], 2, axis=1)
    margin = z - np.where(z == best, second, best)
    # Stable: of equal codes the one that comes first in the codebook has the better place.
    place = np.argsort(np.argsort(-z, axis=1, kind="stable"), axis=1, kind="stable")
    return z, margin, np.log1p(place), np.full_like(z, np.log(n))


def _standard(values: Float64, mean_and_spread: tuple[Float64, Float64]) -> Float64:
    mean, spread = mean_and_spread
    z: Float64 = (values - mean) / spread
    return z


def _mean_and_spread(values: Float64) -> tuple[Float64, Float64]:
    """Return mean and spread by column; a column that never varies has spread 1."""
    spread = values.std(axis=0)
    return values.mean(axis=0), np.where(spread > 1e-12, spread, 1.0)


def _thresholds(
    codebook: Codebook, wanted: float | Mapping[str, float] | None
) -> tuple[float, ...]:
    if isinstance(wanted, Mapping):
        for code_id in wanted:
            if code_id not in codebook.code_ids:
                known = ", ".join(codebook.code_ids)
                raise ConfigError(f"threshold for unknown code {code_id!r}: use one of {known}")
    default = default_threshold(len(codebook.assignable))
    found = []
    for code in codebook.assignable:
        value = wanted.get(code.id) if isinstance(wanted, Mapping) else wanted
        own = code.threshold if code.threshold is not None else default
        found.append(float(own if value is None else value))
    return tuple(found)
