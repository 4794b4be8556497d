"""Codes texts by how near they are to what the codebook says: no training, several codes or none.

Source of the method: nearest-prototype classification with a fixed background, as measured in
`benchmarks/`.  A text's score never depends on the texts beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from evalmine.coding.codebook_model import Code, Codebook
from evalmine.coding.coder import DEFAULT_THRESHOLD, CodingResult, assign
from evalmine.coding.reference import background, reference_vectors
from evalmine.coding.similarity import Float32, Float64, mean_of_nearest, on_grid
from evalmine.embeddings import EmbeddingCache, Encoder, embed, load_encoder
from evalmine.errors import ConfigError

_NEAREST = 4
_MIDDLE, _SLOPE = 1.9, 1.8  # logistic from standard score to 0..1
_PRIOR_CODES = 5  # weight of "mean 0, spread 1" when a text is compared over few codes
_ASPECT_BONUS = 0.5

_CHUNK = 512


class ZeroShotCoder:
    """Codes texts against a codebook, without training.

    For each code, a text's similarity is the mean cosine to the four nearest of the code's name,
    definition, include rules and examples, in every language of the codebook.  It is standardized
    by the mean and spread that a fixed background has for this code: 200 neutral sentences that
    ship with evalmine, and the examples of all other codes.  Shared words add to it: the same
    number from hashed character n-grams, times `lexical_weight`; the sum is standardized again.
    The codes of one text are then compared with each other: their mean and spread, shrunk towards
    0 and 1 when there are few, are taken out, since a text that is near everything says little.
    Where the aspect of a text is known, a code that speaks to it gains half a unit and one that
    does not loses as much.  The score is ``1 / (1 + exp(-1.8 * (z - 1.9)))`` of this number z, and
    at most three codes are assigned.  These constants were chosen on the development half of the
    author-coded sample; a score orders texts and is no probability until thresholds are fitted to
    a human-coded sample of the same material (`fit_thresholds`).

    Parameters
    ----------
    codebook : Codebook
        Groups (``assignable: false``) get no column.
    encoder : Encoder
        See `load_encoder`.
    lexical_weight : float, default 0.35
        Weight of shared words; 0 leaves them out, as does the encoder ``"lexical"``.
    thresholds : float or mapping of str to float, optional
        For all codes, or by code id; else the code's own, else `DEFAULT_THRESHOLD`.
    cache : EmbeddingCache, optional
        Where the vectors of codebook and background (some 600 texts, 8 s without) are kept.

    Examples
    --------
    >>> from evalmine.coding import load_codebook
    >>> coder = ZeroShotCoder(load_codebook("oecd_dac"), load_encoder("lexical"))
    >>> coder.code(["Budgettet holdt til det sidste."]).to_df(["a"])["code_id"][0]
    'efficiency'
    """

    def __init__(
        self,
        codebook: Codebook,
        encoder: Encoder,
        *,
        lexical_weight: float = 0.35,
        thresholds: float | Mapping[str, float] | None = None,
        cache: EmbeddingCache | None = None,
    ) -> None:
        self.codebook = codebook
        self.encoder = encoder
        self.name = f"zero-shot:{encoder.name}"
        self.code_ids = codebook.code_ids
        self.thresholds = _thresholds(codebook, thresholds)
        self._weight = 0.0 if encoder.name == "lexical" else float(lexical_weight)
        self._lexical = load_encoder("lexical") if self._weight else None
        self._fit(cache)

    def score(
        self,
        texts: Sequence[str] | None = None,
        *,
        embeddings: npt.ArrayLike | None = None,
        aspects: Sequence[str] | None = None,
    ) -> Float32:
        """Return how well each code fits each text, 0 to 1.

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
        from scipy.special import expit

        vectors = self._vectors(texts, embeddings)
        words = list(texts) if texts is not None else [""] * len(vectors)
        scores = np.empty((len(vectors), len(self.code_ids)), dtype=np.float32)
        for start in range(0, len(vectors), _CHUNK):
            stop = start + _CHUNK
            z = self._standard_scores(vectors[start:stop], words[start:stop])
            if aspects is not None:
                z += self._aspect_bonus(aspects[start:stop])
            scores[start:stop] = expit(_SLOPE * (z - _MIDDLE))
        return scores

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

    def _fit(self, cache: EmbeddingCache | None) -> None:
        """Embed what the codebook says, and standardize on the background."""
        codes = self.codebook.assignable
        anchors = [_anchors(code) for code in codes]
        examples = [_examples(code) for code in codes]
        neutral = background()
        texts = tuple(dict.fromkeys([*neutral, *(t for a in anchors for t in a)]))
        row_of = {text: i for i, text in enumerate(texts)}
        spaces = [reference_vectors(texts, self.encoder, cache)]
        if self._lexical:
            spaces.append(reference_vectors(texts, self._lexical))
        self._n_dims = spaces[0].shape[1]
        self._anchors: list[list[Float64]] = []
        self._standards: list[list[tuple[float, float]]] = []
        self._sums: list[tuple[float, float]] = []
        for j, own in enumerate(anchors):
            others = [t for i, lines in enumerate(examples) if i != j for t in lines]
            # A sentence that two codes share is an example of this one too.
            back = [row_of[t] for t in [*neutral, *(t for t in others if t not in set(own))]]
            mine = [on_grid(space[[row_of[t] for t in own]]) for space in spaces]
            near = [
                mean_of_nearest(space[back], points, _NEAREST)
                for space, points in zip(spaces, mine, strict=True)
            ]
            self._anchors.append(mine)
            self._standards.append([_mean_and_spread(values) for values in near])
            self._sums.append((0.0, 1.0))
            self._sums[j] = _mean_and_spread(self._combine(j, near))

    def _combine(self, column: int, near: Sequence[Float64]) -> Float64:
        """Return the standard score of a code from the similarity in each space."""
        z = [
            (values - mean) / spread
            for values, (mean, spread) in zip(near, self._standards[column], strict=True)
        ]
        total = z[0] + self._weight * z[1] if len(z) > 1 else z[0]
        mean, spread = self._sums[column]
        combined: Float64 = (total - mean) / spread
        return combined

    def _standard_scores(self, vectors: npt.NDArray[np.floating], texts: Sequence[str]) -> Float64:
        """Return how far each code stands out, among the background and among the codes."""
        spaces: list[npt.NDArray[np.floating]] = [vectors]
        if self._lexical:
            spaces.append(_rounded(self._lexical.encode(texts)))
        z = np.empty((len(vectors), len(self.code_ids)), dtype=np.float64)
        for j, anchors in enumerate(self._anchors):
            near = [
                mean_of_nearest(space, points, _NEAREST)
                for space, points in zip(spaces, anchors, strict=True)
            ]
            z[:, j] = self._combine(j, near)
        n = z.shape[1]
        mean = z.sum(axis=1, keepdims=True) / (n + _PRIOR_CODES)
        spread = np.sqrt((n * z.var(axis=1, keepdims=True) + _PRIOR_CODES) / (n + _PRIOR_CODES))
        standard: Float64 = (z - mean) / spread
        return standard

    def _aspect_bonus(self, aspects: Sequence[str]) -> Float64:
        """Return the bonus per text and code; 0 for unknown aspects and codes that name none."""
        bonus = np.zeros((len(aspects), len(self.code_ids)))
        for j, code in enumerate(self.codebook.assignable):
            for i, aspect in enumerate(aspects):
                if aspect and code.aspects:
                    bonus[i, j] = _ASPECT_BONUS if aspect in code.aspects else -_ASPECT_BONUS
        return bonus

    def _vectors(
        self, texts: Sequence[str] | None, embeddings: npt.ArrayLike | None
    ) -> npt.NDArray[np.floating]:
        if embeddings is None:
            if texts is None:
                raise ConfigError("nothing to code: give texts, embeddings or both")
            return embed(texts, self.encoder)
        vectors: npt.NDArray[np.floating] = np.asarray(embeddings)
        if vectors.ndim != 2 or vectors.shape[1] != self._n_dims:
            raise ConfigError(
                f"embeddings have shape {vectors.shape}, but {self.encoder.name} gives "
                f"(n, {self._n_dims}): use the encoder that the coder was made with"
            )
        if texts is None and self._lexical:
            raise ConfigError(
                "embeddings alone say nothing of shared words: give texts too, "
                "or make the coder with lexical_weight=0"
            )
        if texts is not None and len(texts) != len(vectors):
            raise ConfigError(f"{len(texts)} texts but {len(vectors)} vectors: give one each")
        return vectors


def _anchors(code: Code) -> list[str]:
    lines = [t for texts in code.include.values() for t in texts]
    found = [*code.name.values(), *code.definition.values(), *lines, *_examples(code)]
    return list(dict.fromkeys(text for text in found if text.strip()))


def _examples(code: Code) -> list[str]:
    return [t for texts in code.examples.values() for t in texts if t.strip()]


def _rounded(vectors: Float32) -> Float32:
    """Round as `embed` does, so that a text and the same text in the codebook are one."""
    return vectors.astype(np.float16).astype(np.float32)


def _mean_and_spread(values: Float64) -> tuple[float, float]:
    spread = float(values.std())
    return float(values.mean()), spread if spread > 1e-12 else 1.0


def _thresholds(
    codebook: Codebook, wanted: float | Mapping[str, float] | None
) -> tuple[float, ...]:
    if isinstance(wanted, Mapping):
        for code_id in wanted:
            if code_id not in codebook.code_ids:
                known = ", ".join(codebook.code_ids)
                raise ConfigError(f"threshold for unknown code {code_id!r}: use one of {known}")
    found = []
    for code in codebook.assignable:
        value = wanted.get(code.id) if isinstance(wanted, Mapping) else wanted
        own = code.threshold if code.threshold is not None else DEFAULT_THRESHOLD
        found.append(float(own if value is None else value))
    return tuple(found)
