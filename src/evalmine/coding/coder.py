"""What every coder is and gives: the protocol, and the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import numpy.typing as npt

from evalmine.coding.codebook_model import Codebook
from evalmine.coding.similarity import Float32
from evalmine.embeddings import Encoder
from evalmine.errors import ConfigError

if TYPE_CHECKING:
    import pandas as pd

SCORE_FLOOR: Final = 0.05
"""Pairs below it that are not assigned are left out of `CodingResult.to_df`."""

MAX_CODES: Final = 3
"""Codes a text gets at most: in the author-coded sample nobody gave more."""


@dataclass(frozen=True)
class CodingResult:
    """Which codes apply to which texts, by one coder.

    Parameters
    ----------
    code_ids : tuple of str
        The columns.
    scores : ndarray of float32, shape (n_texts, n_codes)
        0 to 1.
    assigned : ndarray of bool, shape (n_texts, n_codes)
        Whether the score reaches the code's threshold.
    coder : str
        Such as ``"wellbeing-examples:e5-small-nordic"`` or ``"trained:e5-small-nordic"``.
    codebook_sha256 : str
        Of the codebook's content.
    thresholds : tuple of float
        By column.
    """

    code_ids: tuple[str, ...]
    scores: Float32
    assigned: npt.NDArray[np.bool_]
    coder: str
    codebook_sha256: str
    thresholds: tuple[float, ...] = ()

    def to_df(self, segment_ids: Sequence[str], *, floor: float = SCORE_FLOOR) -> pd.DataFrame:
        """Return one row per pair worth keeping, by segment, then code.

        Every assigned pair is kept, and of the others those with a score of at least `floor`
        (0.05): what is left out is unlikely, and the table stays small.  ``floor=0`` keeps all.

        Parameters
        ----------
        segment_ids : sequence of str
            One per row of `scores`.

        Returns
        -------
        DataFrame
            segment_id, code_id, coder, score, assigned.
        """
        import pandas as pd

        if len(segment_ids) != len(self.scores):
            raise ValueError(
                f"{len(segment_ids)} segment ids for {len(self.scores)} coded texts: give one each"
            )
        rows, columns = np.nonzero(self.assigned | (self.scores >= floor))
        return pd.DataFrame(
            {
                "segment_id": [segment_ids[int(i)] for i in rows],
                "code_id": [self.code_ids[int(j)] for j in columns],
                "coder": self.coder,
                "score": self.scores[rows, columns],
                "assigned": self.assigned[rows, columns],
            }
        )


class Coder(Protocol):
    """What assigns codes to texts.  A text's scores never depend on the texts beside it."""

    @property
    def name(self) -> str:
        """Such as ``"zero-shot:e5-small-nordic"``; stands in the `coder` column of the tables."""
        ...

    @property
    def revision(self) -> str:
        """Short hash of all that decides scores beside codebook and encoder."""
        ...

    @property
    def codebook(self) -> Codebook:
        """Whose assignable codes are the columns."""
        ...

    @property
    def encoder(self) -> Encoder:
        """What the vectors given to `code` must come from."""
        ...

    @property
    def code_ids(self) -> tuple[str, ...]:
        """The columns, in the codebook's order."""
        ...

    @property
    def thresholds(self) -> tuple[float, ...]:
        """Score from which each code is assigned."""
        ...

    @property
    def expectations(self) -> pd.DataFrame | None:
        """What to expect of each code, from comparison with people; None if there was none.

        Columns at least code_id, n, precision, recall, f1, kappa, kappa_low, kappa_high, verdict.
        """
        ...

    def score(
        self,
        texts: Sequence[str] | None = None,
        *,
        embeddings: npt.ArrayLike | None = None,
        aspects: Sequence[str] | None = None,
    ) -> Float32:
        """Return how well each code fits each text, 0 to 1, shape (n_texts, n_codes)."""
        ...

    def code(
        self,
        texts: Sequence[str] | None = None,
        *,
        embeddings: npt.ArrayLike | None = None,
        aspects: Sequence[str] | None = None,
    ) -> CodingResult:
        """Return scores and assigned codes; parameters as for `score`."""
        ...


def checked_vectors(
    embeddings: npt.ArrayLike,
    texts: Sequence[str] | None,
    encoder: Encoder,
    n_dims: int,
    *,
    how: str,
) -> npt.NDArray[np.floating]:
    """Return ready-made vectors as an array.

    Parameters
    ----------
    embeddings : array of shape (n_texts, n_dims)
    texts : sequence of str, optional
        There must be one per vector.
    encoder : Encoder
    n_dims : int
        Length of its vectors.
    how : str
        What the coder was with its encoder: "made" or "trained".

    Raises
    ------
    ConfigError
        If vectors and encoder, or vectors and texts, do not belong together.
    """
    vectors: npt.NDArray[np.floating] = np.asarray(embeddings)
    if vectors.ndim != 2 or vectors.shape[1] != n_dims:
        raise ConfigError(
            f"embeddings have shape {vectors.shape}, but {encoder.name} gives "
            f"(n, {n_dims}): use the encoder that the coder was {how} with"
        )
    if texts is not None and len(texts) != len(vectors):
        raise ConfigError(f"{len(texts)} texts but {len(vectors)} vectors: give one each")
    return vectors


def assign(
    scores: Float32, thresholds: Sequence[float], *, most: int = MAX_CODES
) -> npt.NDArray[np.bool_]:
    """Return which codes are assigned: those that reach their threshold, the best `most` a text."""
    # A stable sort: of equal scores the code that comes first in the codebook wins.
    rank = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1)
    reached: npt.NDArray[np.bool_] = scores >= np.array(thresholds, dtype=np.float32)
    return reached & (rank < most)
